// The model behind a real client and a real socket: a server that does everything servers do, also the bad things.
import { LLMock } from '@copilotkit/aimock'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { ModelRequest } from '../../src/llm/model.ts'
import { type OpenModel, openModel } from '../../src/llm/open.ts'
import type { ModelSettings } from '../../src/llm/settings.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { MODEL_SETTINGS } from '../helpers/scripted.ts'

const KEY = 'sk-secret-0123456789'
const Told = z.object({ text: z.string(), ids: z.array(z.string()) })
const GOOD = { text: 'told', ids: ['S1'] }
const NOW = '2026-03-01T12:00:00Z'

let mock: LLMock
let store: Store
let faults: string[]

beforeEach(async () => {
  mock = new LLMock({ port: 0, logLevel: 'silent' })
  await mock.start()
  store = await openStore(':memory:', { clock: () => new Date(NOW) })
  faults = []
})
afterEach(async () => {
  await store.close()
  await mock.stop()
})

async function open(settings: Partial<ModelSettings> = {}): Promise<OpenModel> {
  const model = await openModel(
    { ...MODEL_SETTINGS, apiKey: KEY, baseUrl: `${mock.url}/v1`, model: 'gpt-5-mini', ...settings },
    {
      usage: store.usage,
      cache: store.modelCache,
      clock: () => Temporal.Instant.from(NOW),
      report: fault => faults.push(`${fault.kind}: ${fault.message}`),
    },
  )
  return model!
}

function request(more: Partial<ModelRequest<z.infer<typeof Told>>> = {}): ModelRequest<z.infer<typeof Told>> {
  return {
    purpose: 'answer',
    occasion: 'terminal',
    origins: [],
    instructions: 'Tell it.',
    input: 'ask this',
    schema: Told,
    schemaName: 'told',
    maxTokens: 100,
    ...more,
  }
}

const sent = () =>
  mock.getRequests().map(one => one.body as Record<string, unknown> & { messages: unknown[] })
const used = async () => (await store.usage.rows('2026-03-01', '2026-03-01'))[0]

describe('a server that behaves', () => {
  test('gives a typed result; usage with cached tokens is written down', async () => {
    mock.onMessage('ask this', {
      content: JSON.stringify(GOOD),
      usage: { prompt_tokens: 50, completion_tokens: 9, prompt_tokens_details: { cached_tokens: 30 } },
    })
    const model = await open({ prices: { input: 2, cached: 1, output: 10 } })
    const reply = await model.complete(request({ workspace: 'slack:T1' }))
    expect(reply).toMatchObject({ ok: true, value: GOOD, fromCache: false })
    const [body] = sent()
    expect(body).toMatchObject({ model: 'gpt-5-mini', response_format: { type: 'json_schema' } })
    expect(body!.messages).toEqual([
      { role: 'system', content: 'Tell it.' },
      { role: 'user', content: 'ask this' },
    ])
    expect(await used()).toMatchObject({
      day: '2026-03-01',
      workspace: 'slack:T1',
      purpose: 'answer',
      model: 'gpt-5-mini',
      calls: 1,
      failed: 0,
      input: 50,
      output: 9,
    })
  })

  test('asked the same again, it is not asked again', async () => {
    mock.onMessage('ask this', { content: JSON.stringify(GOOD) })
    const model = await open()
    await model.complete(request())
    const again = await model.complete(request())
    expect(again).toMatchObject({ ok: true, value: GOOD, fromCache: true })
    expect(sent()).toHaveLength(1)
    expect(await used()).toMatchObject({ calls: 1, reused: 1 })
    await model.complete(request({ input: 'ask this too' }))
    expect(sent()).toHaveLength(2)
  })

  test('tells as it writes', async () => {
    mock.onMessage('ask this', { content: JSON.stringify(GOOD) }, { chunkSize: 5 })
    const parts: string[] = []
    const model = await open()
    const reply = await model.complete(request({ onText: soFar => parts.push(soFar) }))
    expect(reply).toMatchObject({ ok: true, value: GOOD })
    expect(parts.length).toBeGreaterThan(2)
    expect(parts.at(-1)).toBe(JSON.stringify(GOOD))
    expect(sent()[0]).toMatchObject({ stream: true, stream_options: { include_usage: true } })
  })

  test('embeds, each vector of length 1', async () => {
    mock.onEmbedding('one', { embedding: [3, 4] })
    mock.onEmbedding('two', { embedding: [0, 2] })
    const model = await open({ embedModel: 'embed' })
    const reply = await model.embed(['one'], { purpose: 'embed', occasion: 'terminal', origins: [] })
    expect(reply.ok && reply.value.map(vector => [...vector].map(x => Math.round(x * 10) / 10))).toEqual([
      [0.6, 0.8],
    ])
  })

  test('without an embedding model, embedding is not supported and nothing is sent', async () => {
    const model = await open()
    const reply = await model.embed(['one'], { purpose: 'embed', occasion: 'terminal', origins: [] })
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'unsupported' } })
    expect(sent()).toHaveLength(0)
  })

  test('the probe says in one line what it can do, without the key', async () => {
    mock.on({ systemMessage: 'whether you are there' }, { content: '{"ready":true}' }, { chunkSize: 4 })
    const line = await (await open()).probe()
    expect(line).toMatch(
      /^gpt-5-mini at 127\.0\.0\.1:\d+: JSON by schema, streaming, no embeddings; \d+ ms\.$/,
    )
  })
})

