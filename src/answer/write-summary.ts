// A summary in a model's words above its own sentences: the same sentences, the same check. The sentences stay.
import { z } from 'zod'
import type { LanguageModel, Origin } from '../llm/model.ts'
import type { Claim } from '../model/claim.ts'
import { UNKNOWN_DATE } from '../model/date.ts'
import type { Summary } from '../model/overview.ts'
import { claimsOfText } from '../search/claims-of-text.ts'
import { markData } from '../text/mark-data.ts'
import type { AnswerDeps } from './answer.ts'
import { type Shown, showSentence, summaryInstructions } from './prompt.ts'
import { verifyStatement } from './verify.ts'
import { isEvidence } from './verify-form.ts'
import type { Evidence } from './verify-types.ts'
import { say } from './words.ts'
import { noteOf, type WriteOptions } from './write.ts'

const Written = z.object({
  statements: z.array(z.object({ text: z.string(), sentences: z.array(z.string()) })),
})
const MOST_SHOWN = 16
const MOST_STATEMENTS = 6
const MOST_TOKENS = 900
const LONGEST_QUOTE = 600

interface Source {
  readonly evidence: Evidence
  readonly citations: readonly number[]
}

/** The summary with `prose` as far as its sentences bear it out, or as it was with a line on what is missing. */
export async function writeSummary(
  summary: Summary,
  deps: AnswerDeps,
  options: WriteOptions = {},
): Promise<Summary> {
  const { model, lexicon } = deps
  if (model === undefined || summary.parts.length === 0) return summary
  if (!model.does('summarize') || !model.serves(options.workspace)) return summary
  const origins: Origin[] = []
  const sources = new Map<string, Source>()
  for (const statement of summary.parts.flatMap(part => part.statements)) {
    const source = await readSource(summary, statement, model, deps)
    if (source === null || sources.size === MOST_SHOWN) continue
    sources.set(`S${sources.size + 1}`, source)
    origins.push(...source.origins)
  }
  if (sources.size === 0) return summary
  const lines = [...sources].map(([id, { evidence }]) => showSentence(shownAs(id, evidence), lexicon))
  const reply = await model.complete({
    purpose: 'summarize',
    occasion: options.occasion ?? 'terminal',
    workspace: options.workspace,
    signal: options.signal,
    origins,
    instructions: summaryInstructions(summary.lang),
    input: markData([['sentences', lines.join('\n')]]),
    schema: Written,
    schemaName: 'statements',
    maxTokens: MOST_TOKENS,
  })
  if (!reply.ok) return { ...summary, notes: noteOf(reply.fault.kind, summary.lang) }
  const prose = reply.value.statements.slice(0, MOST_STATEMENTS).flatMap(({ text, sentences }) => {
    const cited = [...new Set(sentences)].map(id => sources.get(id.trim()))
    if (cited.length === 0 || cited.includes(undefined)) return []
    const plain = text.trim().replaceAll(/\s+/g, ' ')
    const evidence = cited.flatMap(one => one?.evidence ?? [])
    if (verifyStatement(plain, summary.lang, evidence, lexicon).length > 0) return []
    return [{ text: plain, citations: [...new Set(cited.flatMap(one => one?.citations ?? []))] }]
  })
  return prose.length > 0 ? { ...summary, prose } : { ...summary, notes: [say(summary.lang, 'noneBorneOut')] }
}

function shownAs(id: string, { quote, lang, claims, reported, chain }: Evidence): Shown {
  return { id, quote, lang, claims, report: { date: reported, chain } }
}

type Told = Summary['parts'][number]['statements'][number]

/** A sentence of the summary with all that is known of it; null where a model may not see it or it tells nothing. */
async function readSource(
  { citations }: Summary,
  { quote, lang, citations: numbers }: Told,
  model: LanguageModel,
  { store, lexicon }: AnswerDeps,
): Promise<(Source & { readonly origins: readonly Origin[] }) | null> {
  if (quote.length > LONGEST_QUOTE || !isEvidence(quote, lang)) return null
  const cited = citations.find(one => numbers.includes(one.n))
  if (cited === undefined) {
    const claims = claimsOfText(quote, lang, lexicon)
    return {
      evidence: { quote, lang, claims, reported: UNKNOWN_DATE, chain: [] },
      citations: [],
      origins: [],
    }
  }
  const article = await store.article(cited.article)
  const report = await store.report(cited.report)
  if (article === null || report === null) return null
  const { identity, url, outlet } = article
  const origin: Origin = { identity, url, outlet, workspace: article.workspace ?? null }
  if (!model.mayRead(origin)) return null
  const claims: Claim[] = (await store.claimsOf(cited.report)).filter(
    claim => claim.sentence === cited.sentence,
  )
  const evidence = {
    quote: cited.quote,
    lang: cited.lang,
    claims,
    reported: report.date,
    chain: report.chain,
  }
  return { evidence, citations: numbers, origins: [origin] }
}
