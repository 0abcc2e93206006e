// What stands behind a model: one server that takes messages and gives text. `openai.ts` is one, scripts in tests others.
import type { z } from 'zod'
import type { ModelFault, Tokens } from './model.ts'

export interface Message {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

export interface ServerRequest {
  readonly messages: readonly Message[]
  readonly schema: z.ZodType
  readonly schemaName: string
  readonly maxTokens: number
  readonly signal: AbortSignal
  /** Asks for the reply as it is written; gets all of it so far. */
  readonly onText?: (soFar: string) => void
}

/** A fault of one request, and whether it may be sent again. */
export interface ServerFault {
  readonly ok: false
  readonly fault: ModelFault
  /**
   * The server has certainly done nothing with it (no connection, 429, 502, 503): sending it again costs nothing twice.
   */
  readonly maySendAgain: boolean
  /** How long the server asks to be left alone. */
  readonly retryAfterMs: number | null
  /** It may have been worked on, and charged. */
  readonly mayHaveCost: boolean
  /** It says something about the health of the server. */
  readonly isServers: boolean
}

export type ServerReply =
  | {
      readonly ok: true
      readonly text: string
      readonly end: 'stop' | 'length' | 'refused'
      /** Null where the server does not count. */
      readonly tokens: Tokens | null
    }
  | ServerFault

export type VectorReply =
  | { readonly ok: true; readonly vectors: readonly (readonly number[])[]; readonly input: number | null }
  | ServerFault

export interface ModelServer {
  readonly model: string
  /** Where it is, for people: `api.openai.com`. Never holds a key. */
  readonly host: string
  /** What it was found able to do so far. */
  abilities(): { readonly json: 'schema' | 'object' | 'text'; readonly embeds: boolean }
  send(request: ServerRequest): Promise<ServerReply>
  embed(texts: readonly string[], signal: AbortSignal): Promise<VectorReply>
}
