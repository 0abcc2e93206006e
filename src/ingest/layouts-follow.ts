// Several reports one after the other. A new one can begin only where something shows it: a dateline, a title, an
// outlet cited, the end mark of the one before. A heading inside a long article looks the same as a title, so what
// counts most is how little the text on either side has in common, compared with how much each side has in itself.
import type { Similarity } from './cohesion.ts'
import type { Layout } from './layouts.ts'
import { type BlockCue, HABITS, isLoose, isParagraph } from './separate-cues.ts'

/** Why a report may begin at an item. */
export interface Opening {
  readonly item: number
  readonly dateline: boolean
  readonly title: boolean
  readonly datedTitle: boolean
  /** An outlet is cited that no paragraph before cites. */
  readonly lead: boolean
  /** An end mark or credit line stands before it. */
  readonly afterEnd: boolean
  readonly newScript: boolean
  /** Indented from here on, or no longer. */
  readonly newIndent: boolean
}

/**
 * Log-odds that a report begins here: a logistic regression on the borders in built pages against headings, outlets
 * cited, end marks and the like inside single articles, rounded; `none` is set so that the latter stay whole.
 */
const ODDS = {
  none: 3.8,
  dateline: 7.5,
  onlyDateline: 4.5,
  title: 2.2,
  /** Headings below a text that has no title itself are mostly just that. */
  untitledPage: -5,
  /** A title with a day, and the same where the page's first title has one too: a chronicle or round-up. */
  datedTitle: 3.5,
  datedSeries: 7,
  lead: 2,
  afterEnd: 1.2,
  newScript: 2.2,
  newIndent: 0.8,
  /** A report of a single paragraph that no dateline marks: without and with a title. */
  single: -4.5,
  singleTitled: -2,
  /** What both sides share against what each has in itself: near 1 inside an article, half of reports below 0.2. */
  ratio: -10.8,
  ratioSquared: 3.5,
  mostRatio: 1.15,
  /** How much the first title has to do with a later part against the first: half and more inside an article. */
  reach: -5.6,
  mostReach: 1.2,
  noReach: -1,
} as const
/** Reports one after the other are rarer than one report. */
const PAGE_COST = 2
/** Pairs' and paragraphs' worth of belief in ordinary sharing, where there is little to compare. */
const PRIOR = { ratio: 4, ordinaryRatio: 0.7, reach: 1, ordinaryReach: 0.7 } as const
/** Blocks on each side that are compared. */
const WINDOW = 4
const MOST_OPENINGS = 40

const SCRIPT = HABITS.indexOf('script')
const INDENTATION = HABITS.indexOf('indentation')

/** True when the two paragraphs before an item agree in indentation, and so do the two from it on, the other way. */
function changesIndent(items: readonly BlockCue[], item: number): boolean {
  const indents = (cues: readonly BlockCue[]) => cues.filter(isParagraph).map(cue => cue.habits[INDENTATION]!)
  const [a, b] = indents(items.slice(Math.max(0, item - 8), item)).slice(-2)
  const [c, d] = indents(items.slice(item, item + 8))
  return a !== undefined && a === b && c !== undefined && c === d && a !== c
}

/** The places where a new report may begin, in order; the first item of the page is not among them. */
export function findOpenings(items: readonly BlockCue[]): Opening[] {
  const openings: Opening[] = []
  const leads = new Set<string>()
  let [inHeadlines, started, afterEnd, script] = [false, false, false, -1]
  for (const [item, cue] of items.entries()) {
    if (isLoose(cue)) {
      if (cue.ends) afterEnd = started
      continue
    }
    const first = items.slice(item, item + 6).find(isParagraph)
    const own = cue.habits[SCRIPT]!
    const opening: Opening = {
      item,
      dateline: first?.dateline === true && (cue.headline || first === cue),
      title: cue.headline,
      datedTitle: cue.headline && cue.dated,
      lead: first?.lead != null && !leads.has(first.lead),
      afterEnd,
      newScript: script >= 0 && own >= 0 && own !== script,
      newIndent: changesIndent(items, item),
    }
    const { item: _, ...signs } = opening
    if (started && !inHeadlines && Object.values(signs).some(Boolean)) openings.push(opening)
    if (cue.lead) leads.add(cue.lead)
    if (own >= 0) script = own
    if (isParagraph(cue)) started = true
    inHeadlines = cue.headline
    afterEnd = false
  }
  return openings
}

/** What the page opens with. */
interface Start {
  readonly isTitled: boolean
  readonly isDated: boolean
}

