// What a button stands for, in the 100 characters that Discord gives back when it is pressed. Only Discord sends these
// back to us, and only those that stand on the message; what they may do is decided by who presses.
import { LIMITS } from './limits.ts'

export type Action =
  /** Runs a line as if it were typed. */
  | { readonly kind: 'run'; readonly line: string }
  /** Opens a form with the options of a line filled in. */
  | { readonly kind: 'form'; readonly line: string }
  /** Turns to a page of a kept reply. */
  | { readonly kind: 'page'; readonly reply: string; readonly page: number }
  /** Says what the reader thinks of a turn. */
  | { readonly kind: 'feedback'; readonly verdict: 'good' | 'bad'; readonly about: string }
  /** Opens a field for one more question in a conversation. */
  | { readonly kind: 'follow'; readonly conversation: string }
  /** A choice of several lines, each of them an action of its own. */
  | { readonly kind: 'choose' }

/** A line too long for a button, under the name it is kept by. */
export interface KeptLine {
  readonly id: string
  readonly line: string
}

/** `nameOf` names a line that is too long; it has to be kept under that name. `n` tells equal ones on a message apart. */
export function writeAction(action: Action, n: number, nameOf: (line: string) => string): string {
  const id = writeShort(action, n)
  if (id.length <= LIMITS.customId || (action.kind !== 'run' && action.kind !== 'form')) return id
  return `${action.kind === 'run' ? 'R' : 'F'}${n}:${nameOf(action.line)}`
}

function writeShort(action: Action, n: number): string {
  switch (action.kind) {
    case 'run':
      return `r${n}:${action.line}`
    case 'form':
      return `f${n}:${action.line}`
    case 'page':
      return `p${n}:${action.page}:${action.reply}`
    case 'feedback':
      return `${action.verdict === 'good' ? 'g' : 'b'}${n}:${action.about}`
    case 'follow':
      return `q${n}:${action.conversation}`
    case 'choose':
      return `c${n}:`
  }
}

/** An action as it came back; `kept` names a line that has to be looked up. Null for what is none of ours. */
export function readAction(
  id: string,
): Action | { readonly kind: 'kept'; readonly form: boolean; readonly id: string } | null {
  const [, kind, rest = ''] = /^([a-zA-Z])\d*:([\s\S]*)$/.exec(id) ?? []
  switch (kind) {
    case 'r':
      return { kind: 'run', line: rest }
    case 'f':
      return { kind: 'form', line: rest }
    case 'R':
    case 'F':
      return { kind: 'kept', form: kind === 'F', id: rest }
    case 'p': {
      const [, page, reply] = /^(\d{1,4}):(.+)$/s.exec(rest) ?? []
      return page === undefined || reply === undefined ? null : { kind: 'page', reply, page: Number(page) }
    }
    case 'g':
    case 'b':
      return { kind: 'feedback', verdict: kind === 'g' ? 'good' : 'bad', about: rest }
    case 'q':
      return { kind: 'follow', conversation: rest }
    case 'c':
      return { kind: 'choose' }
    default:
      return null
  }
}
