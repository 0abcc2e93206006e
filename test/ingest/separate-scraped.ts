// Pages as scrapers leave them, made from known reports: what the seed page is an example of.
import type { Lang } from '../../src/model/language.ts'
import { datelineOf, type Ingredient, type Mix, noticesOf } from './separate-mixes.ts'

/** A short line in the paragraph's own words, as headings are; null when it does not lend itself. */
export function headingOf(paragraph: string, lang: Lang): string | null {
  const spaced = lang === 'en' || lang === 'ko'
  const clause = paragraph.split(/[，,。、.？！?!:：]/)[0]!.replace(/^["“「『\s　]+/, '')
  const heading = spaced ? clause.split(' ').slice(0, 6).join(' ') : clause.slice(0, 16)
  return heading.length < 5 || /["”」』]/.test(heading) ? null : heading
}

/**
 * Builds a page as scrapers leave them: three reports dealt out in turn, titles of the first two above, the third one
 * long and with headings, a notice where the second has run out.
 */
export function buildScraped(
  ingredients: readonly Ingredient[],
  indented: boolean,
  random: () => number,
): Mix {
  const [first, second, third] = ingredients as [Ingredient, Ingredient, Ingredient]
  const short = ({ paragraphs }: Ingredient) => paragraphs.slice(0, 4 + Math.floor(random() * 3))
  const { lang } = first
  const long = third.paragraphs.slice(0, 18).flatMap((paragraph, i) => {
    const heading = i % 4 === 1 ? headingOf(paragraph, lang) : null
    return heading === null ? [paragraph] : [heading, paragraph]
  })
  const strands = [short(first), [...short(second), `\u0000${noticesOf(lang)[0]}`], long]
  for (const [label, strand] of strands.entries())
    if (random() < 0.8) strand[0] = datelineOf(lang, label, random) + strand[0]!
  if (indented) strands[2] = long.map(line => `　　${line}`)
  const runs: [text: string, label: number][] = [
    [first.title ?? '', 0],
    [second.title ?? '', 1],
  ]
  for (let row = 0; strands.some(strand => row < strand.length); row++)
    for (const [label, strand] of strands.entries()) {
      const text = strand[row]
      if (text !== undefined) runs.push(text.startsWith('\u0000') ? [text.slice(1), -1] : [text, label])
    }
  return {
    text: runs.map(([text]) => text).join('\n\n'),
    runs: runs.map(([text]) => text),
    labels: runs.map(([, label]) => label),
    titles: new Set([0, 1]),
    cues: indented ? ['titles', 'indentation'] : ['titles'],
    k: 3,
    layout: 'round-robin',
    lang,
    ids: ingredients.map(({ id }) => id),
  }
}
