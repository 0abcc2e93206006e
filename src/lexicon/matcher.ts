// One trie over every form of every language, walked from each position of the folded text. Most walks end at
// their first character, so this is as fast as Aho–Corasick here, and longest match and word edges stay plain.
import { foldUnit } from '../text/fold.ts'

/** A pattern found: offsets into the text that was given. */
export interface Found<T> {
  readonly start: number
  readonly end: number
  readonly payload: T
}

/** How a pattern must stand in the text; see `edgesFit`. */
export interface Edges {
  /** Korean stem that may stand inside a word. */
  readonly inside?: boolean
  /** Korean name: what follows in the same word must be a particle or a known suffix. */
  readonly particles?: boolean
  /** What must stand behind the form: the object of an English verb that means little by itself. */
  readonly object?: RegExp
  /** Latin form that must appear in this very case (US, not us). */
  readonly exactCase?: string
}

const HANGUL = /[\uac00-\ud7af]/
const LATIN = /[a-z0-9\u00c0-\u024f]/
const KATAKANA = /[\u30a1-\u30fa\u30fc]/

/** Particles and suffixes that may follow a Korean name in the same word, longest first within each list. */
const KO_SUFFIX =
  /^(?:들|측|씨|님|군|산|발|행|제|인|식|계|형|상|정부|대통령|총리|외상|외무상|장관|당국|당국자|국민|정상|주석|의원|특사|대사|대표|위원장|부통령|국무장관|국방장관|관계자|언론|기업|간|내|외|전|후|쪽|처럼|보다|마저|조차|까지|부터|만|뿐|대로|이라|이었|이며|이고|였|라|인|이란|란)*(?:에게서|에서는|에서도|으로부터|에게는|으로서|으로써|으로는|로부터|에게도|과의|와의|과는|와는|에는|에도|에서|에게|한테|께서|으로|이나|이라고|라고|라는|이라는|이자|과도|와도|로서|로써|로는|은|는|이|가|을|를|의|에|도|로|와|과|만|나|랑|여|야|며|고|자)*$/

/**
 * Nodes are numbers; the root is 0. Most nodes have one child, which they hold themselves; further children lie in one
 * open-addressed table, so that a walk touches little memory.
 */
export class Matcher<T> {
  readonly #first = new Int32Array(0x10000)
  readonly #payloads: (T[] | undefined)[] = [undefined]
  /** The first child of each node: its unit, and its number (0 for none). */
  #childUnits = new Uint16Array(1 << 12)
  #children = new Int32Array(1 << 12)
  /** 1 for nodes with children in the table. */
  #hasMore = new Uint8Array(1 << 12)
  #slots = 1 << 12
  #keys = new Float64Array(this.#slots).fill(-1)
  #nexts = new Int32Array(this.#slots)
  #used = 0

  /** Adds a form; forms that fold to the same key share a node. */
  add(form: string, payload: T): void {
    let node = 0
    for (let i = 0; i < form.length; i++) {
      const unit = foldUnit(form.charCodeAt(i))
      const next = this.#step(node, unit)
      node = next > 0 ? next : this.#grow(node, unit)
    }
    if (node === 0) return
    const payloads = this.#payloads[node]
    if (payloads === undefined) this.#payloads[node] = [payload]
    else payloads.push(payload)
  }

  /**
   * Calls back for every pattern at every position, shortest first at each start.
   * @param key the folded text, as `fold` gives it
   */
  scan(key: string, found: (start: number, end: number, payload: T) => void): void {
    for (let start = 0; start < key.length; start++) {
      let node = this.#first[key.charCodeAt(start)]!
      for (let end = start + 1; node > 0; end++) {
        const payloads = this.#payloads[node]
        if (payloads !== undefined) for (const payload of payloads) found(start, end, payload)
        node = end < key.length ? this.#step(node, key.charCodeAt(end)) : 0
      }
    }
  }

  #step(node: number, unit: number): number {
    if (node === 0) return this.#first[unit]!
    if (this.#childUnits[node] === unit) return this.#children[node]!
    if (this.#hasMore[node] === 0) return 0
    const key = node * 0x10000 + unit
    const mask = this.#slots - 1
    for (let at = hash(node, unit) & mask; ; at = (at + 1) & mask) {
      const held = this.#keys[at]!
      if (held === key) return this.#nexts[at]!
      if (held === -1) return 0
    }
  }

  #grow(node: number, unit: number): number {
    const next = this.#payloads.length
    this.#payloads.push(undefined)
    if (next === this.#children.length) this.#lengthen()
    if (node === 0) this.#first[unit] = next
    else if (this.#children[node] === 0) {
      this.#childUnits[node] = unit
      this.#children[node] = next
    } else {
      this.#hasMore[node] = 1
      if (++this.#used * 2 > this.#slots) this.#widen()
      this.#put(node * 0x10000 + unit, next)
    }
    return next
  }

  #lengthen(): void {
    const [units, children, hasMore] = [this.#childUnits, this.#children, this.#hasMore]
    this.#childUnits = new Uint16Array(2 * units.length)
    this.#children = new Int32Array(2 * units.length)
    this.#hasMore = new Uint8Array(2 * units.length)
    this.#childUnits.set(units)
    this.#children.set(children)
    this.#hasMore.set(hasMore)
  }

  #put(key: number, next: number): void {
    const mask = this.#slots - 1
    let at = hash(Math.floor(key / 0x10000), key % 0x10000) & mask
    while (this.#keys[at] !== -1) at = (at + 1) & mask
    this.#keys[at] = key
    this.#nexts[at] = next
  }

  #widen(): void {
    const [keys, nexts] = [this.#keys, this.#nexts]
    this.#slots *= 2
    this.#keys = new Float64Array(this.#slots).fill(-1)
    this.#nexts = new Int32Array(this.#slots)
    for (const [at, key] of keys.entries()) if (key !== -1) this.#put(key, nexts[at]!)
  }
}

function hash(node: number, unit: number): number {
  const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}

/** True when a match does not cut a word in two: Latin and katakana words whole, Korean up to its particles. */
export function edgesFit(
  text: string,
  key: string,
  start: number,
  end: number,
  edges: Edges,
  typedSmall = false,
): boolean {
  const first = key[start]!
  const last = key[end - 1]!
  const before = key[start - 1] ?? ' '
  const after = key[end] ?? ' '
  if (LATIN.test(first) && LATIN.test(before)) return false
  if (LATIN.test(last) && LATIN.test(after)) return false
  if (KATAKANA.test(first) && KATAKANA.test(before)) return false
  if (KATAKANA.test(last) && KATAKANA.test(after)) return false
  if (HANGUL.test(first) && !edges.inside && HANGUL.test(before)) return false
  if (edges.particles && HANGUL.test(last) && HANGUL.test(after)) {
    const rest = /^[\uac00-\ud7af]+/.exec(key.slice(end, end + 16))![0]
    if (!KO_SUFFIX.test(rest)) return false
  }
  if (edges.object !== undefined && !edges.object.test(text.slice(end, end + 84))) return false
  if (edges.exactCase === undefined || text.slice(start, end) === edges.exactCase) return true
  return typedSmall && end - start > 2
}

/** Leftmost-longest choice among overlapping finds. */
export function chooseLongest<T extends { start: number; end: number }>(found: readonly T[]): T[] {
  const sorted = [...found].sort((a, b) => a.start - b.start || b.end - a.end)
  const chosen: T[] = []
  let end = 0
  for (const one of sorted) {
    if (one.start < end) continue
    chosen.push(one)
    end = one.end
  }
  return chosen
}
