// The configured model against the quoting answers: how much of what it writes holds, what it changes, what it costs.
// Without a configured model a scripted one runs, which says what it is shown, and falsifies every other statement.
import { fileURLToPath } from 'node:url'
import { buildDigest, windowOf } from '../../digests/digest.ts'
import { answerQuestion } from '../../src/answer/answer.ts'
import { readConfig } from '../../src/config.ts'
import { ingestPath } from '../../src/ingest/ingest.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { LanguageModel } from '../../src/llm/model.ts'
import { openModel } from '../../src/llm/open.ts'
import { LANGS, type Lang } from '../../src/model/language.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { settingsOf } from '../../src/verbs/model.ts'
import { type Script, scriptedModel, sentencesOf } from '../helpers/scripted.ts'
import { mutate } from './model-mutations.ts'
import { laterQuestions, ownQuestions } from './questions.ts'
import type { EvalResult, EvalRow } from './result.ts'

const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url))
const NOW = Temporal.Instant.from('2026-01-01T00:00:00Z')
/** Every so many questions are asked: a run should cost cents, not dollars. */
const EVERY = 3
const DIGEST_DAYS = ['2013-12-05', '2019-08-23', '2023-08-18']

/** A model that repeats what it is shown in the reader's language, every other time with something changed. */
const parrot: Script = request => {
  const lexicon = openLexicon()
  const lang = langOf(request.messages[0]!.content)
  const own = sentencesOf(request).filter(one => one.lang === lang)
  if (request.schemaName === 'translations') return { translations: [] }
  const lines = own.slice(0, 6).map((one, at) => {
    const text = one.text.replaceAll(/["“”「」『』]/g, '')
    const changed = mutate(text, lang, new Set(), lexicon).find(made => made.kind !== 'swap')
    return { text: at % 2 === 1 && changed !== undefined ? changed.text : text, sentences: [one.id] }
  })
  if (request.schemaName !== 'digest') return { statements: lines }
  const input = request.messages.at(-1)!.content
  const itemOf = (id: string): number =>
    Number(
      [...input.slice(0, input.search(new RegExp(`^${id} `, 'm'))).matchAll(/^Item (\d+)$/gm)].at(-1)?.[1],
    )
  return {
    bottom_line: lines.slice(0, 2),
    items: lines.map(line => ({ ...line, item: itemOf(line.sentences[0]!) })),
  }
}

function langOf(instructions: string): Lang {
  const names: readonly (readonly [string, Lang])[] = [
    ['Simplified', 'zh-Hans'],
    ['Traditional', 'zh-Hant'],
    ['Japanese', 'ja'],
    ['Korean', 'ko'],
  ]
  return (
    names.find(
      ([name]) => instructions.includes(`in ${name}`) || instructions.includes(`Chinese in ${name}`),
    )?.[1] ?? 'en'
  )
}

async function modelOf(store: Store, isScripted: boolean): Promise<LanguageModel> {
  if (isScripted) return scriptedModel(parrot, store)
  const settings = settingsOf(readConfig())
  const clock = () => Temporal.Now.instant()
  const model = await openModel(settings, { usage: store.usage, cache: store.modelCache, clock })
  return model ?? scriptedModel(parrot, store)
}

const share = (part: number, all: number): number => (all === 0 ? 1 : part / all)

/**
 * Asks questions and builds digests with and without the model.
 * @param options.scripted whatever is configured, nothing is sent; `every` asks one in so many questions, `days` builds digests of so many days
 */
export async function run({
  scripted = false,
  every = EVERY,
  days = DIGEST_DAYS.length,
}: {
  scripted?: boolean
  every?: number
  days?: number
} = {}): Promise<EvalResult> {
  const store = await openStore(':memory:', { clock: () => new Date(NOW.epochMilliseconds) })
  const lexicon = openLexicon()
  const deps = { store, lexicon, clock: () => NOW }
  for await (const _ of ingestPath(SAMPLES, deps, { maxBytes: 20_000_000, samples: true }));
  const model = await modelOf(store, scripted)
  const questions = [...ownQuestions(), ...laterQuestions()].filter((_, at) => at % every === 0)
  const failures: string[] = []
  const counts = {
    written: 0,
    dropped: 0,
    byModel: 0,
    faults: 0,
    right: 0,
    quotedRight: 0,
    changed: 0,
    wrong: 0,
    open: 0,
  }
  const ms: number[] = []
  for (const { id, question, verdicts } of questions) {
    const quoted = await answerQuestion(question, deps)
    const answer = await answerQuestion(question, { ...deps, model })
    ms.push(answer.ms)
    counts.written += answer.model?.written ?? 0
    counts.dropped += answer.model?.dropped ?? 0
    if (answer.by === 'model') counts.byModel++
    if (answer.model?.fault) {
      counts.faults++
      failures.push(`${id}: ${answer.model.fault}`)
    }
    if (verdicts.includes(answer.verdict)) counts.right++
    if (verdicts.includes(quoted.verdict)) counts.quotedRight++
    if (verdicts.includes('not_found') && !verdicts.includes('answered')) {
      counts.open++
      if (answer.verdict !== 'not_found' && quoted.verdict === 'not_found') counts.wrong++
    }
    if (answer.verdict !== quoted.verdict) {
      counts.changed++
      failures.push(`${id}: ${quoted.verdict} → ${answer.verdict}: ${question}`)
    }
  }
  const asked = await store.usage.spent('2000-01-01', '2999-12-31')
  let [items, worded, bottoms, digests] = [0, 0, 0, 0]
  for (const day of DIGEST_DAYS.slice(0, days)) {
    for (const lang of LANGS) {
      const plain = await buildDigest(windowOf(day, 2), lang, deps)
      const digest = await buildDigest(windowOf(day, 2), lang, { ...deps, model })
      digests++
      items += digest.items.filter(item => item.novelty !== 'correction').length
      worded += digest.items.filter(item => item.prose !== undefined).length
      if (digest.bottomLine !== plain.bottomLine) bottoms++
    }
  }
  const spent = await store.usage.spent('2000-01-01', '2999-12-31')
  await store.close()
  const all = counts.written + counts.dropped
  const row = (
    measure: string,
    value: number,
    n: number,
    goal: number | null = null,
    note = '',
  ): EvalRow => ({
    measure,
    value,
    goal,
    n,
    note,
  })
  const rows = [
    row(
      'unanswerable questions that the model turned into answers (count, goal 0)',
      counts.wrong,
      counts.open,
    ),
    row('statements that held', share(counts.written, all), all, null, `${counts.dropped} left out`),
    row('answers worded by the model', share(counts.byModel, questions.length), questions.length),
    row(
      'questions without any result of the model',
      share(counts.faults, questions.length),
      questions.length,
    ),
    row('verdict right, with the model', share(counts.right, questions.length), questions.length),
    row('verdict right, quoting', share(counts.quotedRight, questions.length), questions.length),
    row('verdicts that differ from quoting', share(counts.changed, questions.length), questions.length),
    row('digest items worded', share(worded, items), items),
    row('digests with a worded bottom line', share(bottoms, digests), digests),
    row('tokens a question, in and out', Math.round(share(asked.tokens, questions.length)), questions.length),
    row('tokens a digest, in and out', Math.round(share(spent.tokens - asked.tokens, digests)), digests),
    row(
      'median milliseconds a question',
      ms.sort((a, b) => a - b)[Math.floor(ms.length / 2)] ?? 0,
      ms.length,
    ),
  ]
  return { set: `model: ${model.name}`, rows, failures }
}
