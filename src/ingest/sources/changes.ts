// What an edited page says differently: sentences that went and came, and claims with them.

import type { Claim } from '../../model/claim.ts'
import type { ArticleChange } from '../../model/source.ts'
import type { Store } from '../../store/store.ts'

/** Sentences and claims kept of each side: a page that was replaced as a whole is told by its first ones. */
const MOST = 20

/** A claim as far as it is the same claim: who, what, to whom, whether. */
function codeOf(claim: Claim): string {
  const who = claim.actors
    .map(actor => actor.id)
    .sort()
    .join('+')
  const whom = claim.recipients
    .map(recipient => recipient.id)
    .sort()
    .join('+')
  return `${who} ${claim.act} ${whom} ${claim.polarity} ${claim.modality}`.replace(/\s+/g, ' ').trim()
}

const without = (list: readonly string[], other: readonly string[]): string[] => {
  const there = new Set(other)
  return [...new Set(list)].filter(one => !there.has(one)).slice(0, MOST)
}

async function tellingOf(store: Store, article: string) {
  const [whole, sentences, claims] = await Promise.all([
    store.article(article),
    store.sentencesOf(article),
    store.claimsOf(article),
  ])
  const text = whole?.text ?? ''
  return {
    title: whole?.title ?? null,
    sentences: sentences.map(({ start, end }) => text.slice(start, end).trim()),
    claims: claims.map(codeOf),
  }
}

/** Compares two stored revisions of one article; null when they say the same. */
export async function compareRevisions(
  store: Store,
  revisions: {
    readonly before: string
    readonly article: string
    readonly source: string
    readonly at: string
  },
): Promise<ArticleChange | null> {
  const [old, fresh] = await Promise.all([
    tellingOf(store, revisions.before),
    tellingOf(store, revisions.article),
  ])
  const title = old.title === fresh.title ? null : { before: old.title, after: fresh.title }
  const lost = without(old.sentences, fresh.sentences)
  const gained = without(fresh.sentences, old.sentences)
  if (title === null && lost.length === 0 && gained.length === 0) return null
  return {
    ...revisions,
    title,
    lost,
    gained,
    claimsLost: without(old.claims, fresh.claims),
    claimsGained: without(fresh.claims, old.claims),
  }
}
