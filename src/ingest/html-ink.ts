/** How many characters of a text are ink: all but white space. */
export function countInk(text: string): number {
  let ink = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 0x20 && unit !== 0xa0 && unit !== 0x3000) ink++
  }
  return ink
}
