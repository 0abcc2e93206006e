// Which reports tell of one story, in one language or several. Reports of one language are compared by their own words;
// across languages by what their words mean in English, by the concepts of the lexicon, by names that sound alike and
// by numbers. Pure: nothing is stored.
import { conceptTerms } from '../lexicon/concepts.ts'
import { soundTerms } from '../lexicon/dictionary/sound-terms.ts'
import type { Lexicon } from '../lexicon/lexicon.ts'
import { type Lang, type Tongue, tongueOf } from '../model/language.ts'
import { cutTerms } from '../text/terms.ts'
import limits from './data/stories.json' with { type: 'json' }
import { meaningsIn } from './words.ts'

export interface StoryReport {
  readonly id: string
  readonly lang: Lang
  readonly title: string | null
  readonly text: string
  /** Day it tells of, `YYYY-MM-DD`; reports further apart than the limit are never one story. */
  readonly day?: string | null
}

type Vector = ReadonlyMap<string, number>

interface Told {
  readonly tongue: Tongue
  /** Its own words, and what they mean in every language. Both of length 1. */
  readonly own: Vector
  readonly meaning: Vector
  readonly day: number | null
}

/** Groups of reports that tell one story, each a list of ids in the order given; a report alone is a group. */
export function groupStories(reports: readonly StoryReport[], lexicon: Lexicon): string[][] {
  const own = weigh(reports.map(report => countsOf(ownTerms(report))))
  const meanings = weigh(reports.map(report => meaningCounts(report, lexicon)))
  const told = reports.map(
    (report, at): Told => ({
      tongue: tongueOf(report.lang),
      own: own[at]!,
      meaning: meanings[at]!,
      day: report.day == null ? null : Date.parse(report.day) / 86_400_000,
    }),
  )
  return joinAlike(likenesses(told), reports.length).map(group => group.map(at => reports[at]!.id))
}

const textOf = ({ title, text }: StoryReport): string =>
  `${title ?? ''}\n${text}`.slice(0, limits.mostCharacters)

function ownTerms(report: StoryReport): string[] {
  return cutTerms(textOf(report), report.lang)
}

function countsOf(terms: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

/** English stems with their weights, concepts, sounds, numbers and Latin names of a report. */
function meaningCounts(report: StoryReport, lexicon: Lexicon): Map<string, number> {
  const text = textOf(report)
  const tongue = tongueOf(report.lang)
  const counts = countsOf(conceptTerms(lexicon.match(text, tongue)))
  for (const [term, count] of counts) counts.set(term, count * limits.concept)
  const add = (term: string, weight: number): void => void counts.set(term, (counts.get(term) ?? 0) + weight)
  for (const sound of soundTerms(text)) add(sound, limits.sound)
  for (const { text: stem, weight } of meaningsIn(text, report.lang)) add(stem, weight)
  return counts
}

/** Rare terms weigh more, repeated ones little more, and every report as much as any other. */
function weigh(all: readonly ReadonlyMap<string, number>[]): Vector[] {
  const holders = new Map<string, number>()
  for (const counts of all) for (const term of counts.keys()) holders.set(term, (holders.get(term) ?? 0) + 1)
  return all.map(counts => {
    const vector = new Map<string, number>()
    let sum = 0
    for (const [term, count] of counts) {
      const rarity = Math.log((all.length + 1) / holders.get(term)!)
      const weight = rarity * Math.log1p(count)
      if (holders.get(term) === 1 || weight <= 0) continue
      vector.set(term, weight)
      sum += weight * weight
    }
    const length = Math.sqrt(sum) || 1
    for (const [term, weight] of vector) vector.set(term, weight / length)
    return vector
  })
}

interface Link {
  readonly a: number
  readonly b: number
  /** 1 where two reports are just alike enough to be one story. */
  readonly likeness: number
}

/** Pairs that share enough to be compared, through lists of who has which term. */
function likenesses(told: readonly Told[]): Link[] {
  const [byOwn, byMeaning] = [productsOf(told.map(one => one.own)), productsOf(told.map(one => one.meaning))]
  const links: Link[] = []
  for (let a = 0; a < told.length; a++) {
    const found = new Set([...byOwn(a).keys(), ...byMeaning(a).keys()])
    for (const b of found) {
      const [one, other] = [told[a]!, told[b]!]
      if (one.day !== null && other.day !== null && Math.abs(one.day - other.day) > limits.mostDays) continue
      const meaning = byMeaning(a).get(b) ?? 0
      const likeness =
        one.tongue === other.tongue
          ? (limits.ownShare * (byOwn(a).get(b) ?? 0) + (1 - limits.ownShare) * meaning) / limits.within
          : meaning / limits.across
      if (likeness > limits.least) links.push({ a, b, likeness })
    }
  }
  return links.sort((x, y) => y.likeness - x.likeness)
}

/** For each report its inner products with the later ones. */
function productsOf(vectors: readonly Vector[]): (at: number) => ReadonlyMap<number, number> {
  const holders = new Map<string, [number, number][]>()
  for (const [at, vector] of vectors.entries())
    for (const [term, weight] of vector) {
      const list = holders.get(term)
      if (list === undefined) holders.set(term, [[at, weight]])
      else list.push([at, weight])
    }
  const kept = vectors.map((vector, at) => {
    const products = new Map<number, number>()
    for (const [term, weight] of vector)
      for (const [other, theirs] of holders.get(term)!)
        if (other > at) products.set(other, (products.get(other) ?? 0) + weight * theirs)
    return products
  })
  return at => kept[at]!
}

/** Joins groups, the most alike first, while their reports are alike on the whole. */
function joinAlike(links: readonly Link[], count: number): number[][] {
  const groupOf = Array.from({ length: count }, (_, at) => at)
  const members = new Map(groupOf.map(at => [at, [at]]))
  const sums = groupOf.map(() => new Map<number, number>())
  for (const { a, b, likeness } of links) {
    sums[a]!.set(b, likeness)
    sums[b]!.set(a, likeness)
  }
  for (const { a, b } of links) {
    const [one, other] = [groupOf[a]!, groupOf[b]!]
    if (one === other) continue
    const [mine, theirs] = [members.get(one)!, members.get(other)!]
    if ((sums[one]!.get(other) ?? 0) / (mine.length * theirs.length) < 1) continue
    for (const at of theirs) groupOf[at] = one
    members.set(one, [...mine, ...theirs])
    members.delete(other)
    for (const [third, sum] of sums[other]!) {
      sums[third]!.delete(other)
      if (third === one) continue
      const both = sum + (sums[one]!.get(third) ?? 0)
      sums[one]!.set(third, both)
      sums[third]!.set(one, both)
    }
    sums[one]!.delete(other)
  }
  return [...members.values()].map(group => group.sort((x, y) => x - y)).sort((x, y) => x[0]! - y[0]!)
}
