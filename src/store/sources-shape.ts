// The shape of an exported source, checked where it comes in.
import { z } from 'zod'
import { LANGS } from '../model/language.ts'
import { OWNERSHIPS, SOURCE_KINDS, type SourceState, UNTRIED } from '../model/source.ts'

const text = z.string()
const instant = z.iso.datetime({ offset: true })

const SOURCE = z.object({
  id: z.string().regex(/^src_[0-9a-f]{8,64}$/),
  kind: z.enum(SOURCE_KINDS),
  url: text.min(1),
  name: text,
  outlet: text.nullable(),
  country: text.nullable(),
  lang: z.enum(LANGS).nullable(),
  ownership: z.enum(OWNERSHIPS).nullable(),
  pattern: text.nullable(),
  text: z.enum(['auto', 'feed', 'page']),
  workspace: text.nullable(),
  paused: z.boolean(),
  added: instant,
})

const HEALTH = z.object({
  polls: z.int().nonnegative(),
  lastPoll: instant.nullable(),
  lastSuccess: instant.nullable(),
  lastItem: instant.nullable(),
  interval: z.number().positive(),
  days: z.record(z.string().regex(/^\d{4}-\d{2}-\d{2}$/), z.int().nonnegative()),
  items: z.int().nonnegative(),
})

/** What an export holds of a source: what was said of it, and its habit; faults and what servers gave stay behind. */
export type ExportedSource = z.infer<typeof EXPORTED>
const EXPORTED = z.object({ source: SOURCE, health: HEALTH, nextPoll: instant })

/** A source as it is exported. */
export function exportedSource({ source, health, nextPoll }: SourceState): ExportedSource {
  return EXPORTED.parse({ source, health, nextPoll })
}

/** A source out of an export. @throws Error naming what is wrong with it */
export function sourceFrom(value: unknown): SourceState {
  const read = EXPORTED.safeParse(value)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new Error(`source ${issue?.path.join('.')} is not as expected`)
  }
  const { source, health, nextPoll } = read.data
  return { source, health: { ...UNTRIED, ...health }, nextPoll }
}
