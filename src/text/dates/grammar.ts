// How the three East Asian grammars are read: a date is a run of slots from coarse to fine (year, month, week, day,
// weekday, part of day), each slot optional, glued by nothing, a space or a particle. All matching is on the match key.
import { fold } from '../fold.ts'
import { parseNumeral } from '../numbers.ts'
import type { DatePoint, DateShift, DateUnit } from './expression.ts'

export interface Slot {
  /** Sticky, on the match key. */
  readonly pattern: RegExp
  /** What the match says, or null when it is no date after all. */
  readonly read: (match: RegExpExecArray) => Reading | null
  /** True when it means nothing without a slot before it: 晚, 下旬, (木). */
  readonly follows?: true
  /** True when it must begin the expression: 三天前 is no day of a month named before it. */
  readonly begins?: true
}

/** A point, and for 2-4日 the last end, which holds only what differs. */
export interface Reading {
  readonly from: DatePoint
  readonly to?: DatePoint
}

export interface Grammar {
  /** Global; finds the places where a date can begin. */
  readonly starts: RegExp
  /** In order from coarse to fine; of each stage at most one slot is taken. */
  readonly stages: readonly (readonly Slot[])[]
  /** Sticky; what may stand between two slots. */
  readonly glue: RegExp
  /** Sticky; between the two ends of a range: 至, から, 부터. */
  readonly connector: RegExp
  /** Sticky; after a point: 以来, から, 부터. */
  readonly since: RegExp
  /** Sticky; after a point: 之前, まで, 까지. */
  readonly until: RegExp
}

/** Compiles a pattern whose non-ASCII characters are first folded to the match key. */
export function onKey(source: string, flags = 'uy'): RegExp {
  return new RegExp(source.replace(/[^\x20-\x7e]+/g, fold), flags)
}

/** One calendar unit away: `step('month', -1)` is last month. */
export function step(unit: DateUnit, by: number, from: DateShift['from'] = 'report'): DatePoint {
  return { shifts: [{ unit, by, from, how: 'calendar' }] }
}

/** A distance from the reference day: `away('week', -2)` is two weeks ago. */
export function away(unit: DateUnit, by: number, from: DateShift['from'] = 'report'): DatePoint {
  return { shifts: [{ unit, by, from, how: 'distance' }] }
}

/** A slot that is a table of words: the longest word that fits is taken. `guard` is a look-ahead put behind each. */
export function words(table: Readonly<Record<string, DatePoint>>, guard = '', before = ''): Slot {
  const byKey = new Map(Object.entries(table).map(([word, point]) => [fold(word), point]))
  const longestFirst = Object.keys(table).sort((a, b) => b.length - a.length)
  const alternatives = longestFirst.map(word => word.replace(/[.*+?()|[\]]/g, '\\$&')).join('|')
  return {
    pattern: onKey(`${before}(?:${alternatives})${guard}`),
    read: match => {
      const from = byKey.get(match[0])
      return from === undefined ? null : { from }
    },
  }
}

/** A slot from a pattern and a reader of its groups. */
export function slot(
  source: string,
  read: (groups: Readonly<Record<string, string | undefined>>) => DatePoint | Reading | null,
): Slot {
  return {
    pattern: onKey(source),
    read: match => {
      const result = read(match.groups ?? {})
      if (result === null) return null
      return 'from' in result ? result : { from: result }
    },
  }
}

/** The same slot, valid only behind another one. */
export function following(base: Slot): Slot {
  return { ...base, follows: true }
}

/** The same slot, valid only at the beginning. */
export function beginning(base: Slot): Slot {
  return { ...base, begins: true }
}

/** A whole number written in any way, or null: also for an absent group. */
export function numeral(text: string | undefined): number | null {
  if (text === undefined) return null
  const value = parseNumeral(text)
  return value !== null && Number.isInteger(value) ? value : null
}

/** A numeral between two bounds, both inclusive. */
export function within(text: string | undefined, low: number, high: number): number | null {
  const value = numeral(text)
  return value !== null && value >= low && value <= high ? value : null
}

/** Joins what two slots say; shifts add up in reading order. */
export function merge(first: DatePoint, second: DatePoint): DatePoint {
  const shifts = [...(first.shifts ?? []), ...(second.shifts ?? [])]
  return { ...first, ...second, ...(shifts.length > 0 ? { shifts } : {}) }
}

function matchAt(pattern: RegExp, key: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(key)
}

export interface ReadPoint {
  readonly from: DatePoint
  readonly to: DatePoint | null
  readonly end: number
}

/** Reads the longest run of slots that begins at `at`; null when there is none. */
export function readSlots(grammar: Grammar, key: string, at: number): ReadPoint | null {
  let point: DatePoint | null = null
  let to: DatePoint | null = null
  let end = at
  for (const stage of grammar.stages) {
    if (to !== null) break
    const found = readStage(stage, grammar, key, end, point !== null)
    if (found === null) continue
    point = point === null ? found.reading.from : merge(point, found.reading.from)
    if (found.reading.to !== undefined) to = found.reading.to
    end = found.end
  }
  return point === null ? null : { from: point, to, end }
}

function readStage(
  stage: readonly Slot[],
  grammar: Grammar,
  key: string,
  at: number,
  started: boolean,
): { reading: Reading; end: number } | null {
  const glued = started ? at + (matchAt(grammar.glue, key, at)?.[0].length ?? 0) : at
  for (const place of glued === at ? [at] : [at, glued]) {
    for (const candidate of stage) {
      if (started ? candidate.begins : candidate.follows) continue
      const match = matchAt(candidate.pattern, key, place)
      if (match === null) continue
      const reading = candidate.read(match)
      if (reading !== null) return { reading, end: place + match[0].length }
    }
  }
  return null
}
