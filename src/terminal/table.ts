import type { Table } from '../chat/reply.ts'
import { runsOf } from './runs.ts'
import { type Line, lineWidth, type Run, run } from './style.ts'
import { wrapRuns } from './wrap.ts'

const GAP = 2
/** A column narrower than this breaks words in every line. */
const LEAST = 8

type Row = readonly (readonly Run[])[]

/** Columns side by side, their cells wrapped; where they do not fit even so, one row after the other. */
export function drawTable({ columns, rows }: Table, width: number): Line[] {
  const head: Row = columns.map(({ label }) => [run(label, 'strong')])
  const body: Row[] = rows.map(row => columns.map((_, i) => runsOf(row[i] ?? [])))
  const widths = shareWidth(
    columns.map((_, i) => Math.max(1, ...[head, ...body].map(row => naturalWidth(row[i]!)))),
    width - GAP * (columns.length - 1),
  )
  if (!widths) return drawRecords(head, body, width)
  const right = columns.map(({ align }) => align === 'right')
  return [head, ...body].flatMap(row => drawRow(row, widths, right))
}

function naturalWidth(cell: readonly Run[]): number {
  return lineWidth(wrapRuns(cell, Number.POSITIVE_INFINITY)[0] ?? [])
}

/** Widths that add up to the room at most, taken from the widest columns; null when there is too little. */
function shareWidth(natural: readonly number[], room: number): number[] | null {
  const widths = [...natural]
  let over = widths.reduce((sum, w) => sum + w, 0) - room
  while (over > 0) {
    const widest = widths.indexOf(Math.max(...widths))
    if (widths[widest]! <= LEAST) return null
    widths[widest]!--
    over--
  }
  return widths
}

function drawRow(row: Row, widths: readonly number[], right: readonly boolean[]): Line[] {
  const cells = row.map((cell, i) => wrapRuns(cell, widths[i]!))
  const height = Math.max(0, ...cells.map(lines => lines.length))
  return Array.from({ length: height }, (_, at) => {
    const line: Run[] = []
    let column = 0
    for (const [i, lines] of cells.entries()) {
      const content = lines[at] ?? []
      const pad = right[i] ? widths[i]! - lineWidth(content) : 0
      if (content.length > 0) {
        const before = column + pad - lineWidth(line)
        if (before > 0) line.push(run(' '.repeat(before)))
        line.push(...content)
      }
      column += widths[i]! + GAP
    }
    return line
  })
}

function drawRecords(head: Row, body: readonly Row[], width: number): Line[] {
  return body.flatMap((row, i) => [
    ...(i > 0 ? [[]] : []),
    ...row.flatMap((cell, c) => wrapRuns([...head[c]!, run('  '), ...cell], width)),
  ])
}
