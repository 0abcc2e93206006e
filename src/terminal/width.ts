import stringWidth from 'string-width'

/** One letter as a reader sees it, and how many terminal cells it takes. */
export interface Letter {
  readonly text: string
  readonly width: number
}

const LETTERS = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Cells that words take on a terminal: two for 漢字, かな and 한글. */
export function widthOf(words: string): number {
  return /^[\x20-\x7e]*$/.test(words) ? words.length : stringWidth(words)
}

/** The letters of safe words in order. */
export function lettersOf(words: string): Letter[] {
  if (/^[\x20-\x7e]*$/.test(words)) return [...words].map(text => ({ text, width: 1 }))
  return [...LETTERS.segment(words)].flatMap(({ segment }) => {
    const width = widthOf(segment)
    if (width <= 2) return [{ text: segment, width }]
    // A pile of unjoined jamo counts as one letter however long it is: take it apart, or it fits no line.
    return [...segment].map(text => ({ text, width: widthOf(text) }))
  })
}

/** As many letters from the start as fit into so many cells. */
export function fitWidth(words: string, cells: number): string {
  if (widthOf(words) <= cells) return words
  let fitted = ''
  let left = cells - 1
  for (const letter of lettersOf(words)) {
    left -= letter.width
    if (left < 0) break
    fitted += letter.text
  }
  return `${fitted}…`
}