function weighOpening(opening: Opening, isFirstDateline: boolean, start: Start): number {
  let odds: number = ODDS.none
  if (opening.title && !opening.dateline && !start.isTitled) odds += ODDS.untitledPage
  if (opening.dateline) odds += isFirstDateline ? ODDS.onlyDateline : ODDS.dateline
  else if (opening.datedTitle) odds += start.isDated ? ODDS.datedSeries : ODDS.datedTitle
  else if (opening.title) odds += ODDS.title
  if (opening.lead && !opening.dateline) odds += ODDS.lead
  if (opening.afterEnd) odds += ODDS.afterEnd
  if (opening.newScript) odds += ODDS.newScript
  if (opening.newIndent) odds += ODDS.newIndent
  return odds
}

const ANY_START: Start = { isTitled: true, isDated: true }

/** What the comparisons need: sums of similarities over rectangles of pairs, and how many items are no filler. */
interface Sums {
  readonly over: (top: number, bottom: number, left: number, right: number) => number
  readonly count: (from: number, to: number) => number
  /** Mean similarity of two items of the page. */
  readonly mean: number
}

function sumUp({ n, at }: Similarity, items: readonly BlockCue[]): Sums {
  const width = n + 1
  const sums = new Float64Array(width * width)
  const counts = new Int32Array(width)
  for (let a = 0; a < n; a++) {
    counts[a + 1] = counts[a]! + (isLoose(items[a]!) ? 0 : 1)
    for (let b = 0; b < n; b++)
      sums[(a + 1) * width + b + 1] =
        at[a * n + b]! + sums[a * width + b + 1]! + sums[(a + 1) * width + b]! - sums[a * width + b]!
  }
  const over = (top: number, bottom: number, left: number, right: number) =>
    sums[bottom * width + right]! -
    sums[top * width + right]! -
    sums[bottom * width + left]! +
    sums[top * width + left]!
  const all = counts[n]!
  return {
    over,
    count: (from, to) => counts[to]! - counts[from]!,
    mean: over(0, n, 0, n) / Math.max(1, all * (all - 1)),
  }
}

/** Log-odds from what the blocks before an edge share with those after it, from `a` and up to `b`. */
function weighRatio({ over, count, mean }: Sums, a: number, edge: number, b: number): number {
  const [left, right] = [count(a, edge), count(edge, b)]
  const within = (over(a, edge, a, edge) + over(edge, b, edge, b)) / 2
  const inside = Math.max(1e-6, (within + mean) / ((left * (left - 1) + right * (right - 1)) / 2 + 1))
  const across = over(a, edge, edge, b) + PRIOR.ratio * PRIOR.ordinaryRatio * inside
  const ratio = Math.min(ODDS.mostRatio, across / ((left * right + PRIOR.ratio) * inside))
  return ODDS.ratio * ratio + ODDS.ratioSquared * ratio * ratio
}

/** The same for any neighbouring edges: only a window on each side counts, so few results differ. */
function rememberRatios(sums: Sums): { weigh: (from: number, edge: number, to: number) => number } {
  const known = new Map<string, number>()
  const weigh = (from: number, edge: number, to: number) => {
    let [a, b] = [edge, edge]
    while (a > from && sums.count(a, edge) < WINDOW) a--
    while (b < to && sums.count(edge, b) < WINDOW) b++
    const key = `${a} ${edge} ${b}`
    const found = known.get(key) ?? weighRatio(sums, a, edge, b)
    known.set(key, found)
    return found
  }
  return { weigh }
}

/** Log-odds from what the page's first title has to do with a later part; 0 when it says nothing of the first part. */
function weighReach(
  { over, count }: Sums,
  items: readonly BlockCue[],
  firstEdge: number,
  from: number,
  to: number,
): number {
  const title = items[0]!.role === 'title' ? 0 : -1
  if (title < 0) return ODDS.noReach
  const own = over(title, title + 1, 1, firstEdge) / Math.max(1, count(1, firstEdge))
  const other =
    (over(title, title + 1, from, to) + PRIOR.reach * PRIOR.ordinaryReach * own) /
    (count(from, to) + PRIOR.reach)
  if (own < 0.01) return ODDS.noReach
  return ODDS.reach * Math.min(ODDS.mostReach, (other + 0.2 * own) / (1.2 * own))
}

/**
 * The best way to read the items as reports that follow one another, with its log-odds against one report as score;
 * null when nothing opens a second one.
 */
