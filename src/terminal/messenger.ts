// The operator's terminal as a place where digests arrive: `terminal:desk`.
import type { Messenger } from '../chat/messenger.ts'
import type { Reply } from '../chat/reply.ts'

/**
 * Posts by showing. Nobody can look afterwards what was shown, so a digest that was under way when the process was
 * killed is left to the operator and never shown again by itself.
 */
export function createTerminalMessenger(show: (reply: Reply) => void): Messenger {
  return {
    surface: 'terminal',
    pace: { channelMs: 0, perSecond: 1000 },
    fits: () => true,
    post: async (_channel, reply, { key, thread }) => {
      show(reply)
      return { outcome: 'sent', message: key, thread: thread ?? key }
    },
    look: async () => ({ kind: 'direct', name: 'terminal', fault: null }),
  }
}
