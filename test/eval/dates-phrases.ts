// Scores the recogniser and resolver on single phrases with a reference day (Recognizers-Text, MIT), where they are there.
import { existsSync, readFileSync } from 'node:fs'
import { resolveDate } from '../../src/text/dates/resolve.ts'
import { findDates } from '../../src/text/dates.ts'
import type { EvalRow } from './result.ts'

const FOLDER = new URL('../../../shared/data/dates/recognizers/', import.meta.url)
const TONGUES = { Chinese: 'zh', Japanese: 'ja', Korean: 'ko' } as const
const FILES = ['DateParser.json', 'DatePeriodParser.json']

interface Phrase {
  Input: string
  Context?: { ReferenceDateTime?: string }
  Results: { Text: string; Start: number; Length: number; Value?: Value }[]
}
interface Value {
  Timex?: string
  FutureResolution?: Record<string, string>
  PastResolution?: Record<string, string>
}

/** `2016-11-07` alone, or both days of a range stated by its days; null for every other granularity. */
function expected(value: Value, side: 'FutureResolution' | 'PastResolution'): [string, string] | null {
  const resolution = value[side] ?? {}
  if (resolution.date !== undefined) return [resolution.date, resolution.date]
  const { startDate, endDate } = resolution
  if (startDate === undefined || endDate === undefined) return null
  return /^\([^,]*-\d\d,[^,]*-\d\d,P\d+D\)/.test(value.Timex ?? '') ? [startDate, endDate] : null
}

/** The share of phrases whose day or days come out, per language; phrases that resolve to nothing are left out. */
export function scorePhrases(failures: string[]): EvalRow[] {
  if (!existsSync(FOLDER))
    return [
      { measure: 'phrases: not scored', value: 0, goal: null, n: 0, note: `${FOLDER.pathname} is not there` },
    ]
  return Object.entries(TONGUES).map(([name, tongue]) => {
    let right = 0
    let all = 0
    for (const file of FILES) {
      const phrases = JSON.parse(
        readFileSync(new URL(`${name}/${file}`, FOLDER), 'utf8').replace(/^\uFEFF/, ''),
      ) as Phrase[]
      for (const phrase of phrases) {
        for (const result of phrase.Results) {
          const future = expected(result.Value ?? {}, 'FutureResolution')
          const past = expected(result.Value ?? {}, 'PastResolution')
          if (future === null || past === null || future[0] === '0001-01-01') continue
          all++
          const reference = phrase.Context?.ReferenceDateTime?.slice(0, 10) ?? null
          const seen = findDates(phrase.Input, tongue).filter(
            e => e.start < result.Start + result.Length && e.end > result.Start,
          )
          const days = (direction: 'future' | 'past'): string =>
            seen
              .map(e => {
                const date = resolveDate({ ...e, open: null }, reference, { direction, exactDistance: true })
                return `${date.start}..${date.end}`
              })
              .join(' ')
          const ok = days('future') === future.join('..') && days('past') === past.join('..')
          if (ok) right++
          else
            failures.push(
              `${tongue} ${phrase.Input.trim()} @${reference}: wanted ${future.join('..')} / ${past.join('..')}, got ${days('future') || 'nothing'} / ${days('past') || 'nothing'}`,
            )
        }
      }
    }
    return {
      measure: `phrases ${tongue}: day or range of days right`,
      value: all === 0 ? 0 : right / all,
      goal: null,
      n: all,
      note: 'Recognizers-Text; both readings of an open date (next and last) must match',
    }
  })
}
