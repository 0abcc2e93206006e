// What Slack takes (docs.slack.dev/reference/block-kit, 2026), and the guard that every payload passes before it leaves.
import { z } from 'zod'

/** Lengths are in UTF-16 units of what is sent, escapes included: Slack counts no more than that. */
export const LIMITS = {
  /** Slack cuts at 40,000 and advises 4,000; ours is a summary. */
  text: 3000,
  messageBlocks: 50,
  viewBlocks: 100,
  /** Messages were seen to fail from about 13,200 characters of blocks on. */
  blocksJson: 12_000,
  header: 150,
  /** Of a text object; of a rich text block nothing is documented, so the same is kept to. */
  section: 3000,
  contextElements: 10,
  actions: 25,
  contextActions: 5,
  buttonLabel: 75,
  buttonValue: 2000,
  actionId: 255,
  url: 3000,
  alt: 2000,
  tableRows: 100,
  tableColumns: 20,
  tableText: 10_000,
  viewTitle: 24,
  viewMetadata: 3000,
  inputLabel: 2000,
  options: 100,
  optionLabel: 75,
  optionValue: 150,
  metadata: 8000,
} as const

const filled = (most: number) => z.string().min(1).max(most)
const plainText = (most: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: filled(most), emoji: z.boolean().optional() })

/** Every `<…>` in mrkdwn is a link to a page or it does not leave: `<!channel>`, `<@U…>` and the like are pings. */
const mrkdwn = z.strictObject({
  type: z.literal('mrkdwn'),
  text: filled(LIMITS.section).refine(
    text => !/<(?!https?:\/\/[^<>|]+(?:\|[^<>]*)?>)/.test(text),
    'holds a mention or a stray <',
  ),
  // Without it, whatever looks like a link or a channel becomes one.
  verbatim: z.literal(true),
})

const style = z
  .strictObject({ bold: z.boolean(), italic: z.boolean(), code: z.boolean() })
  .partial()
  .optional()
const inline = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: filled(LIMITS.section), style }),
  z.strictObject({ type: z.literal('emoji'), name: z.enum(['warning', 'no_entry']) }),
  z.strictObject({
    type: z.literal('link'),
    url: filled(LIMITS.url).regex(/^https?:\/\//),
    text: filled(LIMITS.section).optional(),
  }),
])
const richSection = z.strictObject({
  type: z.literal('rich_text_section'),
  elements: z.array(inline).min(1),
})
const richText = z
  .strictObject({
    type: z.literal('rich_text'),
    elements: z
      .array(
        z.discriminatedUnion('type', [
          richSection,
          z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(inline).min(1) }),
          z.strictObject({
            type: z.literal('rich_text_list'),
            style: z.enum(['bullet', 'ordered']),
            offset: z.number().int().min(0).optional(),
            elements: z.array(richSection).min(1),
          }),
        ]),
      )
      .min(1),
  })
  .refine(block => JSON.stringify(block).length <= LIMITS.blocksJson, 'is too long for one block')

const button = z.strictObject({
  type: z.literal('button'),
  action_id: filled(LIMITS.actionId),
  text: plainText(LIMITS.buttonLabel),
  value: filled(LIMITS.buttonValue).optional(),
  style: z.enum(['primary', 'danger']).optional(),
})
const pressed = z.strictObject({
  text: plainText(LIMITS.buttonLabel),
  accessibility_label: filled(LIMITS.buttonLabel).optional(),
  value: filled(LIMITS.buttonValue),
})
const option = z.strictObject({
  text: plainText(LIMITS.optionLabel),
  value: filled(LIMITS.optionValue),
})
const options = z.array(option).min(1).max(LIMITS.options)
const action = { action_id: filled(LIMITS.actionId) }
const element = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('static_select'),
    ...action,
    options,
    initial_option: option.optional(),
    placeholder: plainText(150).optional(),
  }),
  z.strictObject({
    type: z.literal('plain_text_input'),
    ...action,
    max_length: z.number().int().min(1).max(3000).optional(),
    multiline: z.boolean().optional(),
    initial_value: z.string().max(3000).optional(),
    placeholder: plainText(150).optional(),
  }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...action,
    default_to_current_conversation: z.boolean().optional(),
    initial_conversation: z.string().optional(),
    filter: z
      .strictObject({ include: z.array(z.string()), exclude_bot_users: z.boolean().optional() })
      .optional(),
  }),
  z.strictObject({ type: z.literal('checkboxes'), ...action, options: z.array(option).min(1).max(10) }),
])

