// The words of a search as the index knows them: each word one group, each group the ways in which it may stand.
import type { ReportSearch } from '../store.ts'
import { tokenOf } from './terms.ts'

/** One way to write a word: all of its tokens, the rarest two of them. */
export interface Way {
  readonly terms: readonly string[]
  readonly tokens: readonly { readonly token: string; readonly frequency: number }[]
  readonly weight: number
  /** In how many reports it may stand at most. */
  readonly frequency: number
}

export interface Group {
  readonly weight: number
  readonly ways: readonly Way[]
  /** In how many reports the word occurs, each way counted by its weight. */
  readonly frequency: number
}

const MOST_TERMS = 1000

/** The groups of a search whose terms occur at all; of more than 1,000 terms the first. */
export function groupsOf(search: ReportSearch, frequencyOf: (token: string) => number): Group[] {
  let left = MOST_TERMS
  const known = new Map<string, number>()
  const frequency = (token: string): number => {
    const value = known.get(token) ?? frequencyOf(token)
    known.set(token, value)
    return value
  }
  const wayOf = (terms: readonly string[], weight: number): Way[] => {
    left -= terms.length
    if (terms.length === 0 || left < 0 || !(weight > 0)) return []
    const tokens = terms.map(term => ({ token: tokenOf(term), frequency: 0 }))
    for (const one of tokens) {
      one.frequency = frequency(one.token)
      if (one.frequency === 0) return []
    }
    const rarest = tokens.sort((a, b) => a.frequency - b.frequency).slice(0, 2)
    return [{ terms, tokens: rarest, weight, frequency: rarest[0]!.frequency }]
  }
  const loose = new Map<string, number>()
  for (const { term, weight } of search.terms)
    if (weight > 0) loose.set(term, (loose.get(term) ?? 0) + weight)
  return [
    ...[...loose].map(([term, weight]) => ({ weight, ways: wayOf([term], 1) })),
    ...(search.words ?? []).map(({ weight, any }) => ({
      weight,
      ways: any.flatMap(way => wayOf(way.all, way.weight)),
    })),
  ].flatMap(({ weight, ways }): Group[] => {
    const sum = ways.reduce((total, way) => total + way.weight * way.frequency, 0)
    return ways.length === 0 || !(weight > 0) ? [] : [{ weight, ways, frequency: Math.max(1, sum) }]
  })
}
