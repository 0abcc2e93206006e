// Subscriptions as people make and read them: slots and topics out of words, and words out of a subscription.
import { nameEntity } from '../src/answer/names.ts'
import { type MessageKey, say } from '../src/chat/messages.ts'
import type { Messenger } from '../src/chat/messenger.ts'
import { nearestNames } from '../src/chat/names.ts'
import type { Lexicon } from '../src/lexicon/lexicon.ts'
import { LANGS, type Lang } from '../src/model/language.ts'
import type { DigestLength, Slot, Subscription, Weekday } from '../src/model/subscription.ts'
import type { Store } from '../src/store/store.ts'
import { formatDays } from '../src/text/show-dates.ts'
import { nextSlot } from './due.ts'
import { showInstant } from './edition.ts'
import { readSlots, writeSlot } from './slots.ts'

export interface SubscriptionDeps {
  readonly store: Store
  readonly lexicon: Lexicon
  readonly clock: () => Temporal.Instant
  /** Of a surface (`slack`), where this process has one: asked whether a channel can be posted to. */
  readonly messengerOf?: (surface: string) => Messenger | undefined
  /** 0 ≤ x < 1, for ids; the runtime's own unless told. */
  readonly random?: () => number
}

/** What somebody asks for; what is left out stays as it is, or as usual. */
export interface Wish {
  readonly when?: string
  readonly weekly?: Weekday
  readonly lang?: Lang
  readonly topics?: string
  readonly length?: DigestLength
  readonly quiet?: 'silent' | 'line'
  readonly missed?: 'fold' | 'skip'
}

/** Settings read, or one line in the reader's language that says what would be right. */
export type ReadWish =
  | {
      readonly settings: Partial<
        Pick<Subscription, 'slots' | 'lang' | 'topics' | 'length' | 'quiet' | 'missed'>
      >
    }
  | { readonly fault: string }

const EXAMPLES: Readonly<Record<Lang, string>> = {
  en: '08:30 Asia/Seoul, weekdays',
  'zh-Hans': '08:30 Asia/Seoul 工作日',
  'zh-Hant': '08:30 Asia/Seoul 工作日',
  ja: '08:30 東京 平日',
  ko: '08:30 서울 평일',
}
const EVERYTHING = new Set(LANGS.map(lang => say(lang, 'subscription.everything').toLowerCase()))

/** Reads a wish; slots without a zone are of `zone`, a weekly without a time of its own comes at the first slot's. */
export function readWish(
  wish: Wish,
  {
    lang,
    zone,
    slots: before,
  }: { readonly lang: Lang; readonly zone: string; readonly slots?: readonly Slot[] },
  lexicon: Lexicon,
): ReadWish {
  let slots = before
  if (wish.when !== undefined) {
    const read = readSlots(wish.when, zone)
    if ('fault' in read) {
      const { fault, value, hint } = read
      return { fault: say(lang, `slot.${fault}`, { value, hint, example: EXAMPLES[lang] }) }
    }
    slots = read
  }
  const [first] = slots ?? []
  if (wish.weekly !== undefined && slots !== undefined && first !== undefined)
    slots = [
      ...slots.filter(slot => slot.form === 'daily'),
      { form: 'weekly', time: first.time, zone: first.zone, days: [wish.weekly] },
    ]
  const topics = wish.topics === undefined ? undefined : readTopics(wish.topics, lang, lexicon)
  if (topics !== undefined && 'fault' in topics) return topics
  return {
    settings: {
      ...(slots !== before && slots !== undefined && { slots }),
      ...(topics !== undefined && { topics: topics.ids }),
      ...(wish.lang !== undefined && { lang: wish.lang }),
      ...(wish.length !== undefined && { length: wish.length }),
      ...(wish.quiet !== undefined && { quiet: wish.quiet }),
      ...(wish.missed !== undefined && { missed: wish.missed }),
    },
  }
}

/** Lexicon ids of names with commas between, in any of the languages; `everything` is none. */
export function readTopics(
  words: string,
  lang: Lang,
  lexicon: Lexicon,
): { readonly ids: readonly string[] } | { readonly fault: string } {
  const ids: string[] = []
  for (const name of words
    .normalize('NFKC')
    .split(/[,;、;，；\n]+/)
    .map(each => each.trim())) {
    if (name === '' || EVERYTHING.has(name.toLowerCase())) continue
    const found = lexicon
      .match(name)
      .filter(one => one.kind === 'entity' || one.kind === 'topic')
      .sort((a, b) => b.end - b.start - (a.end - a.start))[0]
    if (found === undefined) return { fault: unknownTopic(name, lang, lexicon) }
    if (!ids.includes(found.id)) ids.push(found.id)
  }
  return { ids }
}

