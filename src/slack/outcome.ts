import { webApi } from '@slack/bolt'
import type { FailureReason, PostOutcome } from '../chat/messenger.ts'
import { messageOf } from '../errors.ts'

/** Errors of Slack (docs.slack.dev/reference/methods/chat.postMessage) that say why a message will never arrive. */
const REASONS: Readonly<Record<string, FailureReason>> = {
  channel_not_found: 'channel_gone',
  user_not_found: 'channel_gone',
  users_not_found: 'channel_gone',
  user_disabled: 'channel_gone',
  not_in_channel: 'not_in_channel',
  is_archived: 'archived',
  thread_locked: 'archived',
  cannot_dm_bot: 'forbidden',
  cannot_reply_to_message: 'forbidden',
  ekm_access_denied: 'forbidden',
  missing_scope: 'forbidden',
  no_permission: 'forbidden',
  messages_tab_disabled: 'forbidden',
  not_allowed_token_type: 'forbidden',
  restricted_action: 'forbidden',
  restricted_action_non_threadable_channel: 'forbidden',
  restricted_action_read_only_channel: 'forbidden',
  restricted_action_thread_locked: 'forbidden',
  restricted_action_thread_only_channel: 'forbidden',
  team_access_not_granted: 'forbidden',
  access_denied: 'unauthorized',
  account_inactive: 'unauthorized',
  invalid_auth: 'unauthorized',
  not_authed: 'unauthorized',
  token_expired: 'unauthorized',
  token_revoked: 'unauthorized',
  msg_too_long: 'too_long',
  msg_blocks_too_long: 'too_long',
}
const LATER = ['ratelimited', 'rate_limited', 'message_limit_exceeded']
/** Slack's own trouble: the message may have been taken all the same. */
const UNKNOWN = [
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]
/** The request never left: there was nobody to take it. */
const UNSENT = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]

/** What became of a call that threw. */
export function outcomeOf(error: unknown): Exclude<PostOutcome, { outcome: 'sent' }> {
  const why = messageOf(error)
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { outcome: 'later', afterMs: error.retryAfter * 1000, why }
  if (error instanceof webApi.WebAPIPlatformError) {
    const name = error.data.error
    if (LATER.includes(name)) return { outcome: 'later', afterMs: null, why }
    if (UNKNOWN.includes(name)) return { outcome: 'unknown', why }
    return { outcome: 'failed', reason: REASONS[name] ?? 'invalid', why }
  }
  if (error instanceof webApi.WebAPIHTTPError) {
    if (error.statusCode === 429) return { outcome: 'later', afterMs: null, why }
    if (error.statusCode >= 500) return { outcome: 'unknown', why }
    return { outcome: 'failed', reason: 'invalid', why }
  }
  if (codesOf(error).some(code => UNSENT.includes(code))) return { outcome: 'later', afterMs: null, why }
  return { outcome: 'unknown', why }
}

/** Codes of an error and of what caused it. */
function codesOf(error: unknown): string[] {
  const codes: string[] = []
  for (let at = error, depth = 0; at instanceof Error && depth < 5; depth++) {
    const { code, original, cause } = at as Error & { code?: unknown; original?: unknown }
    if (typeof code === 'string') codes.push(code)
    if (cause instanceof AggregateError) codes.push(...cause.errors.flatMap(codesOf))
    at = original ?? cause
  }
  return codes
}
