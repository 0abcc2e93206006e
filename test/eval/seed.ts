// The user's own page, read whole: are its blocks, reports, dates and chains as gold has them, to the last one?
// The page is not part of the project; where its folder is missing the set says so and passes.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { ingestPath } from '../../src/ingest/ingest.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { Block, BlockKind, ChainLink } from '../../src/model/article.ts'
import { openStore } from '../../src/store/open.ts'
import type { EvalResult, EvalRow } from './result.ts'

const SEED = new URL('../../../shared/data/seed/', import.meta.url)

const Gold = z.object({
  blocks: z.array(
    z.object({
      block: z.string(),
      start: z.number(),
      end: z.number(),
      strand: z.string().nullable(),
      kind: z.string(),
      text: z.string(),
    }),
  ),
  reports: z.record(
    z.string(),
    z.object({ title: z.string(), blocks: z.array(z.string()), published: z.string() }),
  ),
  claims: z.array(
    z.object({
      id: z.string(),
      strand: z.string(),
      evidence: z.object({ start: z.number(), end: z.number(), text: z.string() }),
    }),
  ),
})
type Gold = z.infer<typeof Gold>

/** Gold's names of block kinds in ours; a lost image with its caption is a caption. */
const KINDS: Readonly<Record<string, BlockKind>> = {
  page_title_spun: 'spun_title',
  image_placeholder: 'placeholder',
  'image_placeholder+caption': 'caption',
  title: 'title',
  subheading: 'heading',
  lead_paragraph: 'paragraph',
  paragraph: 'paragraph',
  boilerplate_disclaimer: 'boilerplate',
}

/** The links that stand in the page's text, innermost first: an entity's id, or `?` for an outlet that is not named. */
const CHAINS: Readonly<Record<string, readonly string[]>> = {
  A: ['outlet OUT.nhk', 'relay ?'],
  B: ['source SRC.jpus_unnamed', 'outlet OUT.kyodo', 'relay ?'],
  C: ['outlet OUT.cns'],
}

function linkOf(link: ChainLink): string {
  return `${link.role} ${link.named || link.role === 'source' ? (link.entity ?? link.name) : '?'}`
}

/** Evaluates the seed page; one row that says so where it is not there. */
export async function run(): Promise<EvalResult> {
  const page = new URL('page.txt', SEED)
  const goldFile = new URL('gold.json', SEED)
  if (!existsSync(page) || !existsSync(goldFile)) {
    const note = `${fileURLToPath(SEED)} is missing: nothing measured`
    return { set: 'seed', rows: [{ measure: 'seed page', value: 0, goal: null, n: 0, note }], failures: [] }
  }
  return measure(fileURLToPath(page), Gold.parse(JSON.parse(readFileSync(goldFile, 'utf8'))))
}

