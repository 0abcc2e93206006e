// Claims of tricky and of plain sentences against hand-made gold: what must be read, and what must not. Of our own
// gold every fourth sentence is held back: its figures are shown apart, its failures are not listed.
import { existsSync, readFileSync } from 'node:fs'
import { codeText } from '../../src/claims/code-text.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { Lang } from '../../src/model/language.ts'
import { type GoldSentence, newTally, rowsOf, scoreSentence, type Tally } from './claims-score.ts'
import { scoreSeedPage } from './claims-seed.ts'
import type { EvalResult } from './result.ts'

const SHARED = new URL('../../../shared/data/claims/gold-dev.jsonl', import.meta.url)
const OWN = new URL('../gold/claims.jsonl', import.meta.url)
/** Written later, in the style of the news and of its traps, before the engine had read any of it. */
const SECOND = new URL('../gold/claims-2.jsonl', import.meta.url)
/** Written together with the second set; read once, then looked at: what it said at first is in docs/quality.md. */
const SECOND_HELD = new URL('../gold/claims-held-2.jsonl', import.meta.url)
/** Written last, and never looked at: its failures are not listed. */
const THIRD_HELD = new URL('../gold/claims-held-3.jsonl', import.meta.url)
const LANGS: Readonly<Record<string, Lang>> = {
  zh: 'zh-Hans',
  'zh-Hant': 'zh-Hant',
  ja: 'ja',
  ko: 'ko',
  en: 'en',
}

function readGold(url: URL): GoldSentence[] {
  return readFileSync(url, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as GoldSentence)
}

function score(sentences: readonly GoldSentence[]): Tally {
  const lexicon = openLexicon()
  const tally = newTally()
  for (const sentence of sentences) {
    const { claims } = codeText(sentence.text, lexicon, {
      lang: LANGS[sentence.lang] ?? 'en',
      date: sentence.dct,
    })
    scoreSentence(tally, sentence, claims)
  }
  return tally
}

/** Evaluates the given gold and page where they are, and our own gold. */
export async function run(): Promise<EvalResult> {
  const own = readGold(OWN)
  const dev = own.filter(one => one.split === 'dev')
  const second = readGold(SECOND)
  const parts: [string, Tally][] = [
    ['own dev', score(dev)],
    ['second dev', score(second)],
    ['own held back', score(own.filter(one => one.split === 'held'))],
    ['second, once held back', score(readGold(SECOND_HELD))],
    ['third, held back', score(readGold(THIRD_HELD))],
    ...(['zh', 'zh-Hant', 'ja', 'ko', 'en'] as const).map((lang): [string, Tally] => [
      `all dev ${lang}`,
      score([...dev, ...second].filter(one => one.lang === lang)),
    ]),
  ]
  if (existsSync(SHARED)) parts.unshift(['given', score(readGold(SHARED))])
  const seed = scoreSeedPage()
  const listed = parts.filter(([name]) =>
    ['given', 'own dev', 'second dev', 'second, once held back'].includes(name),
  )
  return {
    set: 'claims',
    rows: [...parts.flatMap(([name, tally]) => rowsOf(name, tally)), ...(seed?.rows ?? [])],
    failures: [...listed.flatMap(([, tally]) => tally.failures), ...(seed?.failures ?? [])],
  }
}
