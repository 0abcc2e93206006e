// Years that are part of a name: 2015年合意, the 2015 agreement. They say nothing of when.
import { fold } from '../../text/fold.ts'

const THING = new RegExp(
  fold(
    '^(?:的|の|의 ?)?(?:《|协议|协定|合意|共同|条约|条約|宣言|声明|谈话|談話|版|合意|협정|합의|선언|담화|공동)| (?:agreement|accord|deal|treaty|declaration|statement|pact|ruling|apology|settlement)',
  ),
  'u',
)

/** Whether what follows a date makes it the name of a thing. */
export function namesThing(after: string): boolean {
  return THING.test(fold(after.slice(0, 16)))
}
