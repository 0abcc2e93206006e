// The parts of Discord's Components V2 that are used here, as they go over the wire.

/** Numbers of the parts, from Discord's component reference. */
export const TYPE = {
  row: 1,
  button: 2,
  select: 3,
  input: 4,
  text: 10,
  gallery: 12,
  separator: 14,
  container: 17,
  label: 18,
} as const

/** Message flags, from Discord's message reference. */
export const FLAG = { ephemeral: 1 << 6, componentsV2: 1 << 15 } as const

export const BUTTON_STYLE = { primary: 1, secondary: 2 } as const

export interface TextDisplay {
  readonly type: typeof TYPE.text
  readonly content: string
}

export interface Separator {
  readonly type: typeof TYPE.separator
}

export interface Gallery {
  readonly type: typeof TYPE.gallery
  readonly items: readonly { readonly media: { readonly url: string }; readonly description: string }[]
}

export interface ButtonPart {
  readonly type: typeof TYPE.button
  readonly style: (typeof BUTTON_STYLE)[keyof typeof BUTTON_STYLE]
  readonly label: string
  readonly custom_id: string
  readonly disabled?: boolean
}

export interface SelectPart {
  readonly type: typeof TYPE.select
  readonly custom_id: string
  readonly placeholder?: string
  readonly options: readonly SelectOption[]
  readonly required?: boolean
}

export interface SelectOption {
  readonly label: string
  readonly value: string
  readonly default?: boolean
}

export interface Row {
  readonly type: typeof TYPE.row
  readonly components: readonly (ButtonPart | SelectPart)[]
}

export type ContainerPart = TextDisplay | Separator | Gallery | Row

export interface Container {
  readonly type: typeof TYPE.container
  /** Ours, kept by Discord and given back with the message's history: 1 to 2³¹ − 1. */
  readonly id?: number
  readonly accent_color?: number
  readonly components: readonly ContainerPart[]
}

export interface FilePart {
  readonly name: string
  readonly contentType: string
  readonly data: Uint8Array
}

/** A message as it leaves, with the files that its pictures name. */
export interface Drawn {
  readonly components: readonly (Container | Row)[]
  readonly files: readonly FilePart[]
}

/** One line of text, or several, as a part. */
export function textDisplay(content: string): TextDisplay {
  return { type: TYPE.text, content }
}

/** A grey or blue button that sends `custom_id` back to us. */
export function button(label: string, custom_id: string, more: Partial<ButtonPart> = {}): ButtonPart {
  return { type: TYPE.button, style: BUTTON_STYLE.secondary, label, custom_id, ...more }
}

/** The body of a message: nobody is mentioned by it, and it is made of parts alone. */
export function messageBody(drawn: Drawn, { ephemeral = false, ...more }: BodyOptions = {}): object {
  return {
    components: drawn.components,
    flags: FLAG.componentsV2 | (ephemeral ? FLAG.ephemeral : 0),
    allowed_mentions: { parse: [], replied_user: false },
    ...(drawn.files.length > 0 && {
      attachments: drawn.files.map(({ name }, id) => ({
        id: String(id),
        filename: name,
        description: altOf(drawn, name),
      })),
    }),
    ...more,
  }
}

interface BodyOptions {
  /** Seen by the asker alone. */
  readonly ephemeral?: boolean
  readonly nonce?: string
  readonly enforce_nonce?: true
  readonly message_reference?: { readonly message_id: string; readonly fail_if_not_exists: false }
}

function altOf({ components }: Drawn, name: string): string {
  const parts = components.flatMap(part => (part.type === TYPE.container ? part.components : []))
  const items = parts.flatMap(part => (part.type === TYPE.gallery ? part.items : []))
  return items.find(item => item.media.url === `attachment://${name}`)?.description ?? name
}
