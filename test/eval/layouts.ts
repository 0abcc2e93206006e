// How well pages are taken apart into reports: the seed page, single articles that must stay whole, articles in
// disguise, and pages built from known reports. Documents are halved: rules were tuned on the first half alone.
import { splitBlocks } from '../../src/ingest/blocks.ts'
import { separateReports } from '../../src/ingest/separate.ts'
import type { Block } from '../../src/model/article.ts'
import { DISGUISES, disguise } from '../ingest/separate-hard.ts'
import {
  adjustedRand,
  buildMix,
  createRandom,
  drawPlan,
  type Ingredient,
  type Mix,
  pick,
} from '../ingest/separate-mixes.ts'
import {
  type GoldPage,
  readGoldPages,
  readNtrex,
  readSeed,
  toIngredients,
  toTraditional,
} from '../ingest/separate-pages.ts'
import { buildScraped } from '../ingest/separate-scraped.ts'
import type { EvalResult, EvalRow } from './result.ts'

const LANGS = ['zh-Hans', 'zh-Hant', 'ja', 'ko', 'en'] as const
const HALVES = ['dev', 'held-out'] as const
const MIXES_EACH = 12
const SCRAPED_EACH = 20

/** Sums of a measure: how many cases, and how much of them was right. */
class Tally {
  readonly counts = new Map<string, { n: number; sum: number }>()

  add(measure: string, value: number): void {
    const count = this.counts.get(measure) ?? { n: 0, sum: 0 }
    this.counts.set(measure, { n: count.n + 1, sum: count.sum + value })
  }

  row(measure: string, goal: number | null, note = ''): EvalRow[] {
    const count = this.counts.get(measure)
    return count ? [{ measure, value: count.sum / count.n, goal, n: count.n, note }] : []
  }
}

/** The report of the block that holds an offset; -1 for none. */
function reportAt(blocks: readonly Block[], offset: number): number {
  return blocks.find(block => offset >= block.start && offset < block.end)?.report ?? -1
}

function separate(text: string, title: string | null = null) {
  return separateReports(text, splitBlocks(text, { title }))
}

function isWhole(text: string): boolean {
  return separate(text).reports.length === 1
}

function measureSeed(tally: Tally, failures: string[]): boolean {
  const seed = readSeed()
  if (seed === null) return false
  const pages = {
    'seed page exact': seed.text,
    'seed page without indentation exact': seed.text.replace(/^ +/gm, ''),
    'seed page in Traditional exact': toTraditional(seed.text),
  }
  for (const [measure, text] of Object.entries(pages)) {
    const { blocks } = separate(text)
    const got = blocks.map(block => block.report)
    const isRight =
      got.length === seed.blocks.length &&
      seed.blocks.every(({ strand, kind }, i) => {
        const wanted = strand === null ? null : 'ABC'.indexOf(strand)
        return got[i] === wanted || (kind.includes('caption') && got[i] === null)
      })
    tally.add(measure, isRight ? 1 : 0)
    if (!isRight) failures.push(`${measure}: ${got.map(report => report ?? '-').join('')}`)
  }
  return true
}

/** Our samples against their gold: as many reports, the same paragraphs in each, titles spun or not. */
function measureSamples(pages: readonly GoldPage[], tally: Tally, failures: string[]): void {
  for (const { file, kind, reports, spunTitle, item } of pages) {
    const { text, title } = item
    const { blocks, reports: got } = separate(text, title)
    const find = (start: string) =>
      blocks.find(block => text.slice(block.start, block.end).trim().startsWith(start.trim()))?.report ?? -1
    const gold = reports.flatMap(({ starts }, label) => starts.map(() => label))
    const found = reports.flatMap(({ starts }) => starts.map(find))
    const isRight = got.length === reports.length && adjustedRand(gold, found) === 1 && !found.includes(-1)
    const measure = reports.length === 1 ? 'samples of one report whole' : 'samples of several reports exact'
    tally.add(measure, isRight ? 1 : 0)
    if (!isRight) failures.push(`${file} (${kind}): ${found.join('')}, ${got.length} reports`)
    const isSpun = blocks.some(block => block.kind === 'spun_title')
    tally.add(
      spunTitle ? 'spun titles found, samples' : 'ordinary titles called spun, samples',
      isSpun ? 1 : 0,
    )
    if (isSpun !== spunTitle)
      failures.push(`${file}: spun title ${isSpun ? 'seen where there is none' : 'missed'}`)
  }
}

