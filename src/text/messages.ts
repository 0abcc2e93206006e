// Messages for readers: templates with placeholders and plurals, the same for every room that speaks to people.
import type { Lang } from '../model/language.ts'

export type Params = Readonly<Record<string, string | number>>

type Piece =
  | string
  | { readonly name: string; readonly plural: Readonly<Record<string, readonly Piece[]>> | null }

/**
 * A template with its placeholders filled: `{name}`, and `{n, plural, one {# article} other {# articles}}`
 * (a subset of ICU MessageFormat, without its quoting). Numbers are written as the language writes them.
 * Values are never read as templates. Throws when the template names a value that was not given.
 */
export function formatMessage(template: string, lang: Lang, params: Params = {}): string {
  return fill(lang, piecesOf(template), params, null)
}

/** The tag that `Intl` gets: English is written day first, as in wire style (`5 Dec 2013`). */
export function localeOf(lang: Lang): string {
  return lang === 'en' ? 'en-GB' : lang
}

/** Names of the placeholders in a template; throws when its braces do not match. */
export function placeholdersOf(template: string): string[] {
  const names = new Set<string>()
  const collect = (pieces: readonly Piece[]): void => {
    for (const piece of pieces) {
      if (typeof piece === 'string') continue
      names.add(piece.name)
      for (const branch of Object.values(piece.plural ?? {})) collect(branch)
    }
  }
  collect(parse(template))
  return [...names].sort()
}

const parsed = new Map<string, readonly Piece[]>()

function piecesOf(template: string): readonly Piece[] {
  const known = parsed.get(template)
  if (known) return known
  const pieces = parse(template)
  parsed.set(template, pieces)
  return pieces
}

function fill(lang: Lang, pieces: readonly Piece[], params: Params, count: number | null): string {
  const number = (n: number) => new Intl.NumberFormat(localeOf(lang)).format(n)
  return pieces
    .map(piece => {
      if (typeof piece === 'string') return count === null ? piece : piece.replaceAll('#', number(count))
      const value = Object.hasOwn(params, piece.name) ? params[piece.name] : undefined
      if (value === undefined) throw new Error(`A message needs a value for {${piece.name}}.`)
      if (piece.plural === null) return typeof value === 'number' ? number(value) : value
      const n = Number(value)
      const form = new Intl.PluralRules(localeOf(lang)).select(n)
      const branch = piece.plural[`=${n}`] ?? piece.plural[form] ?? piece.plural.other ?? []
      return fill(lang, branch, params, n)
    })
    .join('')
}

function parse(template: string): Piece[] {
  const [pieces, end] = parseFrom(template, 0)
  if (end !== template.length) throw new Error(`Unmatched } in message: ${template}`)
  return pieces
}

/** Reads text and placeholders up to the end or to the `}` that closes a plural branch. */
function parseFrom(template: string, from: number): [Piece[], number] {
  const pieces: Piece[] = []
  let at = from
  while (at < template.length) {
    const brace = /[{}]/g
    brace.lastIndex = at
    const next = brace.exec(template)?.index ?? template.length
    if (next > at) pieces.push(template.slice(at, next))
    at = next
    if (template[at] === '}' || at === template.length) break
    const head = /\{\s*(\w+)\s*(\}|,\s*plural\s*,)/y
    head.lastIndex = at
    const opened = head.exec(template)
    if (!opened) throw new Error(`Unreadable placeholder in message: ${template}`)
    at = head.lastIndex
    if (opened[2] === '}') {
      pieces.push({ name: opened[1]!, plural: null })
      continue
    }
    const plural: Record<string, readonly Piece[]> = {}
    const form = /\s*(=\d+|\w+)\s*\{/y
    for (;;) {
      form.lastIndex = at
      const found = form.exec(template)
      if (!found) break
      const [branch, end] = parseFrom(template, form.lastIndex)
      if (template[end] !== '}') throw new Error(`Unmatched { in message: ${template}`)
      plural[found[1]!] = branch
      at = end + 1
    }
    const close = /\s*\}/y
    close.lastIndex = at
    if (!close.test(template) || !plural.other) throw new Error(`Unreadable plural in message: ${template}`)
    at = close.lastIndex
    pieces.push({ name: opened[1]!, plural })
  }
  return [pieces, at]
}