export function followOn(
  items: readonly BlockCue[],
  similarity: Similarity,
  openings: readonly Opening[],
): Layout | null {
  const tried = [...openings]
    .sort((a, b) => weighOpening(b, false, ANY_START) - weighOpening(a, false, ANY_START))
    .slice(0, MOST_OPENINGS)
    .sort((a, b) => a.item - b.item)
  if (tried.length === 0) return null
  const sums = sumUp(similarity, items)
  const ratios = rememberRatios(sums)
  const edges = [0, ...tried.map(opening => opening.item), similarity.n]
  const firstDateline = items.findIndex(cue => cue.dateline)
  const above = items.slice(0, Math.max(0, items.findIndex(isParagraph))).filter(cue => cue.headline)
  const start = { isTitled: items[0]!.role === 'title', isDated: above.at(-1)?.dated === true }
  const odds = [
    0,
    ...tried.map(opening => weighOpening(opening, firstDateline < 0 || firstDateline >= opening.item, start)),
  ]
  const countText = (from: number, to: number) =>
    items.slice(edges[from], edges[to]).filter(isParagraph).length
  const weighLength = (opening: Opening, paragraphs: number) => {
    if (paragraphs > 1 || opening.dateline || opening.datedTitle) return 0
    return opening.title ? ODDS.singleTitled : ODDS.single
  }
  const fixed = edges.map((_, j) =>
    edges.map((_, k) =>
      j > 0 && k > j
        ? odds[j]! +
          weighLength(tried[j - 1]!, countText(j, k)) +
          (start.isDated ? ODDS.noReach : weighReach(sums, items, edges[1]!, edges[j]!, edges[k]!))
        : 0,
    ),
  )
  const weigh = (i: number, j: number, k: number) =>
    fixed[j]![k]! + ratios.weigh(edges[i]!, edges[j]!, edges[k]!)
  const starts = chooseEdges(edges.length, (from, to) => countText(from, to) > 0, weigh)
  if (starts === null) return null
  const labels = new Int8Array(similarity.n)
  const begins = starts.edges.map(edge => edges[edge]!)
  for (let item = 0; item < similarity.n; item++)
    labels[item] = isLoose(items[item]!) ? -1 : begins.filter(begin => begin <= item).length
  for (const item of pageTitles(items, begins)) labels[item] = -1
  return { kind: 'consecutive', strands: begins.length + 1, labels, score: starts.score - PAGE_COST }
}

/** Headlines above the first report that are one too many, as the other reports show: those are the page's. */
function pageTitles(items: readonly BlockCue[], begins: readonly number[]): number[] {
  const headlines = (from: number) => {
    const found: number[] = []
    for (let item = from; item < items.length && !isParagraph(items[item]!); item++)
      if (items[item]!.headline) found.push(item)
    return found
  }
  const usual = Math.min(...begins.map(begin => headlines(begin).length))
  return usual === 0 ? [] : headlines(0).slice(0, -usual)
}

/**
 * Chooses which edges to cut at. What an edge weighs depends on the edges taken before and after it, so the search
 * keeps the best way to each pair of last edges. Edge 0 is the start of the page, the last one its end.
 */
function chooseEdges(
  count: number,
  hasText: (from: number, to: number) => boolean,
  weigh: (before: number, edge: number, after: number) => number,
): { edges: number[]; score: number } | null {
  const end = count - 1
  const best = Array.from({ length: count }, () => new Float64Array(count).fill(Number.NEGATIVE_INFINITY))
  const before = Array.from({ length: count }, () => new Int16Array(count).fill(-1))
  for (let k = 1; k <= end; k++) {
    if (hasText(0, k)) best[0]![k] = 0
    for (let j = 1; j < k; j++) {
      if (!hasText(j, k)) continue
      for (let i = 0; i < j; i++) {
        if (best[i]![j] === Number.NEGATIVE_INFINITY) continue
        const score = best[i]![j]! + weigh(i, j, k)
        if (score <= best[j]![k]!) continue
        best[j]![k] = score
        before[j]![k] = i
      }
    }
  }
  let last = 0
  for (let j = 1; j < end; j++) if (last === 0 || best[j]![end]! > best[last]![end]!) last = j
  const score = last === 0 ? Number.NEGATIVE_INFINITY : best[last]![end]!
  if (score === Number.NEGATIVE_INFINITY) return null
  const edges: number[] = []
  for (let [j, k] = [last, end]; j > 0; ) {
    edges.unshift(j)
    const i = before[j]![k]!
    k = j
    j = i
  }
  return { edges, score }
}