function measureSingles(docs: readonly Ingredient[], half: string, tally: Tally, failures: string[]): void {
  const random = createRandom(half === 'dev' ? 51 : 52)
  for (const doc of docs) {
    const text = [...(doc.title === null ? [] : [doc.title]), ...doc.paragraphs].join('\n\n')
    const whole = isWhole(text)
    tally.add(`single articles whole, ${half}`, whole ? 1 : 0)
    if (!whole) failures.push(`split: ${doc.id} as it stands`)
    if (doc.title !== null) {
      const isSpun = separate(text, doc.title).blocks.some(block => block.kind === 'spun_title')
      tally.add(`ordinary titles called spun, ${half}`, isSpun ? 1 : 0)
      if (isSpun) failures.push(`called spun: ${doc.id} ${doc.title}`)
    }
    if (doc.paragraphs.length < 4) continue
    for (const as of DISGUISES) {
      const disguised = isWhole(disguise(doc, as, random))
      tally.add(`articles in disguise whole, ${half}`, disguised ? 1 : 0)
      tally.add(`… ${as}, ${half}`, disguised ? 1 : 0)
      if (!disguised) failures.push(`split: ${doc.id} as ${as}`)
    }
  }
}

function scoreMix(mix: Mix): { exact: boolean; rand: number } {
  const { blocks } = separate(mix.text)
  const [gold, got]: [number[], number[]] = [[], []]
  let offset = 0
  for (const [i, run] of mix.runs.entries()) {
    const label = mix.labels[i]!
    if (label >= 0 && !mix.titles.has(i)) {
      gold.push(label)
      got.push(reportAt(blocks, offset + run.search(/\S/)))
    }
    offset += run.length + 2
  }
  const rand = adjustedRand(gold, got)
  return { exact: rand > 0.9999, rand }
}

function drawDocs(random: () => number, pool: readonly Ingredient[], k: number): Ingredient[] {
  const chosen: Ingredient[] = []
  // Not two wordings of one story: translations of one document, relays of one day's report.
  const key = ({ id }: Ingredient) => /\d{4}-\d{2}-\d{2}/.exec(id)?.[0] ?? id.replace(/^ntrex-\w+-/, '')
  for (let tries = 0; chosen.length < k && tries < 100; tries++) {
    const doc = pick(random, pool)
    if (!chosen.some(other => key(other) === key(doc))) chosen.push(doc)
  }
  return chosen
}

function measureMixes(
  source: string,
  docs: readonly Ingredient[],
  half: string,
  tally: Tally,
  failures: string[],
): void {
  const random = createRandom(half === 'dev' ? 71 : 72)
  for (const lang of [...LANGS, 'zh-both'] as const)
    for (const layout of ['round-robin', 'consecutive'] as const)
      for (const k of [2, 3, 4])
        for (let nth = 0; nth < MIXES_EACH; nth++) {
          const plan = drawPlan(random, layout)
          const fits = (doc: Ingredient) =>
            lang === doc.lang || (lang === 'zh-both' && doc.lang.startsWith('zh'))
          const pool = docs.filter(doc => fits(doc) && (plan.titles === 'none' || doc.title !== null))
          if (pool.length < k) continue
          const chosen = drawDocs(random, pool, k)
          if (chosen.length < k) continue
          const mix = buildMix(chosen, plan, random)
          const { exact, rand } = scoreMix(mix)
          const hasCue = mix.cues.length > 0
          for (const group of [
            'all',
            source,
            lang,
            `k=${k}`,
            layout,
            hasCue ? 'with a cue' : 'without a cue',
          ]) {
            tally.add(`mixes exact, ${half}, ${group}`, exact ? 1 : 0)
            tally.add(`mixes adjusted Rand, ${half}, ${group}`, rand)
          }
          tally.add(`mixes that carry an honest cue, ${half}`, hasCue ? 1 : 0)
          if (!exact)
            failures.push(
              `mix ${half} ${mix.ids.join(' + ')} ${layout}, cues ${mix.cues.join(' ') || 'none'}: rand ${rand.toFixed(2)}`,
            )
        }
}

