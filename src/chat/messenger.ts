import type { Surface } from './command.ts'
import type { Reply } from './reply.ts'

/** A chat platform as the digests see it: somewhere to post. */
export interface Messenger {
  readonly surface: Surface
  /**
   * Posts a reply and returns the platform's id of the message. `key` is ours and the same on every attempt,
   * so that a message that arrived although its acknowledgement was lost can be recognised.
   */
  post(
    channel: string,
    reply: Reply,
    options: { readonly key: string; readonly thread?: string },
  ): Promise<{ readonly message: string }>
}
