// Ids are built by those who read articles, before anything is stored, and always the same way from the same
// content: reading a page twice gives the same ids, and a citation printed last year still resolves.
import { createHash } from 'node:crypto'

const SHORTEST = 10

/**
 * Id of one revision of an article: `a` and `digits` hex digits of SHA-256 over identity and content hash.
 * Ten digits are enough unless two articles collide (about 1 in 200 stores of 100,000 articles):
 * `Store.newArticleId` then answers with a longer one.
 */
export function articleId(identity: string, contentHash: string, digits = SHORTEST): string {
  // UTF-16 bytes, because UTF-8 would give all lone surrogates the same bytes.
  const digest = createHash('sha256').update(`${identity}\n${contentHash}`, 'utf16le').digest('hex')
  return `a${digest.slice(0, digits)}`
}

/** Id of a report: `a0123456789.r0` for the first one of its article. */
export function reportId(article: string, ordinal: number): string {
  return `${article}.r${ordinal}`
}

/** Id of a sentence: `a0123456789.s12` for the thirteenth one of its article. */
export function sentenceId(article: string, ordinal: number): string {
  return `${article}.s${ordinal}`
}

const ID = /^(a[0-9a-f]{10,64})(?:\.([rs])(0|[1-9][0-9]{0,8}))?$/

/** An id taken apart, or null when the text is no id of an article, report or sentence. */
export function parseId(
  id: string,
): { article: string; part: 'article' | 'report' | 'sentence'; ordinal: number } | null {
  const found = ID.exec(id)
  if (!found) return null
  const part = found[2] === 'r' ? 'report' : found[2] === 's' ? 'sentence' : 'article'
  return { article: found[1]!, part, ordinal: Number(found[3] ?? 0) }
}
