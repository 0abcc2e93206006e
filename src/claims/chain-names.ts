// Outlet names: known to the lexicon, or told by their shape (…社, …新聞, …통신, … Wire) and by where they stand.
// The words are data in lexicon/data/outlet-shapes.json; a person's name is never taken for an outlet's.
import shapes from '../lexicon/data/outlet-shapes.json' with { type: 'json' }
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { TextRange } from '../model/article.ts'
import { fold } from '../text/fold.ts'

/** An outlet as a text names it; offsets into the article. `id` is its lexicon row, null where it has none. */
export interface OutletName extends TextRange {
  readonly name: string
  readonly id: string | null
}

/**
 * How much the place alone says: `shape` needs an outlet's ending or a known name, `position` takes any name but a
 * person's, `label` any name (来源：潮声).
 */
export type Trust = 'shape' | 'position' | 'label'

/** Words as they are matched: folded, longest first, as one alternation of a pattern. */
export function alternation(words: readonly string[]): string {
  const keys = [...new Set(words.map(fold))].sort((a, b) => b.length - a.length)
  return keys.map(key => key.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
}

const ENDINGS_CJK = [...shapes.endings.zh, ...shapes.endings.ja, ...shapes.endings.ko].map(fold)
const ENDINGS_EN = shapes.endings.en.map(word => ` ${fold(word)}`)
const NOT_OUTLETS = shapes.notOutlets.map(fold)
const DESKS = new Set(Object.values(shapes.desks).flatMap(words => words.map(fold)))
const TAIL = new RegExp(`^(.{2,}?)[ ]?(?:${alternation(shapes.tails)})$`, 'u')
const REPORTER = new RegExp(`(?:${alternation(Object.values(shapes.reporters).flat())})$`, 'u')
const REPORTERS_EN = new RegExp(`\\b(?:${alternation(shapes.reporters.en)})\\b`, 'u')
const PLACES = new Set(shapes.datelinePlaces.map(fold))
/** What agencies shorten in their own datelines: 【ワシントン共同】 is 共同通信. */
const FULL_FORMS = ['通信', '通信社', '新聞', '社', 'ニュース', '网', '통신'] as const
const EDGES =
  /^[\s"'《》「」『』[\](){}【】〔〕<>:;,.·|/=\-*▶■◆]+|[\s"'《》「」『』[\](){}【】〔〕<>:;,.·|/=\-*]+$/gu

/** True where the folded name ends as outlets' names do and is more than that ending. */
export function hasOutletShape(key: string): boolean {
  if (DESKS.has(key) || NOT_OUTLETS.some(one => key.endsWith(one))) return false
  const bare = key.replace(/^the /, '')
  return (
    ENDINGS_CJK.some(ending => key.length > ending.length && key.endsWith(ending)) ||
    ENDINGS_EN.some(ending => bare.length > ending.length && bare.endsWith(ending))
  )
}

/** True for a name that people bear, as far as its letters tell: 三好渚, 강다온, Owen Tarrant. */
function looksPersonal(key: string): boolean {
  return (
    REPORTER.test(key) ||
    REPORTERS_EN.test(key) ||
    /^\p{Script=Han}{3,4}$/u.test(key) ||
    /^\p{Script=Han}{1,3}[ ]?\p{Script=Hiragana}{1,4}$/u.test(key) ||
    /^\p{Script=Hangul}{1,4}$/u.test(key) ||
    /^\p{Script=Katakana}[\p{Script=Katakana}ー]*·[\p{Script=Katakana}ー]+$/u.test(key)
  )
}

/** True where the whole of a folded name is a place that datelines name. */
export function isPlace(key: string, lexicon: Lexicon): boolean {
  if (PLACES.has(key)) return true
  return lexicon
    .match(key)
    .some(one => one.start === 0 && one.end === key.length && namesPlace([one.id, ...one.others]))
}

/** Length of the place that a folded text begins with, 0 for none. */
export function placeAtStart(key: string, lexicon: Lexicon): number {
  let longest = 0
  for (const place of PLACES) if (place.length > longest && key.startsWith(place)) longest = place.length
  for (const one of lexicon.match(key)) {
    if (one.start === 0 && one.end > longest && namesPlace([one.id, ...one.others])) longest = one.end
  }
  return longest
}

/** Where the place that a folded text ends with begins; the text's length where it ends with none. */
export function placeAtEnd(key: string, lexicon: Lexicon): number {
  let start = key.length
  for (const place of PLACES) if (key.endsWith(place)) start = Math.min(start, key.length - place.length)
  for (const one of lexicon.match(key)) {
    if (one.end === key.length && namesPlace([one.id, ...one.others])) start = Math.min(start, one.start)
  }
  return start
}

function namesPlace(ids: readonly string[]): boolean {
  return ids.some(id => id.startsWith('PLC.') || /^GOV\.[a-z]+$/.test(id))
}

/**
 * Reads a piece of a text as an outlet's name; null where it is none.
 * @param at offset of the piece in the article
 */
export function readOutlet(piece: string, at: number, trust: Trust, lexicon: Lexicon): OutletName | null {
  const trimmed = trimEdges(piece)
  if (trimmed === null) return null
  const { name, from } = trimmed
  const start = at + from
  const whole = idOf(name, lexicon)
  if (whole !== null) return { name, id: whole, start, end: start + name.length }
  const key = fold(name)
  if (name.length < 2 || name.length > 40 || DESKS.has(key) || isOwn(key)) return null
  const short = TAIL.exec(key)?.[1]
  if (short !== undefined) {
    const found = readOutlet(name.slice(0, short.length), start, 'shape', lexicon)
    if (found !== null && (found.id !== null || !DESKS.has(fold(found.name)))) return found
  }
  if (NOT_OUTLETS.some(one => key.endsWith(one)) || coversEntity(name, lexicon)) return null
  if (!/^[\p{L}][\p{L}\p{M}\p{N}ー&.' ·-]*$/u.test(key)) return null
  const isTrusted = trust === 'label' ? !REPORTER.test(key) : trust === 'position' && !looksPersonal(key)
  const isNamed = hasOutletShape(key) || (isTrusted && !PLACES.has(key))
  if (!isNamed) return null
  return { name, id: idOfShort(name, trust, lexicon), start, end: start + name.length }
}

function trimEdges(piece: string): { name: string; from: number } | null {
  const name = piece.replaceAll(EDGES, '')
  return name === '' ? null : { name, from: piece.indexOf(name) }
}

/** The lexicon's outlet that bears exactly this name. */
function idOf(name: string, lexicon: Lexicon): string | null {
  for (const one of lexicon.match(name)) {
    if (one.start !== 0 || one.end !== name.length) continue
    const id = [one.id, ...one.others].find(other => other.startsWith('OUT.'))
    if (id !== undefined) return id
  }
  return null
}

function idOfShort(name: string, trust: Trust, lexicon: Lexicon): string | null {
  if (trust === 'shape' || name.length > 4) return null
  for (const ending of FULL_FORMS) {
    const id = idOf(name + ending, lexicon)
    if (id !== null) return id
  }
  return null
}

/** A ministry, a state or a person that takes up the whole name: 外交部消息 is no outlet's. */
function coversEntity(name: string, lexicon: Lexicon): boolean {
  let covered = 0
  for (const one of lexicon.match(name)) {
    const isOther = one.kind === 'entity' || one.kind === 'title' || one.kind === 'topic'
    if (isOther && one.start <= covered) covered = Math.max(covered, one.end)
  }
  return covered >= name.length
}

/** 本报, 本紙, 본지: the page speaks of itself. */
export function isOwn(key: string): boolean {
  return /^(?:本报|本台|本网|本社|本刊|本站|本纸|弊纸|小纸|当纸|본지|본보)/u.test(key)
}

/** True where two names are one outlet's: the same row, the same letters, or one the short form of the other. */
export function isSameOutlet(
  a: { name: string; id: string | null },
  b: { name: string; id: string | null },
): boolean {
  if (a.id !== null && b.id !== null) return a.id === b.id
  const [short, long] = [plain(a.name), plain(b.name)].sort((x, y) => x.length - y.length) as [string, string]
  if (short === long) return true
  if (short.length < 2 || !long.startsWith(short)) return false
  const rest = long.slice(short.length)
  return [...ENDINGS_CJK, ...ENDINGS_EN.map(one => one.trim())].includes(rest) || TAIL.test(`--${rest}`)
}

function plain(name: string): string {
  return fold(name)
    .replace(/^the /, '')
    .replaceAll(/[\s"'《》·.]/g, '')
}
