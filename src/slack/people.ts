import type { Lang } from '../model/language.ts'
import type { Clients } from './clients.ts'
import { workspaceOf } from './places.ts'

/** How a person reads: language and time zone as set in Slack. */
export interface Reader {
  readonly lang: Lang
  readonly zone: string
}

/** What Slack knows of people. */
export interface People {
  /** From Slack, kept for ten minutes; the usual reader where Slack does not say. */
  reader(team: string, user: string): Promise<Reader>
  /** As others see the name; the id where Slack does not say. */
  name(team: string, user: string): Promise<string>
  /**
   * Whether a person may change settings, asked anew each time: admins and owners of the workspace, and where the
   * settings are those of one channel, whoever created it. Direct messages are their person's own.
   */
  mayAdminister(team: string, user: string, channel: string | undefined): Promise<boolean>
}

const KEPT_MS = 10 * 60_000
const MOST_KEPT = 5000

const TAGS: readonly (readonly [RegExp, Lang])[] = [
  [/^zh[-_](?:TW|HK|MO|Hant)/i, 'zh-Hant'],
  [/^zh/i, 'zh-Hans'],
  [/^ja/i, 'ja'],
  [/^ko/i, 'ko'],
  [/^en/i, 'en'],
]

/** The reader's language behind a tag such as `zh-TW`; null for a language that nothing is said in. */
export function langOf(locale: string | undefined): Lang | null {
  return TAGS.find(([pattern]) => pattern.test(locale ?? ''))?.[1] ?? null
}

function isZone(zone: string | undefined): zone is string {
  try {
    return zone !== undefined && new Intl.DateTimeFormat('en', { timeZone: zone }) !== null
  } catch {
    return false
  }
}

/** Asks Slack about people; `usual` is the reader whom nothing is known of. */
export function createPeople(clients: Clients, usual: Reader, clock: () => Temporal.Instant): People {
  const kept = new Map<string, { readonly reader: Reader; readonly name: string; readonly until: number }>()

  async function look(team: string, user: string) {
    const key = `${workspaceOf(team)}/${user}`
    const now = clock().epochMilliseconds
    const known = kept.get(key)
    if (known && known.until > now) return known
    kept.delete(key)
    const found = await ask(team, user)
    const entry = { ...found, until: now + KEPT_MS }
    kept.set(key, entry)
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!)
    return entry
  }

  async function ask(team: string, user: string) {
    try {
      const client = await clients.of(team)
      const { user: found } = await client.users.info({ user, include_locale: true })
      const zone = isZone(found?.tz) ? found.tz : usual.zone
      const name = found?.profile?.display_name || found?.real_name || found?.name || user
      return { reader: { lang: langOf(found?.locale) ?? usual.lang, zone }, name }
    } catch {
      // Slack not answering is no reason not to answer.
      return { reader: usual, name: user }
    }
  }

  return {
    reader: async (team, user) => (await look(team, user)).reader,
    name: async (team, user) => (await look(team, user)).name,
    async mayAdminister(team, user, channel) {
      if (channel?.startsWith('D')) return true
      const client = await clients.of(team)
      const { user: found } = await client.users.info({ user })
      if (found?.is_admin || found?.is_owner || found?.is_primary_owner) return true
      if (channel === undefined) return false
      const { channel: place } = await client.conversations.info({ channel })
      return place?.creator === user
    },
  }
}
