// Fetching one address, politely and safely. Whatever the other side does ends in an answer or in a fault with a
// name; nothing is thrown for its sake.
import { Agent, type Dispatcher, errors } from 'undici'
import type { FaultCode, SourceFault, Validators } from '../../model/source.ts'
import { ACCEPT_ENCODING, BadEncodingError, readBody, TooLargeError } from './body.ts'
import {
  createGuardedConnector,
  ForbiddenAddressError,
  fetchableUrl,
  type GuardOptions,
  NoSuchHostError,
} from './guard.ts'
import type { Hosts } from './hosts.ts'

export interface FetchLimits {
  /** Largest body, on the wire and unpacked, bytes. */
  readonly maxBytes: number
  /** Longest time for one request with its body, milliseconds. */
  readonly timeoutMs: number
}

/** Redirects followed; browsers follow 20, honest feeds need two. */
const MOST_REDIRECTS = 5

export interface FetcherOptions extends FetchLimits {
  /** Names us and whom to ask about us. */
  readonly userAgent: string
  readonly hosts: Hosts
  readonly clock: () => Temporal.Instant
  readonly guard?: GuardOptions
}

export interface FetchRequest {
  readonly url: string
  /** Sent when they are of the very address that is asked. */
  readonly validators?: Validators | null
  readonly accept?: string
  readonly signal: AbortSignal
  /** Asked before each request, redirects included: null to go on, or why not. */
  readonly mayFetch?: (url: URL, signal: AbortSignal) => Promise<SourceFault | { readonly pauseMs: number }>
  readonly maxBytes?: number
}

/** An answer with a body, or `unchanged` without one. */
export interface Fetched {
  readonly kind: 'fetched' | 'unchanged'
  /** Where it was found in the end. */
  readonly url: string
  /** Where all redirects said that it is for good; null without one. */
  readonly moved: string | null
  readonly bytes: Uint8Array
  /** Label of the Content-Type header, or null. */
  readonly charset: string | null
  readonly type: string | null
  readonly validators: Validators
  /** Seconds for which the server asks not to come again, 0 when it does not. */
  readonly maxAge: number
  /** The Content-Signal header: what may be done with the text. */
  readonly contentSignal: string | null
}

export type FetchResult = Fetched | { readonly kind: 'failed'; readonly fault: SourceFault }

export interface Fetcher {
  fetch(request: FetchRequest): Promise<FetchResult>
  close(): Promise<void>
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])
const PERMANENT = new Set([301, 308])
const LONGEST_DETAIL = 80
/** Nobody is believed who asks for more patience than this, hours. */
const MOST_PATIENCE_HOURS = 24 * 7

/** A word of the other side's as it may stand in a message. */
export function plain(text: string): string {
  return text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_DETAIL)
}

export function faultOf(
  code: FaultCode,
  url: string,
  detail: string | null = null,
  until: string | null = null,
): SourceFault {
  return { code, url, detail: detail === null ? null : plain(detail), until }
}

type Headers = Readonly<Record<string, string | string[] | undefined>>

function headerOf(headers: Headers, name: string): string | null {
  const value = headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? null
}

/** `max-age`, or what `Expires` says without one; seconds. A page that must not be kept may be asked for again at once. */
function maxAgeOf(headers: Headers, now: Temporal.Instant): number {
  const control = headerOf(headers, 'cache-control') ?? ''
  if (/no-store|no-cache/i.test(control)) return 0
  const stated = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,9})/i.exec(control)?.[1]
  if (stated !== undefined) return Math.max(0, Number(stated) - Number(headerOf(headers, 'age') ?? 0) || 0)
  const expires = Date.parse(headerOf(headers, 'expires') ?? '')
  return Number.isNaN(expires) ? 0 : Math.max(0, Math.round((expires - now.epochMilliseconds) / 1000))
}

/** Retry-After as an instant: seconds or a date (RFC 9110, 10.2.3); null when it says neither. */
export function retryAfterOf(value: string | null, now: Temporal.Instant): string | null {
  if (value === null) return null
  const most = now.add({ hours: MOST_PATIENCE_HOURS })
  const at = /^\s*\d{1,9}\s*$/.test(value) ? now.epochMilliseconds + Number(value) * 1000 : Date.parse(value)
  if (Number.isNaN(at) || at <= now.epochMilliseconds) return null
  return Temporal.Instant.fromEpochMilliseconds(Math.min(at, most.epochMilliseconds)).toString()
}

function charsetOf(type: string | null): string | null {
  return /charset\s*=\s*["']?([^\s"';,]{1,40})/i.exec(type ?? '')?.[1] ?? null
}

/** What was thrown on the way, by the name that an operator knows it by. */
function faultFrom(error: unknown, url: string, signal: AbortSignal): SourceFault {
  if (signal.aborted) throw signal.reason
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof ForbiddenAddressError) return faultOf('forbidden_address', url, at.address)
    if (at instanceof NoSuchHostError) return faultOf('no_such_host', url)
    if (at instanceof TooLargeError)
      return faultOf('too_large', url, `${Math.round(Number(at.message) / 1e6)} MB`)
    if (at instanceof BadEncodingError) return faultOf('bad_encoding', url, at.message)
    if (at.name === 'TimeoutError' || at instanceof errors.ConnectTimeoutError) return faultOf('timeout', url)
    if (at instanceof errors.HeadersTimeoutError || at instanceof errors.BodyTimeoutError)
      return faultOf('timeout', url)
    const code = 'code' in at ? String(at.code) : ''
    if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
      return faultOf('refused', url)
    if (code === 'ETIMEDOUT') return faultOf('timeout', url)
    if (/CERT|SSL|TLS|UNABLE_TO|SELF_SIGNED/.test(code)) return faultOf('tls', url, code)
  }
  // Connection lost, answer that is no HTTP, header without end: the other side broke off in some way.
  const code = error instanceof Error && 'code' in error ? String(error.code) : null
  return faultOf('reset', url, code)
}

