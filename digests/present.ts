// The digest as plain text, for `--json`'s `text`, for logs and for surfaces without layout.
import { nameChain } from '../src/answer/names.ts'
import { sectionsOf } from '../src/chat/digest-reply.ts'
import { say } from '../src/chat/messages.ts'
import type { Digest } from '../src/model/digest.ts'
import { formatDate, formatDays } from '../src/text/show-dates.ts'
import { word } from './words.ts'

const MAX_OUTLETS = 4

export type DigestBody = Omit<Digest, 'text'>

/** Title line and the line that says what it was made from. */
export function presentHead(digest: DigestBody): { title: string; window: string } {
  const { lang, form, window } = digest
  const names = digest.outlets
    .slice(0, MAX_OUTLETS)
    .map(
      one =>
        `${one.name}${one.country ? ` [${one.country}]` : ''}${one.articles > 1 ? ` ×${one.articles}` : ''}`,
    )
  const more = digest.outlets.length - names.length
  return {
    title:
      form === 'weekly'
        ? say(lang, 'digest.weekly_title', { date: formatDays(lang, window.from, window.to) })
        : word(lang, 'title', { date: formatDays(lang, window.to, window.to) }),
    window: word(lang, 'window', {
      from: formatDays(lang, window.from, window.from),
      to: formatDays(lang, window.to, window.to),
      articles: digest.articles,
      outlets: names.join(', ') + (more > 0 ? ` +${more}` : ''),
    }),
  }
}

/** The whole digest as text; items are whole or absent. */
export function presentText(digest: DigestBody): string {
  const { lang } = digest
  const head = presentHead(digest)
  const lines = [head.title, ...(digest.late === null ? [] : [digest.late]), head.window, '']
  const stop = lang === 'en' || lang === 'ko' ? '. ' : '：'
  lines.push(`${word(lang, 'bottom')}${stop}${digest.bottomLine}`)
  for (const [at, item] of digest.items.entries()) {
    const marks = item.citations.map(n => `[${n}]`).join('')
    lines.push(
      '',
      word(lang, 'item', { n: at + 1, headline: item.headline }),
      ...(item.prose === undefined ? [] : [item.prose]),
      ...(item.earlier === null ? [] : [item.earlier]),
      `${item.when}. “${item.phrase}” ${marks}`,
      word(lang, 'saidBy', {
        chain: item.chain,
        reading: word(lang, item.reading),
        independent: item.sourcing.independent,
        named: word(lang, item.sourcing.named ? 'named' : 'unnamed'),
      }),
    )
  }
  if (digest.left > 0) lines.push('', say(lang, 'digest.left', { n: digest.left }))
  for (const { title, lines: entries } of sectionsOf(digest))
    lines.push('', title, ...entries.map(entry => `• ${entry}`))
  if (digest.citations.length > 0) {
    lines.push('', word(lang, 'sources'))
    for (const one of digest.citations) {
      lines.push(
        `[${one.n}] “${one.quote}” — ${nameChain(one.chain, lang)}, ${formatDate(lang, one.reported)}${one.url ? ` ${one.url}` : ''}`,
      )
    }
  }
  return `${lines.join('\n')}\n`
}
