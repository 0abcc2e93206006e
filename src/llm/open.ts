// The model of the settings, or none: without a key and an address nothing is sent and no client is even loaded.
import { z } from 'zod'
import { createModel, type ModelDeps } from './complete.ts'
import type { LanguageModel } from './model.ts'
import type { ModelServer } from './server.ts'
import { isConfigured, type ModelSettings } from './settings.ts'

/** A model with a way to look at its server. */
export interface OpenModel extends LanguageModel {
  /** One line on what the server can do, or why it cannot be used: `gpt-5-mini at api.openai.com: …`. Asks it once. */
  probe(signal?: AbortSignal): Promise<string>
}

/** The model that an operator configured, or undefined. Sends nothing by itself. */
export async function openModel(settings: ModelSettings, deps: ModelDeps): Promise<OpenModel | undefined> {
  if (!isConfigured(settings)) return undefined
  const { connectServer } = await import('./openai.ts')
  return withProbe(connectServer(settings), settings, deps)
}

/** A model on any server, with its probe. */
export function withProbe(server: ModelServer, settings: ModelSettings, deps: ModelDeps): OpenModel {
  const model = createModel(server, settings, deps)
  return { ...model, probe: signal => probeServer(server, model, deps.clock, signal) }
}

const PROBE_MS = 15_000
const Ready = z.object({ ready: z.boolean() })
const JSON_KINDS = {
  schema: 'JSON by schema',
  object: 'JSON without schema',
  text: 'JSON by asking only',
} as const

async function probeServer(
  server: ModelServer,
  model: LanguageModel,
  clock: () => Temporal.Instant,
  signal: AbortSignal | undefined,
): Promise<string> {
  const where = `${server.model} at ${server.host}`
  const begun = performance.now()
  const call = { purpose: 'probe', occasion: 'terminal', deadlineMs: PROBE_MS, origins: [], signal } as const
  let parts = 0
  const reply = await model.complete({
    ...call,
    instructions: 'You are asked whether you are there. Reply that you are ready.',
    // The time keeps the reply from coming out of the cache.
    input: clock().toString(),
    schema: Ready,
    schemaName: 'ready',
    maxTokens: 200,
    onText: () => {
      parts++
    },
  })
  if (!reply.ok) return `${where}: cannot be used now: ${reply.fault.message}.`
  const ms = Math.round(performance.now() - begun)
  const vectors = server.abilities().embeds
    ? await model.embed(['ready'], { ...call, purpose: 'embed' })
    : null
  const abilities = [
    JSON_KINDS[server.abilities().json],
    parts > 0 ? 'streaming' : 'no streaming',
    vectors?.ok ? `embeddings of ${vectors.value[0]!.length}` : 'no embeddings',
  ]
  return `${where}: ${abilities.join(', ')}; ${ms} ms.`
}
