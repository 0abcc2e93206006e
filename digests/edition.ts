// One digest for one slot of one subscription: built, put into messages, and laid into the outbox with what its
// channel is told. Nothing is posted here.
import { createHash } from 'node:crypto'
import { overviewOfDigest } from '../src/chat/digest-reply.ts'
import type { Messenger } from '../src/chat/messenger.ts'
import { heading, type Picture, paragraph, type Reply } from '../src/chat/reply.ts'
import type { NewDelivery, SeenWindow } from '../src/model/delivery.ts'
import type { DigestWindow } from '../src/model/digest.ts'
import type { Lang } from '../src/model/language.ts'
import type { Subscription } from '../src/model/subscription.ts'
import { localeOf } from '../src/text/messages.ts'
import { type BuiltDigest, buildEdition, type DigestDeps, type Prepared, prepareDigest } from './digest.ts'
import { type Edition, slotName } from './due.ts'
import { fitDigest } from './fit.ts'
import type { Remembered, ToldBefore } from './novelty.ts'
import { partsOf } from './parts.ts'
import { packReply } from './payload.ts'
import { word } from './words.ts'

/** What a channel was told is compared for so long. */
const MEMORY_DAYS = 60
/** Without an edition before it, and at most: a daily covers one day, a weekly seven. */
const USUAL_DAYS = { daily: 1, weekly: 7 } as const
const LONGEST_DAYS = 31

export interface EditionDeps extends DigestDeps {
  /** What is sent with a weekly; left out where nothing can be drawn. */
  readonly draw?: (options: { readonly window: DigestWindow; readonly lang: Lang }) => Promise<Picture | null>
}

/** Keeps what was prepared for one window and set of topics while the channels of one tick are served. */
export type PreparedCache = Map<string, Promise<Prepared>>

/**
 * Lays an edition into the outbox. False when another process was quicker: whatever it laid there stands.
 * Nothing new and a quiet policy of `silent` leaves a mark that there was nothing to post.
 */
export async function openEdition(
  subscription: Subscription,
  edition: Edition,
  now: Temporal.Instant,
  messenger: Messenger,
  deps: EditionDeps,
  cache: PreparedCache = new Map(),
): Promise<boolean> {
  const { deliveries } = deps.store
  const seen = await seenWindow(subscription, edition, now, deps)
  const window = daysOf(seen, edition)
  const store = deps.store.seenBy(subscription.workspace ?? undefined)
  const own = { ...deps, store }
  const told = await recallTold(subscription.channel, edition, deps)
  const { lang, topics } = subscription
  const key = JSON.stringify([subscription.workspace, window, seen, topics])
  const known = cache.get(key)
  const preparing = known ?? prepareDigest({ window, seen, topics }, own)
  if (known === undefined) cache.set(key, preparing)
  const prepared = await preparing
  const late = edition.late ? { late: writeLate(edition, seen, lang) } : {}
  const options = {
    form: edition.form,
    window,
    seen,
    lang,
    topics,
    told,
    ...late,
    workspace: subscription.workspace ?? undefined,
  }
  const built = await buildEdition(options, own, prepared)
  if (built.isQuiet)
    return await deliveries.open([quietPart(subscription, edition, seen, built)], now.toString())

  const fitted = fitDigest(built.digest, subscription.length)
  const picture =
    edition.form === 'weekly' && deps.draw !== undefined ? await deps.draw({ window, lang }) : null
  const { replies, items } = partsOf(fitted, reply => messenger.fits(reply), picture)
  const remembered = replies.map((_, part) =>
    built.remembered.slice(0, items.length).filter((one, i) => one !== null && items[i] === part),
  ) as Remembered[][]
  const parts = replies.map((reply, part) =>
    deliveryOf(subscription, edition, seen, {
      part,
      parts: replies.length,
      reply,
      told: remembered[part]!,
      title: titleLine(overviewOfDigest(fitted)),
    }),
  )
  const opened = await deliveries.open(parts, now.toString())
  for (const correction of correctionParts(subscription, edition, built))
    await deliveries.open([correction], now.toString())
  return opened
}

/** From where the last edition ended to the slot; a late one reaches up to now. */
async function seenWindow(
  subscription: Subscription,
  { form, at, late }: Edition,
  now: Temporal.Instant,
  { store }: EditionDeps,
): Promise<SeenWindow> {
  const to = late ? now : at
  const last = await store.deliveries.lastEdition(subscription.id, `${form}@`)
  const usual = to.subtract({ hours: 24 * USUAL_DAYS[form] })
  const oldest = to.subtract({ hours: 24 * LONGEST_DAYS })
  const from = last?.window ? Temporal.Instant.from(last.window.to) : usual
  const bounded = Temporal.Instant.compare(from, oldest) < 0 ? oldest : from
  // A clock that was set back must not make a window that ends before it begins.
  const sound = Temporal.Instant.compare(bounded, to) < 0 ? bounded : usual
  return { from: toMs(sound), to: toMs(to) }
}

/** Instants as the store compares them. */
function toMs(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'millisecond' })
}

/** The days that a window touches on the clock of its slot. */
function daysOf(seen: SeenWindow, { slot }: Edition): DigestWindow {
  const day = (instant: string): string =>
    Temporal.Instant.from(instant).toZonedDateTimeISO(slot.zone).toPlainDate().toString()
  return { from: day(seen.from), to: day(seen.to) }
}