describe('a server that cannot do everything', () => {
  test('no schema: JSON mode with the schema in words; remembered for the next call', async () => {
    mock.on(
      { predicate: body => body.response_format?.type === 'json_schema' },
      {
        error: { message: 'response_format json_schema is not supported', type: 'invalid_request_error' },
        status: 400,
      },
    )
    mock.onMessage(/ask/, { content: '```json\n{"text":"told","ids":["S1"]}\n```' })
    const model = await open()
    expect(await model.complete(request())).toMatchObject({ ok: true, value: GOOD })
    expect(sent().map(body => (body.response_format as { type: string } | undefined)?.type)).toEqual([
      'json_schema',
      'json_object',
    ])
    expect(await model.complete(request({ input: 'ask once more' }))).toMatchObject({ ok: true })
    expect(sent()).toHaveLength(3)
    expect(JSON.stringify(sent()[2]!.messages[0])).toContain('JSON schema')
  })

  test('no JSON mode either: asked in words', async () => {
    mock.on(
      { predicate: body => body.response_format !== undefined },
      { error: { message: 'unknown field' }, status: 400 },
    )
    mock.onMessage(/ask/, { content: '<think>hm {"a"}</think>Here you are: {"text":"told","ids":["S1"]}' })
    expect(await (await open()).complete(request())).toMatchObject({ ok: true, value: GOOD })
  })

  test('another name for the limit, and no temperature', async () => {
    mock.on(
      { predicate: body => body.max_tokens !== undefined },
      {
        error: { message: "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead." },
        status: 400,
      },
    )
    mock.on(
      { predicate: body => body.temperature !== undefined },
      { error: { message: "Unsupported value: 'temperature' does not support 0." }, status: 400 },
    )
    mock.onMessage(/ask/, { content: JSON.stringify(GOOD) })
    expect(await (await open()).complete(request())).toMatchObject({ ok: true, value: GOOD })
  })
})