async function measure(path: string, gold: Gold): Promise<EvalResult> {
  const instant = Temporal.Instant.from('2026-01-01T00:00:00Z')
  const store = await openStore(':memory:', { clock: () => new Date(instant.epochMilliseconds) })
  try {
    const deps = { store, lexicon: openLexicon(), clock: () => instant }
    const outcomes = await Array.fromAsync(ingestPath(path, deps, { maxBytes: 20_000_000 }))
    const [outcome] = outcomes
    const article = outcome?.article == null ? null : await store.article(outcome.article)
    if (outcome === undefined || article === null)
      throw new Error(`${path}: ${outcome?.skipped ?? 'nothing was read'}`)
    const sentences = (await Promise.all(outcome.reports.map(one => store.sentencesOf(one.id)))).flat()
    const failures: string[] = []
    const rows: EvalRow[] = []
    const add = (name: string, cases: readonly (string | null)[], note = ''): void => {
      failures.push(...cases.filter(one => one !== null).map(one => `${name}: ${one}`))
      const right = cases.filter(one => one === null).length
      rows.push({
        measure: name,
        value: cases.length === 0 ? 0 : right / cases.length,
        goal: 1,
        n: cases.length,
        note,
      })
    }
    const bounds = boundsOf(article.text, outcome.blocks)
    const nameOf = strandsOf(gold, article.text, bounds)
    add(
      'block bounds',
      gold.blocks.map(one =>
        bounds.has(keyOf(article.text, one)) ? null : `${one.block} ${one.text.slice(0, 20)}`,
      ),
      'white space at the edges aside',
    )
    add(
      'block kinds',
      gold.blocks.map(one => checkKind(one, bounds.get(keyOf(article.text, one)))),
    )
    add(
      'report of each block',
      gold.blocks.map(one => checkReport(one, bounds.get(keyOf(article.text, one)), nameOf)),
      'lost images and captions may belong to none',
    )
    const strands = Object.entries(gold.reports)
    const reportOf = (strand: string) => outcome.reports.find((_, at) => nameOf.get(at) === strand)
    add('number of reports', [
      outcome.reports.length === strands.length ? null : `${outcome.reports.length}, not ${strands.length}`,
    ])
    add(
      'report dates',
      strands.map(([strand, one]) => {
        const date = reportOf(strand)?.date
        return date?.start === one.published && date.end === one.published
          ? null
          : `${strand} ${date?.start ?? 'none'}, not ${one.published}`
      }),
    )
    add(
      'report titles',
      strands.map(([strand, one]) => {
        const title = reportOf(strand)?.title ?? null
        const wanted = one.title.startsWith('(none') ? null : one.title
        return title === wanted ? null : `${strand} “${title}”, not “${wanted}”`
      }),
    )
    add(
      'report chains',
      strands.map(([strand]) => {
        const got = (reportOf(strand)?.chain ?? [])
          .filter(link => link.basis === 'in_text')
          .map(linkOf)
          .join(' ← ')
        const wanted = CHAINS[strand]!.join(' ← ')
        return got === wanted ? null : `${strand} ${got || 'none'}, not ${wanted}`
      }),
      'links that stand in the text',
    )
    // Gold codes subheadings too; here only paragraphs are evidence.
    const bodies = gold.blocks.filter(one => KINDS[one.kind] === 'paragraph')
    const evidence = gold.claims.filter(({ evidence: at }) =>
      bodies.some(one => one.start <= at.start && at.end <= one.end),
    )
    add(
      'gold evidence in one sentence of its report',
      evidence.map(claim => {
        const report = reportOf(claim.strand)
        const isIn = sentences.some(
          one =>
            one.report === report?.id && one.start <= claim.evidence.start && one.end >= claim.evidence.end,
        )
        return isIn ? null : `${claim.id} ${claim.evidence.text}`
      }),
    )
    const isExact = article.text.trimEnd() === readFileSync(path, 'utf8').trimEnd()
    add('page text stored as it is', [isExact ? null : 'the stored text differs'])
    return { set: 'seed', rows, failures }
  } finally {
    await store.close()
  }
}

/** What a range holds between its outer white space: blocks are compared by that. */
function keyOf(text: string, range: { start: number; end: number }): string {
  const raw = text.slice(range.start, range.end)
  const start = range.start + raw.length - raw.trimStart().length
  return `${start}-${start + raw.trim().length}`
}

function boundsOf(text: string, blocks: readonly Block[]): Map<string, Block> {
  return new Map(blocks.map(block => [keyOf(text, block), block]))
}

/** Which gold report each of ours is: by its first paragraph. */
function strandsOf(gold: Gold, text: string, bounds: ReadonlyMap<string, Block>): Map<number, string> {
  const names = new Map<number, string>()
  for (const one of gold.blocks.filter(block => KINDS[block.kind] === 'paragraph')) {
    const report = bounds.get(keyOf(text, one))?.report ?? null
    if (report !== null && one.strand !== null && !names.has(report)) names.set(report, one.strand)
  }
  return names
}

function checkKind(gold: Gold['blocks'][number], ours: Block | undefined): string | null {
  const wanted = KINDS[gold.kind]
  return ours?.kind === wanted
    ? null
    : `${gold.block} ${ours?.kind ?? 'no such block'}, not ${wanted ?? gold.kind}`
}

function checkReport(
  gold: Gold['blocks'][number],
  ours: Block | undefined,
  nameOf: ReadonlyMap<number, string>,
): string | null {
  const got = ours?.report == null ? null : (nameOf.get(ours.report) ?? 'another')
  if (got === gold.strand || (got === null && gold.kind.includes('caption'))) return null
  return `${gold.block} ${got ?? 'none'}, not ${gold.strand ?? 'none'}`
}
