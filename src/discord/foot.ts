import { say } from '../chat/messages.ts'
import type { Reply } from '../chat/reply.ts'
import { LIMITS } from './limits.ts'
import type { Look } from './render.ts'

type Foot = NonNullable<Look['foot']>

/** Under a reply that is about a turn: whether it was useful, and one more question where the conversation goes on. */
export function footOf({ lang, about }: Reply, conversation: string | null): Foot {
  if (about === undefined || about.length > LONGEST) return []
  const feedback = (['good', 'bad'] as const).map(verdict => ({
    label: say(lang, `feedback.${verdict}`),
    action: { kind: 'feedback', verdict, about } as const,
  }))
  if (conversation === null || conversation.length > LONGEST) return feedback
  return [{ label: say(lang, 'follow.button'), action: { kind: 'follow', conversation } }, ...feedback]
}

/** A longer key would not fit behind a button. */
const LONGEST = LIMITS.customId - 8
