// Writes src/ingest/data/common-terms.json: terms that many reports on diplomacy share, so that sharing them says
// little. Run it again when the samples have changed much: node test/ingest/separate-common-terms.ts
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { countTerms } from '../../src/ingest/cohesion.ts'

const SAMPLES = new URL('../../samples/', import.meta.url)
const OUT = new URL('../../src/ingest/data/common-terms.json', import.meta.url)
const LEVELS = [0.1, 0.15, 0.25, 0.4, 0.6]
const MIN_REPORTS = 3

/** The plain-text samples of one language; `half` takes every second one only. */
function readTexts(prefix: RegExp, half: boolean): string[] {
  return readdirSync(SAMPLES)
    .filter(name => prefix.test(name) && name.endsWith('.txt'))
    .filter((_, i) => !half || i % 2 === 0)
    .map(name => readFileSync(new URL(name, SAMPLES), 'utf8'))
}

function levelsOf(texts: readonly string[]): Record<string, string> {
  const spread = new Map<string, number>()
  for (const text of texts)
    for (const term of countTerms(text).keys()) spread.set(term, (spread.get(term) ?? 0) + 1)
  const levels: Record<string, string> = {}
  for (const [i, level] of LEVELS.entries()) {
    const above = LEVELS[i + 1] ?? 2
    const terms = [...spread].filter(
      ([, n]) => n >= MIN_REPORTS && n / texts.length >= level && n / texts.length < above,
    )
    levels[level] = terms
      .map(([term]) => term)
      .sort()
      .join(' ')
  }
  return levels
}

const half = process.argv.includes('--half')
const table = {
  about:
    'Terms (match keys: pairs of characters, words) by the share of reports on diplomacy that have them; made from samples/ by test/ingest/separate-common-terms.ts.',
  zh: levelsOf(readTexts(/^zh/, half)),
  ja: levelsOf(readTexts(/^ja/, half)),
  ko: levelsOf(readTexts(/^ko/, half)),
  en: levelsOf(readTexts(/^en/, half)),
}
writeFileSync(OUT, `${JSON.stringify(table, null, 2)}\n`)
