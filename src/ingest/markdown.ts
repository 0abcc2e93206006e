// Markdown → the text a reader of the rendered page would see. Words and lines stay as written; only the
// marks go. Not a full renderer: what is doubtful is kept, since losing text is worse than keeping a mark.

const FENCE = /^ {0,3}(`{3,}|~{3,})/
const HEADING = /^ {0,3}#{1,6}(?:[ \t]+|$)/
const UNDERLINE = /^ {0,3}(?:=+|-{2,})[ \t]*$/
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/
const DEFINITION = /^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'|\([^)\n]*\)))?[ \t]*$/
const QUOTE = /^ {0,3}>[ \t]?/
const BULLET = /^[ \t]{0,12}[-*+][ \t]+(?:\[[ xX]\][ \t]+)?/
const NUMBER = /^[ \t]{0,12}(?=\d{1,9}[.)][ \t])/
const TABLE_RULE = /^[ \t]*\|?[ \t]*:?-{1,}:?[ \t]*(?:\|[ \t]*:?-{1,}:?[ \t]*)*\|?[ \t]*$/
const TABLE_ROW = /^[ \t]*\|.*\|[ \t]*$/

/** Marks within a line: code first, since nothing inside it is a mark. Bounds keep the patterns linear. */
function stripInline(line: string): string {
  const codes: string[] = []
  // A noncharacter holds the place: no text has one.
  const hold = (text: string) => `\ufdd0${codes.push(text) - 1}\ufdd1`
  return line
    .replace(/\\([!-/:-@[-`{-~])/g, (_, character: string) => hold(character))
    .replace(/`([^`\n]{1,500})`/g, (_, code: string) => hold(code))
    .replace(/!\[([^[\]\n]{0,500})\](?:\([^()\n]{0,2000}\)|\[[^\]\n]{0,200}\])/g, '$1')
    .replace(
      /\[([^[\]\n]{1,500})\](?:\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,500})?\)|\[[^\]\n]{0,200}\])/g,
      '$1',
    )
    .replace(/\[\^[^[\]\n]{1,50}\]/g, '')
    .replace(/<(https?:\/\/[^\s<>]{1,2000})>/g, '$1')
    .replace(/<\/?[a-zA-Z][^<>\n]{0,1000}>/g, '')
    .replace(/(\*\*|__)(\S(?:[^\n]{0,2000}?\S)??)\1/g, '$2')
    .replace(/~~(?=\S)([^~\n]{1,2000})~~/g, '$1')
    .replace(/\*(?=[^\s*])([^*\n]{0,2000}[^\s*])\*/g, '$1')
    .replace(/(?<![\p{L}\p{N}_])_(?=[^\s_])([^_\n]{0,2000}[^\s_])_(?![\p{L}\p{N}_])/gu, '$1')
    .replace(/\ufdd0(\d+)\ufdd1/g, (_, n: string) => codes[Number(n)] ?? '')
}

const stripRow = (line: string) =>
  line
    .replace(/^[ \t]*\||\|[ \t]*$/g, '')
    .split('|')
    .map(cell => stripInline(cell.trim()))
    .join(' | ')

/** `## Text ##` → `Text`. */
function headingText(line: string): string {
  const text = line.replace(HEADING, '').trimEnd()
  let end = text.length
  while (text[end - 1] === '#') end--
  return end === 0 || /[ \t]/.test(text[end - 1]!) ? text.slice(0, end).trimEnd() : text
}

/** A line as rendered; one that stands `alone` is a paragraph of its own. An empty text is a blank line. */
interface Line {
  readonly text: string
  readonly alone: boolean
}

const BLANK: Line = { text: '', alone: false }

/** One line outside of code; null when nothing of it is shown. */
function stripLine(line: string): Line | null {
  const bare = line.replace(QUOTE, '').replace(QUOTE, '')
  if (bare.trim() === '') return BLANK
  if (DEFINITION.test(bare) || RULE.test(bare) || FENCE.test(bare)) return null
  if (HEADING.test(bare)) return { text: stripInline(headingText(bare)), alone: true }
  if (TABLE_ROW.test(bare)) return TABLE_RULE.test(bare) ? null : { text: stripRow(bare), alone: true }
  if (BULLET.test(bare)) return { text: stripInline(bare.replace(BULLET, '')), alone: true }
  if (NUMBER.test(bare)) return { text: stripInline(bare.replace(NUMBER, '')), alone: true }
  return { text: stripInline(bare), alone: false }
}

/** The lines of a source without the marks; code between fences is kept as it is. */
function stripLines(source: string): Line[] {
  const lines: Line[] = []
  let fence: string | null = null
  for (const line of source.split('\n')) {
    const mark = FENCE.exec(line)?.[1]
    const last = lines.at(-1)
    if (fence !== null && mark?.startsWith(fence)) fence = null
    else if (fence !== null) lines.push({ text: line, alone: false })
    else if (mark) fence = mark
    else if (last && last.text !== '' && !last.alone && UNDERLINE.test(line)) {
      // The line above was a heading.
      lines[lines.length - 1] = { ...last, alone: true }
    } else {
      const stripped = stripLine(line)
      if (stripped) lines.push({ ...stripped, text: stripped.text.trimEnd() })
    }
  }
  return lines
}

/** The rendered text of Markdown: paragraphs, headings, list items and table rows separated by blank lines. */
export function markdownText(source: string): string {
  let out = ''
  let before: Line = BLANK
  for (const line of stripLines(stripComments(source))) {
    out += line.alone || before.alone ? `\n\n${line.text}` : `\n${line.text}`
    before = line
  }
  return out.replace(/\n{3,}/g, '\n\n').replace(/^\n+|\s+$/g, '')
}

/** `<!-- … -->`, also over several lines; one that never ends is kept as text. */
function stripComments(source: string): string {
  let out = ''
  let at = 0
  while (true) {
    const open = source.indexOf('<!--', at)
    const close = open < 0 ? -1 : source.indexOf('-->', open + 4)
    if (close < 0) return out + source.slice(at)
    out += source.slice(at, open)
    at = close + 3
  }
}

/** The text of a first-level heading with which the source begins, or null. */
export function markdownTitle(source: string): string | null {
  const [first = '', second = ''] = source.trimStart().split('\n', 2)
  const heading = /^#[ \t]/.test(first) || (first !== '' && /^=+[ \t]*$/.test(second))
  return heading ? stripInline(headingText(first)).trim() || null : null
}
