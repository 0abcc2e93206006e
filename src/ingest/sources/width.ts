/** Length of a text in columns: a character of a wide script counts twice, for it says about as much as two letters. */
export function widthOf(text: string): number {
  return text.length + (text.match(/[\u2e80-\uffef]/g)?.length ?? 0)
}
