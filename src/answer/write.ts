// Answers with a model: it writes statements over numbered sentences, code checks each of them and puts in quotes,
// links and chains. Whatever goes wrong, the quoting answer stands.
import { z } from 'zod'
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { CallOptions, FaultKind, LanguageModel, ModelRequest, Occasion, Origin } from '../llm/model.ts'
import type { Answer, Statement } from '../model/answer.ts'
import type { Lang } from '../model/language.ts'
import type { Query } from '../search/query.ts'
import type { ScoredSentence } from '../search/score.ts'
import { markData } from '../text/mark-data.ts'
import type { Citations } from './cite.ts'
import { withoutCopies } from './copies.ts'
import type { Chosen } from './decide.ts'
import { hasEssentials } from './enough.ts'
import { nameChain } from './names.ts'
import { answerInstructions, type Shown, showSentence } from './prompt.ts'
import { translateQuotes } from './translate.ts'
import { verifyStatement } from './verify.ts'
import { isEvidence } from './verify-form.ts'
import type { Evidence, Fault } from './verify-types.ts'
import { say, type WordKey } from './words.ts'
import { holdsAsked } from './write-asked.ts'

/** Who asks, as far as a model is concerned. */
export interface WriteOptions {
  readonly occasion?: Occasion | undefined
  readonly workspace?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** What was asked before in the conversation, oldest first. */
  readonly earlier?: readonly string[] | undefined
}

/** A question with what was found for it and the answer that quoting gives. */
export interface Considered {
  readonly query: Query
  readonly lang: Lang
  readonly hits: readonly ScoredSentence[]
  readonly chosen: readonly Chosen[]
  readonly citations: Citations
  readonly quoted: Answer
}

interface WriteDeps {
  readonly lexicon: Lexicon
  readonly model?: LanguageModel | undefined
}

const Written = z.object({
  statements: z.array(z.object({ text: z.string(), sentences: z.array(z.string()) })),
})

const MOST_SHOWN = 14
const MOST_STATEMENTS = 6
const MOST_TOKENS = 900
/** Letters of sentences and claims shown; keeps a question within some 4,000 tokens in every script. */
const MOST_LETTERS = { wide: 2200, narrow: 7000 } as const
/** Where nothing was found, only sentences with this share of the question are worth a call. */
const LEAST_SUPPORT = 0.4
/** Kept for translating quotes out of the time that an answer has. */
const FOR_TRANSLATION = 0.4

/** The request for a question, or why none is made: also what `ask --show-prompt` shows. */
export function requestFor(
  considered: Considered,
  options: WriteOptions,
  { lexicon, model }: WriteDeps & { readonly model: Pick<LanguageModel, 'mayRead' | 'deadlineFor'> },
): {
  readonly request: ModelRequest<z.infer<typeof Written>>
  readonly shown: ReadonlyMap<string, ScoredSentence>
} | null {
  const { query, lang } = considered
  const hits = candidatesOf(considered, hit => model.mayRead(originOf(hit)))
  if (hits.length === 0) return null
  const shown = new Map(hits.map((hit, at) => [`S${at + 1}`, hit]))
  const earlier = (options.earlier ?? []).slice(-3).map(one => one.slice(0, 300))
  const input = markData([
    ...(earlier.length > 0 ? [['asked-before', earlier.join('\n')] as const] : []),
    ['question', query.text.slice(0, 600)],
    ['sentences', [...shown].map(([id, hit]) => showSentence(shownAs(id, hit), lexicon)).join('\n')],
  ])
  const occasion = options.occasion ?? 'terminal'
  const request = {
    purpose: 'answer',
    occasion,
    workspace: options.workspace,
    signal: options.signal,
    deadlineMs: Math.round(model.deadlineFor(occasion) * (1 - FOR_TRANSLATION)),
    origins: hits.map(originOf),
    instructions: answerInstructions(lang),
    input,
    schema: Written,
    schemaName: 'statements',
    maxTokens: MOST_TOKENS,
  } as const
  return { request, shown }
}

const shownAs = (id: string, hit: ScoredSentence): Shown => ({
  id,
  quote: hit.quote,
  lang: hit.sentence.lang,
  report: hit.report,
  claims: hit.claims,
})

function originOf({ article }: ScoredSentence): Origin {
  const { identity, url, outlet } = article
  return { identity, url, outlet, workspace: article.workspace ?? null }
}

/** What was chosen first, then the best of the rest, as far as they tell something and fit. */
function candidatesOf(
  { chosen, hits, quoted }: Considered,
  mayRead: (hit: ScoredSentence) => boolean,
): ScoredSentence[] {
  const isFound = quoted.verdict !== 'not_found'
  const rest = hits.filter(hit =>
    isFound ? hit.support > 0 : hit.support >= LEAST_SUPPORT && hasEssentials(hit),
  )
  const first = chosen.map(one => one.hit)
  const able = [
    ...first,
    ...withoutCopies(rest.filter(hit => !first.includes(hit))).slice(0, MOST_SHOWN),
  ].filter(hit => isEvidence(hit.quote, hit.report.lang) && mayRead(hit))
  let room = 1
  return able.slice(0, MOST_SHOWN).filter(({ quote, sentence }) => {
    room -= (quote.length + 60) / (sentence.lang === 'en' ? MOST_LETTERS.narrow : MOST_LETTERS.wide)
    return room > 0
  })
}

/**
 * The answer in a model's words as far as they are borne out, or the quoting answer with a line on what is missing.
 * Never throws for a model's sake, and never takes away what quoting gives.
 */
