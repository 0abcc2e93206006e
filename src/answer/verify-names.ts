// Names and offices of a statement must be those of its sentences, in whatever script either is written.
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import { type Lang, tongueOf } from '../model/language.ts'
import { fold } from '../text/fold.ts'
import { findNumbers } from '../text/numbers.ts'
import rules from './data/verify.json' with { type: 'json' }
import type { TextReading } from './verify-read.ts'
import type { Evidence, Fault, ReadEvidence, ReadStatement } from './verify-types.ts'

/** Ids of everybody the claims and the chain of a sentence speak of. */
function idsKnown({ claims, chain }: Evidence): string[] {
  return [
    ...claims.flatMap(claim => [
      ...[...claim.actors, ...claim.recipients, ...(claim.thirdParties ?? [])].map(ref => ref.id),
      ...claim.attribution.map(link => link.entity),
      ...claim.topics,
    ]),
    ...chain.flatMap(link => link.entity ?? []),
  ]
}

/** Everything named in a sentence or known of it: ids of entities, acts, topics, words, and the parents of topics. */
export function idsOf(evidence: Evidence, reading: TextReading, lexicon: Lexicon): ReadonlySet<string> {
  const ids = new Set(reading.mentions.flatMap(one => [one.id, ...one.others]))
  for (const id of idsKnown(evidence)) ids.add(lexicon.topic(id) ? `TOP.${id.replace(/^TOP\./, '')}` : id)
  for (const claim of evidence.claims) ids.add(`ACT.${claim.act}`)
  for (const id of [...ids]) {
    const parent = id.startsWith('TOP.') ? lexicon.topic(id)?.parent : undefined
    if (parent) ids.add(parent)
  }
  return ids
}

/** Full names, in a language, of the persons a sentence is about: what its bare surnames mean. */
export function namesKnownFrom(
  evidence: readonly Evidence[],
  lang: Lang,
  lexicon: Lexicon,
  read: readonly ReadEvidence[] = [],
): string[] {
  const ids = new Set([...evidence.flatMap(idsKnown), ...read.flatMap(one => [...one.ids])])
  return [...ids]
    .filter(id => id.startsWith('PER.') && lexicon.entity(id))
    .map(id => lexicon.nameOf(id, lang))
}

/** Every name in the statement is one of the sentences'. */
export function checkNames(
  statement: ReadStatement,
  evidence: readonly ReadEvidence[],
  lexicon: Lexicon,
): Fault[] {
  const ids = new Set(evidence.flatMap(one => [...one.ids]))
  const sides = new Set([...ids].flatMap(id => (isActor(id) ? (lexicon.sideOf(id) ?? []) : [])))
  const faults: Fault[] = []
  for (const mention of statement.mentions) {
    if (mention.kind !== 'entity') continue
    const candidates = [mention.id, ...mention.others]
    if (candidates.some(id => ids.has(id))) continue
    // "Japan" may stand for any of its people and bodies; they do not stand for one another.
    if (candidates.some(id => id.startsWith('GOV.') && isWhole(id) && sides.has(lexicon.sideOf(id) ?? '')))
      continue
    if (evidence.some(one => one.reading.key.includes(fold(mention.form)))) continue
    faults.push({ check: 'names', detail: mention.form })
  }
  for (const mention of statement.mentions) {
    if (mention.kind === 'topic' && !ids.has(mention.id) && isOneOfSeveral(mention, ids, lexicon))
      faults.push({ check: 'names', detail: mention.form })
  }
  for (const [code] of statement.text.matchAll(/[A-Za-z]{1,4}-?\d{1,4}/g)) {
    const bare = (text: string): string => fold(text).replaceAll('-', '')
    if (!evidence.some(one => bare(one.quote).includes(bare(code))))
      faults.push({ check: 'names', detail: code })
  }
  for (const name of strangersOf(statement)) {
    const key = fold(name)
    if (
      !evidence.some(
        one => one.reading.key.includes(key) || one.chain.some(link => fold(link.name).includes(key)),
      )
    )
      faults.push({ check: 'names', detail: name })
  }
  return faults
}

/** The sixth test is not the fourth, nor the deal of 1965 that of 2015: a subject whose sister is in the sentences. */
function isOneOfSeveral({ id, form }: Mention, ids: ReadonlySet<string>, lexicon: Lexicon): boolean {
  const parent = lexicon.topic(id)?.parent
  if (parent === undefined) return false
  if (findNumbers(form).length > 0) return true
  return [...ids].some(other => other !== parent && lexicon.topic(other)?.parent === parent)
}

