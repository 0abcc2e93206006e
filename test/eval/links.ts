// Claims of the samples, linked: which pairs tell one event, which is another's report passed on, which say the contrary,
// which tell that a plan came true, and which have nothing to do with each other. The pairs were written by hand while
// the linking was worked on: the figures are those of a dev set.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { linkClaims, storiesOf } from '../../src/claims/events.ts'
import { readPath } from '../../src/ingest/files.ts'
import { readText } from '../../src/ingest/read-article.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { Claim } from '../../src/model/claim.ts'
import type { EvalResult, EvalRow } from './result.ts'

const GOLD = new URL('../gold/links.jsonl', import.meta.url)
const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url))

type Relation = 'event' | 'copy' | 'contradicts' | 'fulfils' | 'none'

/** A claim by its file, words of its sentence, and its act. */
interface Named {
  readonly file: string
  readonly text: string
  readonly acts: readonly string[]
}

interface Pair {
  readonly id: string
  readonly relation: Relation
  readonly a: Named
  readonly b: Named
}

interface Placed {
  readonly claim: Claim
  readonly file: string
  readonly sentence: string
}

async function readSamples(): Promise<Placed[]> {
  const lexicon = openLexicon()
  const placed: Placed[] = []
  let articles = 0
  for await (const item of readPath(SAMPLES)) {
    if ('problem' in item) continue
    const id = `a${(++articles).toString(16).padStart(10, '0')}`
    const { claims, sentences } = readText(item, id, '2026-01-01', lexicon)
    const byId = new Map(sentences.map(one => [one.id, item.text.slice(one.start, one.end)]))
    for (const claim of claims)
      placed.push({ claim, file: item.identity, sentence: byId.get(claim.sentence) ?? '' })
  }
  return placed
}

function find(placed: readonly Placed[], named: Named): Claim | undefined {
  return placed.find(
    one =>
      one.file.includes(named.file) &&
      one.sentence.includes(named.text) &&
      named.acts.includes(one.claim.act),
  )?.claim
}

function relationOf(a: Claim, b: Claim): Relation {
  if (a.links.contradicts?.includes(b.id) || b.links.contradicts?.includes(a.id)) return 'contradicts'
  if (a.links.fulfils === b.id || b.links.fulfils === a.id) return 'fulfils'
  if (a.links.event === undefined || a.links.event !== b.links.event) return 'none'
  const copies = a.links.duplicateOf !== undefined || b.links.duplicateOf !== undefined
  return copies && (a.links.duplicateOf === b.id || b.links.duplicateOf === a.id || sameSource(a, b))
    ? 'copy'
    : 'event'
}

function sameSource(a: Claim, b: Claim): boolean {
  return a.links.duplicateOf !== undefined && a.links.duplicateOf === b.links.duplicateOf
}

/** Evaluates the pairs over the samples. */
export async function run(): Promise<EvalResult> {
  const placed = await readSamples()
  const linked = linkClaims(placed.map(one => one.claim))
  const shown = placed.map((one, at) => ({ ...one, claim: linked[at]! }))
  const pairs = readFileSync(GOLD, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Pair)
  const failures: string[] = []
  let unread = 0
  const read = pairs.flatMap(pair => {
    const [a, b] = [find(shown, pair.a), find(shown, pair.b)]
    if (a === undefined || b === undefined) {
      unread++
      failures.push(`${pair.id} not read as a claim: ${a === undefined ? pair.a.text : pair.b.text}`)
      return []
    }
    const got = relationOf(a, b)
    if (got !== pair.relation)
      failures.push(`${pair.id} ${pair.relation} linked as ${got}: ${pair.a.text} | ${pair.b.text}`)
    return [{ gold: pair.relation, got }]
  })
  const row = (measure: string, right: number, n: number, goal: number | null, note = ''): EvalRow => ({
    measure,
    value: right / Math.max(1, n),
    goal,
    n,
    note,
  })
  const told = read.filter(one => one.gold !== 'none')
  const tied = read.filter(one => one.got !== 'none')
  const stories = storiesOf(linked)
  const events = new Map<string, Claim[]>()
  for (const claim of linked)
    if (claim.links.event !== undefined)
      events.set(claim.links.event, [...(events.get(claim.links.event) ?? []), claim])
  const groups = [...events.values()]
  const across = groups.filter(group => new Set(group.map(claim => claim.lang)).size > 1)
  return {
    set: 'links',
    rows: [
      row('pairs read as claims', pairs.length - unread, pairs.length, null),
      row(
        'linked pairs: the very relation',
        told.filter(one => one.got === one.gold).length,
        told.length,
        0.85,
        'of those read as claims',
      ),
      row('linked pairs: precision', tied.filter(one => one.got === one.gold).length, tied.length, 0.9),
      row(
        'unrelated pairs left alone',
        read.filter(one => one.gold === 'none' && one.got === 'none').length,
        read.filter(one => one.gold === 'none').length,
        0.95,
      ),
      {
        measure: 'events over the samples (count)',
        value: groups.length,
        goal: null,
        n: linked.length,
        note: 'of all claims',
      },
      {
        measure: 'events told in several languages (count)',
        value: across.length,
        goal: null,
        n: groups.length,
        note: '',
      },
      {
        measure: 'stories (count)',
        value: new Set(stories.values()).size,
        goal: null,
        n: groups.length,
        note: 'of events',
      },
    ],
    failures,
  }
}
