// Takes out of a page's tree what is hidden and what is not the article: menus, related links, comments, ads.
// A name alone never costs much text: a part that holds most of the page is the page, whatever it is called.
import { type HidingRules, hidingOf } from './html-hidden.ts'
import noise from './html-noise.json' with { type: 'json' }
import { countInk, isElement, isText, type PageElement, type PageTree, walkTree } from './html-tree.ts'

/** A part above this share of the page's text is kept, whatever its name. */
const LARGEST_NOISE = 0.4
/** What is only likely hidden is kept when less than this share of the text would be left without it. */
const LEAST_LEFT = 0.3

const TAGS = new Set(noise.tags)
const ROLES = new Set(noise.roles)
const PARTS = new Set(noise.parts)
const COMMENTS = new Set(noise.comments)
const BODIES = new Set(noise.bodies)
const WITHIN = 'article,main,h1,[itemprop="articleBody"]'
const ROOTS = new Set(['html', 'body', 'head'])

/** Text lengths of elements, white space not counted. */
type Sizes = Map<PageElement, number>

function measure(root: PageElement): Sizes {
  const sizes: Sizes = new Map()
  const open: number[] = []
  walkTree(
    root,
    node => {
      if (isText(node)) open[open.length - 1]! += countInk(node.data)
      else open.push(0)
      return undefined
    },
    element => {
      const size = open.pop()!
      sizes.set(element, size)
      if (open.length > 0) open[open.length - 1]! += size
    },
  )
  return sizes
}

const namesOf = (element: PageElement) => `${element.getAttribute('class') ?? ''} ${element.id ?? ''}`

/** `c-relatedNews__list` → c, related, news, relatednews, list. */
function partsOf(names: string): string[] {
  const whole = names.split(/[\s_-]+/)
  const humps = whole.flatMap(name => name.split(/(?<=[a-z])(?=[A-Z])/))
  return [...new Set([...whole, ...humps].map(part => part.toLowerCase()).filter(part => part !== ''))]
}

/** Whether class or id say that this is the text of the article. */
export function isBody(element: PageElement): boolean {
  if (element.getAttribute('itemprop') === 'articleBody') return true
  return namesOf(element)
    .toLowerCase()
    .split(/\s+/)
    .some(name => BODIES.has(name))
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

function suspicionOf(element: PageElement, known: Map<string, Suspicion>): Suspicion {
  const tag = element.localName
  if (ROOTS.has(tag)) return null
  const byNames = suspicionOfNames(namesOf(element), known)
  if (byNames === 'comments') return byNames
  const noisy =
    byNames ??
    ((TAGS.has(tag) && !isQuoted(element)) || ROLES.has(element.getAttribute('role') ?? '') ? 'noise' : null)
  return noisy && !isBody(element) ? noisy : null
}

/** The header of an article holds its lead, the footer of a quotation its speaker. */
function isQuoted(element: PageElement): boolean {
  const tag = element.localName
  if (tag !== 'header' && tag !== 'footer') return false
  for (let at = element.parentNode; at; at = at.parentNode) {
    if (at.localName === 'blockquote') return true
    if (tag === 'header' && (at.localName === 'article' || at.localName === 'main')) return true
  }
  return false
}

function collect(root: PageElement, isWanted: (element: PageElement) => boolean): PageElement[] {
  const found: PageElement[] = []
  walkTree(root, node => {
    if (!isElement(node) || node === root || !isWanted(node)) return undefined
    found.push(node)
    return 'skip'
  })
  return found
}

function removeHidden(body: PageElement, rules: HidingRules): void {
  const likely = new Set<PageElement>()
  const sure = collect(body, element => {
    const hiding = hidingOf(element, rules)
    if (hiding === 'likely') likely.add(element)
    return hiding === 'sure'
  })
  for (const element of sure) element.remove()
  if (likely.size === 0) return
  const sizes = measure(body)
  const total = sizes.get(body)!
  // Outermost ones only: what is within another is counted and removed with it.
  const outer = collect(body, element => likely.has(element))
  const hidden = outer.reduce((sum, element) => sum + sizes.get(element)!, 0)
  if (total - hidden >= total * LEAST_LEFT) for (const element of outer) element.remove()
}

/** Removes hidden parts, then parts that are not the article, from the tree itself. */
export function pruneTree(tree: PageTree, rules: HidingRules): void {
  removeHidden(tree.body, rules)
  const sizes = measure(tree.body)
  const total = sizes.get(tree.body)!
  const known = new Map<string, Suspicion>()
  const noiseParts = collect(tree.body, element => {
    const suspicion = suspicionOf(element, known)
    if (suspicion === null) return false
    const size = sizes.get(element)!
    if (suspicion === 'noise' && size > total * LARGEST_NOISE) return false
    // Below a twentieth of the page it cannot be the article, so it need not be searched for signs of one.
    return size < total / 20 || element.querySelector(WITHIN) === null
  })
  for (const element of noiseParts) element.remove()
}