/**
 * What a channel was told within memory, latest first. A weekly tells the week also to those who read its days, so it
 * is compared with weeklies only.
 */
export async function recallTold(
  channel: string,
  { at, form }: Pick<Edition, 'at' | 'form'>,
  { store }: Pick<EditionDeps, 'store'>,
): Promise<ToldBefore[]> {
  const since = at.subtract({ hours: 24 * MEMORY_DAYS })
  const rows = await store.deliveries.toldTo(channel, toMs(since))
  const compared = rows.filter(row => form === 'daily' || row.slot.startsWith('weekly@'))
  return compared.flatMap(row =>
    (JSON.parse(row.told) as Remembered[]).map(one => ({
      ...one,
      delivery: row.delivery,
      thread: row.thread,
    })),
  )
}

/** `Late: due 08:30 on 22 Nov. Covers articles first seen …`, in the zone of the slot. */
function writeLate({ at, slot, folded }: Edition, seen: SeenWindow, lang: Lang): string {
  const show = (instant: Temporal.Instant): string => showInstant(instant, slot.zone, lang)
  return word(lang, 'lateWindow', {
    due: show(at),
    from: show(Temporal.Instant.from(seen.from)),
    to: show(Temporal.Instant.from(seen.to)),
    folded,
  })
}

/** An instant with its zone as the reader writes it: `22 Nov 2026, 08:30 GMT+9`. */
export function showInstant(instant: Temporal.Instant, zone: string, lang: Lang): string {
  return new Intl.DateTimeFormat(localeOf(lang), {
    ...{ timeZone: zone, year: 'numeric', month: 'short', day: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' },
  }).format(instant.epochMilliseconds)
}

/** The key of a message: 25 letters and digits, the same whoever makes it. */
export function deliveryKey(...of: readonly (string | number)[]): string {
  const hash = createHash('sha256').update(of.join('\n')).digest('hex')
  return BigInt(`0x${hash}`).toString(36).padStart(50, '0').slice(-25)
}

interface Part {
  readonly part: number
  readonly parts: number
  readonly reply: Reply
  readonly told: readonly Remembered[]
  readonly title: string
}

function deliveryOf(
  subscription: Subscription,
  edition: Edition,
  window: SeenWindow,
  { part, parts, reply, told, title }: Part,
): NewDelivery {
  return {
    ...base(subscription, slotName(edition.form, edition.at), edition),
    id: deliveryKey(subscription.id, slotName(edition.form, edition.at), subscription.channel, part),
    kind: 'digest',
    part,
    parts,
    window,
    title,
    payload: packReply(reply),
    told: told.length === 0 ? null : JSON.stringify(told),
    state: 'pending',
  }
}

function base({ id, channel, workspace, lang }: Subscription, slot: string, { at }: Edition) {
  const dueAt = toMs(at)
  return {
    subscription: id,
    slot,
    destination: channel,
    workspace,
    lang,
    intoThread: null,
    dueAt,
    sendAfter: dueAt,
  }
}

/** Nothing new: one line, or a mark that there was nothing to post. */
function quietPart(
  subscription: Subscription,
  edition: Edition,
  window: SeenWindow,
  { digest }: BuiltDigest,
): NewDelivery {
  const { lang } = subscription
  const zone = edition.slot.zone
  const line = word(lang, 'quietLine', {
    date: showInstant(edition.at, zone, lang),
    from: showInstant(Temporal.Instant.from(window.from), zone, lang),
    n: digest.articles,
  })
  const reply: Reply = {
    lang,
    summary: line,
    blocks: [paragraph(digest.late === null ? line : `${digest.late} ${line}`)],
  }
  const part = deliveryOf(subscription, edition, window, { part: 0, parts: 1, reply, told: [], title: line })
  return subscription.quiet === 'line' ? part : { ...part, payload: null, state: 'quiet' }
}

/** What was told wrongly is put right where it was told, too. */
function correctionParts(subscription: Subscription, edition: Edition, built: BuiltDigest): NewDelivery[] {
  const { lang } = subscription
  return built.corrected.flatMap(({ item, of }) => {
    const one = built.digest.items[item]
    if (of.thread === null || one === undefined) return []
    const slot = `correction@${of.delivery}@${edition.at.toString({ smallestUnit: 'minute' })}`
    const label = word(lang, 'correctionHere')
    const lines = [one.earlier, one.phrase, one.chain].filter(line => line !== null && line !== '')
    const reply: Reply = {
      lang,
      summary: `${label}: ${one.phrase}`,
      blocks: [heading(label), ...lines.map(line => paragraph(line!))],
    }
    const id = deliveryKey(subscription.id, slot, subscription.channel, 0)
    return [
      {
        ...base(subscription, slot, edition),
        id,
        kind: 'correction' as const,
        part: 0,
        parts: 1,
        intoThread: of.thread,
        window: null,
        title: null,
        payload: packReply(reply),
        told: null,
        state: 'pending' as const,
      },
    ]
  })
}

/** The first line of a reply, as the name of a thread: at most 100 characters. */
function titleLine(reply: Reply): string {
  const [first] = reply.blocks
  const words = first?.kind === 'heading' ? first.text : reply.summary
  return words.length <= 100 ? words : `${words.slice(0, 99)}…`
}
