// How much of a statement is in its sentences at all. What contradicts nothing may still be made up.
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import { nearActs, oppositeActs } from '../lexicon/relations.ts'
import { tongueOf } from '../model/language.ts'
import questions from '../search/data/questions.json' with { type: 'json' }
import { cutTerms } from '../text/terms.ts'
import rules from './data/verify.json' with { type: 'json' }
import type { Fault, ReadEvidence, ReadStatement } from './verify-types.ts'

const AKIN: readonly (readonly string[])[] = questions.akin
const FAINT: ReadonlySet<string> = new Set(questions.faint)
const SPEECH: ReadonlySet<string> = new Set([...rules.speech.map(act => `ACT.${act}`), ...questions.sayings])

export interface Support {
  /** Share of the concepts of the statement that its sentences hold. */
  readonly share: number
  /** The same share with each loose word counting as much as a concept. */
  readonly plain: number
  /** How many concepts and loose words it has, a loose word counting half. */
  readonly total: number
  /** Deeds, subjects and words of the field that both have. */
  readonly shared: number
  /** Share of the statement's letters that neither the lexicon nor its sentences know. */
  readonly unknown: number
  /** Above 1: more words that no row knows than a statement over sentences of other languages may have. */
  readonly strange: number
}

/** Enough of the statement stands in the sentences. */
export function checkSupport(
  statement: ReadStatement,
  evidence: readonly ReadEvidence[],
  lexicon: Lexicon,
): Fault[] {
  const { share, plain, shared, unknown, strange } = supportOf(statement, evidence, lexicon)
  const sameTongue = evidence.some(one => one.reading.tongue === statement.tongue)
  const least = sameTongue ? rules.support : rules.supportAcross
  if (share < least || plain < rules.plainShare)
    return [{ check: 'support', detail: `only ${Math.min(share, plain).toFixed(2)} of it` }]
  if (strange > 1) return [{ check: 'support', detail: 'too many unknown words' }]
  if (shared === 0) return [{ check: 'support', detail: 'nothing but names' }]

  if (unknown > rules.unknownAcross) return [{ check: 'support', detail: `${unknown.toFixed(2)} unknown` }]
  const loose = clausesOf(statement).find(clause => !isClauseHeld(clause, statement, evidence, lexicon))
  if (loose !== undefined)
    return [
      {
        check: 'support',
        detail: statement.text
          .slice(...loose)
          .trim()
          .slice(0, 40),
      },
    ]
  return []
}

/** Measures the support of a statement. */
export function supportOf(
  statement: ReadStatement,
  evidence: readonly ReadEvidence[],
  lexicon: Lexicon,
): Support {
  const ids = new Set(evidence.flatMap(one => [...one.ids]))
  const concepts = statement.mentions.filter(one => !isFaint(one))
  const found = concepts.filter(one => isHeld(one, ids, lexicon))
  const loose = looseWords(statement)
  const terms = new Set(
    evidence
      .filter(one => one.reading.tongue === statement.tongue)
      .flatMap(one => cutTerms(one.quote, one.lang)),
  )
  const sameTongue = terms.size > 0
  const held = sameTongue ? loose.filter(word => terms.has(word)).length : 0
  const total = concepts.length + (sameTongue ? loose.length * 0.5 : 0)
  const plainTotal = concepts.length + (sameTongue ? loose.length : 0)
  const shared = found.filter(one => one.kind !== 'entity' && one.kind !== 'title').length + held
  const letters = Math.max(1, statement.text.replaceAll(/[\s\p{P}\d]/gu, '').length)
  const covered = statement.text.split('').fill('')
  for (const one of [...statement.mentions, ...statement.dates, ...statement.numbers])
    covered.fill('x', one.start, one.end)
  const known = covered.join('').length
  return {
    share: total === 0 ? 0 : (found.length + held * 0.5) / total,
    plain: plainTotal === 0 ? 0 : (found.length + held) / plainTotal,
    total,
    shared,
    unknown: sameTongue ? 0 : Math.max(0, 1 - known / letters),
    // Words that no row knows cannot be compared across languages: a few may be, more may not.
    strange: sameTongue ? 0 : loose.length / (1 + rules.looseAcross * concepts.length),
  }
}

// On the text as it stands: folding makes all commas one.
const CLAUSE_END =
  /[，、；;。！？!?：]|,\s(?=but |while |with |which )|\sand\s|(?<=[가-힣])[.,]\s|(?<=[a-z])\.\s/g

function clausesOf({ text }: ReadStatement): [number, number][] {
  const ends = [...text.matchAll(CLAUSE_END)].map(found => found.index + 1)
  return [0, ...ends].map((start, i) => [start, ends[i] ?? text.length])
}

