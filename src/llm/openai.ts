// Any server that speaks OpenAI's chat completions: OpenAI, Azure, Ollama, vLLM, llama.cpp, LM Studio. What a server
// refuses to take is found out by asking and then left out.
import OpenAI, { APIError } from 'openai'
import { zodResponseFormat } from 'openai/helpers/zod'
import type { ChatCompletionCreateParams, CompletionUsage } from 'openai/resources'
import { z } from 'zod'
import { faultOf, isTooLong, readFault } from './faults.ts'
import type { Tokens } from './model.ts'
import type { ModelServer, ServerReply, ServerRequest, VectorReply } from './server.ts'
import type { ModelSettings } from './settings.ts'

const OPENAI_URL = 'https://api.openai.com/v1'
/** Longer than any deadline: ours ends the call, not the client's. */
const CLIENT_TIMEOUT_MS = 15 * 60_000

type Json = 'schema' | 'object' | 'text'

/** What has been found out about the server. */
interface Manner {
  json: Json
  tokensField: 'max_completion_tokens' | 'max_tokens'
  /** The other name of it has been tried. */
  switched: boolean
  temperature: boolean
  usageInStream: boolean
}

/** The server of the settings. Nothing is sent before the first request. */
export function connectServer(
  settings: Pick<ModelSettings, 'apiKey' | 'baseUrl' | 'model' | 'embedModel'>,
): ModelServer {
  const url = new URL(settings.baseUrl === '' ? OPENAI_URL : settings.baseUrl)
  const query = Object.fromEntries(url.searchParams)
  url.search = ''
  const isHosted = url.hostname === 'api.openai.com' || url.hostname.endsWith('.azure.com')
  // Everything is given here, so that the client takes nothing from the environment by itself.
  const client = new OpenAI({
    apiKey: settings.apiKey === '' ? 'none' : settings.apiKey,
    baseURL: url.href,
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    timeout: CLIENT_TIMEOUT_MS,
    maxRetries: 0,
    logLevel: 'off',
    defaultQuery: query,
    // Azure's older addresses know keys by this name only.
    ...(url.hostname.endsWith('.azure.com') ? { defaultHeaders: { 'api-key': settings.apiKey } } : {}),
  })
  const manner: Manner = {
    json: 'schema',
    tokensField: isHosted ? 'max_completion_tokens' : 'max_tokens',
    switched: false,
    temperature: true,
    usageInStream: true,
  }
  let embeds = settings.embedModel !== ''

  async function send(request: ServerRequest): Promise<ServerReply> {
    // What is left out is remembered once it has helped.
    const tried = { ...manner }
    const reading = { hasBegun: false }
    for (;;) {
      try {
        const reply = await (request.onText === undefined
          ? once(request, tried)
          : inParts(request, request.onText, tried, reading))
        if (reply.ok) Object.assign(manner, tried)
        return reply
      } catch (error) {
        if (!reading.hasBegun && adapt(tried, error)) continue
        return readFault(error, reading.hasBegun)
      }
    }
  }

  async function once(request: ServerRequest, manner: Manner): Promise<ServerReply> {
    const completion = await client.chat.completions.create(
      { ...bodyOf(request, settings.model, manner), stream: false },
      { signal: request.signal },
    )
    const choice = completion.choices?.[0]
    if (choice === undefined) return faultOf('malformed', 'a reply without a choice', { mayHaveCost: true })
    const tokens = tokensOf(completion.usage)
    const refused = Boolean(choice.message?.refusal) || choice.finish_reason === 'content_filter'
    const end = refused ? 'refused' : choice.finish_reason === 'length' ? 'length' : 'stop'
    return { ok: true, text: choice.message?.content ?? '', end, tokens }
  }

  async function inParts(
    request: ServerRequest,
    onText: (soFar: string) => void,
    manner: Manner,
    reading: { hasBegun: boolean },
  ): Promise<ServerReply> {
    const stream = await client.chat.completions.create(
      {
        ...bodyOf(request, settings.model, manner),
        stream: true,
        ...(manner.usageInStream ? { stream_options: { include_usage: true } } : {}),
      },
      { signal: request.signal },
    )
    let text = ''
    let end: 'stop' | 'length' | 'refused' | null = null
    let tokens: Tokens | null = null
    for await (const chunk of stream) {
      reading.hasBegun = true
      tokens = tokensOf(chunk.usage) ?? tokens
      const choice = chunk.choices?.[0]
      if (choice?.delta?.refusal || choice?.finish_reason === 'content_filter') end = 'refused'
      else if (choice?.finish_reason) end ??= choice.finish_reason === 'length' ? 'length' : 'stop'
      const part = choice?.delta?.content
      if (!part) continue
      text += part
      onText(text)
    }
    if (end === null)
      return faultOf('cut_off', 'the reply ended before its end', { mayHaveCost: true, isServers: true })
    return { ok: true, text, end, tokens }
  }

  async function embed(texts: readonly string[], signal: AbortSignal): Promise<VectorReply> {
    if (!embeds) return faultOf('unsupported', 'no embedding model is set')
    try {
      const reply = await client.embeddings.create(
        { model: settings.embedModel, input: [...texts], encoding_format: 'float' },
        { signal },
      )
      const parsed = Vectors.safeParse(reply.data)
      if (!parsed.success || parsed.data.length !== texts.length)
        return faultOf('malformed', 'other vectors than asked for', { mayHaveCost: true })
      const vectors = parsed.data.toSorted((a, b) => a.index - b.index).map(one => one.embedding)
      return { ok: true, vectors, input: reply.usage?.prompt_tokens ?? null }
    } catch (error) {
      const fault = readFault(error, false)
      if (fault.fault.kind === 'unsupported') embeds = false
      return fault
    }
  }

  return {
    model: settings.model,
    host: url.host,
    abilities: () => ({ json: manner.json, embeds }),
    send,
    embed,
  }
}

