// Models that say what a test tells them to, behind the same doors as a real one.
import { createModel } from '../../src/llm/complete.ts'
import type { LanguageModel, ModelFault } from '../../src/llm/model.ts'
import type { ModelServer, ServerReply, ServerRequest } from '../../src/llm/server.ts'
import type { ModelSettings } from '../../src/llm/settings.ts'
import { estimateTokens } from '../../src/llm/tokens.ts'
import type { Store } from '../../src/store/store.ts'

/** Settings under which a test's model works. */
export const MODEL_SETTINGS: ModelSettings = {
  apiKey: 'test',
  baseUrl: 'http://127.0.0.1:9/v1',
  model: 'scripted',
  embedModel: '',
  uses: ['answer', 'digest', 'translate', 'summarize', 'claims', 'date', 'separation'],
  prices: { input: 0, cached: 0, output: 0 },
  dayBudget: { kind: 'none' },
  monthBudget: { kind: 'none' },
  workspaceBudget: { kind: 'none' },
  deadlines: { terminal: 5000, slack: 5000, discord: 5000, web: 5000, digest: 5000, reading: 5000 },
  parallel: 4,
  tokensPerMinute: 10_000_000,
  withhold: [],
}

/** What a script replies: an object to be sent as JSON, or a text as it stands. */
export type Script = (request: ServerRequest) => unknown

/** A server that replies by a script and keeps what it was sent. */
export function scriptedServer(script: Script): ModelServer & { readonly requests: ServerRequest[] } {
  const requests: ServerRequest[] = []
  return {
    model: 'scripted',
    host: 'script',
    requests,
    abilities: () => ({ json: 'schema', embeds: false }),
    async send(request): Promise<ServerReply> {
      requests.push(request)
      const reply = await script(request)
      const text = typeof reply === 'string' ? reply : JSON.stringify(reply)
      const input = estimateTokens(request.messages.map(one => one.content).join('\n'))
      return { ok: true, text, end: 'stop', tokens: { input, cached: 0, output: estimateTokens(text) } }
    },
    embed: async () => ({
      ok: false,
      fault: { kind: 'unsupported', message: 'none' },
      maySendAgain: false,
      retryAfterMs: null,
      mayHaveCost: false,
      isServers: false,
    }),
  }
}

/** Keeps nothing, so that every test's script is asked. */
const NO_CACHE: Store['modelCache'] = { get: async () => null, put: async () => {}, prune: async () => {} }

/** A model on a script, with the book of a store and no memory. */
export function scriptedModel(
  script: Script,
  store: Pick<Store, 'usage'>,
  settings: Partial<ModelSettings> = {},
): LanguageModel & { readonly requests: readonly ServerRequest[]; readonly faults: readonly ModelFault[] } {
  const server = scriptedServer(script)
  const faults: ModelFault[] = []
  const model = createModel(
    server,
    { ...MODEL_SETTINGS, ...settings },
    {
      usage: store.usage,
      cache: NO_CACHE,
      clock: () => Temporal.Instant.from('2026-03-01T12:00:00Z'),
      report: fault => faults.push(fault),
    },
  )
  return { ...model, requests: server.requests, faults }
}

/** The sentences that a prompt shows: id, language and words of each. */
export function sentencesOf(request: ServerRequest): { id: string; lang: string; text: string }[] {
  const input = request.messages.at(-1)?.content ?? ''
  return [...input.matchAll(/^(S\d+) (?:\[([^\]\n]*?)([\w-]+)\] )?(.*)$/gm)].map(found => ({
    id: found[1]!,
    lang: found[3] ?? '',
    text: found[4]!,
  }))
}
