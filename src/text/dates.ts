// Finds date expressions and says what their words say. Which day that is, is asked of dates/resolve.ts.
import type { Tongue } from '../model/language.ts'
import { isPossible } from './dates/common.ts'
import { isDateline } from './dates/datelines.ts'
import { EN_STARTS, readEnglishDate } from './dates/en.ts'
import type { DateExpression, DatePoint } from './dates/expression.ts'
import { type Grammar, merge, onKey, type ReadPoint, readSlots } from './dates/grammar.ts'
import { JA } from './dates/ja.ts'
import { KO } from './dates/ko.ts'
import { inherit } from './dates/ranges.ts'
import { ZH } from './dates/zh.ts'
import { fold } from './fold.ts'

interface Reader {
  readonly starts: RegExp
  readonly read: (key: string, text: string, at: number) => ReadPoint | null
  readonly connector: RegExp
  readonly since: RegExp
  readonly until: RegExp
  /** Words before an expression that open it to one side. */
  readonly sinceBefore: RegExp | null
  readonly untilBefore: RegExp | null
}

function readerOf(grammar: Grammar, before: { since: RegExp | null; until: RegExp | null }): Reader {
  return {
    ...grammar,
    read: (key, _text, at) => readSlots(grammar, key, at),
    sinceBefore: before.since,
    untilBefore: before.until,
  }
}

const READERS: Readonly<Record<Tongue, Reader>> = {
  zh: readerOf(ZH, { since: onKey('自从?$', 'u'), until: onKey('(?:截至|截止|直到|迄)$', 'u') }),
  ja: readerOf(JA, { since: null, until: null }),
  ko: readerOf(KO, { since: null, until: null }),
  en: {
    starts: EN_STARTS,
    read: readEnglishDate,
    connector: / ?(?:-|to|through|until|till|and) ?(?:the )?/uy,
    since: / ?(?:onwards?|onward)\b/uy,
    until: /(?!)/uy,
    sinceBefore: /\b(?:since|starting|beginning)(?: in| on)? $/u,
    untilBefore: /\b(?:until|till|by|before|no later than)(?: the)? $/u,
  },
}

/** After the last end of a range: まで, 까지, の間. */
const RANGE_END = onKey('(?:まで(?:の間)?|の間|にかけて|까지| ?사이|之?间)', 'uy')

function matchAt(pattern: RegExp, key: string, at: number): number {
  pattern.lastIndex = at
  return pattern.exec(key)?.[0].length ?? 0
}

/** Reads the last end of a range that begins behind `first`; null when no connector and no date follow. */
function readEnd(reader: Reader, key: string, text: string, at: number, first: ReadPoint): ReadPoint | null {
  const link = matchAt(reader.connector, key, first.end)
  if (link === 0) return null
  const connector = key.slice(first.end, first.end + link)
  // `May 3 and June 5` are two days unless `between` stands before them.
  if (/\band\b/.test(connector) && !/\bbetween (?:the )?$/.test(key.slice(Math.max(0, at - 12), at)))
    return null
  const second = reader.read(key, text, first.end + link)
  if (second === null || second.to !== null || second.from.approx) return null
  return second
}

/** (周四) or (5日) right behind an expression says the same day in other words. */
function readAside(reader: Reader, key: string, text: string, point: ReadPoint): ReadPoint | null {
  const open = /^ ?\(/.exec(key.slice(point.end, point.end + 2))
  if (open === null || point.to !== null) return null
  const inside = reader.read(key, text, point.end + open[0].length)
  if (inside === null || inside.to !== null || key[inside.end] !== ')') return null
  const [a, b] = [point.from, inside.from]
  const clash = (['year', 'month', 'day', 'weekday'] as const).some(
    field => a[field] !== undefined && b[field] !== undefined && a[field] !== b[field],
  )
  const dayLike = b.day !== undefined || b.weekday !== undefined
  if (clash || !dayLike || (b.shifts ?? []).length > 0) return null
  const from = merge(a, b)
  return isPossible(from) ? { from, to: null, end: inside.end + 1 } : null
}

function openness(
  reader: Reader,
  key: string,
  start: number,
  end: number,
): { open: DateExpression['open']; length: number } {
  const since = matchAt(reader.since, key, end)
  if (since > 0) return { open: 'since', length: since }
  const until = matchAt(reader.until, key, end)
  if (until > 0) return { open: 'until', length: until }
  const before = key.slice(Math.max(0, start - 24), start)
  if (reader.sinceBefore?.test(before)) return { open: 'since', length: 0 }
  if (reader.untilBefore?.test(before)) return { open: 'until', length: 0 }
  return { open: null, length: 0 }
}

function readExpression(
  reader: Reader,
  key: string,
  text: string,
  start: number,
  tongue: Tongue,
): DateExpression | number {
  let first = reader.read(key, text, start)
  if (first === null) return start + 1
  first = readAside(reader, key, text, first) ?? first
  let from: DatePoint = first.from
  let to: DatePoint | null = first.to === null ? null : inherit(first.from, first.to).to
  let end = first.end
  if (first.to === null && !first.from.approx) {
    const second = readEnd(reader, key, text, start, first)
    if (second !== null) {
      const range = inherit(first.from, second.from)
      from = range.from
      to = range.to
      end = second.end
    }
  }
  if (!isPossible(from) || (to !== null && !isPossible(to))) return end
  if (to !== null) end += matchAt(RANGE_END, key, end)
  const open = to === null ? openness(reader, key, start, end) : { open: null, length: 0 }
  const range = { start, end }
  return {
    start,
    end: end + open.length,
    raw: text.slice(start, end + open.length),
    from,
    to,
    open: open.open,
    dateline: isDateline(key, text, range, tongue),
  }
}

/**
 * Finds the date expressions of a text, in reading order and without overlaps: full, partial, relative and ranges.
 * Nothing is resolved: a field that the words do not name is absent. Impossible dates (31 April) are left out.
 * @example findDates('拜登2日至4日访问日本', 'zh') // [{ start: 2, end: 7, from: { day: 2 }, to: { day: 4 }, … }]
 */
export function findDates(text: string, tongue: Tongue): DateExpression[] {
  const recent = RECENT[tongue]
  const known = recent.get(text)
  if (known !== undefined) return [...known]
  const found = readDates(text, tongue)
  if (recent.size === MOST_RECENT) recent.clear()
  if (text.length <= LONGEST_RECENT) recent.set(text, found)
  return [...found]
}

/** The paragraphs read last: a report is read once to be dated, and again for the times of what it tells. */
const RECENT: Readonly<Record<Tongue, Map<string, readonly DateExpression[]>>> = {
  zh: new Map(),
  ja: new Map(),
  ko: new Map(),
  en: new Map(),
}
const MOST_RECENT = 100
/** Longer texts are not kept. */
const LONGEST_RECENT = 5000

function readDates(text: string, tongue: Tongue): readonly DateExpression[] {
  const key = fold(text)
  const reader = READERS[tongue]
  const found: DateExpression[] = []
  reader.starts.lastIndex = 0
  for (let match = reader.starts.exec(key); match !== null; match = reader.starts.exec(key)) {
    // Reading restarts the sticky patterns, not this one: the place to go on from is kept here.
    const result = readExpression(reader, key, text, match.index, tongue)
    if (typeof result === 'number') {
      reader.starts.lastIndex = Math.max(result, match.index + 1)
      continue
    }
    found.push(result)
    reader.starts.lastIndex = result.end
  }
  return found
}
