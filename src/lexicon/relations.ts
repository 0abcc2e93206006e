import relations from './data/relations.json' with { type: 'json' }

const NEAR: Readonly<Record<string, readonly string[]>> = relations.near
const OPPOSITE: Readonly<Record<string, readonly string[]>> = relations.opposite

/** Acts that one may mean when naming this one (`urge` for `request`); ids without `ACT.`. */
export function nearActs(act: string): readonly string[] {
  return NEAR[act] ?? []
}

/** Acts that make it untrue that this one was done by the same people about the same thing. */
export function oppositeActs(act: string): readonly string[] {
  return OPPOSITE[act] ?? []
}
