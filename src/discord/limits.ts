// Discord's limits, and the guard that every outgoing request passes. From Discord's reference; those marked * are
// not in its published schema, so nobody else would find out before Discord refuses.
import { z } from 'zod'
import { FLAG, TYPE } from './components.ts'

export const LIMITS = {
  /** * Characters of all texts of a message with Components V2 together. */
  text: 4000,
  /** * Parts of a message, those inside of others counted too. */
  parts: 40,
  rowButtons: 5,
  selectOptions: 25,
  buttonLabel: 80,
  customId: 100,
  placeholder: 150,
  pictures: 10,
  altText: 1024,
  threadName: 100,
  nonce: 25,
  modalTitle: 45,
  modalParts: 5,
  inputText: 4000,
  label: 45,
  labelDescription: 100,
  choices: 25,
  choiceName: 100,
  choiceValue: 100,
  commands: 100,
  commandName: 32,
  commandDescription: 100,
  commandOptions: 25,
  /** * Characters of a command's name, description and choices together, the longest language counted. */
  commandText: 8000,
} as const

const text = (most: number) => z.string().min(1).max(most)
const Snowflake = z.string().regex(/^\d{1,20}$/)
const CustomId = text(LIMITS.customId)

const Text = z.strictObject({ type: z.literal(TYPE.text), content: text(LIMITS.text).regex(/\S/) })
const Rule = z.strictObject({ type: z.literal(TYPE.separator) })
const Gallery = z.strictObject({
  type: z.literal(TYPE.gallery),
  items: z
    .array(
      z.strictObject({
        media: z.strictObject({ url: z.string().regex(/^attachment:\/\/[a-z0-9-]+\.png$/) }),
        description: text(LIMITS.altText),
      }),
    )
    .min(1)
    .max(LIMITS.pictures),
})
const Button = z.strictObject({
  type: z.literal(TYPE.button),
  style: z.union([z.literal(1), z.literal(2)]),
  label: text(LIMITS.buttonLabel),
  custom_id: CustomId,
  disabled: z.boolean().optional(),
})
const Select = z.strictObject({
  type: z.literal(TYPE.select),
  custom_id: CustomId,
  placeholder: text(LIMITS.placeholder).optional(),
  options: z
    .array(
      z.strictObject({
        label: text(LIMITS.choiceName),
        value: text(LIMITS.customId),
        default: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(LIMITS.selectOptions),
  required: z.boolean().optional(),
})
const Row = z.strictObject({
  type: z.literal(TYPE.row),
  components: z.union([z.array(Button).min(1).max(LIMITS.rowButtons), z.array(Select).length(1)]),
})
const Container = z.strictObject({
  type: z.literal(TYPE.container),
  id: z
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional(),
  accent_color: z.int().min(0).max(0xffffff).optional(),
  components: z.array(z.discriminatedUnion('type', [Text, Rule, Gallery, Row])).min(1),
})

/** Nobody is ever mentioned: not the one replied to either. */
const NoMentions = z.strictObject({ parse: z.array(z.never()).length(0), replied_user: z.literal(false) })

const Message = z
  .strictObject({
    components: z.array(z.discriminatedUnion('type', [Container, Row])).min(1),
    flags: z.int().refine(flags => (flags & FLAG.componentsV2) !== 0, 'IS_COMPONENTS_V2 is missing'),
    allowed_mentions: NoMentions,
    nonce: text(LIMITS.nonce).optional(),
    enforce_nonce: z.literal(true).optional(),
    message_reference: z
      .strictObject({ message_id: Snowflake, fail_if_not_exists: z.literal(false) })
      .optional(),
    attachments: z
      .array(
        z.strictObject({
          id: z.string().regex(/^\d$/),
          filename: text(100),
          description: text(LIMITS.altText),
        }),
      )
      .max(LIMITS.pictures)
      .optional(),
  })
  .superRefine((message, context) => {
    for (const fault of countFaults(message.components)) context.addIssue({ code: 'custom', message: fault })
    if (message.enforce_nonce && message.nonce === undefined)
      context.addIssue({ code: 'custom', message: 'enforce_nonce without nonce' })
  })

const ForumPost = z.strictObject({ name: text(LIMITS.threadName), message: Message })
const Thread = z.strictObject({ name: text(LIMITS.threadName) })

const Input = z.strictObject({
  type: z.literal(TYPE.input),
  custom_id: CustomId,
  style: z.union([z.literal(1), z.literal(2)]),
  required: z.boolean().optional(),
  value: text(LIMITS.inputText).optional(),
  placeholder: text(100).optional(),
  max_length: z.int().min(1).max(LIMITS.inputText).optional(),
})
const Modal = z.strictObject({
  custom_id: CustomId,
  title: text(LIMITS.modalTitle),
  components: z
    .array(
      z.strictObject({
        type: z.literal(TYPE.label),
        label: text(LIMITS.label),
        description: text(LIMITS.labelDescription).optional(),
        component: z.discriminatedUnion('type', [Input, Select]),
      }),
    )
    .min(1)
    .max(LIMITS.modalParts),
})
const Choice = z.strictObject({
  name: text(LIMITS.choiceName),
  name_localizations: z.record(z.string(), text(LIMITS.choiceName)).optional(),
  value: text(LIMITS.choiceValue),
})

/** What an interaction may be answered with. */
const Callback = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal(4), data: Message }),
  z.strictObject({
    type: z.literal(5),
    data: z.strictObject({ flags: z.literal(FLAG.ephemeral) }).optional(),
  }),
  z.strictObject({ type: z.literal(6) }),
  z.strictObject({ type: z.literal(7), data: Message }),
  z.strictObject({
    type: z.literal(8),
    data: z.strictObject({ choices: z.array(Choice).max(LIMITS.choices) }),
  }),
  z.strictObject({ type: z.literal(9), data: Modal }),
])