/** Pages like the seed page: two short reports with titles, a long one without, a notice in between. */
function measureScraped(docs: readonly Ingredient[], half: string, tally: Tally, failures: string[]): void {
  const random = createRandom(half === 'dev' ? 91 : 92)
  for (const lang of LANGS)
    for (const indented of [true, false])
      for (let nth = 0; nth < SCRAPED_EACH; nth++) {
        const own = docs.filter(doc => doc.lang === lang && doc.paragraphs.length >= 4)
        const chosen = [
          ...drawDocs(
            random,
            own.filter(doc => doc.title !== null),
            2,
          ),
          ...drawDocs(
            random,
            own.filter(doc => doc.paragraphs.length >= 10),
            1,
          ),
        ]
        if (chosen.length < 3 || chosen[2] === chosen[0] || chosen[2] === chosen[1]) continue
        const mix = buildScraped(chosen, indented, random)
        const { exact, rand } = scoreMix(mix)
        tally.add(`pages like the seed exact, ${half}, ${indented ? 'indented' : 'plain'}`, exact ? 1 : 0)
        if (!exact)
          failures.push(
            `scraped ${half} ${mix.ids.join(' + ')} ${indented ? 'indented' : 'plain'}: rand ${rand.toFixed(2)}`,
          )
      }
}

/** Measures how pages are separated into reports. */
export async function run(): Promise<EvalResult> {
  const tally = new Tally()
  const failures: string[] = []
  const hasSeed = measureSeed(tally, failures)
  const pages = await readGoldPages()
  measureSamples(pages, tally, failures)
  const sources: Readonly<Record<string, readonly Ingredient[]>> = {
    samples: toIngredients(pages),
    ntrex: readNtrex(),
  }
  for (const [source, docs] of Object.entries(sources))
    for (const [nth, half] of HALVES.entries()) {
      const own = docs.filter((doc, i) =>
        source === 'ntrex' ? Number(doc.id.slice(-3)) < 62 === (nth === 0) : i % 2 === nth,
      )
      measureSingles(own, half, tally, failures)
      if (source === 'ntrex') measureScraped(own, half, tally, failures)
      measureMixes(
        source,
        own.filter(doc => doc.paragraphs.length >= 3),
        half,
        tally,
        failures,
      )
    }
  const missing = [hasSeed ? '' : 'seed page', sources.ntrex!.length > 0 ? '' : 'ntrex'].filter(Boolean)
  const note = missing.length > 0 ? `not there: ${missing.join(', ')}` : ''
  const groups = [
    'all',
    'with a cue',
    'samples',
    'ntrex',
    ...LANGS,
    'zh-both',
    'k=2',
    'k=3',
    'k=4',
    'round-robin',
    'consecutive',
  ]
  const rows = [
    ...['seed page exact', 'seed page without indentation exact', 'seed page in Traditional exact'].flatMap(
      m => tally.row(m, 1),
    ),
    ...tally.row('samples of one report whole', 0.99, note),
    ...tally.row('samples of several reports exact', 1),
    ...tally.row('spun titles found, samples', 1),
    ...tally.row('ordinary titles called spun, samples', 0.01),
    ...HALVES.flatMap(half => [
      ...tally.row(`single articles whole, ${half}`, 0.99, note),
      ...tally.row(`ordinary titles called spun, ${half}`, 0.01),
      ...tally.row(`articles in disguise whole, ${half}`, 0.99),
      ...DISGUISES.flatMap(as => tally.row(`… ${as}, ${half}`, null)),
      ...tally.row(`pages like the seed exact, ${half}, indented`, null),
      ...tally.row(`pages like the seed exact, ${half}, plain`, null),
      ...tally.row(`mixes that carry an honest cue, ${half}`, null),
      ...groups.flatMap(group => [
        ...tally.row(`mixes exact, ${half}, ${group}`, group === 'all' ? 0.85 : null),
        ...tally.row(`mixes adjusted Rand, ${half}, ${group}`, null),
      ]),
    ]),
  ]
  return { set: 'layouts', rows, failures }
}
