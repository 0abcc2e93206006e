// Pieces that timelines, profiles and lists of the newest share.
import type { Lang } from '../model/language.ts'
import type { ClaimLine } from '../model/overview.ts'
import { localeOf } from '../text/messages.ts'
import { formatDate, formatDays } from '../text/show-dates.ts'
import { say } from './messages.ts'
import { type Block, cite, emphasis, type Paragraph, paragraph, quiet, text } from './reply.ts'

/** One item an event: its day, who → whom: ACT, the clause in its own script, citation numbers. */
export function drawLines(lang: Lang, lines: readonly ClaimLine[]): Block[] {
  return lines.map((line, i) => ({
    kind: 'item',
    n: i + 1,
    headline: [emphasis(dayOfLine(lang, line)), text(` · ${line.text}`), ...cite(line.citations)],
    blocks: [{ kind: 'quote', text: line.phrase, lang: line.phraseLang, citations: [] }],
  }))
}

/** The day of an event with `~` where it was inferred; the day of the report says that it is one. */
export function dayOfLine(lang: Lang, { date, isEventDay }: Pick<ClaimLine, 'date' | 'isEventDay'>): string {
  const shown = formatDate(lang, date)
  return isEventDay ? shown : say(lang, 'overview.reported', { date: shown })
}

/** "Did you mean …?", or nothing. */
export function nearNotice(lang: Lang, near: readonly string[]): Paragraph[] {
  if (near.length === 0) return []
  const names = new Intl.ListFormat(localeOf(lang), { type: 'disjunction' }).format(near)
  return [paragraph(say(lang, 'overview.near', { names }))]
}

/** What `~` means and that no model was used. */
export function overviewNote(lang: Lang): Paragraph {
  return quiet(say(lang, 'overview.note'))
}

/** `GSOMIA · 1–30 Nov 2019`; the days alone where nothing was named. */
export function subjectName(
  lang: Lang,
  asked: string,
  window: { readonly from: string; readonly to: string } | null,
): string {
  const days = window === null ? '' : formatDays(lang, window.from, window.to)
  return [asked.trim(), days].filter(part => part !== '').join(' · ')
}
