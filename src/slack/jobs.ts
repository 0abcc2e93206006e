// What has to be done for something said or pressed: kept as it is until it is done, so that a kill loses nothing.
import { createHash } from 'node:crypto'
import { z } from 'zod'

const target = z.discriminatedUnion('kind', [
  /** Slack's address for answers to a slash command or a press; `ephemeral` for the asker alone. */
  z.object({ kind: z.literal('response'), url: z.string(), ephemeral: z.boolean().optional() }),
  /** A thread, or a direct message channel as such. */
  z.object({ kind: z.literal('post'), channel: z.string(), thread: z.string().optional() }),
  /** A modal that is open. */
  z.object({ kind: z.literal('view'), view: z.string() }),
])

const job = z.object({
  /** Slack's own id of it: see `Visit`. */
  id: z.string(),
  team: z.string(),
  user: z.string(),
  channel: z.string().optional(),
  incoming: z.union([
    z.string(),
    z.object({
      command: z.string(),
      options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    }),
  ]),
  /** Timestamp of the thread it belongs to; `channel` for the whole of a direct message channel. */
  thread: z.string().optional(),
  conversation: z.string().optional(),
  /**
   * `incoming` is a message as Slack writes it. `thread`: it mentions nobody for all we know, so it is answered only
   * where it does mention us or the thread is ours.
   */
  message: z.enum(['called', 'thread']).optional(),
  target,
})

/** Where a reply goes. */
export type Target = z.output<typeof target>
/** Something said or pressed, with all that it takes to answer it. */
export type Job = z.output<typeof job>

/** A job out of what was kept; null when it is none, as after a change of version. */
export function readJob(work: string | null): Job | null {
  try {
    return job.parse(JSON.parse(work ?? ''))
  } catch {
    return null
  }
}

/** The key of one message of a job: the same on every attempt, 24 letters and digits. */
export function keyOf(id: string, page: number): string {
  return createHash('sha256').update(`${id} ${page}`).digest('hex').slice(0, 24)
}
