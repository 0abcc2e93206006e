// How acts stand to one another, who stands for an office, who is party to a bilateral matter: relations.json.
import relations from './data/relations.json' with { type: 'json' }

const NEAR: Readonly<Record<string, readonly string[]>> = relations.near
const OPPOSITE: Readonly<Record<string, readonly string[]>> = relations.opposite

/** Office → id that stands for whoever holds it when no name is given. */
export const standIns: Readonly<Record<string, string>> = relations.standIns
/** Topic without `TOP.` → the two governments it binds. */
export const parties: Readonly<Record<string, readonly string[]>> = relations.parties
/** Two countries, sorted and joined by `-` → the topic of their relations, for claims that name no other. */
export const pairTopics: Readonly<Record<string, string>> = relations.pairTopics

/** Country → the topic of talks with it, where such talks are a matter of their own. */
export const talksTopics: Readonly<Record<string, string>> = relations.talksTopics

/** Acts that one may mean when naming this one (`urge` for `request`); ids without `ACT.`. */
export function nearActs(act: string): readonly string[] {
  return NEAR[act] ?? []
}

/** Acts that make it untrue that this one was done by the same people about the same thing. */
export function oppositeActs(act: string): readonly string[] {
  return OPPOSITE[act] ?? []
}

const familyOf = new Map<string, string>(
  Object.entries(relations.families as Readonly<Record<string, readonly string[]>>).flatMap(
    ([family, acts]) => acts.map((act): [string, string] => [act, family]),
  ),
)
const REVERSED: Readonly<Record<string, string>> = relations.reversed

/** The deed an act tells, so that two wordings of one deed compare: `summit` is a `meet`; an act of its own otherwise. */
export function deedOf(act: string): string {
  return familyOf.get(REVERSED[act] ?? act) ?? REVERSED[act] ?? act
}

/** Whether the act tells its deed the other way round: not extended is terminated. */
export function isReversed(act: string): boolean {
  return REVERSED[act] !== undefined
}
