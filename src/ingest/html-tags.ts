// Start tags as the HTML standard reads them, quotes and all. Every loop only moves forward.

const setOf = (list: string) => new Set(list.split(' '))

/** Every attribute of the tree costs as much as an element, so only those are kept that are looked at. */
const KEPT_ATTRIBUTES = setOf('id class style hidden aria-hidden role href datetime itemprop lang type')
const KEPT_IN_HEAD = setOf('href rel itemprop content property name charset http-equiv lang')
const HEAD_ONLY = setOf('meta link base')

/** Longer values are no names, styles or statements of anyone. */
const LONGEST_VALUE = 2000

/** A tag's name. */
export const NAME = /[^\s/>]+/y
/**
 * One attribute with what stands before it. A quote that is never closed is read as part of a bare value; the
 * search for its end runs to the end of the page, but there can be only one such quote of each kind.
 */
const ATTRIBUTE = /[\s/=]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/y
const END = /[\s/=]*>/y

/** A start tag with the attributes that are used later. */
export interface Tag {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  /** Position after the `>`. */
  readonly end: number
}

/** What a sticky pattern matches at a position, or the empty string. */
export function matchAt(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0] ?? ''
}

/** Reads the start tag whose name begins at `at`; null when the page ends inside it. */
export function readTag(source: string, at: number): Tag | null {
  const name = matchAt(NAME, source, at)
  const attributes = new Map<string, string>()
  const kept = HEAD_ONLY.has(name.toLowerCase()) ? KEPT_IN_HEAD : KEPT_ATTRIBUTES
  at += name.length
  while (at < source.length) {
    END.lastIndex = at
    if (END.test(source)) return { name: name.toLowerCase(), attributes, end: END.lastIndex }
    ATTRIBUTE.lastIndex = at
    const match = ATTRIBUTE.exec(source)
    if (!match) return null
    at = ATTRIBUTE.lastIndex
    const key = match[1]!.toLowerCase()
    if (kept.has(key) && !attributes.has(key))
      attributes.set(key, (match[2] ?? match[3] ?? match[4] ?? '').slice(0, LONGEST_VALUE))
  }
  return null
}

/** Writes a start tag so that any parser reads it back the same. */
export function writeTag(tag: Tag): string {
  let out = `<${tag.name}`
  for (const [key, value] of tag.attributes) out += ` ${key}="${value.replaceAll('"', '&quot;')}"`
  return `${out}>`
}
