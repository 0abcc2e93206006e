// The tables of chat apps; see `PlatformLedger` for what they mean.
import type { Generated } from 'kysely'
import type { Lang } from '../model/language.ts'

export interface InstallationsTable {
  workspace: string
  sealed: string
  at: string
}

export interface VisitsTable {
  id: string
  queue: string
  workspace: string | null
  begun_at: string
  /** Null while it is being answered. */
  done_at: string | null
  work: string | null
}

export interface TurnsTable {
  number: Generated<number>
  key: string
  conversation: string
  workspace: string | null
  person: string | null
  question: string
  lang: Lang
  summary: string
  at: string
}

export interface FeedbackTable {
  key: string
  workspace: string | null
  channel: string | null
  person: string | null
  about: string | null
  verdict: 'good' | 'bad' | null
  words: string | null
  question: string | null
  summary: string | null
  at: string
}

export interface ChangesTable {
  number: Generated<number>
  at: string
  workspace: string | null
  channel: string | null
  person: string | null
  line: string
  outcome: 'done' | 'refused'
}

export interface RatesTable {
  person: string
  /** Milliseconds since 1970 at which all that was asked is paid off. */
  until: number
}
