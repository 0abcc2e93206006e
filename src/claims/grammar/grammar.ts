import type { TextRange } from '../../model/article.ts'
import type { Tongue } from '../../model/language.ts'
import type { Closing } from './closing.ts'
import { en } from './en.ts'
import { ja } from './ja.ts'
import { ko } from './ko.ts'
import { zh } from './zh.ts'

/**
 * The part a noun phrase plays. `with`: joins in; `agent`: doer of a passive; `source`: 据…, によると;
 * `owner`: possessor (of a demand, of a visit); `place`; `other`: none of these.
 */
export type Case =
  | 'subject'
  | 'topic'
  | 'object'
  | 'dative'
  | 'with'
  | 'agent'
  | 'source'
  | 'owner'
  | 'place'
  | 'other'

/** Where a trigger stands: the sentence, the clause (offsets into the sentence), and the trigger itself. */
export interface Place {
  readonly sentence: string
  readonly clause: TextRange
  readonly start: number
  readonly end: number
  readonly tags: readonly string[]
}

/**
 * What one language does differently; everything else about reading claims is shared. All texts are views
 * (`viewOf`): Chinese in simplified characters, no full-width Latin.
 */
export interface Grammar {
  readonly tongue: Tongue
  /** Verb at the end of its clause (ja, ko): arguments all stand left of it. */
  readonly verbFinal: boolean
  /** Clauses in order; together they cover the sentence. Quoted terms are not cut. */
  splitClauses(sentence: string, quotes: readonly TextRange[]): TextRange[]
  /** How many characters after `at` still belong to a noun phrase that ends there: 両国, 측, 方面. */
  suffixLength(sentence: string, at: number): number
  /** The case of a phrase by what stands around it; `left`: it stands before the trigger. */
  caseOf(sentence: string, start: number, end: number, left: boolean): Case
  /** Whether what was found is used as a predicate here, not as a bare noun. */
  isPredicate(place: Place): boolean
  /** The trigger's own subject undergoes it. */
  isPassive(place: Place): boolean
  /** How many negations bear on the trigger: 0, 1, or 2 (a double one). */
  countNegations(place: Place): number
  /** Words of plan, condition or guess that bear on the trigger. */
  modalityOf(place: Place): 'planned' | 'hypothetical' | null
  /** What is told is put off, prevented or ended: it did not happen. */
  isAverted(place: Place): boolean
  /** Only asked about: "when asked whether …", …かと問われ, …느냐는 질문에, or a question itself. */
  isAsked(place: Place): boolean
  /** The clause goes on with the one before: what was planned there is planned here. */
  carriesOn(clause: string): boolean
  /** Reported speech ends right after the trigger: 거부하고 있다고, 受け入れないと. */
  isQuoted(place: Place): boolean
  /** Said of oneself and done by saying so: 거부하겠다고 밝혔다, 拒否すると表明した. */
  isDeclared(place: Place): boolean
  /** The clause is a condition (如果…, -으면, if …). */
  isCondition(clause: string): boolean
  /** The clause gives a circumstance; its subject is not the sentence's. */
  isSubordinate(clause: string): boolean
  /** The trigger stands in a relative clause, and the noun it modifies follows. */
  isRelative(place: Place): boolean
  /** What stands between two triggers makes one the object of the other; the outer one is left of it in zh and en. */
  linksContent(between: string): boolean
  /** Words of hearsay or analysis with no named source. */
  hearsayOf(sentence: string): 'hearsay' | 'analysis' | null
  /** A saying verb whose subject is the speaker: its ranges in the sentence. */
  findSayings(sentence: string): TextRange[]
  /** The tag that closes a sentence with who said it; null in languages that have none. */
  closingOf(sentence: string): Closing | null
  /** "First, …": an item of a list whose lead sentence names actor and act. */
  isListItem(sentence: string): boolean
  /** Words for talks, by which a refusal becomes a refusal of talks. */
  readonly meetingWords: RegExp
  /** Pronouns at the place where a subject stands: one person, both sides, the speaker's own side, the speaker. */
  readonly pronouns: {
    readonly person: RegExp
    readonly both: RegExp
    readonly we: RegExp
    readonly self: RegExp
  }
  /** What makes a person's name a government: 安倍政府, 문재인 정부, the Biden administration. */
  readonly administration: RegExp
  /** "The government" with no country, in the outlet's own: matched from its first character. */
  readonly ownGovernment: RegExp | null
}

const GRAMMARS: Readonly<Record<Tongue, Grammar>> = { zh, ja, ko, en }

/** The rules of a language. */
export function grammarOf(tongue: Tongue): Grammar {
  return GRAMMARS[tongue]
}
