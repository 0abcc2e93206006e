// What the desk tells about a subject besides answers: who held what, what happened when, what is new, what it comes to.
import type { Citation, Statement } from './answer.ts'
import type { DateRef } from './date.ts'
import type { Lang } from './language.ts'

/** Calendar days `YYYY-MM-DD`, both inclusive. */
export interface Days {
  readonly from: string
  readonly to: string
}

/** One claim, or several tellings of one, in the reader's words: `Biden → Abe: refuses (did not happen)`. */
export interface ClaimLine {
  /** The day of the event, else of the report. */
  readonly date: DateRef
  /** False when only the report's day is known. */
  readonly isEventDay: boolean
  readonly text: string
  /** The clause it rests on, in its own script. */
  readonly phrase: string
  readonly phraseLang: Lang
  /** Never empty. */
  readonly citations: readonly number[]
}

/** A term of office from the house's own table; `to: null` is still in office as far as the table knows. */
export interface Term {
  readonly person: string
  readonly office: string
  /** ISO 3166-1 alpha-2, or null. */
  readonly country: string | null
  readonly from: string
  readonly to: string | null
  /** In office on the day asked about. */
  readonly holds: boolean
}

/** A person with the offices they held, or an office with its holders; latest term first. */
export interface Roles {
  readonly kind: 'person' | 'office' | 'body'
  readonly name: string
  /** How other languages write it. */
  readonly alsoCalled: readonly string[]
  readonly terms: readonly Term[]
}

/** Who somebody is: offices by date, and the latest that is told of them. */
export interface Profile {
  readonly lang: Lang
  readonly asked: string
  /** The day the offices are told of. */
  readonly asOf: string
  readonly roles: readonly Roles[]
  readonly lines: readonly ClaimLine[]
  readonly citations: readonly Citation[]
  /** Names that may have been meant, when nothing was recognised. */
  readonly near: readonly string[]
}

/** What is told of a subject, by the day it happened, earliest first. */
export interface Timeline {
  readonly lang: Lang
  readonly asked: string
  readonly window: Days | null
  readonly lines: readonly ClaimLine[]
  /** Further events that are left out because there is no room. */
  readonly left: number
  readonly citations: readonly Citation[]
  readonly near: readonly string[]
}

/** The newest of what is stored, newest first: one line a report. */
export interface Latest {
  readonly lang: Lang
  /** Null: of everything. */
  readonly asked: string | null
  readonly lines: readonly ReportLine[]
  readonly citations: readonly Citation[]
  readonly near: readonly string[]
}

/** One report and the weightiest thing it says. */
export interface ReportLine {
  readonly date: DateRef
  readonly outlet: string
  /** As published; null when it has none or it was spun. */
  readonly title: string | null
  readonly text: string
  readonly citations: readonly number[]
}

/** The sentences that say most of a subject, a range of days, an article or a text. */
export interface Summary {
  readonly lang: Lang
  readonly of: 'topic' | 'days' | 'article' | 'text'
  readonly asked: string
  readonly window: Days | null
  /** One for each report of an article, else one without a title. */
  readonly parts: readonly SummaryPart[]
  /** Sentences and reports it was chosen from. */
  readonly sentences: number
  readonly reports: number
  readonly citations: readonly Citation[]
  readonly near: readonly string[]
  /** The whole in a model's words, each statement checked against the sentences it cites; absent without a model. */
  readonly prose?: readonly Statement[]
  /** Whole sentences on what of a model is missing. */
  readonly notes?: readonly string[]
}

/** Sentences of one report or subject in the order they should be read. */
export interface SummaryPart {
  readonly title: string | null
  /** Of a given text the citations are empty: it is not stored. */
  readonly statements: readonly (Statement & { readonly quote: string; readonly lang: Lang })[]
}