describe('a model that misbehaves', () => {
  test('malformed: repaired once', async () => {
    mock.onTurn(0, 'ask this', { content: '{"text": "told", "ids": "S1"}' })
    mock.onMessage(/fits the schema/, { content: JSON.stringify(GOOD) })
    expect(await (await open()).complete(request())).toMatchObject({ ok: true, value: GOOD })
    expect(sent()).toHaveLength(2)
    expect(JSON.stringify(sent()[1]!.messages.at(-1))).toContain('ids')
  })

  test('malformed again: given up', async () => {
    mock.onMessage(/./, { content: 'I would rather talk about the weather.' })
    const reply = await (await open()).complete(request())
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'malformed' } })
    expect(sent()).toHaveLength(2)
    expect(await used()).toMatchObject({ calls: 1, failed: 1 })
  })

  test('cut off by length', async () => {
    mock.onMessage(/./, { content: '{"text": "to', finishReason: 'length' })
    expect(await (await open()).complete(request())).toMatchObject({ ok: false, fault: { kind: 'cut_off' } })
  })

  test('refusing', async () => {
    mock.onMessage(/./, { content: '', finishReason: 'content_filter' })
    expect(await (await open()).complete(request())).toMatchObject({ ok: false, fault: { kind: 'refused' } })
  })

  test('slow: given up at the deadline, and written down', async () => {
    mock.onMessage(/./, { content: JSON.stringify(GOOD) })
    mock.setChaos({ latencyMs: 20_000 })
    const begun = performance.now()
    const reply = await (await open()).complete(request({ deadlineMs: 300 }))
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'timeout' } })
    expect(performance.now() - begun).toBeLessThan(10_000)
    expect(await used()).toMatchObject({ calls: 1, failed: 1 })
  })

  test('the asker has gone: cancelled', async () => {
    mock.onMessage(/./, { content: JSON.stringify(GOOD) })
    mock.setChaos({ latencyMs: 20_000 })
    const gone = new AbortController()
    const waiting = (await open()).complete(request({ signal: gone.signal }))
    setTimeout(() => gone.abort(), 100)
    expect(await waiting).toMatchObject({ ok: false, fault: { kind: 'cancelled' } })
    const at = await (await open()).complete(request({ signal: AbortSignal.abort() }))
    expect(at).toMatchObject({ ok: false, fault: { kind: 'cancelled' } })
  })

  test('the stream breaks off in the middle', async () => {
    mock.onMessage(
      /./,
      { content: JSON.stringify(GOOD).repeat(20) },
      { chunkSize: 5, truncateAfterChunks: 3 },
    )
    const reply = await (await open()).complete(request({ onText: () => {} }))
    expect(reply.ok).toBe(false)
    expect(['cut_off', 'unavailable']).toContain(!reply.ok && reply.fault.kind)
    // Half a reply may have been charged: it is not asked for again by itself.
    expect(sent()).toHaveLength(1)
  })
})

describe('errors of the server', () => {
  test('401: no second try, and the key is told nobody', async () => {
    mock.onMessage(/./, { error: { message: `Incorrect API key provided: ${KEY}` }, status: 401 })
    const reply = await (await open()).complete(request())
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'unauthorized' } })
    expect(sent()).toHaveLength(1)
    expect(JSON.stringify([reply, faults])).not.toContain('sk-secret')
    expect(faults).toHaveLength(1)
  })

  test('429 with Retry-After: tried again, not sooner', async () => {
    mock.on(
      { userMessage: /./, sequenceIndex: 0 },
      { error: { message: 'slow down' }, status: 429, retryAfter: 1 },
    )
    mock.onMessage(/./, { content: JSON.stringify(GOOD) })
    const begun = performance.now()
    expect(await (await open()).complete(request())).toMatchObject({ ok: true, value: GOOD })
    expect(performance.now() - begun).toBeGreaterThan(950)
  })

  test('429 for longer than anybody waits: given up by the deadline', async () => {
    mock.onMessage(/./, { error: { message: 'slow down' }, status: 429, retryAfter: 3600 })
    const reply = await (await open()).complete(request({ deadlineMs: 2000 }))
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'rate_limited' } })
  })

  test('429 because the credit is gone: not tried again', async () => {
    mock.onMessage(/./, { error: { message: 'quota', code: 'insufficient_quota' }, status: 429 })
    expect(await (await open()).complete(request())).toMatchObject({
      ok: false,
      fault: { kind: 'rate_limited', message: expect.stringContaining('credit') },
    })
    expect(sent()).toHaveLength(1)
  })

  test('503: tried again; 500: not, since it may have been worked on', async () => {
    mock.on({ userMessage: /./, sequenceIndex: 0 }, { error: { message: 'down' }, status: 503 })
    mock.onMessage(/./, { content: JSON.stringify(GOOD) })
    expect(await (await open()).complete(request())).toMatchObject({ ok: true })
    mock.clearFixtures().clearRequests()
    mock.onMessage(/./, { error: { message: 'oops' }, status: 500 })
    const reply = await (await open()).complete(request({ input: 'another' }))
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'unavailable' } })
    expect(sent()).toHaveLength(1)
  })

  test('nobody there', async () => {
    const model = await open({ baseUrl: 'http://127.0.0.1:9/v1' })
    const reply = await model.complete(request())
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'unavailable' } })
  })

  test('after five faults it is left alone', async () => {
    mock.onMessage(/./, { error: { message: 'oops' }, status: 500 })
    const model = await open()
    for (let n = 0; n < 5; n++) await model.complete(request({ input: `ask ${n}` }))
    const reply = await model.complete(request({ input: 'ask 6' }))
    expect(reply).toMatchObject({ ok: false, fault: { message: expect.stringContaining('left alone') } })
    expect(sent()).toHaveLength(5)
  })

  test('too long for it', async () => {
    mock.onMessage(/./, {
      error: { message: "This model's maximum context length is 8192 tokens" },
      status: 400,
    })
    expect(await (await open()).complete(request())).toMatchObject({ ok: false, fault: { kind: 'too_long' } })
  })
})

