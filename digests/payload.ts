// Replies as text, so that the outbox can keep them: pictures' bytes become base64.
import type { Reply } from '../src/chat/reply.ts'

/** A reply as JSON. */
export function packReply(reply: Reply): string {
  return JSON.stringify(reply, (_, value: unknown) =>
    value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value,
  )
}

/** The reply that `packReply` was given. @throws SyntaxError when it is none */
export function unpackReply(packed: string): Reply {
  return JSON.parse(packed, (_, value: unknown) =>
    isBytes(value) ? new Uint8Array(Buffer.from(value.base64, 'base64')) : value,
  ) as Reply
}

function isBytes(value: unknown): value is { base64: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { base64?: unknown }).base64 === 'string' &&
    Object.keys(value).length === 1
  )
}
