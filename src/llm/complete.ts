// A server made into a model of the house: private things stay here, nothing is paid twice, nothing waits too long, and
// whatever goes wrong comes back as a value.
import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { ModelCache } from '../store/model-cache.ts'
import type { UsageLedger } from '../store/usage.ts'
import { createBreaker } from './breaker.ts'
import { createPurse } from './budget.ts'
import { createLine } from './line.ts'
import type {
  CallOptions,
  FaultKind,
  LanguageModel,
  ModelFault,
  ModelReply,
  ModelRequest,
  Purpose,
  Tokens,
} from './model.ts'
import { createPrivacy } from './privacy.ts'
import { readReply } from './read-reply.ts'
import type { Message, ModelServer, ServerFault, ServerReply } from './server.ts'
import type { ModelSettings } from './settings.ts'
import { estimateTokens } from './tokens.ts'

export interface ModelDeps {
  readonly usage: UsageLedger
  readonly cache: ModelCache
  readonly clock: () => Temporal.Instant
  /** Told of every fault, once; messages hold no key, prompt or reply. */
  readonly report?: (fault: ModelFault, purpose: CallOptions['purpose']) => void
}

const MOST_SENDS = 3
const FIRST_WAIT_MS = 500
const LAST_MOMENT_MS = 200
/** A server that wants more than this is not waited for. */
const LONGEST_WAIT_MS = 60_000
const NO_TOKENS: Tokens = { input: 0, cached: 0, output: 0 }

/** What ends a call: the caller's signal or the deadline; and the deadline alone. */
interface Ends {
  readonly signal: AbortSignal
  readonly deadline: AbortSignal
}

type Work<T> = (ends: Ends, spend: (tokens: Tokens) => void) => Promise<ModelReply<T>>

type Failure = Extract<ModelReply<never>, { ok: false }>

const failure = (kind: FaultKind, message: string): Failure => ({ ok: false, fault: { kind, message } })

