// What went wrong with a request, in the words of the house. Messages are our own: a server's may repeat the prompt.
import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'
import type { FaultKind } from './model.ts'
import type { ServerFault } from './server.ts'

interface Traits {
  readonly maySendAgain?: boolean
  readonly retryAfterMs?: number | null
  readonly mayHaveCost?: boolean
  readonly isServers?: boolean
}

/** A fault as a value. */
export function faultOf(kind: FaultKind, message: string, traits: Traits = {}): ServerFault {
  return {
    ok: false,
    fault: { kind, message },
    maySendAgain: false,
    retryAfterMs: null,
    mayHaveCost: false,
    isServers: false,
    ...traits,
  }
}

/** Codes of connections that were never made. */
const NEVER_REACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])
const TOO_LONG =
  /context.?length|maximum context|too (?:long|many tokens)|exceeds? .{0,30}(?:context|tokens)/i

/** The request is longer than the model can take. */
export function isTooLong(error: APIError): boolean {
  return error.status === 413 || TOO_LONG.test(error.message)
}

/** Reads what the client threw. `hasBegun`: part of the reply had arrived. */
export function readFault(error: unknown, hasBegun: boolean): ServerFault {
  if (error instanceof APIUserAbortError) return faultOf('cancelled', 'given up', { mayHaveCost: true })
  if (error instanceof APIConnectionTimeoutError)
    return faultOf('timeout', 'no reply in time', { mayHaveCost: true, isServers: true })
  if (error instanceof APIConnectionError || !(error instanceof APIError)) {
    const code = codeOf(error)
    const reached = hasBegun || !NEVER_REACHED.has(code)
    const what = hasBegun ? 'the connection broke off in the middle of a reply' : 'no connection'
    return faultOf('unavailable', code === '' ? what : `${what} (${code})`, {
      maySendAgain: !reached,
      mayHaveCost: reached,
      isServers: true,
    })
  }
  return readStatus(error, hasBegun)
}

function readStatus(error: APIError, hasBegun: boolean): ServerFault {
  const { status } = error
  const retryAfterMs = retryAfterOf(error.headers)
  if (status === undefined)
    return faultOf('unavailable', 'the reply broke off with an error', {
      mayHaveCost: hasBegun,
      isServers: true,
    })
  if (status === 401 || status === 403)
    return faultOf('unauthorized', `the server refuses the key (${status})`, { isServers: true })
  if (status === 429) {
    // Out of money is no traffic jam: asking again does not help.
    const empty = /quota|billing|insufficient/i.test(`${error.code ?? ''} ${error.type ?? ''}`)
    return faultOf('rate_limited', empty ? 'the account is out of credit (429)' : 'too many requests (429)', {
      maySendAgain: !empty,
      retryAfterMs,
      isServers: true,
    })
  }
  if (status === 502 || status === 503 || status === 529)
    return faultOf('unavailable', `the server is overloaded or down (${status})`, {
      maySendAgain: true,
      retryAfterMs,
      isServers: true,
    })
  if (status >= 500)
    return faultOf('unavailable', `the server failed (${status})`, { mayHaveCost: true, isServers: true })
  if (isTooLong(error)) return faultOf('too_long', 'too long for this model')
  if (status === 404) return faultOf('unsupported', 'the server knows no such model or address (404)')
  return faultOf('unsupported', `the server does not take the request (${status})`)
}

/** `Retry-After` in seconds or as a date, `retry-after-ms` in milliseconds. */
function retryAfterOf(headers: Headers | undefined): number | null {
  const ms = Number(headers?.get('retry-after-ms') ?? Number.NaN)
  if (Number.isFinite(ms) && ms >= 0) return ms
  const after = headers?.get('retry-after')
  if (after === null || after === undefined || after.trim() === '') return null
  const seconds = Number(after)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const at = Date.parse(after)
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now())
}

/** The system's code of a failed connection, however deep it lies. */
function codeOf(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code } = at as NodeJS.ErrnoException
    if (typeof code === 'string') return code
  }
  return ''
}