const isActor = (id: string): boolean => /^(?:PER|GOV|MIN|OFF|ORG|PTY|FRC|MIL|GRP|SRC)\./.test(id)
/** `GOV.jp`, not one of its ministries. */
const isWhole = (id: string): boolean => /^GOV\.[a-z]{2}$/.test(id)

const COMMON: ReadonlySet<string> = new Set(rules.common.split('|'))

/** Names that no row of the lexicon covers: capitals within an English sentence, Latin and katakana in the others. */
function strangersOf({ text, tongue, mentions }: ReadStatement): string[] {
  const covered = (start: number, end: number): boolean =>
    mentions.some(one => one.start < end && start < one.end)
  if (tongue === 'en') {
    const found: string[] = []
    for (const word of text.matchAll(/\p{Lu}[\p{L}\p{M}'’-]*/gu)) {
      const bare = word[0].replace(/(?:['’]s?|-)$/, '')
      // P-1, F-35: a letter of a code is no name.
      if (bare.length === 1) continue
      const isFirst = /(?:^|[.!?:]["'”’]?\s+)["'“‘]?$/.test(text.slice(0, word.index))
      if (COMMON.has(bare.toLowerCase()) || covered(word.index, word.index + bare.length)) continue
      if (isFirst && !/^\s+\p{Lu}/u.test(text.slice(word.index + word[0].length))) continue
      found.push(bare)
    }
    return found
  }
  const shape =
    tongue === 'ja' ? /[A-Za-z][A-Za-z.-]{2,}|[\u30a1-\u30fa\u30fc・]{4,}/g : /[A-Za-z][A-Za-z.-]{2,}/g
  return [...text.matchAll(shape)]
    .filter(found => !covered(found.index, found.index + found[0].length))
    .filter(found => tongue !== 'ja' || !/^[\u30a1-\u30fa\u30fc]+$/.test(found[0]) || found[0].length >= 6)
    .map(found => found[0])
}

/** Every office in the statement is one that the sentences name, or that somebody in both held then. */
export function checkTitles(
  statement: ReadStatement,
  evidence: readonly ReadEvidence[],
  lexicon: Lexicon,
): Fault[] {
  const named = new Set(
    evidence.flatMap(one => [
      ...one.reading.mentions.filter(m => m.kind === 'title').flatMap(m => [m.id, ...m.others]),
      ...one.claims.flatMap(claim =>
        [...claim.actors, ...claim.recipients].flatMap(ref => ref.roleAtTime ?? []),
      ),
    ]),
  )
  const people = new Set(evidence.flatMap(one => [...one.ids].filter(id => id.startsWith('PER.'))))
  const days = evidence.flatMap(one => [
    one.reported.start,
    ...one.claims.map(claim => claim.timeEvent?.start),
  ])
  return statement.mentions.flatMap((title): Fault[] => {
    if (title.kind !== 'title') return []
    const offices = [title.id, ...title.others]
    const holder = besideOf(title, statement.mentions)
    const mayHold = (id: string): boolean =>
      lexicon
        .rolesOf(id)
        .some(
          role =>
            offices.includes(role.office) &&
            (days.every(day => !day) ||
              days.some(day => day && role.from.slice(0, 10) <= day && day <= (role.to ?? '9999')) ||
              /former|ex-|前|元|전(?:직)?\s?$/i.test(
                statement.text.slice(Math.max(0, title.start - 8), title.start),
              )),
        )
    // An office that stands with a name is that person's; alone it is one that the sentences know.
    const isTheirs = holder === null ? [...people].some(mayHold) : mayHold(holder)
    return isTheirs || (holder === null && offices.some(office => named.has(office)))
      ? []
      : [{ check: 'names', detail: `${title.form}${holder === null ? '' : ` (${holder})`}` }]
  })
}

/** The person whose name stands right beside a title. */
function besideOf(title: Mention, mentions: readonly Mention[]): string | null {
  const beside = mentions.find(
    one =>
      one.kind === 'entity' &&
      one.id.startsWith('PER.') &&
      (one.start >= title.end ? one.start - title.end : title.start - one.end) <= 1 &&
      (one.start >= title.end || one.end <= title.start),
  )
  return beside?.id ?? null
}

/** Whether two languages share a tongue, so that words can be compared as they stand. */
export function sharesTongue(a: Lang, b: Lang): boolean {
  return tongueOf(a) === tongueOf(b)
}