/** Puts a server to work under the settings. */
export function createModel(server: ModelServer, settings: ModelSettings, deps: ModelDeps): LanguageModel {
  const privacy = createPrivacy(settings.withhold)
  const purse = createPurse(deps.usage, settings, deps.clock)
  const line = createLine(settings)
  const breaker = createBreaker()
  const today = (): string => deps.clock().toZonedDateTimeISO('UTC').toPlainDate().toString()

  /** One call from the door to the book; ends by the deadline whatever the server does. */
  async function call<T>(
    options: CallOptions,
    estimate: { readonly input: number; readonly output: number },
    work: Work<T>,
  ): Promise<ModelReply<T>> {
    const refusal = refusalOf(options)
    if (refusal !== null) return refusal
    const deadline = AbortSignal.timeout(options.deadlineMs ?? settings.deadlines[options.occasion])
    const signal = options.signal === undefined ? deadline : AbortSignal.any([options.signal, deadline])
    const given = (): Failure =>
      deadline.aborted
        ? failure('timeout', 'no reply by the deadline')
        : failure('cancelled', 'nobody waits for it any more')
    if (signal.aborted) return given()
    // A moment longer, so that a server that listens to the signal still has its call written down.
    const aborted = new Promise<Failure>(resolve =>
      signal.addEventListener('abort', () => setTimeout(() => resolve(given()), LAST_MOMENT_MS), {
        once: true,
      }),
    )
    const reply = await Promise.race([aborted, pay(options, estimate, { signal, deadline }, work)])
    return signal.aborted && !reply.ok ? given() : reply
  }

  const does = (purpose: Purpose): boolean =>
    purpose === 'probe' || purpose === 'embed' || settings.uses.includes(purpose)

  function refusalOf({ purpose, workspace, origins }: CallOptions): Failure | null {
    if (!does(purpose)) return failure('unsupported', 'switched off in the settings')
    if (!privacy.serves(workspace)) return failure('private', 'this workspace is kept away from models')
    if (!origins.every(origin => privacy.mayRead(origin)))
      return failure('private', 'an article that is kept away from models')
    return null
  }

  async function pay<T>(
    options: CallOptions,
    estimate: { readonly input: number; readonly output: number },
    ends: Ends,
    work: Work<T>,
  ): Promise<ModelReply<T>> {
    const reserved = await purse.reserve(estimate, options.workspace)
    if (!reserved.ok) return failure('budget', `the budget of the ${reserved.why} is spent`)
    let spent = NO_TOKENS
    try {
      const resting = breaker.restingMs()
      if (resting > 0)
        return failure('unavailable', `left alone for ${Math.ceil(resting / 1000)} s after faults`)
      const leave = await line.enter(estimate.input + estimate.output, ends.signal)
      try {
        const reply = await work(ends, tokens => {
          spent = addTokens(spent, tokens)
        })
        const kind = reply.ok ? 'call' : 'failed'
        await purse.record({ ...options, model: server.model, tokens: spent, kind })
        return reply
      } finally {
        leave()
      }
    } catch (error) {
      if (!ends.signal.aborted) throw error
      return failure('cancelled', 'given up in the line')
    } finally {
      breaker.released()
      reserved.release()
    }
  }

  /** Sends, and sends again where that is safe and in time. */
  async function sendSafely<R extends { readonly ok: true } | ServerFault>(
    send: () => Promise<R>,
    { signal, deadline }: Ends,
  ): Promise<R> {
    for (let sends = 1; ; sends++) {
      const reply = await send()
      if (reply.ok) {
        breaker.succeeded()
        return reply
      }
      const fault = reply as ServerFault
      // One that let us wait to the end is not well; one that was given up on for other reasons may be.
      if (fault.isServers || deadline.aborted) breaker.failed()
      else if (!signal.aborted) breaker.succeeded()
      if (!fault.maySendAgain || sends === MOST_SENDS || signal.aborted) return reply
      const pause = fault.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (sends - 1)
      if (pause > LONGEST_WAIT_MS) return reply
      await wait(pause, undefined, { signal }).catch(() => {})
      if (signal.aborted) return reply
    }
  }

  async function converse(
    request: ModelRequest<unknown>,
    messages: readonly Message[],
    ends: Ends,
    spend: (tokens: Tokens) => void,
  ): Promise<ServerReply> {
    const { schema, schemaName, maxTokens, onText } = request
    const asked = estimateTokens(messages.map(one => one.content).join('\n'))
    const reply = await sendSafely(
      () =>
        server.send({
          messages,
          schema,
          schemaName,
          maxTokens,
          signal: ends.signal,
          ...(onText ? { onText } : {}),
        }),
      ends,
    )
    if (reply.ok) spend(reply.tokens ?? { input: asked, cached: 0, output: estimateTokens(reply.text) })
    else if (reply.mayHaveCost) spend({ input: asked, cached: 0, output: 0 })
    return reply
  }

  /** The text of a reply that fits the schema: at the first try, or after one repair. */
  async function obtain(
    request: ModelRequest<unknown>,
    ends: Ends,
    spend: (tokens: Tokens) => void,
  ): Promise<ModelReply<string>> {
    let total = NO_TOKENS
    const count = (tokens: Tokens): void => {
      total = addTokens(total, tokens)
      spend(tokens)
    }
    const messages = messagesOf(request, server.abilities().json === 'schema')
    const first = await converse(request, messages, ends, count)
    const read = judge(first, request.schema)
    if (!('why' in read)) return read.ok ? { ...read, tokens: total, fromCache: false } : read
    const again = `${read.why}\nWrite the whole reply again as one JSON object that fits the schema, and nothing else.`
    const second = await converse(
      request,
      [...messages, { role: 'assistant', content: read.text }, { role: 'user', content: again }],
      ends,
      count,
    )
    const repaired = judge(second, request.schema)
    if ('why' in repaired)
      return failure('malformed', 'the reply does not fit the schema, nor does its repair')
    return repaired.ok ? { ...repaired, tokens: total, fromCache: false } : repaired
  }

  async function complete<T>(request: ModelRequest<T>): Promise<ModelReply<T>> {
    try {
      const refusal = refusalOf(request)
      if (refusal !== null) return told(refusal, request)
      const key = keyOf(server.model, server.host, request)
      const kept = await fromCache(key, request)
      if (kept !== null) return kept
      const estimate = {
        input: estimateTokens(request.instructions) + estimateTokens(request.input),
        output: request.maxTokens,
      }
      const reply = await call(request, estimate, (ends, spend) => obtain(request, ends, spend))
      if (!reply.ok) return told(reply, request)
      const read = readReply(reply.value, request.schema)
      if (!read.ok) return told(failure('malformed', 'the reply does not fit the schema'), request)
      if (!reply.fromCache) await deps.cache.put(key, reply.value, today())
      return { ...reply, value: read.value }
    } catch (error) {
      // The book or the cache cannot be written: told, and the reader is answered without the model.
      return told(failure('unavailable', `not possible here (${nameOf(error)})`), request)
    }
  }

  async function fromCache<T>(key: string, request: ModelRequest<T>): Promise<ModelReply<T> | null> {
    const text = await deps.cache.get(key, today())
    if (text === null) return null
    const read = readReply(text, request.schema)
    if (!read.ok) return null
    await purse.record({ ...request, model: server.model, tokens: NO_TOKENS, kind: 'reused' })
    return { ok: true, value: read.value, tokens: NO_TOKENS, fromCache: true }
  }

  function told(reply: Failure, { purpose }: CallOptions): Failure {
    deps.report?.(reply.fault, purpose)
    return reply
  }

  async function embed(
    texts: readonly string[],
    options: CallOptions,
  ): Promise<ModelReply<readonly Float32Array[]>> {
    try {
      const input = texts.reduce((sum, text) => sum + estimateTokens(text), 0)
      const reply = await call(options, { input, output: 0 }, async (ends, spend) => {
        const sent = await sendSafely(() => server.embed(texts, ends.signal), ends)
        if (!sent.ok) {
          if (sent.mayHaveCost) spend({ input, cached: 0, output: 0 })
          return { ok: false as const, fault: sent.fault }
        }
        const tokens = { input: sent.input ?? input, cached: 0, output: 0 }
        spend(tokens)
        return { ok: true as const, value: sent.vectors.map(unitVector), tokens, fromCache: false }
      })
      return reply.ok ? reply : told(reply, options)
    } catch (error) {
      return told(failure('unavailable', `not possible here (${nameOf(error)})`), options)
    }
  }

  return {
    name: server.model,
    does,
    serves: privacy.serves,
    mayRead: privacy.mayRead,
    deadlineFor: occasion => settings.deadlines[occasion],
    complete,
    embed,
  }
}

