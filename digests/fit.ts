// A digest within a number of characters: whole items and lines are left out, nothing is ever cut.
import type { Digest, DigestItem } from '../src/model/digest.ts'
import type { DigestLength } from '../src/model/subscription.ts'
import { type DigestBody, presentText } from './present.ts'

/** Characters (UTF-16 units) without the list of sources; a weekly has twice as many. */
export const BUDGETS: Readonly<Record<DigestLength, number>> = { short: 1500, usual: 3000, long: 6000 }

/** The characters of a digest that its budget counts. */
export function lengthOfDigest(digest: DigestBody): number {
  return presentText({ ...digest, citations: [] }).length
}

/** Steps of leaving out, in this order, each repeated while it helps; null when there is nothing of it to leave out. */
const STEPS: readonly ((digest: DigestBody) => DigestBody | null)[] = [
  digest => withoutLastItem(digest, 3),
  digest => withoutLastLine(digest, 'seenFrom', 0),
  withoutWeeklyLine,
  digest => withoutLastItem(digest, 1),
  digest => withoutLastLine(digest, 'wording', 0),
  digest => withoutLastLine(digest, 'watch', 0),
  digest => withoutLastLine(digest, 'accounts', 0),
  digest => withoutLastLine(digest, 'caveats', 1),
]

/** The digest with as much left out as it takes to fit; its citations are those still used, numbered anew. */
export function fitDigest(digest: Digest, length: DigestLength): Digest {
  const budget = BUDGETS[length] * (digest.form === 'weekly' ? 2 : 1)
  let { text: _, ...body }: DigestBody & { text?: string } = digest
  for (const step of STEPS) {
    while (lengthOfDigest(body) > budget) {
      const shorter = step(body)
      if (shorter === null) break
      body = shorter
    }
  }
  const fitted = renumber(body)
  return { ...fitted, text: presentText(fitted) }
}

function withoutLastItem(digest: DigestBody, keep: number): DigestBody | null {
  if (digest.items.length <= keep) return null
  return { ...digest, items: digest.items.slice(0, -1), left: digest.left + 1 }
}

type LineKey = 'accounts' | 'wording' | 'seenFrom' | 'watch' | 'caveats'

function withoutLastLine(digest: DigestBody, key: LineKey, keep: number): DigestBody | null {
  return digest[key].length <= keep ? null : { ...digest, [key]: digest[key].slice(0, -1) }
}

const WEEKLY_LISTS = ['timeline', 'topics', 'denials', 'commitments', 'ahead'] as const

/** From the longest of the weekly's lists, so that all of them stay as long as they can. */
function withoutWeeklyLine(digest: DigestBody): DigestBody | null {
  const { weekly } = digest
  if (weekly === null) return null
  const longest = WEEKLY_LISTS.toSorted((a, b) => weekly[b].length - weekly[a].length)[0]!
  if (weekly[longest].length === 0)
    return weekly.capitals === null ? null : { ...digest, weekly: { ...weekly, capitals: null } }
  return { ...digest, weekly: { ...weekly, [longest]: weekly[longest].slice(0, -1) } }
}

const MARK = /\[(\d{1,4})\]/g

/** Citations that something still refers to, from 1 on, in the order in which they were. */
function renumber(digest: DigestBody): DigestBody {
  const used = new Set<number>()
  const collect = (line: string): string => {
    for (const [, n] of line.matchAll(MARK)) used.add(Number(n))
    return line
  }
  mapLines(digest, collect)
  for (const item of digest.items) for (const n of item.citations) used.add(n)
  const kept = digest.citations.filter(citation => used.has(citation.n))
  const place = new Map(kept.map((citation, i) => [citation.n, i + 1]))
  const replace = (line: string): string =>
    line.replace(MARK, (mark, n) => (place.has(Number(n)) ? `[${place.get(Number(n))}]` : mark))
  return {
    ...mapLines(digest, replace),
    items: digest.items.map(
      (item): DigestItem => ({ ...item, citations: item.citations.map(n => place.get(n)!) }),
    ),
    citations: kept.map(citation => ({ ...citation, n: place.get(citation.n)! })),
  }
}

/** All lines of a digest that may hold citation numbers, changed by `change`. */
function mapLines(digest: DigestBody, change: (line: string) => string): DigestBody {
  const all = (lines: readonly string[]) => lines.map(change)
  const { weekly } = digest
  return {
    ...digest,
    bottomLine: change(digest.bottomLine),
    accounts: all(digest.accounts),
    wording: all(digest.wording),
    seenFrom: all(digest.seenFrom),
    watch: all(digest.watch),
    weekly: weekly && {
      board: weekly.board.map(row => ({ ...row, reason: change(row.reason) })),
      topics: all(weekly.topics),
      capitals: weekly.capitals && {
        event: change(weekly.capitals.event),
        rows: weekly.capitals.rows.map(row => ({ ...row, lead: row.lead && change(row.lead) })),
      },
      commitments: all(weekly.commitments),
      denials: all(weekly.denials),
      timeline: all(weekly.timeline),
      ahead: all(weekly.ahead),
      method: weekly.method,
    },
  }
}
