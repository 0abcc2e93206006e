// Claims of a long page against its reading by hand: per report, with the dates and texts of the gold.
import { existsSync, readFileSync } from 'node:fs'
import { codeClaims } from '../../src/claims/claims.ts'
import { createEventClock } from '../../src/claims/clock.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import { nearActs } from '../../src/lexicon/relations.ts'
import type { Sentence } from '../../src/model/article.ts'
import type { Claim } from '../../src/model/claim.ts'
import type { DateRef } from '../../src/model/date.ts'
import { splitSentences } from '../../src/text/sentences.ts'
import type { EvalRow } from './result.ts'

interface Gold {
  readonly blocks: readonly { block: string; start: number; end: number; kind: string }[]
  readonly reports: Readonly<Record<string, { blocks: string[]; published: string }>>
  readonly claims: readonly {
    id: string
    strand: string
    actors: string[]
    act: string
    polarity: string
    modality: string
    core: boolean
    recipients: string[]
    evidence: { start: number; end: number; text: string }
  }[]
}

const GOLD = new URL('../../../shared/data/seed/gold.json', import.meta.url)
const PAGE = new URL('../../../shared/data/seed/page.txt', import.meta.url)

/** Figures of the page, or null where it is not at hand. */
export function scoreSeedPage(): { rows: EvalRow[]; failures: string[] } | null {
  if (!existsSync(GOLD)) return null
  const gold = JSON.parse(readFileSync(GOLD, 'utf8')) as Gold
  const text = readFileSync(PAGE, 'utf8')
  const failures: string[] = []
  let [core, coreFound, same, exact, made, right] = [0, 0, 0, 0, 0, 0]
  for (const [strand, report] of Object.entries(gold.reports)) {
    const claims = codeReport(text, gold, report)
    const wanted = gold.claims.filter(c => c.strand === strand)
    const fits = (claim: Claim, one: Gold['claims'][number]): boolean =>
      (claim.act === one.act ||
        nearActs(claim.act).includes(one.act) ||
        nearActs(one.act).includes(claim.act)) &&
      claim.polarity === one.polarity &&
      claim.evidence.start < one.evidence.end &&
      one.evidence.start < claim.evidence.end &&
      (one.actors.length === 0 || claim.actors.some(a => one.actors.includes(a.id)))
    for (const one of wanted) {
      if (!one.core) continue
      core++
      const hit = claims.find(claim => fits(claim, one))
      if (hit === undefined) {
        failures.push(
          `seed missed ${one.id} ${one.actors} ${one.act} > ${one.recipients} ${one.polarity} ${one.modality} | ${one.evidence.text}`,
        )
        continue
      }
      coreFound++
      if (claims.some(claim => claim.act === one.act && fits(claim, one))) same++
      if (
        hit.actors
          .map(a => a.id)
          .sort()
          .join() === [...one.actors].sort().join()
      )
        exact++
    }
    for (const claim of claims) {
      made++
      if (wanted.some(one => fits(claim, one))) right++
      else
        failures.push(
          `seed spurious ${claim.actors.map(a => a.id)} ${claim.act} > ${claim.recipients.map(a => a.id)} ${claim.polarity} ${claim.modality} (${claim.confidence.band}) | ${claim.evidence.text}`,
        )
    }
  }
  const row = (measure: string, value: number, goal: number | null, n: number, note: string): EvalRow => ({
    measure: `seed: ${measure}`,
    value,
    goal,
    n,
    note,
  })
  return {
    rows: [
      row(
        'core claims found',
        coreFound / core,
        0.85,
        core,
        'act or a near one, polarity, an actor; evidence overlaps',
      ),
      row('core claims found with the very act', same / core, null, core, ''),
      row('core claims found with exact actors', exact / core, null, core, ''),
      row('precision', right / Math.max(1, made), 0.9, made, 'against all claims of the gold'),
    ],
    failures,
  }
}

function codeReport(text: string, gold: Gold, report: { blocks: string[]; published: string }): Claim[] {
  const lexicon = openLexicon()
  const sentences: Sentence[] = []
  for (const [block, one] of gold.blocks.entries()) {
    if (!report.blocks.includes(one.block) || !one.kind.endsWith('paragraph')) continue
    for (const { start, end } of splitSentences(text, one, 'zh-Hans')) {
      const ordinal = sentences.length
      sentences.push({
        id: `s${ordinal}`,
        article: 'a',
        report: 'r',
        ordinal,
        block,
        lang: 'zh-Hans',
        start,
        end,
      })
    }
  }
  const day = report.published
  const date: DateRef = { start: day, end: day, precision: 'day', inferredBy: ['dateline'], confidence: 1 }
  const mentions = lexicon.match(text, 'zh')
  const timeOf = createEventClock({ text, lang: 'zh-Hans', mentions, date }, lexicon)
  return codeClaims(
    { article: 'a', report: 'r', lang: 'zh-Hans', text, sentences, mentions, date, chain: [], timeOf },
    lexicon,
  )
}
