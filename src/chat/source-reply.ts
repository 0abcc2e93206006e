// Sources as replies: lists, one source, what came of adding and checking.
import type { Lang } from '../model/language.ts'
import type { AddResult, CheckResult, NewSource, SourceState } from '../model/source.ts'
import { code, heading, list, notice, paragraph, quiet, type Reply, type Span, text } from './reply.ts'
import { faultWords, formatInstant, perDay, saySource, stateWords } from './source-words.ts'

/** Rows of a list: more are no help in a chat. */
const MOST_ROWS = 40

/** Who reads, and where the reader's clock stands. */
export interface Reader {
  readonly lang: Lang
  readonly zone: string
}

/** Those in trouble first, then the liveliest. */
function byConcern(a: SourceState, b: SourceState): number {
  const concern = ({ source, health }: SourceState): number =>
    source.paused ? 0 : health.fault !== null ? 3 : health.told === 'silent' ? 2 : 1
  return (
    concern(b) - concern(a) ||
    perDay(b.health) - perDay(a.health) ||
    a.source.name.localeCompare(b.source.name)
  )
}

/** Every source with how it is doing. */
export function replyOfSources(
  { lang, zone }: Reader,
  states: readonly SourceState[],
  most = MOST_ROWS,
): Reply {
  const failing = states.filter(({ source, health }) => !source.paused && health.fault !== null).length
  const silent = states.filter(({ source, health }) => !source.paused && health.told === 'silent').length
  const paused = states.filter(({ source }) => source.paused).length
  const summary = saySource(lang, 'list.summary', { n: states.length, failing, silent, paused })
  const example = '/sources add https://example.org/'
  if (states.length === 0)
    return {
      lang,
      summary,
      blocks: [paragraph(saySource(lang, 'list.empty', { line: example }))],
      ephemeral: true,
    }
  const rows = [...states]
    .sort(byConcern)
    .slice(0, most)
    .map(state => {
      const { source, health } = state
      const last = health.lastItem === null ? '–' : formatInstant(lang, health.lastItem, zone)
      return [
        [text(source.name), text(' '), code(source.id)],
        [text(stateWords(lang, state))],
        [text(last)],
        [text(String(perDay(health)))],
      ]
    })
  const columns = [
    { label: saySource(lang, 'column.source') },
    { label: saySource(lang, 'column.state') },
    { label: saySource(lang, 'column.last') },
    { label: saySource(lang, 'column.perDay'), align: 'right' as const },
  ]
  const more = states.length - rows.length
  return {
    lang,
    summary,
    blocks: [
      heading(saySource(lang, 'list.title'), 1),
      paragraph(summary),
      { kind: 'table', columns, rows },
      ...(more > 0 ? [quiet(saySource(lang, 'list.more', { n: more }))] : []),
    ],
    ephemeral: true,
  }
}

/** All that is known of one source. */
export function replyOfSource({ lang, zone }: Reader, state: SourceState): Reply {
  const { source, health } = state
  const when = (instant: string | null): Span[] => [
    text(instant === null ? saySource(lang, 'never') : formatInstant(lang, instant, zone)),
  ]
  const field = (label: Parameters<typeof saySource>[1], value: readonly Span[]) => ({
    label: saySource(lang, label),
    value,
  })
  const outlet = [source.outlet, source.country && `[${source.country}]`].filter(Boolean).join(' ')
  return {
    lang,
    summary: `${source.name}: ${stateWords(lang, state)}`,
    blocks: [
      heading(source.name, 1),
      {
        kind: 'fields',
        fields: [
          field('field.state', [text(stateWords(lang, state))]),
          field('field.id', [code(source.id)]),
          field('field.url', [code(source.url)]),
          field('field.kind', [text(saySource(lang, `kind.${source.kind}`))]),
          ...(outlet ? [field('field.outlet', [text(outlet)])] : []),
          ...(source.ownership
            ? [field('field.ownership', [text(saySource(lang, `ownership.${source.ownership}`))])]
            : []),
          ...(source.pattern ? [field('field.pattern', [code(source.pattern)])] : []),
          field('field.scope', [
            text(saySource(lang, source.workspace === null ? 'scope.shared' : 'scope.private')),
          ]),
          field('field.success', when(health.lastSuccess)),
          field('field.item', when(health.lastItem)),
          field('field.habit', [text(String(perDay(health)))]),
          ...(source.paused ? [] : [field('field.next', when(state.nextPoll))]),
        ],
      },
    ],
    ephemeral: true,
  }
}

/** What came of adding a source: what it is, or everything that was tried and what else could be done. */
export function replyOfAdding({ lang }: Reader, wanted: NewSource, result: AddResult): Reply {
  if (result.outcome === 'added') {
    const { name, kind } = result.source
    const summary = saySource(lang, 'add.added', {
      name,
      kind: saySource(lang, `kind.${kind}`),
      n: result.entries,
    })
    return {
      lang,
      summary,
      blocks: [notice('info', summary), quiet([code(result.source.id), text(' '), code(result.source.url)])],
      ephemeral: true,
    }
  }
  if (result.outcome === 'known') {
    const summary = saySource(lang, 'add.known', { name: result.source.name, id: result.source.id })
    return { lang, summary, blocks: [notice('info', summary)], ephemeral: true }
  }
  // The address as it was tried: a password in it was left out there.
  const summary = saySource(lang, 'add.nothing', { url: result.tried[0]?.url ?? wanted.url })
  const tried = result.tried.map(({ url, result: found }): Span[] => [
    code(url),
    text(` – ${typeof found === 'string' ? saySource(lang, `tried.${found}`) : faultWords(lang, found)}`),
  ])
  const wasPage = result.tried[0]?.result === 'page'
  const lineFor = (kind: string): string => `/sources add ${wanted.url} --kind ${kind}`
  return {
    lang,
    summary,
    blocks: [
      notice('warning', summary),
      paragraph(saySource(lang, 'add.tried')),
      list(tried),
      ...(wasPage && result.links > 1
        ? [paragraph(saySource(lang, 'add.asList', { n: result.links, line: lineFor('list') }))]
        : []),
      ...(wasPage ? [paragraph(saySource(lang, 'add.asPage', { line: lineFor('page') }))] : []),
    ],
    ephemeral: true,
  }
}

/** Which sources answer; those that do not come first. */
export function replyOfChecks({ lang }: Reader, results: readonly CheckResult[]): Reply {
  const ok = results.filter(result => result.fault === null).length
  const summary = saySource(lang, 'check.summary', { ok, n: results.length })
  const sorted = [...results].sort(
    (a, b) =>
      Number(a.fault === null) - Number(b.fault === null) || a.source.name.localeCompare(b.source.name),
  )
  const items = sorted.map((result): Span[] => [
    text(`${result.fault === null ? '✓' : '✗'} ${result.source.name} `),
    code(result.source.id),
    text(` – ${checkWords(lang, result)}`),
  ])
  return { lang, summary, blocks: [paragraph(summary), list(items)], ephemeral: true }
}

/** What one source answered, in words. */
export function checkWords(lang: Lang, { fault, entries, newest }: CheckResult): string {
  if (fault !== null) return faultWords(lang, fault)
  if (newest === null) return saySource(lang, 'check.empty')
  const title = `${newest.title || '–'}${newest.published ? ` (${newest.published.slice(0, 10)})` : ''}`
  return saySource(lang, 'check.ok', { n: entries, title })
}
