// A desk whose clock is turned by hand: months of articles, subscriptions, and the digests' job on simulated time.
import { setImmediate } from 'node:timers/promises'
import { createDeliveryJob, type DeliveryJobDeps } from '../../digests/job.ts'
import { addSubscription } from '../../digests/subscribe.ts'
import type { Messenger } from '../../src/chat/messenger.ts'
import { contentHashOf, readArticle } from '../../src/ingest/read-article.ts'
import { type Lexicon, openLexicon } from '../../src/lexicon/lexicon.ts'
import type { ParsedItem } from '../../src/model/article.ts'
import type { Subscription } from '../../src/model/subscription.ts'
import type { Store } from '../../src/store/store.ts'

const SUBJECTS = [
  ['Japan', 'South Korea', 'the radar lock-on'],
  ['South Korea', 'Japan', 'the Fukushima treated water'],
  ['China', 'Japan', 'the air defense identification zone'],
  ['North Korea', 'the United States', 'the joint exercises'],
  ['Japan', 'China', 'the Senkaku Islands'],
  ['South Korea', 'the United States', 'tariffs'],
] as const
const DEEDS = [
  (a: string, b: string, c: string) => `${a}'s Foreign Ministry lodged a protest with ${b} over ${c} on`,
  (a: string, b: string, c: string) => `${a} urged ${b} to hold talks over ${c} on`,
  (a: string, b: string, c: string) => `${a} condemned ${b} over ${c} on`,
  (a: string, b: string, c: string) => `${a} welcomed a statement by ${b} about ${c} on`,
]

const DAY = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  month: 'long',
  day: 'numeric',
  year: 'numeric',
})

/** One article a day, first seen at 20:00 UTC, each about something else than the day before. */
export async function fillDays(store: Store, from: string, days: number): Promise<void> {
  const lexicon = openLexicon()
  const first = Temporal.PlainDate.from(from)
  const reads = []
  for (let n = 0; n < days; n++) {
    const day = first.add({ days: n })
    const date = DAY.format(Date.parse(`${day}T00:00Z`))
    const [a, b, c] = SUBJECTS[n % SUBJECTS.length]!
    const deed = DEEDS[Math.floor(n / SUBJECTS.length) % DEEDS.length]!(a, b, c)
    const text = `${a} and ${b}: day ${n}\n\nTOKYO, ${date} (Kyodo) — ${deed} ${date}, officials said.`
    const item: ParsedItem = {
      identity: `day:${day}`,
      url: `https://news.example/${day}`,
      title: null,
      outlet: 'Kyodo',
      published: `${day}T12:00:00Z`,
      lang: 'en',
      text,
      format: 'text',
      charset: 'utf-8',
      sample: false,
    }
    const hash = contentHashOf(item)
    const id = await store.newArticleId(item.identity, hash)
    reads.push(readArticle(item, id, hash, `${day}T20:00:00.000Z`, lexicon))
  }
  await store.addArticles(reads)
}

/** Time that passes only when somebody waits, so that a year takes seconds. */
export interface SimulatedTime {
  now(): Temporal.Instant
  set(now: Temporal.Instant): void
  sleep(ms: number): Promise<void>
}

/** Simulated time from an instant on. */
export function simulateTime(start: string): SimulatedTime {
  let ms = Temporal.Instant.from(start).epochMilliseconds
  return {
    now: () => Temporal.Instant.fromEpochMilliseconds(Math.round(ms)),
    set: now => {
      ms = Math.max(ms, now.epochMilliseconds)
    },
    async sleep(length) {
      const until = ms + length
      await setImmediate()
      ms = Math.max(ms, until)
    },
  }
}

/** All that a delivery job needs, on simulated time; faults of ours are thrown by `log.error` unless it is given. */
export function jobDeps(
  store: Store,
  lexicon: Lexicon,
  time: SimulatedTime,
  messengers: readonly Messenger[],
  more: Partial<DeliveryJobDeps> = {},
): DeliveryJobDeps {
  return {
    store,
    lexicon,
    clock: time.now,
    sleep: ms => time.sleep(ms),
    random: Math.random,
    messengers: new Map(messengers.map(messenger => [messenger.surface, messenger])),
    by: 'test',
    log: {
      info: () => {},
      warn: () => {},
      error: () => {},
    },
    ...more,
  }
}

/** Runs the job minute by minute where something is due, until the end; `onStep` sees each instant it runs at. */
export async function runUntil(
  end: string,
  deps: DeliveryJobDeps,
  time: SimulatedTime,
  onStep: (now: Temporal.Instant) => void = () => {},
): Promise<void> {
  const job = createDeliveryJob(deps)
  const last = Temporal.Instant.from(end)
  const signal = new AbortController().signal
  while (Temporal.Instant.compare(time.now(), last) < 0) {
    onStep(time.now())
    await job.run(time.now(), signal)
    const waits = [(await deps.store.subscriptions.counts()).nextAt, await deps.store.deliveries.nextAt()]
    const next = waits.filter(at => at !== null).sort()[0]
    const minute = time.now().add({ minutes: 1 })
    const at = next === undefined ? last : Temporal.Instant.from(next)
    // What is due already but held by somebody comes free minutes later.
    time.set(Temporal.Instant.compare(at, minute) < 0 ? minute : at)
  }
}

/** A subscription of a channel in a store, with slots as people write them. */
export async function subscribe(
  deps: Pick<DeliveryJobDeps, 'store' | 'lexicon' | 'clock'>,
  channel: string,
  slots: Subscription['slots'],
  more: Partial<Subscription> = {},
): Promise<Subscription> {
  const workspace = channel.includes('/') ? channel.split('/', 1)[0]! : null
  return await addSubscription({ workspace, channel, owner: 'U1', lang: 'en', slots, ...more }, deps)
}