/** A clause of some length has something of the sentences in it: nothing is added to what they say. */
function isClauseHeld(
  [start, end]: readonly [number, number],
  statement: ReadStatement,
  evidence: readonly ReadEvidence[],
  lexicon: Lexicon,
): boolean {
  const text = statement.text.slice(start, end)
  if (lengthOf(text) < SHORT_CLAUSE) return true
  const inside = <T extends { readonly start: number; readonly end: number }>(all: readonly T[]): T[] =>
    all
      .filter(one => one.start >= start && one.start < end)
      .map(one => ({ ...one, start: one.start - start, end: one.end - start }))
  const clause: ReadStatement = {
    ...statement,
    text,
    mentions: inside(statement.mentions),
    dates: inside(statement.dates),
    numbers: inside(statement.numbers),
  }
  const { share, total } = supportOf(clause, evidence, lexicon)
  const ids = new Set(evidence.flatMap(one => [...one.ids]))
  const deeds = clause.mentions.filter(
    one => one.kind === 'act' && !isFaint(one) && !one.tags.includes('weak'),
  )
  // What it says was done must be what the sentences say was done, or very much else of it.
  if (
    share < rules.shareWithoutDeed &&
    deeds.length > 0 &&
    deeds.every(one => isUntoldDeed(one, ids, lexicon))
  )
    return false
  // Its numbers and days are compared elsewhere and count as found.
  const given = clause.dates.length + clause.numbers.length
  return total + given > 0 && (share * total + given) / (total + given) >= rules.clauseShare
}

/** Letters of a clause below which it says too little to be asked for support, a wide letter counting for two and a half. */
const SHORT_CLAUSE = 20

function lengthOf(text: string): number {
  const wide = text.match(/[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/g)?.length ?? 0
  return wide * 2.5 + (text.match(/[a-z]/gi)?.length ?? 0)
}

function isFaint({ id, kind }: Mention): boolean {
  return kind === 'title' || FAINT.has(id) || SPEECH.has(id)
}

/** A deed that the sentences tell neither as such, nor as one like it, nor as its contrary. */
function isUntoldDeed(mention: Mention, ids: ReadonlySet<string>, lexicon: Lexicon): boolean {
  if (isHeld(mention, ids, lexicon)) return false
  const contrary = [mention.id, ...mention.others].flatMap(id => oppositeActs(id.slice(4)))
  return !contrary.some(act => ids.has(`ACT.${act}`))
}

/** The concept, one near it, or one that it is a part of, is in the sentences. */
function isHeld(mention: Mention, ids: ReadonlySet<string>, lexicon: Lexicon): boolean {
  return [mention.id, ...mention.others].some(id => {
    if (ids.has(id)) return true
    if (id.startsWith('ACT.')) {
      const plover = lexicon.act(id)?.plover
      return [...ids].some(
        other =>
          other.startsWith('ACT.') &&
          (nearActs(id.slice(4)).includes(other.slice(4)) || lexicon.act(other)?.plover === plover),
      )
    }
    if (id.startsWith('TOP.')) return [...ids].some(other => lexicon.topic(other)?.parent === id)
    if (id.startsWith('W.')) return AKIN.some(row => row.includes(id) && row.some(other => ids.has(other)))
    const side = lexicon.sideOf(id)
    return side !== null && id.startsWith('GOV.') && [...ids].some(other => lexicon.sideOf(other) === side)
  })
}

/** Terms of the words that no row of the lexicon, number or date covers. */
function looseWords({ text, lang, mentions, dates, numbers }: ReadStatement): string[] {
  const letters = text.split('')
  for (const one of [...mentions, ...dates, ...numbers]) letters.fill(' ', one.start, one.end)
  const stop = STOPS[tongueOf(lang)]
  return [...new Set(cutTerms(letters.join('').replaceAll(stop, ' '), lang))].filter(
    term => [...term].length > 1 && !/^[\p{P}\p{S}\d]*$/u.test(term),
  )
}

const STOPS = {
  zh: /[的了在是和与及对向将把被由于为以就也都并而或其该这那一个们]/g,
  ja: /[\u3041-\u3096]+/g,
  ko: /(?:은|는|이|가|을|를|에|의|와|과|도|로|으로|에서|에게|했다|한다|하는|하고|이다|있다|됐다|것)(?=\s|[.,]|$)/g,
  en: /\b(?:the|a|an|of|to|in|on|at|by|for|from|with|about|as|that|this|these|those|it|its|his|her|their|and|or|but|was|were|is|are|be|been|had|has|have|would|will|not|no|which|who|after|before|during|over|into|between)\b/gi,
} as const