/** Whether the other side closed the connection, and said nothing else. */
function wasClosed(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return error instanceof errors.SocketError || code === 'ECONNRESET' || code === 'EPIPE'
}

/** Creates a fetcher; it keeps a few connections alive and is to be closed. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const { hosts, clock, userAgent, timeoutMs } = options
  const agent = new Agent({
    connect: createGuardedConnector(options.guard),
    connections: 1,
    pipelining: 1,
    keepAliveTimeout: 4000,
    keepAliveMaxTimeout: 10_000,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxHeaderSize: 32 * 1024,
  })

  interface Answer {
    readonly status: number
    readonly headers: Headers
    readonly bytes: Uint8Array
  }

  async function requestOnce(url: URL, request: FetchRequest): Promise<Answer> {
    const { validators } = request
    const own = validators?.url === url.href ? validators : null
    const maxBytes = request.maxBytes ?? options.maxBytes
    // The whole of it has to be there in time, or a byte now and then would go on for ever.
    const limit = AbortSignal.timeout(timeoutMs)
    const signal = AbortSignal.any([request.signal, limit])
    let answer: Dispatcher.ResponseData
    try {
      answer = await agent.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: 'GET',
        headers: {
          'user-agent': userAgent,
          accept: request.accept ?? '*/*',
          'accept-encoding': ACCEPT_ENCODING,
          ...(own?.etag && { 'if-none-match': own.etag }),
          ...(own?.lastModified && { 'if-modified-since': own.lastModified }),
        },
        signal,
      })
    } catch (error) {
      throw limit.aborted ? limit.reason : error
    }
    const { statusCode: status, headers, body } = answer
    // Bodies of redirects and errors are of no use; a connection that would have to carry them is dropped.
    if (status !== 200) {
      body.on('error', () => {})
      body.destroy()
      return { status, headers, bytes: new Uint8Array(0) }
    }
    const stated = Number(headerOf(headers, 'content-length') ?? 0)
    if (stated > maxBytes) {
      body.on('error', () => {})
      body.destroy()
      throw new TooLargeError(String(maxBytes))
    }
    try {
      const encoding = [headers['content-encoding'] ?? ''].flat().join(',')
      return { status, headers, bytes: await readBody(body, encoding, maxBytes) }
    } catch (error) {
      throw limit.aborted ? limit.reason : error
    }
  }

  /** A kept connection may have been closed just as it was used again: that is tried once more, and nothing else. */
  async function requestTwice(url: URL, request: FetchRequest): Promise<Answer> {
    try {
      return await requestOnce(url, request)
    } catch (error) {
      if (request.signal.aborted || !wasClosed(error)) throw error
      return requestOnce(url, request)
    }
  }

  function answerOf(url: URL, moved: string | null, { status, headers, bytes }: Answer): Fetched {
    const type = headerOf(headers, 'content-type')
    return {
      kind: status === 304 ? 'unchanged' : 'fetched',
      url: url.href,
      moved,
      bytes,
      charset: charsetOf(type),
      type: type?.split(';', 1)[0]?.trim().toLowerCase() ?? null,
      validators: {
        url: url.href,
        etag: headerOf(headers, 'etag'),
        lastModified: headerOf(headers, 'last-modified'),
      },
      maxAge: maxAgeOf(headers, clock()),
      contentSignal: headerOf(headers, 'content-signal'),
    }
  }

  function failureOf(status: number, headers: Headers, url: string): FetchResult {
    const until = retryAfterOf(headerOf(headers, 'retry-after'), clock())
    if (status === 410) return { kind: 'failed', fault: faultOf('gone', url, String(status)) }
    const code = status === 429 || (status === 503 && until !== null) ? 'busy' : 'http'
    return { kind: 'failed', fault: faultOf(code, url, String(status), until) }
  }

  return {
    async fetch(request) {
      const first = fetchableUrl(request.url)
      if (!first) return { kind: 'failed', fault: faultOf('bad_url', request.url) }
      let url = first
      let permanent = true
      let moved: string | null = null
      const been = new Set<string>()
      for (let hop = 0; ; hop++) {
        been.add(url.href)
        let answer: Answer
        try {
          const leave = request.mayFetch ? await request.mayFetch(url, request.signal) : { pauseMs: 0 }
          if ('code' in leave) return { kind: 'failed', fault: leave }
          const here = url
          answer = await hosts.run(
            url.hostname,
            request.signal,
            () => requestTwice(here, request),
            leave.pauseMs,
          )
        } catch (error) {
          const fault = faultFrom(error, url.href, request.signal)
          hosts.tell(url.hostname, false)
          return { kind: 'failed', fault }
        }
        hosts.tell(url.hostname, true)
        const { status, headers } = answer
        if (status === 200 || status === 304) return answerOf(url, moved, answer)
        if (!REDIRECTS.has(status)) return failureOf(status, headers, url.href)
        const location = headerOf(headers, 'location')
        // Header bytes are Latin-1 to HTTP and UTF-8 to those who put a name into them as it stands.
        const target =
          location === null ? null : fetchableUrl(Buffer.from(location, 'latin1').toString('utf8'), url.href)
        if (!target || been.has(target.href) || hop === MOST_REDIRECTS)
          return { kind: 'failed', fault: faultOf('bad_redirect', url.href, location) }
        permanent &&= PERMANENT.has(status)
        url = target
        moved = permanent ? url.href : moved
      }
    },
    close: () => agent.destroy(),
  }
}
