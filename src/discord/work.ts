// What is needed to take up again what a kill has interrupted: kept with the visit, forgotten when it is finished.
import { z } from 'zod'

/** Unfinished work of an interaction, as it is kept. */
export const InteractionWork = z.object({
  kind: z.literal('interaction'),
  incoming: z.union([
    z.string(),
    z.object({
      command: z.string(),
      options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    }),
  ]),
  application: z.string(),
  token: z.string(),
  ephemeral: z.boolean(),
  channelId: z.string().nullable(),
  lang: z.enum(['en', 'zh-Hans', 'zh-Hant', 'ja', 'ko']),
  workspace: z.string(),
  channel: z.string(),
  user: z.string(),
  mayAdminister: z.object({ workspace: z.boolean(), channel: z.boolean() }),
  conversation: z.string().nullable(),
  subject: z.string().nullable(),
  /** Permissions that the app lacks in this channel. */
  lacks: z.array(z.string()),
})
export type InteractionWork = z.output<typeof InteractionWork>

/** Unfinished work of a message, as it is kept. */
export const MessageWork = z.object({
  kind: z.literal('message'),
  text: z.string(),
  message: z.string(),
  channelId: z.string(),
  guild: z.string().nullable(),
  user: z.string(),
  conversation: z.string(),
  subject: z.string().nullable(),
  thread: z.boolean(),
})
export type MessageWork = z.output<typeof MessageWork>

/** Either of them. */
export const Work = z.discriminatedUnion('kind', [InteractionWork, MessageWork])
