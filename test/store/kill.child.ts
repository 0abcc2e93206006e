// Writes articles in batches, without end unless their number is given, and reports the last one of each batch once it is stored.
import { openStore } from '../../src/store/open.ts'
import type { ArticleRead } from '../../src/store/store.ts'
import { makeRead } from './reads.ts'

export const KILL_BATCH = 3

/** Every fourth article is a new revision of the one before it. Returns the article that the nth one replaces. */
export function killRevision(n: number): number | null {
  return n % 4 === 3 ? n - 1 : null
}

/** The nth article, with a term and a topic that no other has. */
export function killRead(n: number): ArticleRead {
  const identity = `https://news.example/${killRevision(n) ?? n}`
  const read = makeRead(n, { identity, sentences: 6, claims: 5, terms: 60 })
  return {
    ...read,
    terms: read.terms.map(terms => [...terms, `only${n}`]),
    claims: read.claims.map(claim => ({ ...claim, topics: [`TOP.only${n}`] })),
  }
}

if (process.argv[1] === import.meta.filename) {
  const [, , file, from, batches = 'Infinity'] = process.argv
  process.stdout.write('start\n')
  const store = await openStore(file!, { clock: () => new Date() })
  process.stdout.write('open\n')
  const end = Number(from) + Number(batches) * KILL_BATCH
  for (let n = Number(from); n < end; n += KILL_BATCH) {
    const last = n + KILL_BATCH - 1
    const reads = Array.from({ length: KILL_BATCH }, (_, i) => killRead(n + i))
    await store.addArticles(reads, { name: 'kill', value: String(last) })
    process.stdout.write(`${last}\n`)
  }
  await store.close()
}
