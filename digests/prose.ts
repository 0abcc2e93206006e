// Digests with a model: it puts each item into a sentence and the days into a few; code has chosen and ordered the items
// and checks every sentence. What fails is left out, and the lines that need no model stand as they are.
import { z } from 'zod'
import { digestInstructions, type Shown, showSentence } from '../src/answer/prompt.ts'
import { verifyStatement } from '../src/answer/verify.ts'
import { isEvidence } from '../src/answer/verify-form.ts'
import type { LanguageModel, Origin } from '../src/llm/model.ts'
import type { Claim } from '../src/model/claim.ts'
import type { DigestForm } from '../src/model/subscription.ts'
import { markData } from '../src/text/mark-data.ts'
import type { Told } from './gather.ts'
import type { Novel } from './novelty.ts'
import { type DigestWord, word } from './words.ts'
import type { WriteDeps } from './write.ts'

export interface Prose {
  /** A sentence for each item, in their order, with the citations it rests on; null where none held. */
  readonly items: readonly (ProseLine | null)[]
  /** The days as a whole, each sentence ending in its citation numbers; null where none held. */
  readonly bottomLine: string | null
  /** Whole sentences on what a model did or could not do; none when nothing was asked of one. */
  readonly notes: readonly string[]
}

export interface ProseLine {
  readonly text: string
  readonly citations: readonly number[]
}

const Line = z.object({ text: z.string(), sentences: z.array(z.string()) })
const Written = z.object({
  bottom_line: z.array(Line),
  items: z.array(z.object({ item: z.number(), text: z.string(), sentences: z.array(z.string()) })),
})

/** Sentences shown for one item: one of each origin, as many as are cited. */
const MOST_SHOWN = 3
const MOST_LINES: Readonly<Record<DigestForm, number>> = { daily: 2, weekly: 6 }
const MOST_TOKENS = 1200
const LONGEST_QUOTE = 500

interface ProseDeps {
  readonly write: WriteDeps
  readonly model?: LanguageModel | undefined
  readonly workspace?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** All that was read out of a sentence. */
  readonly claimsOf: (sentence: string) => readonly Claim[]
}

const NOTHING: Prose = { items: [], bottomLine: null, notes: [] }

/** Has a model word the chosen items. Never throws for a model's sake; without one there is no prose. */
export async function writeProse(
  chosen: readonly Novel[],
  form: DigestForm,
  deps: ProseDeps,
): Promise<Prose> {
  const { model, workspace } = deps
  const { lang, lexicon } = deps.write
  if (model === undefined || chosen.length === 0) return NOTHING
  if (!model.does('digest') || !model.serves(workspace)) return NOTHING
  const shown = chosen.map(({ candidate }) =>
    candidate.origins.slice(0, MOST_SHOWN).filter(told => isShowable(told) && model.mayRead(originOf(told))),
  )
  const ids = new Map<string, Told>()
  const lines = shown.flatMap((tellings, at) => {
    if (tellings.length === 0) return []
    const own = tellings.map(told => {
      const id = `S${ids.size + 1}`
      ids.set(id, told)
      return showSentence(shownAs(id, told), lexicon)
    })
    return [`Item ${at + 1}`, ...own]
  })
  if (ids.size === 0) return NOTHING
  const reply = await model.complete({
    purpose: 'digest',
    occasion: 'digest',
    workspace,
    signal: deps.signal,
    origins: [...ids.values()].map(originOf),
    instructions: digestInstructions(lang, MOST_LINES[form]),
    input: markData([['items', lines.join('\n')]]),
    schema: Written,
    schemaName: 'digest',
    maxTokens: MOST_TOKENS,
  })
  if (!reply.ok) return { ...NOTHING, notes: [word(lang, NOTES[reply.fault.kind] ?? 'modelAway')] }
  const { items, bottom_line } = reply.value
  const held = (line: z.infer<typeof Line>, allowed: readonly Told[]): ProseLine | null =>
    check(line, allowed, ids, deps)
  const itemLines = shown.map((tellings, at) => {
    const line = items.find(one => one.item === at + 1)
    return line === undefined ? null : held(line, tellings)
  })
  const bottom = bottom_line
    .slice(0, MOST_LINES[form])
    .flatMap(line => held(line, shown.flat()) ?? [])
    .map(({ text, citations }) => `${text} ${citations.map(n => `[${n}]`).join('')}`)
  const isWorded = bottom.length > 0 || itemLines.some(line => line !== null)
  return {
    items: itemLines,
    bottomLine: bottom.length === 0 ? null : bottom.join(' '),
    notes: [word(lang, isWorded ? 'modelWorded' : 'modelNothing')],
  }
}

const NOTES: Readonly<Record<string, DigestWord>> = { budget: 'modelBudget' }

const quoteOf = ({ article, sentence }: Told): string => article.text.slice(sentence.start, sentence.end)

function isShowable(told: Told): boolean {
  const quote = quoteOf(told)
  return quote.length <= LONGEST_QUOTE && isEvidence(quote, told.report.lang)
}

function originOf({ article }: Told): Origin {
  const { identity, url, outlet } = article
  return { identity, url, outlet, workspace: article.workspace ?? null }
}

function shownAs(id: string, told: Told): Shown {
  const { sentence, report, claim } = told
  return { id, quote: quoteOf(told), lang: sentence.lang, report, claims: [claim] }
}

/** The line when its own sentences bear it out, with their numbers; else null. */
function check(
  { text, sentences }: z.infer<typeof Line>,
  allowed: readonly Told[],
  ids: ReadonlyMap<string, Told>,
  { write, claimsOf }: ProseDeps,
): ProseLine | null {
  const cited = [...new Set(sentences)].map(id => ids.get(id.trim()))
  if (cited.length === 0 || !cited.every(told => told !== undefined && allowed.includes(told))) return null
  const tellings = cited.flatMap(told => told ?? [])
  const plain = text.trim().replaceAll(/\s+/g, ' ')
  const evidence = tellings.map(told => ({
    quote: quoteOf(told),
    lang: told.sentence.lang,
    claims: claimsOf(told.sentence.id),
    reported: told.report.date,
    chain: told.report.chain,
  }))
  if (verifyStatement(plain, write.lang, evidence, write.lexicon).length > 0) return null
  return { text: plain, citations: [...new Set(tellings.map(told => write.citations.add(told)))] }
}
