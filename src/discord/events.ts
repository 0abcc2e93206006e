// What Discord sends, parsed at the door: only what is used here, and nothing is trusted to be there.
import { z } from 'zod'

const User = z.object({
  id: z.string(),
  bot: z.boolean().optional(),
  username: z.string().optional(),
  global_name: z.string().nullish(),
})

interface OptionShape {
  readonly name: string
  readonly value?: string | number | boolean | undefined
  readonly focused?: boolean | undefined
  readonly options?: readonly OptionShape[] | undefined
}
const OptionValue: z.ZodType<OptionShape> = z.lazy(() =>
  z.object({
    name: z.string(),
    value: z.union([z.string(), z.number(), z.boolean()]).optional(),
    focused: z.boolean().optional(),
    options: z.array(OptionValue).optional(),
  }),
)

const ResolvedMessage = z.object({
  id: z.string(),
  content: z.string().optional(),
  components: z.array(z.unknown()).optional(),
  embeds: z.array(z.object({ title: z.string().nullish(), description: z.string().nullish() })).optional(),
})

const InteractionBase = z.object({
  id: z.string(),
  application_id: z.string(),
  token: z.string(),
  locale: z.string().optional(),
  guild_id: z.string().nullish(),
  channel_id: z.string().nullish(),
  channel: z
    .object({ id: z.string(), type: z.int(), name: z.string().nullish(), owner_id: z.string().nullish() })
    .optional(),
  member: z.object({ user: User, permissions: z.string().optional() }).optional(),
  user: User.optional(),
  app_permissions: z.string().optional(),
  /** `0`: the guild that installed the app; `1`: the user who did. */
  authorizing_integration_owners: z.record(z.string(), z.string()).optional(),
})

/** A press, a command or a form, as it arrives. */
export const Interaction = z.discriminatedUnion('type', [
  InteractionBase.extend({
    type: z.literal(2),
    data: z.object({
      name: z.string(),
      type: z.int().default(1),
      options: z.array(OptionValue).optional(),
      target_id: z.string().optional(),
      resolved: z.object({ messages: z.record(z.string(), ResolvedMessage).optional() }).optional(),
    }),
  }),
  InteractionBase.extend({
    type: z.literal(3),
    data: z.object({ custom_id: z.string(), values: z.array(z.string()).optional() }),
  }),
  InteractionBase.extend({
    type: z.literal(4),
    data: z.object({ name: z.string(), options: z.array(OptionValue).optional() }),
  }),
  InteractionBase.extend({
    type: z.literal(5),
    data: z.object({ custom_id: z.string(), components: z.array(z.unknown()).default([]) }),
  }),
])
export type Interaction = z.output<typeof Interaction>
export type CommandInteraction = Extract<Interaction, { type: 2 }>
export type PressInteraction = Extract<Interaction, { type: 3 }>
export type TypingInteraction = Extract<Interaction, { type: 4 }>
export type FormInteraction = Extract<Interaction, { type: 5 }>

/** A message in a channel or in direct messages. Without the message content intent most of them come without words. */
export const ChannelMessage = z.object({
  id: z.string(),
  channel_id: z.string(),
  guild_id: z.string().nullish(),
  author: User,
  member: z.object({ roles: z.array(z.string()).default([]) }).optional(),
  content: z.string().default(''),
  /** 0 an ordinary message, 19 a reply; all others are Discord's own notices. */
  type: z.int().default(0),
  webhook_id: z.string().nullish(),
  mentions: z.array(User).default([]),
  referenced_message: z
    .object({ id: z.string(), author: User, components: z.array(z.unknown()).optional() })
    .nullish(),
})
export type ChannelMessage = z.output<typeof ChannelMessage>

/** A guild that is gone: `unavailable` only means that Discord cannot reach it now. */
export const GoneGuild = z.object({ id: z.string(), unavailable: z.boolean().optional() })

interface AnyPart {
  readonly custom_id?: string
  readonly value?: unknown
  readonly values?: unknown
  readonly content?: unknown
  readonly components?: readonly unknown[]
  readonly component?: unknown
}

/** All parts, those inside of others too, whatever form they have. */
export function partsOf(parts: readonly unknown[]): AnyPart[] {
  return parts.flatMap(part => {
    if (typeof part !== 'object' || part === null) return []
    const { components, component } = part as AnyPart
    return [
      part as AnyPart,
      ...partsOf(Array.isArray(components) ? components : []),
      ...partsOf(component === undefined ? [] : [component]),
    ]
  })
}

/** What was filled into a form, by the names of its fields; fields left empty are left out. */
export function filledIn(components: readonly unknown[]): Record<string, string> {
  const filled: Record<string, string> = {}
  for (const { custom_id, value, values } of partsOf(components)) {
    if (typeof custom_id !== 'string') continue
    const given = typeof value === 'string' ? value : Array.isArray(values) ? values[0] : undefined
    if (typeof given === 'string' && given.trim() !== '') filled[custom_id] = given
  }
  return filled
}

/** The words of a message: typed, in our kind of parts, or in a preview card. */
export function wordsOf({
  content = '',
  components = [],
  embeds = [],
}: z.output<typeof ResolvedMessage>): string {
  const texts = partsOf(components).flatMap(part => (typeof part.content === 'string' ? [part.content] : []))
  const cards = embeds.flatMap(({ title, description }) => [title ?? '', description ?? ''])
  return [content, ...texts, ...cards].filter(words => words.trim() !== '').join('\n')
}