const Localized = (most: number) => z.record(z.string(), text(most))
const CommandOption = z.strictObject({
  type: z.int(),
  name: z.string().regex(/^[-_a-z0-9]{1,32}$/),
  description: text(LIMITS.commandDescription),
  description_localizations: Localized(LIMITS.commandDescription),
  required: z.boolean(),
  choices: z.array(Choice).min(1).max(LIMITS.choices).optional(),
  autocomplete: z.literal(true).optional(),
  min_value: z.int().optional(),
  max_value: z.int().optional(),
  max_length: z.int().min(1).max(6000).optional(),
})
const Commands = z
  .array(
    z.strictObject({
      type: z.union([z.literal(1), z.literal(3)]),
      name: text(LIMITS.commandName),
      name_localizations: Localized(LIMITS.commandName).optional(),
      description: text(LIMITS.commandDescription).optional(),
      description_localizations: Localized(LIMITS.commandDescription).optional(),
      options: z.array(CommandOption).max(LIMITS.commandOptions).optional(),
      default_member_permissions: z.int().nullable(),
      contexts: z.array(z.int()).min(1),
      integration_types: z.array(z.int()).min(1),
    }),
  )
  .max(LIMITS.commands)
  .superRefine((commands, context) => {
    for (const command of commands)
      if (commandLength(command) > LIMITS.commandText)
        context.addIssue({
          code: 'custom',
          message: `/${command.name} is longer than ${LIMITS.commandText} characters`,
        })
  })

/** What goes where: every path that we write to, and nothing else. */
const ROUTES: readonly (readonly [method: string, path: RegExp, body: z.ZodType | null])[] = [
  ['POST', /^\/channels\/\d+\/messages$/, Message],
  ['POST', /^\/channels\/\d+\/messages\/\d+\/threads$/, Thread],
  ['POST', /^\/channels\/\d+\/messages\/\d+\/crosspost$/, null],
  ['POST', /^\/channels\/\d+\/threads$/, ForumPost],
  ['POST', /^\/channels\/\d+\/typing$/, null],
  ['POST', /^\/users\/@me\/channels$/, z.strictObject({ recipient_id: Snowflake })],
  ['POST', /^\/interactions\/\d+\/[^/]+\/callback$/, Callback],
  ['POST', /^\/webhooks\/\d+\/[^/]+$/, Message],
  ['PATCH', /^\/webhooks\/\d+\/[^/]+\/messages\/@original$/, Message],
  ['DELETE', /^\/webhooks\/\d+\/[^/]+\/messages\/@original$/, null],
  ['PUT', /^\/applications\/\d+\/commands$/, Commands],
]

