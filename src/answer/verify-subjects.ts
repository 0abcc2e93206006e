// Who stands as the doer of a deed in a statement, by place and particle: two parties who changed places are caught
// even where the statement's grammar was not read into a claim.
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import type { Claim } from '../model/claim.ts'
import rules from './data/verify.json' with { type: 'json' }
import type { Fault, ReadEvidence, ReadStatement } from './verify-types.ts'

const SPEECH: ReadonlySet<string> = new Set(rules.speech)
const CLAUSE_END = /[，、；;。！？!?：,.]/
/** What stands right before somebody who is not the doer. */
const GOVERNED = {
  zh: /(?:对|對|向|与|與|和|同|给|給|把|被|遭|由|从|從|据|據|就|在|于|於)$/,
  en: /\b(?:to|with|by|from|against|of|for|on|over|about|at|in|toward|towards|between|urged|met|told|asked|meeting|visiting)\s(?:the\s|former\s|president\s|prime minister\s|vice president\s)*$/i,
} as const
const PASSIVE = {
  zh: /被|遭|受到|获|獲/,
  en: /\b(?:was|were|been|being|is|are|be)\b/i,
  ja: /れ(?:た|て|る)/,
  ko: /(?:받|당하|됐|되었)/,
} as const
/** Letters between a party and a deed that leave no doubt who is meant. */
const NEAR = 4
const SUBJECT = {
  ja: /^[^\s、。]{0,8}?(?:は|が|も|らは)/,
  ko: /^\s?[^\s,.]{0,6}?(?:은|는|이|가|도|께서)(?=\s)/,
} as const

/** Each deed that both tell is done by one whom the sentences have doing it, where they have others undergoing it. */
export function checkSubjects(
  statement: ReadStatement,
  evidence: readonly ReadEvidence[],
  lexicon: Lexicon,
): Fault[] {
  const claims = evidence.flatMap(one => one.claims).filter(claim => claim.confidence.band !== 'low')
  const faults: Fault[] = []
  for (const deed of statement.mentions) {
    if (deed.kind !== 'act' || SPEECH.has(deed.id.slice(4))) continue
    if (lexicon.act(deed.id)?.frame === 'symmetric' || deed.tags.includes('weak')) continue
    const told = claims.filter(claim => `ACT.${claim.act}` === deed.id && claim.actors.length > 0)
    if (told.length === 0) continue
    const doers = doersBefore(deed, statement)
    if (doers.length === 0 || doers.some(one => told.some(claim => does(one, claim, lexicon)))) continue
    const others = told.flatMap(claim => [...claim.actors, ...claim.recipients])
    if (doers.some(one => knows(one, evidence, others)))
      faults.push({ check: 'direction', detail: deed.form })
  }
  return faults
}

const isParty = (one: Mention): boolean => one.kind === 'entity' && /^(?:PER|GOV|MIN|OFF|GRP)\./.test(one.id)

/** Those who may do a deed: named before it in its clause, else at the head of the clause before. */
function doersBefore(deed: Mention, { text, tongue, mentions }: ReadStatement): Mention[] {
  const from = lastEnd(text, deed.start)
  const between = (a: number, b: number): Mention[] =>
    mentions.filter(one => isParty(one) && one.start >= a && one.end <= b)
  if (tongue === 'ja' || tongue === 'ko') {
    if (PASSIVE[tongue].test(text.slice(deed.start, deed.end + 6))) return []
    const subjects = between(0, deed.start).filter(one => SUBJECT[tongue].test(text.slice(one.end)))
    return subjects.slice(-2)
  }
  const isDoer = (one: Mention): boolean =>
    !GOVERNED[tongue].test(text.slice(Math.max(0, one.start - 24), one.start))
  const here = between(from, deed.start)
  // 对中国设立…深表关切: governed by one deed and the doer of another right behind.
  if (here.some(one => !isDoer(one) && deed.start - one.end <= NEAR)) return []
  const own = here.filter(isDoer)
  const head = own[0]?.start ?? from
  if (PASSIVE[tongue].test(text.slice(head, deed.end))) return []
  if (own.length > 0) return own
  const before = lastEnd(text, from - 1)
  return between(before, from).filter(isDoer).slice(0, 1)
}

function lastEnd(text: string, at: number): number {
  for (let i = at - 1; i >= 0; i--) if (CLAUSE_END.test(text[i]!)) return i + 1
  return 0
}

/** The claim is of this person, or of somebody of this side. */
function does(one: Mention, claim: Claim, lexicon: Lexicon): boolean {
  const ids = [one.id, ...one.others]
  return claim.actors.some(actor => {
    if (ids.includes(actor.id)) return true
    const bothPersons = actor.id.startsWith('PER.') && one.id.startsWith('PER.')
    return !bothPersons && (actor.side ?? lexicon.sideOf(actor.id)) === lexicon.sideOf(one.id)
  })
}

/** Somebody else of the sentences, and not merely another name for the doer. */
function knows(one: Mention, evidence: readonly ReadEvidence[], others: Claim['actors']): boolean {
  const ids = [one.id, ...one.others]
  return others.some(ref => ids.includes(ref.id)) || evidence.some(each => ids.some(id => each.ids.has(id)))
}