export async function writeAnswer(
  considered: Considered,
  options: WriteOptions,
  deps: WriteDeps,
): Promise<Answer> {
  const { quoted } = considered
  const { model } = deps
  if (model === undefined || !model.does('answer')) return quoted
  if (!model.serves(options.workspace)) return quoted
  const made = requestFor(considered, options, { ...deps, model })
  if (made === null) return quoted
  const begun = performance.now()
  const reply = await model.complete(made.request)
  const spentMs = performance.now() - begun
  if (!reply.ok) return withNote(quoted, reply.fault.kind, model.name)
  const written = check(reply.value, made.shown, considered, deps.lexicon)
  const answer = compose(considered, written, model.name)
  const call = {
    purpose: 'translate',
    occasion: made.request.occasion,
    workspace: options.workspace,
    signal: options.signal,
    deadlineMs: Math.round(model.deadlineFor(made.request.occasion) - spentMs),
  } as const satisfies Omit<CallOptions, 'origins'>
  const origins = new Map(considered.hits.map(hit => [hit.sentence.id, originOf(hit)]))
  return {
    ...answer,
    citations: await translateQuotes(answer.citations, considered.lang, call, origins, { ...deps, model }),
  }
}

interface CheckedStatement {
  readonly text: string
  readonly hits: readonly ScoredSentence[]
}

interface Checked {
  readonly statements: readonly CheckedStatement[]
  readonly dropped: readonly { readonly text: string; readonly faults: readonly Fault[] }[]
}

/** Keeps the statements that their sentences bear out. */
function check(
  { statements }: z.infer<typeof Written>,
  shown: ReadonlyMap<string, ScoredSentence>,
  { lang, query, quoted }: Considered,
  lexicon: Lexicon,
): Checked {
  const kept: CheckedStatement[] = []
  const dropped: Checked['dropped'][number][] = []
  for (const { text, sentences } of statements.slice(0, MOST_STATEMENTS)) {
    const hits = [...new Set(sentences)].flatMap(id => shown.get(id.trim()) ?? []).slice(0, 4)
    const unknown = sentences.length - hits.length
    const plain = text.trim().replaceAll(/\s+/g, ' ')
    const faults: Fault[] =
      unknown > 0
        ? [{ check: 'evidence', detail: `${unknown} of the ids were not given` }]
        : verifyStatement(plain, lang, hits.map(evidenceOf), lexicon)
    // What the search did not find must be about all that was asked.
    if (
      faults.length === 0 &&
      quoted.verdict === 'not_found' &&
      !holdsAsked(plain, lang, query, hits, lexicon)
    )
      faults.push({ check: 'support', detail: 'not what was asked' })
    if (faults.length > 0) dropped.push({ text, faults })
    else if (!kept.some(one => one.text === plain)) kept.push({ text: plain, hits })
  }
  return { statements: kept, dropped }
}

function evidenceOf(hit: ScoredSentence): Evidence {
  return {
    quote: hit.quote,
    lang: hit.sentence.lang,
    claims: hit.claims,
    reported: hit.report.date,
    chain: hit.report.chain,
  }
}

/** Statements that held, then quotes of whatever was chosen and is not told by them: both sides of a dispute survive. */
function compose(considered: Considered, { statements, dropped }: Checked, name: string): Answer {
  const { quoted, chosen, citations, lang } = considered
  const model = { name, written: statements.length, dropped: dropped.length, fault: null }
  if (statements.length === 0)
    return {
      ...quoted,
      model,
      ...(dropped.length > 0 ? { notes: [...(quoted.notes ?? []), say(lang, 'noneBorneOut')] } : {}),
    }
  const told = new Set(statements.flatMap(one => one.hits.map(hit => hit.sentence.id)))
  const written = statements.map(({ text, hits }): Statement => {
    const numbers = hits.map(hit => citations.add({ ...hit, claim: bestClaim(hit) }))
    const cited = citations.list()
    const chains = new Set(numbers.map(n => nameChain(cited[n - 1]!.chain, lang)))
    return {
      text: say(lang, 'written', { text, chain: [...chains].join('; ') }),
      citations: [...new Set(numbers)],
    }
  })
  // The quoting statements stand in the order of `chosen`.
  const untold =
    quoted.verdict === 'not_found'
      ? []
      : quoted.statements.filter((_, at) => {
          const one = chosen[at]
          return one !== undefined && !told.has(one.hit.sentence.id)
        })
  return {
    ...quoted,
    verdict: quoted.verdict === 'not_found' ? 'answered' : quoted.verdict,
    statements: [...written, ...untold],
    citations: citations.list(),
    by: 'model',
    model,
  }
}

function bestClaim({ match, claims }: ScoredSentence): ScoredSentence['claims'][number] | null {
  return match?.claim ?? claims.toSorted((a, b) => b.confidence.overall - a.confidence.overall)[0] ?? null
}

const NOTES: Partial<Record<FaultKind, WordKey>> = {
  budget: 'modelBudget',
  timeout: 'modelLate',
  refused: 'modelRefused',
  malformed: 'modelUnusable',
  cut_off: 'modelUnusable',
  too_long: 'modelUnusable',
  unauthorized: 'modelAway',
  unsupported: 'modelAway',
  rate_limited: 'modelBusy',
  unavailable: 'modelAway',
}

/** The quoting answer with a line on why it quotes; what the settings keep away needs none. */
export function withNote(quoted: Answer, fault: FaultKind, name: string): Answer {
  const model = { name, written: 0, dropped: 0, fault }
  const notes = noteOf(fault, quoted.lang)
  return { ...quoted, model, ...(notes.length > 0 ? { notes: [...(quoted.notes ?? []), ...notes] } : {}) }
}

/** A line on why there is nothing of a model; none for what the settings keep away. */
export function noteOf(fault: FaultKind, lang: Lang): string[] {
  const key = NOTES[fault]
  return key ? [say(lang, key)] : []
}
