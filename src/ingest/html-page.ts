/** An element with attributes, or of a kind that is often noise: what `prunePage` may take out. */
export interface PagePart {
  readonly tag: string
  readonly attributes: ReadonlyMap<string, string>
  /** Its pieces, from its start tag to behind its end tag. */
  readonly from: number
  readonly to: number
  /** It holds blocks, not only words. */
  readonly hasBlocks: boolean
  /** It holds an article, the main part, a main heading or a body of text by name. */
  readonly hasMain: boolean
  /** A header within an article, a footer within a quotation. */
  readonly isInner: boolean
}

/** A page in pieces, properly nested, with what was lifted out of it. */
export interface PageSource {
  /** Value of the lang attribute, or ''. */
  readonly lang: string
  /** Tags of the head. */
  readonly head: string
  /** Tags and texts of the body, in order. */
  readonly pieces: readonly string[]
  /** How many characters of each piece are ink, 0 for tags. */
  readonly inks: readonly number[]
  /** In the order of their ends, so that inner ones come first. */
  readonly parts: readonly PagePart[]
  /** Contents of `<script type="application/ld+json">`. */
  readonly jsonLd: readonly string[]
  /** Contents of `<style>`. */
  readonly styles: readonly string[]
  /** About how many nodes the body has. */
  readonly nodes: number
}
