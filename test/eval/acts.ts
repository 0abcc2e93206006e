// English sentences, read by hand into PLOVER classes, against the class the lexicon gives them. The sentences are
// about states and people from all over the world, most of them unknown to the lexicon: what is measured is the reading
// of verbs and nouns, not of names. Every second sentence of a class is held back.
import { readFileSync } from 'node:fs'
import { grammarOf } from '../../src/claims/grammar/grammar.ts'
import { findQuotes } from '../../src/claims/grammar/ranges.ts'
import { type Lexicon, openLexicon } from '../../src/lexicon/lexicon.ts'
import type { EvalResult, EvalRow } from './result.ts'

interface Sentence {
  readonly id: string
  readonly split: 'dev' | 'held'
  readonly class: string
  readonly text: string
}

const GOLD = new URL('../gold/acts-en.jsonl', import.meta.url)
const NONE = 'NONE'

function readGold(): Sentence[] {
  return readFileSync(GOLD, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Sentence)
}

/** PLOVER counts a kind deed to come as an agreement, a hostile one as a threat. */
const PROMISED = new Set(['CONSULT', 'COOPERATE', 'AID', 'SUPPORT', 'CONCEDE', 'RETREAT'])
const MENACED = new Set(['SANCTION', 'COERCE', 'ASSAULT', 'MOBILIZE', 'PROTEST'])

/** The class of a sentence: that of its first predicate which the lexicon knows, turned where it is only to come. */
export function classOf(text: string, lexicon: Lexicon): string {
  const grammar = grammarOf('en')
  const clauses = grammar.splitClauses(text, findQuotes(text))
  const told = lexicon
    .match(text, 'en')
    .filter(mention => mention.kind === 'act' && !mention.tags.includes('weak'))
    .map(mention => {
      const clause = clauses.find(one => one.start <= mention.start && mention.start < one.end)
      const place = {
        sentence: text,
        clause: clause ?? { start: 0, end: text.length },
        start: mention.start,
        end: mention.end,
        tags: mention.tags,
      }
      return { place, act: lexicon.act(mention.id)! }
    })
    .filter(one => grammar.isPredicate(one.place) && !grammar.isAverted(one.place))
  const telling = told.find(one => !one.act.plover.endsWith('*'))
  if (telling === undefined) return NONE
  const { plover } = telling.act
  if (grammar.modalityOf(telling.place) === null) return plover
  return PROMISED.has(plover) ? 'AGREE' : MENACED.has(plover) ? 'THREATEN' : plover
}

function score(name: string, sentences: readonly Sentence[], lexicon: Lexicon): [EvalRow[], string[]] {
  const classes = [...new Set(sentences.map(one => one.class))]
  const found = sentences.map(one => ({ gold: one.class, got: classOf(one.text, lexicon), one }))
  const rows: EvalRow[] = []
  let sum = 0
  for (const label of classes) {
    const right = found.filter(f => f.gold === label && f.got === label).length
    const wanted = found.filter(f => f.gold === label).length
    const given = found.filter(f => f.got === label).length
    const f1 = (2 * right) / Math.max(1, wanted + given)
    sum += f1
    rows.push({
      measure: `${name}: F1 ${label}`,
      value: f1,
      goal: null,
      n: wanted,
      note: `precision ${(right / Math.max(1, given)).toFixed(2)}, recall ${(right / wanted).toFixed(2)}`,
    })
  }
  const macro: EvalRow = {
    measure: `${name}: macro-F1`,
    value: sum / classes.length,
    goal: 0.75,
    n: sentences.length,
    note: `${classes.length} classes, the lexicon alone`,
  }
  const failures = found
    .filter(f => f.gold !== f.got)
    .map(f => `${f.one.id} ${f.gold} read as ${f.got} | ${f.one.text}`)
  return [[macro, ...rows], failures]
}

/** Evaluates both parts; only failures of the dev part are listed. */
export async function run(): Promise<EvalResult> {
  const all = readGold()
  const lexicon = openLexicon()
  const [dev, failures] = score(
    'dev',
    all.filter(one => one.split === 'dev'),
    lexicon,
  )
  const [held] = score(
    'held',
    all.filter(one => one.split === 'held'),
    lexicon,
  )
  return { set: 'acts', rows: [...dev, ...held], failures }
}
