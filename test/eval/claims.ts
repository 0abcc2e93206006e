// Claims of tricky sentences against hand-made gold: what must be read, and what must not.
import { existsSync, readFileSync } from 'node:fs'
import { codeText } from '../../src/claims/code-text.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { Claim } from '../../src/model/claim.ts'
import type { Lang } from '../../src/model/language.ts'
import type { EvalResult } from './result.ts'

interface GoldClaim {
  readonly actors: readonly string[]
  readonly act: string
  readonly recipients: readonly string[]
  readonly topics?: readonly string[]
  readonly polarity: string
  readonly modality: string
  readonly optional?: boolean
}

interface GoldSentence {
  readonly id: string
  readonly lang: string
  readonly text: string
  readonly dct: string
  readonly gold: readonly GoldClaim[]
  readonly must_not: readonly Record<string, unknown>[]
}

const SHARED = new URL('../../../shared/data/claims/gold-dev.jsonl', import.meta.url)
const OWN = new URL('../gold/claims.jsonl', import.meta.url)
const LANGS: Readonly<Record<string, Lang>> = { zh: 'zh-Hans', zht: 'zh-Hant', 'zh-Hant': 'zh-Hant', ja: 'ja', ko: 'ko', en: 'en' }

function ids(refs: Claim['actors']): string {
  return refs.map(ref => ref.id).sort().join(',')
}

function violates(claim: Claim, rule: Record<string, unknown>): boolean {
  const actors = rule['actors'] as readonly string[] | undefined
  const recipients = rule['recipients'] as readonly string[] | undefined
  if (actors !== undefined && !actors.every(id => id === '*' || claim.actors.some(a => a.id === id))) return false
  if (actors?.includes('*') && claim.actors.length === 0) return false
  if (recipients !== undefined && !recipients.every(id => claim.recipients.some(r => r.id === id))) return false
  for (const field of ['act', 'plover', 'polarity', 'modality'] as const) {
    if (rule[field] !== undefined && rule[field] !== claim[field]) return false
  }
  if (rule['confidence'] === 'high' && claim.confidence.band !== 'high') return false
  if (typeof rule['trigger_text'] === 'string' && !claim.trigger.text.includes(rule['trigger_text'])) return false
  const attribution = rule['attribution'] as readonly string[] | undefined
  return attribution === undefined || attribution.every(id => claim.attribution.some(link => link.entity === id))
}

/** Scores one gold file. */
function score(name: string, url: URL): EvalResult {
  const lexicon = openLexicon()
  const failures: string[] = []
  let [found, spurious, missed, full, fullGold, forbidden, all] = [0, 0, 0, 0, 0, 0, 0]
  for (const line of readFileSync(url, 'utf8').split('\n')) {
    if (line.trim() === '') continue
    const sentence = JSON.parse(line) as GoldSentence
    const lang = LANGS[sentence.lang] ?? 'en'
    const { claims } = codeText(sentence.text, lexicon, { lang, date: sentence.dct })
    const left = new Set(claims)
    for (const gold of sentence.gold) {
      if (!gold.optional) fullGold++
      const hit = [...left].find(c => c.act === gold.act && c.polarity === gold.polarity && c.modality === gold.modality)
      if (hit === undefined) {
        if (!gold.optional) {
          missed++
          failures.push(`${sentence.id} missed ${gold.actors} ${gold.act} ${gold.recipients} ${gold.polarity} ${gold.modality}`)
        }
        continue
      }
      left.delete(hit)
      found++
      if (ids(hit.actors) === [...gold.actors].sort().join(',') && ids(hit.recipients) === [...gold.recipients].sort().join(',')) full++
      else failures.push(`${sentence.id} ${gold.act}: ${ids(hit.actors)} → ${ids(hit.recipients)}, not ${gold.actors} → ${gold.recipients}`)
    }
    spurious += left.size
    for (const claim of left) failures.push(`${sentence.id} spurious ${ids(claim.actors)} ${claim.act} ${ids(claim.recipients)} ${claim.polarity} ${claim.modality}`)
    for (const rule of sentence.must_not) {
      all++
      if (claims.some(claim => violates(claim, rule))) {
        forbidden++
        failures.push(`${sentence.id} must not: ${rule['why']}`)
      }
    }
  }
  const precision = found / Math.max(1, found + spurious)
  const recall = found / Math.max(1, found + missed)
  const fullPrecision = full / Math.max(1, found + spurious)
  const fullRecall = full / Math.max(1, fullGold)
  const n = found + missed
  return {
    set: name,
    rows: [
      { measure: 'act + polarity + modality precision', value: precision, goal: 0.9, n: found + spurious, note: '' },
      { measure: 'act + polarity + modality recall', value: recall, goal: 0.75, n, note: '' },
      { measure: 'full claim F1', value: (2 * fullPrecision * fullRecall) / Math.max(1e-9, fullPrecision + fullRecall), goal: 0.6, n, note: 'actors and recipients exact too' },
      { measure: 'must_not claims produced (count)', value: forbidden, goal: null, n: all, note: 'goal 0' },
    ],
    failures,
  }
}

/** Evaluates the given gold where it is, and our own. */
export async function run(): Promise<EvalResult> {
  const parts = [
    ...(existsSync(SHARED) ? [score('given', SHARED)] : []),
    ...(existsSync(OWN) ? [score('own', OWN)] : []),
  ]
  return {
    set: 'claims',
    rows: parts.flatMap(part => part.rows.map(row => ({ ...row, measure: `${part.set}: ${row.measure}` }))),
    failures: parts.flatMap(part => part.failures),
  }
}
