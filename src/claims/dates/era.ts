// Soft bounds from what the lexicon knows: few reports are older than its first event, and a subject is hardly news before its first event.
import type { Lexicon } from '../../lexicon/lexicon.ts'
import { parseDay } from '../../text/dates/calendar.ts'
import { type Evidence, numberOf } from './candidates.ts'
import type { Reading } from './reading.ts'

const BEFORE_ALL = -2
const BEFORE_SUBJECT = -2
/** A subject may be talked of this many days before the first dated event of its own. */
const TALKED_OF_DAYS = 900

const firstByLexicon = new WeakMap<Lexicon, { all: number; topics: ReadonlyMap<string, number> }>()

function firstDays(lexicon: Lexicon): { all: number; topics: ReadonlyMap<string, number> } {
  const ready = firstByLexicon.get(lexicon)
  if (ready !== undefined) return ready
  const topics = new Map<string, number>()
  let all = Number.POSITIVE_INFINITY
  for (const event of lexicon.events) {
    const day = parseDay(event.date)
    if (day === null) continue
    const n = numberOf(day)
    all = Math.min(all, n)
    // Only cues: the topics of a row say what else was spoken of there.
    for (const id of event.cues.flat())
      if (id.startsWith('TOP.')) topics.set(id, Math.min(n, topics.get(id) ?? Number.POSITIVE_INFINITY))
  }
  const built = { all, topics }
  firstByLexicon.set(lexicon, built)
  return built
}

/** Evidence against days before the lexicon's first event, and before the subjects of the report came up. */
export function weighEra(reading: Reading, lexicon: Lexicon): Evidence[] {
  const { all, topics } = firstDays(lexicon)
  const named = new Set(
    reading.sentences.flatMap(s => s.mentions.filter(m => m.kind === 'topic').map(m => m.id)),
  )
  const latest = [...named]
    .map(id => ({ id, n: topics.get(id) ?? Number.NEGATIVE_INFINITY }))
    .sort((a, b) => b.n - a.n)[0]
  const evidence: Evidence[] = [
    {
      basis: 'anchor_event',
      reason: 'before all known events',
      silent: true,
      weigh: c => (c.n < all ? BEFORE_ALL : 0),
    },
  ]
  if (latest !== undefined && Number.isFinite(latest.n))
    evidence.push({
      basis: 'anchor_event',
      reason: `${lexicon.nameOf(latest.id, 'en')} came up only later`,
      weigh: c => (c.n < latest.n - TALKED_OF_DAYS ? BEFORE_SUBJECT : 0),
    })
  return evidence
}
