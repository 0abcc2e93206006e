// References to those who act: who holds an office on a day, which government a person speaks for.
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import { standIns } from '../lexicon/relations.ts'
import type { EntityRef } from '../model/claim.ts'
import type { Tongue } from '../model/language.ts'

export interface PhraseContext {
  readonly lexicon: Lexicon
  readonly tongue: Tongue
  /** Day of the report, or null while unknown: titles without a name are resolved by it. */
  readonly day: string | null
  /** Persons named so far in the report, latest last: "the president" is the last of them who holds such an office. */
  readonly persons: readonly string[]
  /** Country of the subject last named, for "its foreign ministry". */
  readonly lastSide: string | null
  /** Country of the outlet, whose own offices go without saying; null where unknown. */
  readonly home: string | null
}

/** Whether a term of office includes the day. */
export function covers(role: { from: string; to: string | null }, day: string): boolean {
  return role.from <= day && (role.to === null || day <= role.to)
}

/** A reference with its side and its office on the day of the report. */
export function makeRef(
  id: string,
  surface: string,
  how: EntityRef['how'],
  confidence: number,
  context: PhraseContext,
): EntityRef {
  const side = context.lexicon.sideOf(id)
  const { day, lexicon } = context
  const role = day === null ? undefined : lexicon.rolesOf(id).find(one => covers(one, day))?.office
  return {
    id,
    surface,
    ...(role ? { roleAtTime: role } : {}),
    ...(side ? { side } : {}),
    how,
    confidence,
  }
}

/** The government of a country, or null where the lexicon has none. */
export function governmentOf(
  country: string | undefined,
  context: PhraseContext,
  surface: string,
): EntityRef | null {
  if (country === undefined) return null
  const id = `GOV.${country.toLowerCase()}`
  return context.lexicon.entity(id) === undefined ? null : makeRef(id, surface, 'alias', 0.9, context)
}

const STATED_COUNTRY =
  /^(?:日|美|米|アメリカ|韓|韩|中|朝|미|일본|한국|중국|북한|US |U\.S\.|Japan|South Korea|Chin|North Korea)/

/** Who bears a title without a name: its holder on the day, the office's stand-in, its body; null when unknown. */
export function bearerOf(title: Mention, country: string | null, context: PhraseContext): EntityRef | null {
  const { lexicon, day } = context
  const all = [title.id, ...title.others]
  const stated =
    country ??
    (all.length === 1 && (STATED_COUNTRY.test(title.form) || /ambassador|chief_cabinet/.test(all[0]!))
      ? (lexicon.office(all[0]!)?.country ?? null)
      : null)
  const within = (land: string | null): string[] =>
    all.filter(id => land === null || lexicon.office(id)?.country === land)
  const named = context.persons.findLast(person =>
    lexicon
      .rolesOf(person)
      .some(role => within(stated).includes(role.office) && (day === null || covers(role, day))),
  )
  if (named !== undefined) return makeRef(named, title.form, 'title_by_date', 0.85, context)
  const offices = within(stated ?? context.home)
  if (offices.length === 1 || stated !== null) {
    for (const id of offices) {
      const office = lexicon.office(id)!
      const standIn = standIns[id]
      if (standIn !== undefined)
        return {
          id: standIn,
          surface: title.form,
          ...(office.country ? { side: office.country } : {}),
          how: 'explicit',
          confidence: 0.9,
        }
      const host = /^([A-Z]{2})\.ambassador_([a-z]+)$/.exec(id)
      if (host !== null) {
        if (host[2] === 'un') break
        return {
          id: `PER.${host[1]!.toLowerCase()}_ambassador_${host[2]}`,
          surface: title.form,
          side: host[1]!,
          how: 'explicit',
          confidence: 0.88,
        }
      }
      if (/spokesperson|press_secretary/.test(id) && office.of !== undefined)
        return makeRef(office.of, title.form, 'explicit', 0.9, context)
    }
  }
  if (day === null || (stated === null && context.home === null)) return null
  const holders = offices.flatMap(office => lexicon.holdersOf(office)).filter(role => covers(role, day))
  const ids = new Set(holders.map(one => one.entity))
  if (ids.size !== 1) return null
  return makeRef(holders[0]!.entity, title.form, 'title_by_date', stated === null ? 0.78 : 0.85, context)
}
