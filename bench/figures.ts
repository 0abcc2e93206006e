// What a benchmark found, and the arithmetic for it.

/** One measured figure; `goal` is null where there is none. */
export interface Figure {
  readonly measure: string
  readonly value: number
  readonly unit: string
  readonly goal: string | null
  /** Whether the goal was reached; null where there is none. */
  readonly reached: boolean | null
  readonly note: string
}

export interface BenchResult {
  readonly bench: string
  /** The command that gives these figures. */
  readonly command: string
  readonly figures: readonly Figure[]
}

/** A figure without a goal. */
export function figure(measure: string, value: number, unit: string, note = ''): Figure {
  return { measure, value, unit, goal: null, reached: null, note }
}

/** A figure that should be at least, or at most, so much. */
export function figureWithGoal(
  measure: string,
  value: number,
  unit: string,
  goal: { atLeast: number } | { atMost: number },
  note = '',
): Figure {
  const least = 'atLeast' in goal
  const bound = least ? goal.atLeast : goal.atMost
  const reached = least ? value >= bound : value <= bound
  return { measure, value, unit, goal: `${least ? '≥' : '≤'} ${bound}`, reached, note }
}

/** The middle one; of an even number the lower middle. @throws Error when there is none */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The value that this share of all values does not exceed: 0.99 for p99. @throws Error when there is none */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
  if (value === undefined) throw new Error('nothing was measured')
  return value
}

/** The result as a Markdown table under its command. */
export function tableOf(result: BenchResult): string {
  const rows = result.figures.map(({ measure, value, unit, goal, reached, note }) => {
    const missed = reached === false ? ' ✗' : ''
    return `| ${measure} | ${formatValue(value)} ${unit}${missed} | ${goal ?? '–'} | ${note} |`
  })
  const head = `\n## ${result.bench}\n\n\`${result.command}\`\n\n| measure | value | goal | note |\n|---|---|---|---|`
  return `${head}\n${rows.join('\n')}\n`
}

/** Three digits that matter, no more. */
export function formatValue(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toFixed(digits)
}
