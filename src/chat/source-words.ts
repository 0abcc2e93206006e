// What is said about sources, in the reader's language: the words are edited in `source-messages.json`.
import { LANGS, type Lang } from '../model/language.ts'
import type { SourceFault, SourceHealth, SourceNotice, SourceState } from '../model/source.ts'
import { formatMessage, localeOf, type Params } from '../text/messages.ts'
import messages from './source-messages.json' with { type: 'json' }

export type SourceKey = keyof (typeof messages)['en']

/** All messages about sources by language. */
export const SOURCE_MESSAGES: Readonly<Record<Lang, Readonly<Record<SourceKey, string>>>> = messages

/** The message in the reader's language with its placeholders filled; throws when a value is missing. */
export function saySource(lang: Lang, key: SourceKey, params: Params = {}): string {
  return formatMessage(SOURCE_MESSAGES[lang][key], lang, params)
}

/** One message about sources without placeholders in every language. */
export function localizedSource(key: SourceKey): Readonly<Record<Lang, string>> {
  return Object.fromEntries(LANGS.map(lang => [lang, saySource(lang, key)])) as Record<Lang, string>
}

/** What is wrong with a source, as part of a sentence. */
export function faultWords(lang: Lang, { code, url, detail }: SourceFault): string {
  return saySource(lang, `fault.${code}`, { url, detail: detail || '–' })
}

/** An instant as readers write it, in the zone of their clock: `23 Nov, 14:05`. */
export function formatInstant(lang: Lang, instant: string, zone: string): string {
  const format = new Intl.DateTimeFormat(localeOf(lang), {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  })
  return format.format(new Date(instant))
}

/** Items a day over the days that are kept, with one digit. */
export function perDay({ days }: SourceHealth): number {
  const counts = Object.keys(days).sort()
  if (counts.length === 0) return 0
  const total = Object.values(days).reduce((sum, n) => sum + n, 0)
  const span = (Date.parse(counts.at(-1)!) - Date.parse(counts[0]!)) / 86_400_000 + 1
  return Math.round((total / Math.max(7, span)) * 10) / 10
}

/** How a source is doing, in a word or two. */
export function stateWords(lang: Lang, { source, health }: SourceState): string {
  if (source.paused) return saySource(lang, 'state.paused')
  if (health.fault !== null)
    return saySource(lang, 'state.failing', { fault: faultWords(lang, health.fault) })
  if (health.told === 'silent') return saySource(lang, 'state.silent')
  return saySource(lang, health.polls === 0 ? 'state.untried' : 'state.ok')
}

/** What the operator is told about a source, in one line. */
export function noticeWords(lang: Lang, notice: SourceNotice, zone: string): string {
  const { source } = notice
  const line = `/sources show ${source.id}`
  if (notice.kind === 'moved')
    return saySource(lang, 'notice.moved', { name: source.name, from: notice.from, to: notice.to })
  const { health } = notice
  if (notice.kind === 'recovered') return saySource(lang, 'notice.recovered', { name: source.name })
  const since = (instant: string | null): string =>
    instant === null ? saySource(lang, 'never') : formatInstant(lang, instant, zone)
  if (notice.kind === 'silent')
    return saySource(lang, 'notice.silent', {
      name: source.name,
      since: since(health.lastItem),
      habit: perDay(health),
      line,
    })
  const fault = health.fault === null ? '–' : faultWords(lang, health.fault)
  return saySource(lang, 'notice.failing', {
    name: source.name,
    since: since(health.failingSince),
    fault,
    line,
  })
}
