import type { Profile, Roles } from '../model/overview.ts'
import { formatDays } from '../text/show-dates.ts'
import { say } from './messages.ts'
import { drawLines, nearNotice, overviewNote } from './overview-parts.ts'
import {
  type Block,
  emphasis,
  heading,
  notice,
  paragraph,
  quiet,
  type Reply,
  type Spans,
  text,
} from './reply.ts'
import { sourcesOf } from './sources.ts'

/** Draws who somebody is: a table of offices by date, then the latest claims with their sources. */
export function replyOfProfile(profile: Profile): Reply {
  const { lang, asked, roles, lines, citations } = profile
  if (roles.length === 0) {
    const words = say(lang, 'who.unknown', { asked })
    return { lang, summary: words, blocks: [notice('info', words), ...nearNotice(lang, profile.near)] }
  }
  const blocks: Block[] = roles.flatMap(one => drawRoles(profile, one))
  blocks.push(quiet(say(lang, 'who.as_of', { date: formatDays(lang, profile.asOf, profile.asOf) })))
  if (lines.length === 0) blocks.push(paragraph(say(lang, 'who.untold')))
  else
    blocks.push(
      heading(say(lang, 'who.latest')),
      ...drawLines(lang, lines),
      sourcesOf(
        lang,
        citations,
        lines.map(line => line.phrase),
      ),
      overviewNote(lang),
    )
  return { lang, summary: summaryOf(profile), blocks }
}

/** One person with the offices held, or one office with its holders; who holds it on the day stands out. */
export function drawRoles({ lang }: Pick<Profile, 'lang'>, roles: Roles): Block[] {
  const title = heading(roles.name, 1)
  const also = roles.alsoCalled.join(' · ')
  const names = also === '' ? [] : [quiet(say(lang, 'who.also', { names: also }))]
  if (roles.terms.length === 0) return [title, ...names, paragraph(say(lang, 'who.no_terms'))]
  const column = (key: 'who.office' | 'who.person' | 'who.from' | 'who.to') => ({ label: say(lang, key) })
  const whose = roles.kind === 'person' ? [column('who.office')] : [column('who.person')]
  if (roles.kind === 'body') whose.push(column('who.office'))
  return [
    title,
    ...names,
    {
      kind: 'table',
      columns: [...whose, column('who.from'), column('who.to')],
      rows: roles.terms.map(term => {
        const mark = (words: string): Spans => [term.holds ? emphasis(words) : text(words)]
        const office = term.country === null ? term.office : `${term.office} [${term.country}]`
        const cells =
          roles.kind === 'person' ? [office] : roles.kind === 'body' ? [term.person, office] : [term.person]
        return [
          ...cells.map(mark),
          [text(formatDays(lang, term.from, term.from))],
          [text(term.to === null ? say(lang, 'who.now') : formatDays(lang, term.to, term.to))],
        ]
      }),
    },
  ]
}

function summaryOf({ roles }: Profile): string {
  const [first] = roles
  const now = first?.terms.find(term => term.holds) ?? first?.terms[0]
  if (first === undefined || now === undefined) return first?.name ?? ''
  return first.kind === 'person' ? `${first.name} — ${now.office}` : `${first.name} — ${now.person}`
}