const Vectors = z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).min(1) }))

function bodyOf(
  { messages, schema, schemaName, maxTokens }: ServerRequest,
  model: string,
  manner: Manner,
): Omit<ChatCompletionCreateParams, 'stream'> {
  return {
    model,
    messages: messages.map(one => ({ ...one })),
    [manner.tokensField]: maxTokens,
    ...(manner.temperature ? { temperature: 0 } : {}),
    ...(manner.json === 'schema' ? { response_format: zodResponseFormat(schema, schemaName) } : {}),
    ...(manner.json === 'object' ? { response_format: { type: 'json_object' as const } } : {}),
  }
}

/** Leaves out what the server does not take, most likely first; false when nothing is left to leave out. */
function adapt(manner: Manner, error: unknown): boolean {
  if (!(error instanceof APIError)) return false
  const { status = 0 } = error
  const about = `${error.param ?? ''} ${error.message}`
  if (![400, 415, 422, 500, 501].includes(status) || isTooLong(error)) return false
  if (!manner.switched && /max_(?:completion_)?tokens/.test(about)) {
    manner.switched = true
    manner.tokensField = manner.tokensField === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens'
    return true
  }
  if (manner.temperature && /temperature/.test(about)) {
    manner.temperature = false
    return true
  }
  if (manner.usageInStream && /stream_options|include_usage/.test(about)) {
    manner.usageInStream = false
    return true
  }
  // A server that fails is only suspected of the schema when it says so.
  if (manner.json === 'text' || (status >= 500 && !/response_format|json|schema|grammar/i.test(about)))
    return false
  manner.json = manner.json === 'schema' ? 'object' : 'text'
  return true
}

function tokensOf(usage: CompletionUsage | null | undefined): Tokens | null {
  if (usage === null || usage === undefined) return null
  const count = (value: unknown): number =>
    typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.round(value) : 0
  const input = count(usage.prompt_tokens)
  return {
    input,
    cached: Math.min(input, count(usage.prompt_tokens_details?.cached_tokens)),
    output: count(usage.completion_tokens),
  }
}
