// Stories: do the two halves of a news document, and its translations, come together, and nothing else with them?
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import type { Lang } from '../../src/model/language.ts'
import { groupStories, type StoryReport } from '../../src/search/stories.ts'
import type { EvalResult, EvalRow } from './result.ts'

const FILE = fileURLToPath(new URL('../../../shared/data/clir/ntrex/clusters.jsonl', import.meta.url))
const LANGS: Readonly<Record<string, Lang>> = { en: 'en', zh: 'zh-Hans', zht: 'zh-Hant', ja: 'ja', ko: 'ko' }

interface Item extends StoryReport {
  readonly variant: string
  readonly cluster: string
}

function readItems(): Item[] {
  return readFileSync(FILE, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const row = JSON.parse(line) as Item & { variant: string }
      return { ...row, lang: LANGS[row.variant]! }
    })
}

/** B-cubed F1 of groups of ids against the cluster of each item. */
export function bCubed(groups: readonly (readonly string[])[], truth: ReadonlyMap<string, string>): number {
  const sizes = new Map<string, number>()
  for (const cluster of truth.values()) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1)
  let [precision, recall] = [0, 0]
  for (const group of groups)
    for (const id of group) {
      const same = group.filter(other => truth.get(other) === truth.get(id)).length
      precision += same / group.length
      recall += same / sizes.get(truth.get(id)!)!
    }
  const [p, r] = [precision / truth.size, recall / truth.size]
  return p + r === 0 ? 0 : (2 * p * r) / (p + r)
}

/** Half of the documents are looked at while limits are set, the other half is not. */
function halfOf(cluster: string): 'dev' | 'held' {
  return createHash('sha1').update(cluster).digest()[0]! % 2 === 0 ? 'dev' : 'held'
}

/** Measures stories within each language and across all of them, each half of the documents by itself. */
export async function run(): Promise<EvalResult> {
  if (!existsSync(FILE))
    return { set: 'clusters', rows: [], failures: [`no documents at ${FILE}: not measured`] }
  const lexicon = openLexicon()
  const rows: EvalRow[] = []
  for (const half of ['dev', 'held', 'all'] as const) {
    const items = readItems().filter(item => half === 'all' || halfOf(item.cluster) === half)
    const score = (chosen: readonly Item[]): number =>
      bCubed(groupStories(chosen, lexicon), new Map(chosen.map(item => [item.id, item.cluster])))
    for (const variant of Object.keys(LANGS)) {
      const chosen = items.filter(item => item.variant === variant)
      rows.push({
        measure: `${half}: stories within ${variant}: B-cubed F1`,
        value: score(chosen),
        goal: 0.9,
        n: chosen.length,
        note: '',
      })
    }
    rows.push({
      measure: `${half}: stories across all languages: B-cubed F1`,
      value: score(items),
      goal: 0.65,
      n: items.length,
      note: 'five versions of each document in two halves',
    })
  }
  return { set: 'clusters', rows, failures: [] }
}
