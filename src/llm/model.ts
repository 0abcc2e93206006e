// The front door of the room: what a language model is to the rest of the house. Others import these types only; they
// get a model handed in, or none, and must do their whole work without it.
import type { z } from 'zod'

/** What a call is for: usage is counted and shown by it. */
export type Purpose =
  | 'answer'
  | 'digest'
  | 'translate'
  | 'summarize'
  | 'claims'
  | 'date'
  | 'separation'
  | 'embed'
  | 'probe'

/** Who waits for the result: each has a deadline of its own (the setting `ATTACHE_MODEL_DEADLINES`). */
export type Occasion = 'terminal' | 'slack' | 'discord' | 'web' | 'digest' | 'reading'

/** What the privacy settings look at: a stored article has all of it. */
export interface Origin {
  readonly identity: string
  readonly url: string | null
  readonly outlet: string | null
  /** Workspace of a private source; null or absent for the shared library. */
  readonly workspace?: string | null
}

/** What every call must tell. */
export interface CallOptions {
  readonly purpose: Purpose
  readonly occasion: Occasion
  /** Whose usage it is: `slack:T0123`; absent for the operator's own terminal and for shared work. */
  readonly workspace?: string | undefined
  /** Aborted when nobody waits for the result any more. */
  readonly signal?: AbortSignal | undefined
  /**
   * Milliseconds from now after which the call has failed, waiting in line, retries and repair included; the
   * occasion's own when absent. A shorter one is for what is left of an answer's time.
   */
  readonly deadlineMs?: number
  /** Every article of which anything is in the text: where one of them may not be read, nothing is sent. */
  readonly origins: readonly Origin[]
}

/**
 * One piece of work with a typed result. `instructions` never hold anything from outside and are the same bytes for
 * every call of a purpose and language, so that servers can keep them; `input` is data, already marked as such.
 */
export interface ModelRequest<T> extends CallOptions {
  readonly instructions: string
  readonly input: string
  /** Checks what comes back. All fields required, `.nullable()` instead of `.optional()`. */
  readonly schema: z.ZodType<T>
  /** Letters, digits, `_`: what the schema is called on the server. */
  readonly schemaName: string
  /** Most tokens of the reply. */
  readonly maxTokens: number
  /** Asks for the reply as it is written: all of the raw text so far. Never called for a reply out of the cache. */
  readonly onText?: (soFar: string) => void
}

export interface Tokens {
  readonly input: number
  /** Of these, read from the server's own cache. */
  readonly cached: number
  readonly output: number
}

/**
 * Why there is no result: `budget` (spent), `private` (settings keep these articles or this workspace away),
 * `timeout`, `cancelled` (by the caller's signal), `refused` (the model will not), `malformed` (also after one
 * repair), `cut_off`, `too_long` (for the server), `unauthorized`, `rate_limited`, `unavailable` (5xx, no connection,
 * or resting after many faults), `unsupported` (by the server, or switched off in the settings).
 */
export type FaultKind =
  | 'budget'
  | 'private'
  | 'timeout'
  | 'cancelled'
  | 'refused'
  | 'malformed'
  | 'cut_off'
  | 'too_long'
  | 'unauthorized'
  | 'rate_limited'
  | 'unavailable'
  | 'unsupported'

export interface ModelFault {
  readonly kind: FaultKind
  /** For the log: never holds a key, a prompt or a reply. */
  readonly message: string
}

/** A fault is a value, not an exception: whoever asks a model has something else to show. */
export type ModelReply<T> =
  | { readonly ok: true; readonly value: T; readonly tokens: Tokens; readonly fromCache: boolean }
  | { readonly ok: false; readonly fault: ModelFault }

/** A language model as the house sees it. No method ever throws or outlives its deadline. */
export interface LanguageModel {
  /** As the settings name it, for people: `gpt-5-mini`. */
  readonly name: string
  /** Whether the settings let it do this kind of work. */
  does(purpose: Purpose): boolean
  /** Whether this workspace's questions may be sent at all. */
  serves(workspace: string | undefined): boolean
  /** Whether anything of this article may be sent. */
  mayRead(origin: Origin): boolean
  /** How long the occasion waits, in milliseconds. */
  deadlineFor(occasion: Occasion): number
  /** Asks for a typed result; identical work is answered from the cache. */
  complete<T>(request: ModelRequest<T>): Promise<ModelReply<T>>
  /** Vectors of texts, in their order, each of length 1; the fault `unsupported` where the server has none. */
  embed(texts: readonly string[], options: CallOptions): Promise<ModelReply<readonly Float32Array[]>>
}
