// Days of a statement: each must be a day, or a wider stretch around a day, that its sentences tell of.

import { type DateExpression, precisionOf } from '../text/dates/expression.ts'
import { resolveDate } from '../text/dates/resolve.ts'
import type { Fault, ReadEvidence, ReadStatement } from './verify-types.ts'

interface Days {
  readonly start: string
  readonly end: string
}

/** Every day in the statement is told of in the sentences, or is the day they were reported. */
export function checkDates(statement: ReadStatement, evidence: readonly ReadEvidence[]): Fault[] {
  const own = evidence.flatMap(ownDays)
  const reported = evidence.flatMap(({ reported }) => daysOf(reported))
  // The day of the report stands for the day of what happened only where nothing else is known of it.
  const namesOutlet = statement.mentions.some(one => one.id.startsWith('OUT.'))
  const known = own.length === 0 || namesOutlet ? [...own, ...reported] : own
  const said = evidence.flatMap(one => one.reading.dates)
  return statement.dates
    .filter(expression => !isVague(expression))
    .filter(expression => !evidence.some(one => holds(expression, one, known)) && !repeats(expression, said))
    .map((expression): Fault => ({ check: 'dates', detail: expression.raw }))
}

/** 近日, recently, the morning: nothing that could be wrong. */
function isVague({ from }: DateExpression): boolean {
  const said = [
    from.year,
    from.month,
    from.day,
    from.weekday,
    from.decade,
    from.century,
    from.quarter,
    from.half,
  ]
  return from.approx === true || (said.every(one => one === undefined) && !from.shifts?.length)
}

function holds(expression: DateExpression, { reported }: ReadEvidence, known: readonly Days[]): boolean {
  const meant = daysOf(resolveDate(expression, reported.start === null ? null : reported))[0]
  return meant !== undefined && known.some(days => meant.start <= days.start && days.end <= meant.end)
}

/** The same fields in the same words' worth: 18日 for 18日, where no year is known. */
function repeats(expression: DateExpression, said: readonly DateExpression[]): boolean {
  const { from } = expression
  return said.some(
    one =>
      precisionOf(one.from) === precisionOf(from) &&
      one.from.year === from.year &&
      one.from.month === from.month &&
      one.from.day === from.day &&
      one.from.weekday === from.weekday &&
      JSON.stringify(one.from.shifts ?? []) === JSON.stringify(from.shifts ?? []),
  )
}

/** Days in the sentence's own words, and those its claims were found to be of. */
function ownDays({ reading, claims, reported }: ReadEvidence): Days[] {
  const words = reading.dates
    .filter(expression => !expression.dateline && !isVague(expression))
    .flatMap(expression => {
      const date = resolveDate(expression, reported.start === null ? null : reported)
      return [...daysOf(date), ...(date.alternatives ?? []).map(day => ({ start: day, end: day }))]
    })
  return [...words, ...claims.flatMap(claim => (claim.timeEvent === null ? [] : daysOf(claim.timeEvent)))]
}

function daysOf({ start, end }: { readonly start: string | null; readonly end: string | null }): Days[] {
  const [first, last] = [start ?? end, end ?? start]
  return first === null || last === null ? [] : [{ start: first, end: last }]
}
