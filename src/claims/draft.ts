// A claim in the making: what one trigger says, before the sentence's other claims have had their say; and its
// last step, the Claim that is stored.
import { createHash } from 'node:crypto'
import type { ActRow, Lexicon } from '../lexicon/lexicon.ts'
import type { Sentence } from '../model/article.ts'
import type {
  AttributionLink,
  Claim,
  EntityRef,
  Evidentiality,
  Modality,
  Polarity,
  Span,
} from '../model/claim.ts'
import { type DateRef, isInferred } from '../model/date.ts'
import { confidenceOf } from './confidence.ts'
import type { Trigger } from './content.ts'

/** All that is known of one claim; `settle` may still change act, recipients and topics. */
export interface Draft {
  readonly trigger: Trigger
  act: ActRow
  actors: readonly EntityRef[]
  recipients: readonly EntityRef[]
  topics: readonly string[]
  readonly args: number
  readonly polarity: Polarity
  modality: Modality
  readonly evidentiality: Evidentiality
  readonly speaker: EntityRef | null
  readonly attribution: readonly AttributionLink[]
  readonly timeEvent: DateRef | null
  readonly span: Span
  readonly evidence: Span
  /** The words of the clause that say what is asked, refused, announced. */
  readonly object: string
  /** Where the act's own noun stands: 거부 of 정상회담. */
  readonly head: string
  readonly condition: string | null
  /** Told inside another act's object. */
  readonly inner: boolean
  /** Further acts in the same sentence. */
  readonly neighbours: number
}

/** What the report gives to each of its claims. */
export interface ClaimContext {
  readonly article: string
  readonly report: string
  readonly sentence: Sentence
  readonly date: DateRef
  readonly lexicon: Lexicon
}

/** The finished claim. */
export function toClaim(draft: Draft, context: ClaimContext): Claim {
  const { article, report, sentence, date } = context
  const { act, actors, recipients, evidence, attribution } = draft
  const name = act.id.slice('ACT.'.length)
  const key = [
    article,
    report,
    evidence.start,
    evidence.end,
    draft.span.start,
    name,
    ...actors.map(a => a.id),
  ]
  const deep = draft.trigger.mention.tags.includes('deep')
  const intensity = act.intensity === undefined ? undefined : Math.min(6, act.intensity + (deep ? 1 : 0))
  const outlets = new Set(attribution.filter(a => a.role === 'outlet').map(a => a.entity))
  return {
    id: `c${createHash('sha256').update(key.join('|')).digest('hex').slice(0, 14)}`,
    doc: article,
    report,
    sentence: sentence.id,
    lang: sentence.lang,
    actors,
    recipients,
    act: name,
    plover: act.plover as Claim['plover'],
    mode: act.mode,
    ...(intensity === undefined ? {} : { intensity: intensity as NonNullable<Claim['intensity']> }),
    topics: draft.topics,
    ...(draft.object === '' ? {} : { object: { text: draft.object } }),
    polarity: draft.polarity,
    modality: draft.modality,
    evidentiality: draft.evidentiality,
    ...(draft.condition === null ? {} : { condition: draft.condition }),
    attribution,
    timeEvent: draft.timeEvent,
    timeReported: date,
    trigger: draft.span,
    evidence,
    confidence: confidenceOf(draft, date),
    sourceQuality: {
      independentOutlets: Math.max(1, outlets.size),
      named: !attribution.some(a => !a.named),
      official:
        draft.evidentiality === 'official_document' || attribution.some(a => a.role === 'speaker' && a.named),
    },
    links: {},
    flags: [
      ...(isInferred(date) ? (['date_inferred'] as const) : []),
      ...(recipients.some(r => r.how === 'inferred') ? (['inferred_recipient'] as const) : []),
    ],
    by: { engine: 'lexicon', lexicon: context.lexicon.version },
  }
}
