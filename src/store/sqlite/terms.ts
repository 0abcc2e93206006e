// How given terms become tokens of the full-text table: one term, one token, whatever is in it. The table's `ascii`
// tokenizer takes every byte from 0x80 on as part of a token, folds A–Z and splits at all other ASCII but letters,
// digits and `_`; so those other characters, capitals and `_` itself are escaped and all else stays as it is.

const PLAIN = /^[a-z0-9\u0080-\ud7ff\ue000-\u{10ffff}]+$/u
const ESCAPED = /[^a-z0-9\u0080-\ud7ff\ue000-\u{10ffff}]/gu
const ESCAPE = /_(?:u([0-9a-f]{4})|([0-9a-f]{2}))/g

/** Longer terms are not words; their first 200 UTF-16 units stand for them, on writing and on searching. */
const LONGEST_TERM = 200

/** How often a term occurs in a report is kept in four steps: 1, 2, 3–4, 5 or more; BM25 hardly tells more apart. */
export const COUNT_STEPS = [1, 2, 3, 5] as const

/** Names of the full-text table's columns: a token stands in the column of its count step. */
export const COUNT_COLUMNS = ['a', 'b', 'c', 'd'] as const

function shortened(term: string): string {
  return term.length > LONGEST_TERM ? term.slice(0, LONGEST_TERM) : term
}

/** The token of a term; different terms have different tokens. */
export function tokenOf(term: string): string {
  const short = shortened(term)
  if (PLAIN.test(short)) return short
  if (short === '') return '_'
  return short.replace(ESCAPED, character => {
    const unit = character.charCodeAt(0)
    return unit < 0x80 ? `_${unit.toString(16).padStart(2, '0')}` : `_u${unit.toString(16)}`
  })
}

/** The term of a token. */
export function termOf(token: string): string {
  if (token === '_') return ''
  return token.replace(ESCAPE, (_, wide, narrow) => String.fromCharCode(Number.parseInt(wide ?? narrow, 16)))
}

export interface CountedTerms {
  /** The tokens for each column of `COUNT_COLUMNS`, joined by spaces. */
  readonly columns: readonly string[]
  /** Sum of the counts, each as its step: the length that BM25 compares. */
  readonly length: number
}

/** Counts a report's terms into the columns of the full-text table. */
export function countTerms(terms: readonly string[]): CountedTerms {
  const counts = new Map<string, number>()
  for (const term of terms) {
    const counted = shortened(term)
    counts.set(counted, (counts.get(counted) ?? 0) + 1)
  }
  const columns = ['', '', '', '']
  let length = 0
  for (const [term, count] of counts) {
    const step = count >= 5 ? 3 : count >= 3 ? 2 : count - 1
    columns[step] += ` ${tokenOf(term)}`
    length += COUNT_STEPS[step]!
  }
  return { columns, length }
}

// A report's row in the full-text table is its number and, in the lowest six bits, its length on a logarithmic scale
// (steps of about 17%): so BM25 needs no look-up of lengths. Rows are removed by the same number, so neither the
// scale nor the bits may change without building the index anew.
const LENGTH_BITS = 64
const STEPS_PER_DOUBLING = 4.5

/** The row number under which a report is indexed. */
export function searchRow(report: number, length: number): number {
  const step = Math.round(STEPS_PER_DOUBLING * Math.log2(length + 1))
  return report * LENGTH_BITS + Math.min(step, LENGTH_BITS - 1)
}

/** The report of a row number. */
export function reportOfRow(row: number): number {
  return Math.floor(row / LENGTH_BITS)
}

/** The length step of a row number, 0 to 63. */
export function lengthStepOfRow(row: number): number {
  return row % LENGTH_BITS
}

/** The length that each length step stands for. */
export const LENGTH_OF_STEP: readonly number[] = Array.from(
  { length: LENGTH_BITS },
  (_, step) => 2 ** (step / STEPS_PER_DOUBLING) - 1,
)