/** A request that Discord would refuse, stopped before it left: a fault of ours. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest'
}

/**
 * Checks one request that is about to leave. @param path from `/channels` on, decoded, without query
 * @throws RefusedRequest when the path is none of ours or Discord would refuse what is sent there
 */
export function checkRequest(method: string, path: string, body: unknown): void {
  if (method === 'GET') return
  const route = ROUTES.find(([verb, pattern]) => verb === method && pattern.test(path))
  // Tokens of interactions stand in paths.
  const named = `${method} ${path.replace(/^(\/(?:webhooks|interactions)\/\d+)\/[^/]+/, '$1/…')}`
  if (!route) throw new RefusedRequest(`${named}: not a path that we write to.`)
  if (route[2] === null) return
  const parsed = route[2].safeParse(body)
  if (parsed.success) return
  const [issue] = parsed.error.issues
  throw new RefusedRequest(`${named}: ${issue!.path.join('.')}: ${issue!.message}`)
}

interface AnyPart {
  readonly type: number
  readonly id?: number | undefined
  readonly content?: string
  readonly label?: string
  readonly custom_id?: string
  readonly placeholder?: string | undefined
  readonly components?: readonly AnyPart[]
  readonly options?: readonly { readonly label: string; readonly value: string }[]
}

function allParts(parts: readonly AnyPart[]): AnyPart[] {
  return parts.flatMap(part => [part, ...allParts(part.components ?? [])])
}

/** Characters that count: what is read, on buttons too. */
export function textLength(parts: readonly object[]): number {
  return allParts(parts as readonly AnyPart[]).reduce(
    (sum, part) =>
      sum + (part.content ?? '').length + (part.label ?? '').length + (part.placeholder ?? '').length,
    0,
  )
}

/** How many parts there are, those inside of others counted too. */
export function countParts(parts: readonly object[]): number {
  return allParts(parts as readonly AnyPart[]).length
}

function countFaults(parts: readonly object[]): string[] {
  const all = allParts(parts as readonly AnyPart[])
  const ids = all.flatMap(part => part.custom_id ?? [])
  const values = all.map(part => (part.options ?? []).map(option => option.value))
  return [
    ...(all.length > LIMITS.parts ? [`${all.length} parts, more than ${LIMITS.parts}`] : []),
    ...(textLength(parts) > LIMITS.text ? [`more than ${LIMITS.text} characters of text`] : []),
    ...(new Set(ids).size < ids.length ? ['two parts with one custom_id'] : []),
    ...(values.some(each => new Set(each).size < each.length) ? ['two choices with one value'] : []),
    ...(all.some(part => part.type !== TYPE.row) ? [] : ['an empty message']),
  ]
}

interface CountedCommand {
  readonly name: string
  readonly description?: string | undefined
  readonly name_localizations?: Readonly<Record<string, string>> | undefined
  readonly description_localizations?: Readonly<Record<string, string>> | undefined
  readonly value?: string
  readonly options?: readonly CountedCommand[] | undefined
  readonly choices?: readonly CountedCommand[] | undefined
}

function commandLength(part: CountedCommand): number {
  const longest = (words = '', others: Readonly<Record<string, string>> = {}) =>
    Math.max(words.length, ...Object.values(others).map(other => other.length))
  const inner = [...(part.options ?? []), ...(part.choices ?? [])]
  return (
    longest(part.name, part.name_localizations) +
    longest(part.description, part.description_localizations) +
    (part.value ?? '').length +
    inner.reduce((sum, each) => sum + commandLength(each), 0)
  )
}
