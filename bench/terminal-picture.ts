// Draws what a terminal shows as an SVG for the README, from real output with its ANSI colours:
//   node bench/terminal-picture.ts --out docs/terminal.svg [--title WORDS] [FILE]
// Without FILE it reads standard input.
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { lettersOf } from '../src/terminal/width.ts'

interface Look {
  readonly bold: boolean
  readonly dim: boolean
  readonly italic: boolean
  readonly underline: boolean
  readonly color: string | null
}

/** Words of one look that stand on one line from a cell on; all its letters are equally wide. */
export interface Stretch {
  readonly column: number
  readonly cells: number
  readonly text: string
  readonly look: Look
}

const PLAIN: Look = { bold: false, dim: false, italic: false, underline: false, color: null }
const BACKGROUND = '#16181d'
const FOREGROUND = '#d7dae0'
/** The eight colours and their bright forms, quiet on the dark ground. */
const COLORS = ['#5c6370', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#d7dae0']

const CELL = 8.4
const LINE = 20
const SIZE = 14
const MARGIN = 20
const BAR = 34
const FONTS =
  "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', 'Noto Sans CJK SC', " +
  "'Hiragino Sans GB', 'Microsoft YaHei', 'Malgun Gothic', monospace"

function lookAfter(look: Look, codes: string): Look {
  let next = look
  for (const code of (codes || '0').split(';').map(Number)) {
    if (code === 0) next = PLAIN
    else if (code === 1) next = { ...next, bold: true }
    else if (code === 2) next = { ...next, dim: true }
    else if (code === 3) next = { ...next, italic: true }
    else if (code === 4) next = { ...next, underline: true }
    else if (code === 22) next = { ...next, bold: false, dim: false }
    else if (code === 23) next = { ...next, italic: false }
    else if (code === 24) next = { ...next, underline: false }
    else if (code >= 30 && code <= 37) next = { ...next, color: COLORS[code - 30]! }
    else if (code >= 90 && code <= 97) next = { ...next, color: COLORS[code - 90]! }
    else if (code === 39) next = { ...next, color: null }
  }
  return next
}

/** Reads ANSI text as stretches on lines of cells; escape sequences other than colours are left out. */
export function readAnsi(text: string): Stretch[][] {
  let look = PLAIN
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map(line => {
      const stretches: Stretch[] = []
      let column = 0
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
      for (const [, sequence, words] of line.matchAll(/(\u001b\[[0-?]*[ -/]*[@-~])|([^\u001b]+)/g)) {
        if (sequence !== undefined) {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
          const codes = /^\u001b\[([\d;]*)m$/.exec(sequence)?.[1]
          if (codes !== undefined) look = lookAfter(look, codes)
          continue
        }
        for (const letter of lettersOf(words ?? '')) {
          const last = stretches.at(-1)
          const joins = last && last.look === look && last.cells === last.text.length * letter.width
          if (joins && letter.text.length === 1)
            stretches[stretches.length - 1] = {
              ...last,
              text: last.text + letter.text,
              cells: last.cells + letter.width,
            }
          else stretches.push({ column, cells: letter.width, text: letter.text, look })
          column += letter.width
        }
      }
      return stretches.filter(({ text }) => text.trim() !== '')
    })
}

function escapeXml(words: string): string {
  return words.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)
}

function drawStretch({ column, cells, text, look }: Stretch, line: number): string {
  const lead = text.length - text.trimStart().length
  const shown = text.trim()
  const perLetter = cells / text.length
  const x = (MARGIN + (column + lead * perLetter) * CELL).toFixed(1)
  const width = (shown.length * perLetter * CELL).toFixed(1)
  const styles = [
    look.color ? ` fill="${look.color}"` : '',
    look.bold ? ' font-weight="bold"' : '',
    look.dim ? ' opacity="0.62"' : '',
    look.italic ? ' font-style="italic"' : '',
    look.underline ? ' text-decoration="underline"' : '',
  ].join('')
  const y = BAR + MARGIN + line * LINE
  return `<text x="${x}" y="${y}" textLength="${width}" lengthAdjust="spacingAndGlyphs"${styles}>${escapeXml(shown)}</text>`
}

/** An SVG of the text as a terminal shows it: every letter in its cells, wide ones in two. */
export function drawPicture(ansi: string, title: string): string {
  const lines = readAnsi(ansi)
  const columns = Math.max(60, ...lines.flat().map(({ column, cells }) => column + cells))
  const width = Math.ceil(2 * MARGIN + columns * CELL)
  const height = BAR + lines.length * LINE + MARGIN
  const dots = ['#e06c75', '#e5c07b', '#98c379'].map(
    (color, i) => `<circle cx="${MARGIN + i * 18}" cy="18" r="5.5" fill="${color}"/>`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${BACKGROUND}"/>`,
    ...dots,
    `<g font-family="${FONTS}" font-size="${SIZE}" fill="${FOREGROUND}" xml:space="preserve">`,
    ...lines.flatMap((stretches, line) => stretches.map(stretch => drawStretch(stretch, line))),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string' }, title: { type: 'string', default: 'Attaché in a terminal' } },
  })
  if (!values.out) {
    process.stderr.write('Say where the picture goes: --out docs/terminal.svg\n')
    process.exitCode = 2
  } else writeFileSync(values.out, drawPicture(readFileSync(positionals[0] ?? 0, 'utf8'), values.title))
}