describe('budgets', () => {
  const costly = { content: JSON.stringify(GOOD), usage: { prompt_tokens: 900, completion_tokens: 50 } }

  test.each([
    ['a day', { dayBudget: { kind: 'tokens', most: 1000 } }],
    ['a month', { monthBudget: { kind: 'tokens', most: 1000 } }],
    [
      'a day in dollars',
      { dayBudget: { kind: 'dollars', most: 0.001 }, prices: { input: 1, cached: 1, output: 1 } },
    ],
  ] as const)('of %s: what is over it is not sent', async (_, settings) => {
    mock.onMessage(/./, costly)
    const model = await open(settings)
    expect(await model.complete(request())).toMatchObject({ ok: true })
    expect(await model.complete(request({ input: 'more' }))).toMatchObject({
      ok: false,
      fault: { kind: 'budget' },
    })
    expect(sent()).toHaveLength(1)
  })

  test('of a workspace: others are not harmed', async () => {
    mock.onMessage(/./, costly)
    const model = await open({ workspaceBudget: { kind: 'tokens', most: 1000 } })
    await model.complete(request({ workspace: 'slack:T1' }))
    const more = { input: 'more', workspace: 'slack:T1' }
    expect(await model.complete(request(more))).toMatchObject({ ok: false, fault: { kind: 'budget' } })
    expect(await model.complete(request({ ...more, workspace: 'slack:T2' }))).toMatchObject({ ok: true })
  })

  test('two calls at once cannot both take the last of it', async () => {
    mock.onMessage(/./, costly)
    mock.setChaos({ latencyMs: 100 })
    const model = await open({ dayBudget: { kind: 'tokens', most: 150 } })
    const replies = await Promise.all([
      model.complete(request({ input: 'one' })),
      model.complete(request({ input: 'two' })),
    ])
    expect(replies.filter(reply => reply.ok)).toHaveLength(1)
  })
})

describe('what is not configured', () => {
  test('no key and no address: there is no model', async () => {
    const settings = { ...MODEL_SETTINGS, apiKey: '', baseUrl: '' }
    const deps = { usage: store.usage, cache: store.modelCache, clock: () => Temporal.Instant.from(NOW) }
    expect(await openModel(settings, deps)).toBeUndefined()
  })

  test('articles that are kept away are refused at the last door too', async () => {
    const model = await open({ withhold: ['secret.example', 'Harbour Gazette'] })
    const origin = { identity: 'x', url: 'https://news.secret.example/a', outlet: null }
    expect(await model.complete(request({ origins: [origin] }))).toMatchObject({
      ok: false,
      fault: { kind: 'private' },
    })
    expect(model.mayRead({ identity: 'x', url: null, outlet: 'harbour gazette' })).toBe(false)
    expect(model.mayRead({ identity: 'x', url: 'https://notsecret.example/', outlet: null })).toBe(true)
    expect(sent()).toHaveLength(0)
  })
})
