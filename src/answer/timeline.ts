// A subject by the day things happened: one line an event, whoever tells it, cited.
import type { Lang } from '../model/language.ts'
import type { Days, Timeline } from '../model/overview.ts'
import type { AnswerDeps } from './answer.ts'
import { Citations } from './cite.ts'
import limits from './data/limits.json' with { type: 'json' }
import { dayOf, findAbout, isEmptySubject, nearNames, readSubject } from './subject.ts'
import { groupTellings, readReports, writeLine } from './tellings.ts'

/** Tells a topic, a person, or all of some days in the order in which it happened; undated things are left out. */
export async function tellTimeline(
  asked: string,
  deps: AnswerDeps,
  options: { lang?: Lang; window?: Days | null } = {},
): Promise<Timeline> {
  const subject = readSubject(asked, deps, options)
  const lang = options.lang ?? subject.query.lang
  const { claims } = isEmptySubject(subject) ? { claims: [] } : await findAbout(subject, deps)
  const all = groupTellings(
    claims.filter(claim => dayOf(claim).start !== null),
    deps.lexicon,
  )
  const chosen = all
    .slice(0, limits.linesOfTimeline)
    .toSorted((a, b) => (dayOf(a.claims[0]!).start! < dayOf(b.claims[0]!).start! ? -1 : 1))
  const reads = await readReports(chosen, deps)
  const citations = new Citations(deps.lexicon, lang)
  const lines = chosen.flatMap(one => writeLine(one, reads, citations, lang, deps.lexicon) ?? [])
  return {
    lang,
    asked: subject.asked,
    window: subject.window,
    lines,
    left: all.length - chosen.length,
    citations: citations.list(),
    near: lines.length === 0 ? nearNames(asked, lang, deps.lexicon) : [],
  }
}
