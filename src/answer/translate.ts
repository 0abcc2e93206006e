// Quotes in the reader's language, beside the original and marked as a translation. Each one is checked like any other
// statement, and both ways for numbers and "not"; what fails is left out.
import { z } from 'zod'
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { CallOptions, LanguageModel, Origin } from '../llm/model.ts'
import type { Citation } from '../model/answer.ts'
import { type Lang, tongueOf } from '../model/language.ts'
import { markData } from '../text/mark-data.ts'
import { translateInstructions } from './prompt.ts'
import { verifyStatement } from './verify.ts'
import type { Check, Evidence } from './verify-types.ts'

const Translated = z.object({ translations: z.array(z.object({ id: z.string(), text: z.string() })) })

const MOST_TRANSLATED = 6
const LONGEST = 400
/** With less time than this left, the originals are enough. */
const LEAST_MS = 2500
/** What must hold in both directions: a translation leaves nothing out. */
const BOTH_WAYS: ReadonlySet<Check> = new Set(['numbers', 'negation'])

/**
 * The citations with `translation` where the quote is in another language than the reader's and a model put it into
 * that one faithfully. The quotes themselves stay as they are; any fault of the model leaves everything as it was.
 * @param origins by sentence id: where each quoted article comes from
 */
export async function translateQuotes(
  citations: readonly Citation[],
  lang: Lang,
  call: Omit<CallOptions, 'origins'>,
  origins: ReadonlyMap<string, Origin>,
  { model, lexicon }: { readonly model: LanguageModel; readonly lexicon: Lexicon },
): Promise<readonly Citation[]> {
  if (!model.does('translate') || (call.deadlineMs ?? LEAST_MS) < LEAST_MS) return citations
  const foreign = citations
    .filter(one => tongueOf(one.lang) !== tongueOf(lang) && one.quote.length <= LONGEST)
    .filter(one => origins.has(one.sentence) && model.mayRead(origins.get(one.sentence)!))
    .slice(0, MOST_TRANSLATED)
  if (foreign.length === 0) return citations
  const byId = new Map(foreign.map(one => [`S${one.n}`, one]))
  const lines = [...byId].map(([id, { quote }]) => `${id} ${quote.replaceAll(/\s+/g, ' ').trim()}`)
  const reply = await model.complete({
    ...call,
    purpose: 'translate',
    origins: foreign.map(one => origins.get(one.sentence)!),
    instructions: translateInstructions(lang),
    input: markData([['sentences', lines.join('\n')]]),
    schema: Translated,
    schemaName: 'translations',
    maxTokens: 1200,
  })
  if (!reply.ok) return citations
  const good = new Map<string, string>()
  for (const { id, text } of reply.value.translations) {
    const citation = byId.get(id.trim())
    const plain = text.trim().replaceAll(/\s+/g, ' ')
    if (citation !== undefined && isFaithful(plain, lang, citation, lexicon))
      good.set(citation.sentence, plain)
  }
  return citations.map(one => {
    const translation = good.get(one.sentence)
    return translation === undefined ? one : { ...one, translation }
  })
}

/** The translation says what the quote says, and the quote nothing more in numbers and "not". */
function isFaithful(text: string, lang: Lang, citation: Citation, lexicon: Lexicon): boolean {
  const known = { claims: [], reported: citation.reported, chain: [] }
  const original: Evidence = { ...known, quote: citation.quote, lang: citation.lang }
  if (verifyStatement(text, lang, [original], lexicon).length > 0) return false
  const back = verifyStatement(
    citation.quote.trim(),
    citation.lang,
    [{ ...known, quote: text, lang }],
    lexicon,
  )
  return !back.some(fault => BOTH_WAYS.has(fault.check))
}
