// Names of countries in the five languages, as the platform knows them: a country that no row of the lexicon covers
// must be found all the same before anything is told of it.
import { LANGS } from '../model/language.ts'
import { fold } from '../text/fold.ts'

let names: ReadonlySet<string> | undefined

/** True when a folded word is the name of a country or territory in any of the languages (巴西, ブラジル, brazil). */
export function isCountryName(key: string): boolean {
  names ??= readNames()
  return names.has(key)
}

function readNames(): ReadonlySet<string> {
  const found = new Set<string>()
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  for (const lang of LANGS) {
    const display = new Intl.DisplayNames([lang], { type: 'region', fallback: 'none' })
    for (const a of letters)
      for (const b of letters) {
        const name = display.of(a + b)
        if (name !== undefined) found.add(fold(name))
      }
  }
  return found
}
