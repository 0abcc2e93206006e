// How well statements are checked against the sentences they cite: true ones must pass, falsified ones must not.
import { readFileSync } from 'node:fs'
import { verifyStatement } from '../../src/answer/verify.ts'
import type { Evidence, Fault } from '../../src/answer/verify-types.ts'
import { codeText } from '../../src/claims/code-text.ts'
import { type Lexicon, openLexicon } from '../../src/lexicon/lexicon.ts'
import { LANGS, type Lang } from '../../src/model/language.ts'
import { type MutationKind, mutate } from './model-mutations.ts'
import type { EvalResult, EvalRow } from './result.ts'

const GOLD = new URL('../gold/statements.jsonl', import.meta.url)

export interface TrueStatements {
  readonly id: string
  readonly split: 'dev' | 'held'
  readonly lang: Lang
  readonly date: string
  readonly outlet: string
  readonly quote: string
  readonly statements: Readonly<Record<Lang, string>>
}

/** Sentences of this project's own, each told truly in five languages. */
export function readStatements(): TrueStatements[] {
  return readFileSync(GOLD, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as TrueStatements)
}

/** A gold sentence as the store would give it. */
export function evidenceOf({ quote, lang, date, outlet }: TrueStatements, lexicon: Lexicon): Evidence {
  const name = lexicon.nameOf(outlet, lang)
  return {
    quote,
    lang,
    claims: codeText(quote, lexicon, { lang, date }).claims,
    reported: { start: date, end: date, precision: 'day', inferredBy: ['page_metadata'], confidence: 1 },
    chain: [{ role: 'outlet', entity: outlet, name, country: null, named: true, basis: 'page_metadata' }],
  }
}

export interface Tried {
  readonly id: string
  readonly split: string
  readonly lang: Lang
  readonly from: Lang
  readonly kind: MutationKind | 'true' | 'other'
  readonly text: string
  readonly faults: readonly Fault[]
}

/** Every true statement, every falsification of it, and each beside a sentence of another story. */
export function tryAll(lexicon: Lexicon): Tried[] {
  const gold = readStatements()
  const evidence = gold.map(one => evidenceOf(one, lexicon))
  return gold.flatMap((one, at) =>
    LANGS.flatMap(lang => {
      const text = one.statements[lang]
      const own = evidence[at]!
      const check = (kind: Tried['kind'], words: string, cited: Evidence): Tried => ({
        id: one.id,
        split: one.split,
        lang,
        from: one.lang,
        kind,
        text: words,
        faults: verifyStatement(words, lang, [cited], lexicon),
      })
      const known = new Set(
        [
          own.quote,
          ...own.claims.flatMap(claim => [...claim.actors, ...claim.recipients].map(ref => ref.id)),
        ].flatMap(name => [name, ...lexicon.match(name).flatMap(mention => [mention.id, ...mention.others])]),
      )
      known.add(one.outlet)
      return [
        check('true', text, own),
        check('other', text, evidence[(at + 7) % evidence.length]!),
        ...mutate(text, lang, known, lexicon).map(made => check(made.kind, made.text, own)),
      ]
    }),
  )
}

const share = (part: number, all: number): number => (all === 0 ? 1 : part / all)

/** Rows for the held-out half first, then for the half that the checks were worked on with. */
export async function run(): Promise<EvalResult> {
  const tried = tryAll(openLexicon())
  const rows: EvalRow[] = []
  for (const split of ['held', 'dev']) {
    const mine = tried.filter(one => one.split === split)
    const add = (
      measure: string,
      part: readonly Tried[],
      good: (one: Tried) => boolean,
      goal: number | null,
    ): void => {
      rows.push({
        measure: `${measure} (${split})`,
        value: share(part.filter(good).length, part.length),
        goal,
        n: part.length,
        note: '',
      })
    }
    const kept = (one: Tried): boolean => one.faults.length === 0
    const isTrue = mine.filter(one => one.kind === 'true')
    const isFalse = mine.filter(one => one.kind !== 'true')
    add('false statements caught', isFalse, one => !kept(one), 0.95)
    add('true statements dropped', isTrue, one => !kept(one), null)
    for (const lang of LANGS) {
      add(
        `caught, statement in ${lang}`,
        isFalse.filter(one => one.lang === lang),
        one => !kept(one),
        null,
      )
      add(
        `true dropped, statement in ${lang}`,
        isTrue.filter(one => one.lang === lang),
        one => !kept(one),
        null,
      )
    }
    for (const kind of [
      'number',
      'name',
      'swap',
      'date',
      'negation',
      'attribution',
      'added',
      'other',
    ] as const)
      add(
        `caught: ${kind}`,
        isFalse.filter(one => one.kind === kind),
        one => !kept(one),
        null,
      )
  }
  const failures = tried
    .filter(one => (one.kind === 'true') !== (one.faults.length === 0))
    .map(
      one =>
        `${one.split} ${one.id} ${one.from}→${one.lang} ${one.kind}: ${one.text} ${one.faults.map(fault => `[${fault.check} ${fault.detail}]`).join(' ')}`,
    )
  return { set: 'model-statements', rows, failures }
}
