import type { TextRange } from '../../model/article.ts'

/** Cuts `[0, text.length)` after each match of `separator`; empty pieces are dropped, short quotes are not cut. */
export function cutAfter(text: string, separator: RegExp, opaque: readonly TextRange[] = []): TextRange[] {
  const cuts: TextRange[] = []
  let start = 0
  for (const found of text.matchAll(separator)) {
    const end = found.index + found[0].length
    if (opaque.some(one => one.start < end && end < one.end)) continue
    if (end > start) cuts.push({ start, end })
    start = end
  }
  if (start < text.length) cuts.push({ start, end: text.length })
  return cuts
}

/** A quoted term rather than quoted speech: it is never cut. */
export function isShortQuote(quote: TextRange): boolean {
  return quote.end - quote.start <= 20
}

/** Ranges of all matches. */
export function rangesOf(text: string, pattern: RegExp): TextRange[] {
  return [...text.matchAll(pattern)].map(found => ({
    start: found.index,
    end: found.index + found[0].length,
  }))
}

const PAIRS: Readonly<Record<string, string>> = { '“': '”', '「': '」', '『': '』', '‘': '’' }

const OPENING = /[“「『‘"]/g

/** Where the next mark stands that may open a quotation; -1 for nowhere. */
function nextOpening(text: string, from: number): number {
  OPENING.lastIndex = from
  return OPENING.exec(text)?.index ?? -1
}

/** Quoted ranges, marks included, outermost only. Straight quotes pair up in order. */
export function findQuotes(text: string): TextRange[] {
  const quotes: TextRange[] = []
  for (let at = nextOpening(text, 0); at >= 0; at = nextOpening(text, at + 1)) {
    const open = text[at]!
    const close = PAIRS[open] ?? '"'
    if (open === '‘' && /\w/.test(text[at - 1] ?? ' ')) continue
    const end = closing(text, at, open, close)
    if (end < 0) continue
    quotes.push({ start: at, end: end + 1 })
    at = end
  }
  return quotes
}

function closing(text: string, at: number, open: string, close: string): number {
  let depth = 0
  for (let i = at; i < text.length; i++) {
    if (i > at && text[i] === close) {
      depth--
      if (depth === 0) return i
    } else if (text[i] === open) depth++
  }
  return -1
}

/** Whether the next mark that ends a sentence is a question mark: what is asked is not told. */
export function endsAsQuestion(text: string, from: number): boolean {
  return /[.。!！?？;；]/.exec(text.slice(from, from + 200))?.[0].search(/[?？]/) === 0
}
