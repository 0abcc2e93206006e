// Takes out of a page what is hidden and what is not the article: menus, related links, comments, ads.
// A name alone never costs much text: a part that holds most of the page is the page, whatever it is called.
import { type HidingRules, hidingOf, readHidingRules } from './html-hidden.ts'
import noise from './html-noise.json' with { type: 'json' }
import type { PagePart, PageSource } from './html-page.ts'

/** A part above this share of the page's text is kept, whatever its name. */
const LARGEST_NOISE = 0.4
/** What is only likely hidden is kept when less than this share of the text would be left without it. */
const LEAST_LEFT = 0.3

const TAGS = new Set(noise.tags)
const ROLES = new Set(noise.roles)
const PARTS = new Set(noise.parts)
const COMMENTS = new Set(noise.comments)
const BODIES = new Set(noise.bodies)
/** `c-relatedNews__list` → c, related, news, relatednews, list. */
function partsOf(names: string): string[] {
  const whole = names.split(/[\s_-]+/)
  const humps = whole.flatMap(name => name.split(/(?<=[a-z])(?=[A-Z])/))
  return [...new Set([...whole, ...humps].map(part => part.toLowerCase()).filter(part => part !== ''))]
}

/** Whether class, id or itemprop say that this is the text of the article. */
export function isBodyName(names: string, itemprop: string | null | undefined): boolean {
  return (
    itemprop === 'articleBody' ||
    names
      .toLowerCase()
      .split(/\s+/)
      .some(name => BODIES.has(name))
  )
}

type Suspicion = 'comments' | 'noise' | null

/** What class and id say; the same few names come hundreds of times on a page. */
function suspicionOfNames(names: string, known: Map<string, Suspicion>): Suspicion {
  const before = known.get(names)
  if (before !== undefined) return before
  const parts = partsOf(names)
  const isComment = parts.some(part => COMMENTS.has(part))
  const suspicion = isComment ? 'comments' : parts.some(part => PARTS.has(part)) ? 'noise' : null
  known.set(names, suspicion)
  return suspicion
}

function suspicionOf(part: PagePart, known: Map<string, Suspicion>): Suspicion {
  const { tag, attributes } = part
  const names = `${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`
  const byNames = suspicionOfNames(names, known)
  if (byNames === 'comments') return byNames
  const isNoisy =
    byNames !== null || (TAGS.has(tag) && !part.isInner) || ROLES.has(attributes.get('role') ?? '')
  return isNoisy && !isBodyName(names, attributes.get('itemprop')) ? 'noise' : null
}

/** Which pieces of a page are taken out, and how much ink is left up to each of them. */
interface Pruning {
  readonly gone: Uint8Array
  readonly inks: readonly number[]
  /** `left[i]`: ink before piece i that is not gone. */
  left: Float64Array
}

function sumInk(gone: Uint8Array, inks: readonly number[]): Float64Array {
  const left = new Float64Array(inks.length + 1)
  for (let i = 0; i < inks.length; i++) left[i + 1] = left[i]! + (gone[i] ? 0 : inks[i]!)
  return left
}

const inkOfPart = ({ left }: Pruning, part: PagePart) => left[part.to]! - left[part.from]!

function takeOut(pruning: Pruning, parts: readonly PagePart[]): void {
  for (const { from, to } of parts) pruning.gone.fill(1, from, to)
  pruning.left = sumInk(pruning.gone, pruning.inks)
}

/** Those that lie in no other of them. */
function outermost(parts: readonly PagePart[]): PagePart[] {
  const found: PagePart[] = []
  for (const part of parts.toReversed()) {
    const outer = found.at(-1)
    if (!outer || part.from < outer.from) found.push(part)
  }
  return found
}

function takeOutHidden(pruning: Pruning, parts: readonly PagePart[], rules: HidingRules): void {
  const hidings = parts.map(part => hidingOf(part, rules))
  takeOut(pruning, outermost(parts.filter((_, i) => hidings[i] === 'sure')))
  const likely = outermost(parts.filter((part, i) => hidings[i] === 'likely' && !pruning.gone[part.from]))
  const total = pruning.left.at(-1)!
  const hidden = likely.reduce((sum, part) => sum + inkOfPart(pruning, part), 0)
  if (total - hidden >= total * LEAST_LEFT) takeOut(pruning, likely)
}

function takeOutNoise(pruning: Pruning, parts: readonly PagePart[]): void {
  const total = pruning.left.at(-1)!
  const known = new Map<string, Suspicion>()
  const noiseParts = parts.filter(part => {
    const suspicion = pruning.gone[part.from] ? null : suspicionOf(part, known)
    if (suspicion === null) return false
    const ink = inkOfPart(pruning, part)
    if (suspicion === 'noise' && ink > total * LARGEST_NOISE) return false
    // Below a twentieth of the page it cannot be the article, so signs of one inside mean nothing.
    return ink < total / 20 || !part.hasMain
  })
  takeOut(pruning, outermost(noiseParts))
}

/** Writes a page without its hidden parts and the parts that are not the article, for the parser. */
export function prunePage(page: PageSource): string {
  const { pieces, inks, parts } = page
  const gone = new Uint8Array(pieces.length)
  const pruning: Pruning = { gone, inks, left: sumInk(gone, inks) }
  takeOutHidden(pruning, parts, readHidingRules(page.styles))
  takeOutNoise(pruning, parts)
  const body = pieces.filter((_, i) => !gone[i]).join('')
  const lang = page.lang ? ` lang="${page.lang.replaceAll('"', '')}"` : ''
  return `<html${lang}><head>${page.head}</head><body>${body}</body></html>`
}
