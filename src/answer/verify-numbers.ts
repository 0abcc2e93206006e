// Numbers of a statement: the same value, kind and unit must stand in a sentence it cites, however it is written.
import { foldPattern, patternsOf } from '../search/asked.ts'
import type { NumberMention } from '../text/numbers.ts'
import rules from './data/verify.json' with { type: 'json' }
import type { TextReading } from './verify-read.ts'
import type { Fault, ReadEvidence, ReadStatement } from './verify-types.ts'

const UNITS = Object.entries(rules.units).map(([unit, words]) => ({
  unit,
  after: foldPattern(`^\\s?(?:多|余|餘|以上|程度|여|more )?\\s?(?:${words})(?![a-z])`, 'i'),
  before: foldPattern(`(?:${words})\\s?$`, 'i'),
}))
const TOGETHER = patternsOf(rules.together)
const MOST_COUNTED = 9
const MONEY: ReadonlySet<string> = new Set(['usd', 'jpy', 'krw', 'cny', 'eur'])

interface Quantity {
  readonly value: number
  readonly kind: NumberMention['kind']
  readonly unit: string | null
  readonly form: string
  /** It counts those who take part: the two sides, 3首脳, 両国. */
  readonly counts: boolean
}

/** The unit that a number is of: yen, people, kilometres; null when none of the listed stands beside it. */
function unitOf(number: NumberMention, key: string): string | null {
  const [before, after] = [
    key.slice(Math.max(0, number.start - 4), number.start),
    key.slice(number.end, number.end + 16),
  ]
  // What stands behind says more than what stands before: "about $5 a year".
  const found =
    UNITS.find(one => one.after.test(after)) ??
    UNITS.find(one => MONEY.has(one.unit) && one.before.test(before))
  return found?.unit ?? null
}

function quantitiesOf(reading: TextReading): Quantity[] {
  return reading.numbers.map(number => ({
    value: number.value,
    kind: number.kind,
    unit: unitOf(number, reading.key),
    form: reading.text.slice(number.start, number.end),
    counts: number.value <= MOST_COUNTED && TOGETHER[reading.tongue].test(reading.key.slice(number.end)),
  }))
}

/** Every number of the statement is in the sentences. */
export function checkNumbers(statement: ReadStatement, evidence: readonly ReadEvidence[]): Fault[] {
  const known = evidence.flatMap(one => [...quantitiesOf(one.reading), ...ordinalsOf(one.reading)])
  const taking = countsOf(evidence)
  return (
    quantitiesOf(statement)
      // 第一 and 첫째 count off what is told, and stand for "first", which is read nowhere.
      .filter(said => said.kind !== 'ordinal' || said.value > 1)
      .filter(said => !known.some(one => isSame(said, one)))
      .filter(said => !(taking.has(said.value) && said.counts))
      .map((said): Fault => ({ check: 'numbers', detail: said.form }))
  )
}

const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')

/** English ordinals in words, which count as numbers of the sentences only: "second" has other uses. */
function ordinalsOf({ key, tongue }: TextReading): Quantity[] {
  if (tongue !== 'en') return []
  return [...key.matchAll(new RegExp(`\\b(?:${ORDINALS.join('|')})\\b`, 'g'))].map(([form]) => ({
    value: ORDINALS.indexOf(form) + 1,
    kind: 'ordinal',
    unit: null,
    form,
    counts: false,
  }))
}

/** How many persons, or countries, the sentences name. */
function countsOf(evidence: readonly ReadEvidence[]): ReadonlySet<number> {
  const ids = [...new Set(evidence.flatMap(one => [...one.ids]))]
  const people = ids.filter(id => id.startsWith('PER.')).length
  const states = ids.filter(id => /^GOV\.[a-z]{2}$/.test(id)).length
  const three = ids.includes('TOP.TRILATERAL') ? [3] : []
  return new Set([2, people, states, ...three])
}

function isSame(a: Quantity, b: Quantity): boolean {
  if (Math.abs(a.value - b.value) > Math.abs(b.value) * 0.001) return false
  if ((a.kind === 'percent') !== (b.kind === 'percent')) return false
  if (a.unit === null || b.unit === null || a.unit === b.unit) return true
  // 元 is said of yuan and of yen; people are counted by words that count other things too.
  return !MONEY.has(a.unit) && !MONEY.has(b.unit) && a.unit !== 'km' && b.unit !== 'km'
}
