// Claims that the configured model adds, measured apart from those that are read without it. Without a configured
// model there is nothing to measure but the reading without.
import { readFileSync } from 'node:fs'
import { readConfig } from '../../src/config.ts'
import { addModelClaims } from '../../src/ingest/model-claims.ts'
import { contentHashOf, readArticle } from '../../src/ingest/read-article.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import { openModel } from '../../src/llm/open.ts'
import type { ParsedItem } from '../../src/model/article.ts'
import { articleId } from '../../src/model/ids.ts'
import type { Lang } from '../../src/model/language.ts'
import { openStore } from '../../src/store/open.ts'
import { settingsOf } from '../../src/verbs/model.ts'
import { type GoldSentence, newTally, scoreSentence, type Tally } from './claims-score.ts'
import type { EvalResult, EvalRow } from './result.ts'

const GOLD = new URL('../gold/claims-2.jsonl', import.meta.url)
const LANGS: Readonly<Record<string, Lang>> = {
  zh: 'zh-Hans',
  'zh-Hant': 'zh-Hant',
  ja: 'ja',
  ko: 'ko',
  en: 'en',
}

/** Reads the gold sentences with and without the model's additions. */
export async function run(): Promise<EvalResult> {
  const lexicon = openLexicon()
  const store = await openStore(':memory:', { clock: () => new Date() })
  const settings = settingsOf(readConfig())
  const model = await openModel(
    { ...settings, uses: ['claims'] },
    { usage: store.usage, cache: store.modelCache, clock: () => Temporal.Now.instant() },
  )
  const [without, together, added] = [newTally(), newTally(), newTally()]
  let count = 0
  for (const sentence of readGold()) {
    const read = readSentence(sentence)
    scoreSentence(without, sentence, read.claims)
    if (model === undefined) continue
    const claims = await addModelClaims(read, { model, lexicon })
    const fresh = claims.filter(one => one.by.engine === 'llm')
    count += fresh.length
    scoreSentence(together, sentence, claims)
    scoreSentence(added, sentence, fresh)
  }
  await store.close()
  const rows = [...rowsOf('without a model', without)]
  if (model !== undefined)
    rows.push(...rowsOf(`with ${model.name}`, together), {
      measure: 'added by it, precision',
      value: precisionOf(added),
      goal: null,
      n: count,
      note: `${count} added`,
    })
  return {
    set: 'model-claims',
    rows,
    failures: model === undefined ? ['no model is configured: nothing was added'] : [],
  }
}

function readGold(): GoldSentence[] {
  return readFileSync(GOLD, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as GoldSentence)
}

function readSentence({ id, text, lang, dct }: GoldSentence) {
  const item: ParsedItem = {
    identity: `gold:${id}`,
    url: null,
    title: null,
    outlet: null,
    published: dct,
    lang: LANGS[lang] ?? 'en',
    text,
    format: 'json',
    charset: 'utf-8',
    sample: false,
  }
  const hash = contentHashOf(item)
  return readArticle(item, articleId(item.identity, hash), hash, `${dct}T00:00:00Z`, openLexicon())
}

const precisionOf = ({ found, spurious }: Tally): number => found / Math.max(1, found + spurious)

function rowsOf(name: string, tally: Tally): EvalRow[] {
  const { found, missed, required } = tally
  return [
    { measure: `precision, ${name}`, value: precisionOf(tally), goal: null, n: required, note: '' },
    {
      measure: `recall, ${name}`,
      value: found / Math.max(1, found + missed),
      goal: null,
      n: required,
      note: '',
    },
    {
      measure: `forbidden claims, ${name} (count)`,
      value: tally.forbidden,
      goal: null,
      n: tally.rules,
      note: '',
    },
  ]
}