/** Static instructions first, so that servers can keep them; the schema in words where the server takes none. */
function messagesOf(request: ModelRequest<unknown>, takesSchema: boolean): Message[] {
  const form = takesSchema
    ? ''
    : `\n\nReply with one JSON object and nothing else. It must fit this JSON schema:\n${JSON.stringify(z.toJSONSchema(request.schema))}`
  return [
    { role: 'system', content: request.instructions + form },
    { role: 'user', content: request.input },
  ]
}

/** What a reply amounts to: its text when it fits, why not when it can be repaired, else a fault. */
function judge(
  reply: ServerReply,
  schema: z.ZodType,
):
  | { readonly ok: true; readonly value: string }
  | Failure
  | { readonly ok: false; readonly why: string; readonly text: string } {
  if (!reply.ok) return { ok: false, fault: reply.fault }
  if (reply.end === 'refused') return failure('refused', 'the model will not do it')
  const read = readReply(reply.text, schema)
  if (read.ok) return { ok: true, value: reply.text }
  if (reply.end === 'length') return failure('cut_off', 'the reply was longer than allowed')
  return { ok: false, why: read.why, text: reply.text }
}

function addTokens(a: Tokens, b: Tokens): Tokens {
  return { input: a.input + b.input, cached: a.cached + b.cached, output: a.output + b.output }
}

/** The same key for the same work by the same model, and for nothing else. */
function keyOf(
  model: string,
  host: string,
  { instructions, input, schema, schemaName, maxTokens }: ModelRequest<unknown>,
): string {
  const parts = [
    host,
    model,
    instructions,
    input,
    schemaName,
    JSON.stringify(z.toJSONSchema(schema)),
    maxTokens,
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

function unitVector(numbers: readonly number[]): Float32Array {
  const length = Math.hypot(...numbers) || 1
  return Float32Array.from(numbers, number => number / length)
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