function unknownTopic(name: string, lang: Lang, lexicon: Lexicon): string {
  const names = [...lexicon.topics(), ...lexicon.entities()].map(row => lexicon.nameOf(row.id, lang))
  const near = nearestNames(name, names)
  const hint = near.length === 0 ? '' : ` ${say(lang, 'command.nearest', { names: near.join(', ') })}`
  return say(lang, 'topic.unknown', { value: [...name].slice(0, 40).join(''), near: hint })
}

/** Instants as the store compares them. */
function toText(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'millisecond' })
}

/** When the next digest comes for slots, as the store keeps it. */
export function nextAt(slots: readonly Slot[], now: Temporal.Instant): string | null {
  const next = nextSlot(slots, now)
  return next === null ? null : toText(next)
}

const ID_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Stores a new subscription under an id of five letters that are easy to type. */
export async function addSubscription(
  given: Pick<Subscription, 'workspace' | 'channel' | 'owner' | 'lang' | 'slots'> &
    Partial<Pick<Subscription, 'topics' | 'length' | 'quiet' | 'missed'>>,
  { store, clock, random = Math.random }: SubscriptionDeps,
): Promise<Subscription> {
  const now = clock()
  for (;;) {
    const id = Array.from({ length: 5 }, () => ID_LETTERS[Math.floor(random() * ID_LETTERS.length)]).join('')
    const subscription: Subscription = {
      topics: [],
      length: 'usual',
      quiet: 'silent',
      missed: 'fold',
      ...given,
      id,
      state: 'active',
      pausedFor: null,
      createdAt: toText(now),
      changedAt: toText(now),
      settledAt: toText(now),
      nextAt: nextAt(given.slots, now),
    }
    if (await store.subscriptions.add(subscription)) return subscription
  }
}

/** Changes settings, pauses or resumes; false when somebody else was quicker. */
export async function changeSubscription(
  seen: Subscription,
  patch: Partial<Pick<Subscription, 'slots' | 'lang' | 'topics' | 'length' | 'quiet' | 'missed' | 'state'>>,
  { store, clock }: SubscriptionDeps,
): Promise<boolean> {
  const now = clock()
  const state = patch.state ?? seen.state
  const moved = patch.slots !== undefined || patch.state !== undefined
  return await store.subscriptions.change(
    seen,
    {
      ...patch,
      ...(patch.state !== undefined && { pausedFor: state === 'paused' ? ('asked' as const) : null }),
      // Slots before now are of the time before the change; what came in since the last edition is told by the next.
      ...(moved && {
        settledAt: toText(now),
        nextAt: state === 'active' ? nextAt(patch.slots ?? seen.slots, now) : null,
      }),
    },
    laterThan(seen.changedAt, now),
  )
}

/** Two changes within a millisecond are still two. */
function laterThan(before: string, now: Temporal.Instant): string {
  const text = toText(now)
  return text > before ? text : toText(Temporal.Instant.from(before).add({ milliseconds: 1 }))
}

/** `08:30 Asia/Seoul, weekdays · GSOMIA · 한국어 · usual · silent`. */
export function lineOf(subscription: Subscription, lang: Lang, lexicon: Lexicon): string {
  const { slots, length, quiet, missed } = subscription
  return [
    slots.map(writeSlot).join('; '),
    aboutOf(subscription, lang, lexicon),
    say(lang, `lang.${subscription.lang}`),
    say(lang, `length.${length}`),
    say(lang, `quiet.${quiet}`),
    ...(missed === 'skip' ? [say(lang, 'missed.skip')] : []),
  ].join(' · ')
}

/** The names of its topics in the reader's language. */
export function aboutOf({ topics }: Subscription, lang: Lang, lexicon: Lexicon): string {
  if (topics.length === 0) return say(lang, 'subscription.everything')
  return topics
    .map(id => (lexicon.topic(id) ? lexicon.nameOf(id, lang) : nameEntity(id, lang, lexicon)))
    .join(', ')
}

/** When its next digest comes, on the clock of its first slot; why it rests, when it does. */
export function nextOf({ nextAt: next, slots, state, pausedFor }: Subscription, lang: Lang): string {
  if (state === 'paused') {
    const key: MessageKey =
      pausedFor === null || pausedFor === 'asked' ? 'subscription.pause.asked' : `notice.reason.${pausedFor}`
    return say(lang, 'subscription.is_paused', { why: say(lang, key) })
  }
  return next === null ? '–' : showInstant(Temporal.Instant.from(next), slots[0]!.zone, lang)
}

/** The day of the newest report, in the reader's language; a dash when there is none. */
export async function newestDay(store: Store, lang: Lang): Promise<string> {
  const [newest] = await store.recentDays(1)
  return newest === undefined ? '–' : formatDays(lang, newest.day, newest.day)
}
