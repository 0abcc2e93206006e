import { styleText } from 'node:util'
import { widthOf } from './width.ts'

type Format = Parameters<typeof styleText>[0]

/** The manners in which words stand on a terminal; few, so that a page stays calm. */
const STYLES = {
  plain: [],
  strong: ['bold'],
  title: ['bold'],
  quiet: ['dim'],
  number: ['cyan'],
  code: ['cyan'],
  info: ['bold'],
  warning: ['bold', 'yellow'],
  error: ['bold', 'red'],
} as const satisfies Record<string, Format>

export type Style = keyof typeof STYLES

/** Words in one manner; `glued` ones never begin a line. */
export interface Run {
  readonly text: string
  readonly style: Style
  readonly glued?: boolean
}

export type Line = readonly Run[]

/** A run of words in the plain manner unless told. */
export function run(text: string, style: Style = 'plain'): Run {
  return { text, style }
}

/** Cells that a line takes. */
export function lineWidth(line: Line): number {
  return line.reduce((sum, { text }) => sum + widthOf(text), 0)
}

/** A line as text, with ANSI colours when asked for. */
export function paint(line: Line, color: boolean): string {
  const merged: { text: string; style: Style }[] = []
  for (const { text, style } of line) {
    const last = merged.at(-1)
    if (last?.style === style) last.text += text
    else if (text !== '') merged.push({ text, style })
  }
  return merged
    .map(({ text, style }) => {
      const format: Format = [...STYLES[style]]
      if (!color || format.length === 0 || text.trim() === '') return text
      return styleText(format, text, { validateStream: false })
    })
    .join('')
}