const cell = z.strictObject({ type: z.literal('raw_text'), text: filled(LIMITS.section) })

/** Messages, modals and Home alike. */
const COMMON = [
  z.strictObject({ type: z.literal('header'), text: plainText(LIMITS.header) }),
  z.strictObject({ type: z.literal('divider') }),
  z.strictObject({ type: z.literal('section'), text: z.union([plainText(LIMITS.section), mrkdwn]) }),
  z.strictObject({
    type: z.literal('context'),
    elements: z
      .array(z.union([plainText(LIMITS.section), mrkdwn]))
      .min(1)
      .max(LIMITS.contextElements),
  }),
  richText,
  z.strictObject({ type: z.literal('actions'), elements: z.array(button).min(1).max(LIMITS.actions) }),
  z.strictObject({
    type: z.literal('image'),
    slack_file: z.strictObject({ id: filled(50) }),
    alt_text: filled(LIMITS.alt),
  }),
] as const
const messageBlock = z.discriminatedUnion('type', [
  ...COMMON,
  z.strictObject({
    type: z.literal('context_actions'),
    elements: z
      .array(
        z.strictObject({
          type: z.literal('feedback_buttons'),
          action_id: filled(LIMITS.actionId),
          positive_button: pressed,
          negative_button: pressed,
        }),
      )
      .min(1)
      .max(LIMITS.contextActions),
  }),
  z.strictObject({
    type: z.literal('table'),
    rows: z.array(z.array(cell).min(1).max(LIMITS.tableColumns)).min(1).max(LIMITS.tableRows),
    column_settings: z
      .array(z.strictObject({ align: z.enum(['left', 'right']), is_wrapped: z.boolean() }))
      .max(LIMITS.tableColumns)
      .optional(),
  }),
])
const input = z.strictObject({
  type: z.literal('input'),
  block_id: filled(255),
  label: plainText(LIMITS.inputLabel),
  hint: plainText(LIMITS.inputLabel).optional(),
  optional: z.boolean().optional(),
  element,
})

const blocks = z
  .array(messageBlock)
  .min(1)
  .max(LIMITS.messageBlocks)
  .refine(list => JSON.stringify(list).length <= LIMITS.blocksJson, 'are too long for one message')
  .refine(list => list.filter(block => block.type === 'table').length <= 1, 'hold more than one table')
  .refine(list => {
    const ids = list.flatMap(block =>
      'elements' in block && (block.type === 'actions' || block.type === 'context_actions')
        ? block.elements.map(each => each.action_id)
        : [],
    )
    return new Set(ids).size === ids.length
  }, 'hold the same action id twice')

/** Words that notify, in a text that markup is switched off for; escaped all the same. */
const summary = filled(LIMITS.text).refine(text => !/[<>]/.test(text), 'holds < or >')

const message = z.object({
  text: summary,
  blocks,
  mrkdwn: z.literal(false),
  parse: z.literal('none'),
  link_names: z.literal(false),
  unfurl_links: z.literal(false),
  unfurl_media: z.literal(false),
  metadata: z
    .strictObject({ event_type: filled(255), event_payload: z.record(z.string(), z.string()) })
    .refine(value => JSON.stringify(value).length <= LIMITS.metadata)
    .optional(),
})

const viewBlock = z.discriminatedUnion('type', [...COMMON])
const modal = z.strictObject({
  type: z.literal('modal'),
  callback_id: filled(255),
  private_metadata: z.string().max(LIMITS.viewMetadata).optional(),
  title: plainText(LIMITS.viewTitle),
  submit: plainText(LIMITS.viewTitle).optional(),
  close: plainText(LIMITS.viewTitle).optional(),
  blocks: z
    .array(z.union([viewBlock, input]))
    .min(1)
    .max(LIMITS.viewBlocks),
})
const home = z.strictObject({
  type: z.literal('home'),
  blocks: z.array(viewBlock).min(1).max(LIMITS.viewBlocks),
})

function demand<T>(what: string, schema: z.ZodType, payload: T): T {
  const { success, error } = schema.safeParse(payload)
  if (success) return payload
  const [issue] = error.issues
  throw new Error(`${what} breaks a rule of Slack at ${issue?.path.join('.')}: ${issue?.message}`)
}

/** The message, when it keeps every rule of the platform. @throws Error naming the rule and where it is broken: a fault of ours */
export function checkMessage<T extends object>(payload: T): T {
  return demand('A message', message, payload)
}

/** The modal or Home view, likewise. */
export function checkView<T extends { readonly type: string }>(view: T): T {
  return demand('A view', view.type === 'home' ? home : modal, view)
}
