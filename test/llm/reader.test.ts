// Whatever a model's server does, the reader gets an answer with citations, once and in time, and is told what is missing.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { LLMock } from '@copilotkit/aimock'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answerQuestion } from '../../src/answer/answer.ts'
import { replyOfAnswer } from '../../src/chat/answer-reply.ts'
import { openModel } from '../../src/llm/open.ts'
import type { ModelSettings } from '../../src/llm/settings.ts'
import { type Desk, openDesk } from '../helpers/desk.ts'
import { MODEL_SETTINGS } from '../helpers/scripted.ts'

const QUESTION = 'What did Obama not apologize for?'
const TRUE_STATEMENT = { text: 'Obama did not apologize for the atomic bombing.', sentences: ['S1'] }

let desk: Desk
let mock: LLMock
beforeAll(async () => {
  desk = await openDesk({
    'bomb.txt':
      '오바마, 히로시마 방문\n\n버락 오바마 미국 대통령은 2016년 5월 27일 히로시마를 방문했다. 오바마 대통령은 원폭 투하에 대해 사과하지 않았다.',
  })
})
afterAll(() => desk.close())
beforeEach(async () => {
  mock = new LLMock({ port: 0, logLevel: 'silent' })
  await mock.start()
})
afterEach(() => mock.stop())

async function ask(settings: Partial<ModelSettings> = {}) {
  const model = await openModel(
    {
      ...MODEL_SETTINGS,
      apiKey: 'sk-x',
      baseUrl: `${mock.url}/v1`,
      // Another name every time: nothing comes out of the cache.
      model: `m${Math.random()}`,
      deadlines: { ...MODEL_SETTINGS.deadlines, terminal: 1500 },
      ...settings,
    },
    { usage: desk.store.usage, cache: desk.store.modelCache, clock: desk.clock },
  )
  return await answerQuestion(QUESTION, { ...desk, ...(model && { model }) })
}

const DATA = JSON.stringify({ statements: [TRUE_STATEMENT] })
const invented = (text: string, ids = ['S1']) => JSON.stringify({ statements: [{ text, sentences: ids }] })

const MISBEHAVIOURS: readonly (readonly [string, (mock: LLMock) => void])[] = [
  ['slow', m => m.onMessage(/./, { content: DATA }) && m.setChaos({ latencyMs: 20_000 })],
  ['cut off', m => m.onMessage(/./, { content: DATA.slice(0, 30), finishReason: 'length' })],
  ['malformed', m => m.onMessage(/./, { content: 'Sure! Here is what I think.' })],
  ['malformed JSON', m => m.onMessage(/./, { content: '{"statements": [{"text": 1}]}' })],
  ['wrong ids', m => m.onMessage(/./, { content: invented(TRUE_STATEMENT.text, ['S7', 'a0.s1']) })],
  [
    'an invented quote',
    m => m.onMessage(/./, { content: invented('Obama said “we are not sorry for anything”.') }),
  ],
  [
    'an invented fact',
    m => m.onMessage(/./, { content: invented('Obama paid 5 million dollars to Japan.') }),
  ],
  ['refusing', m => m.onMessage(/./, { content: '', finishReason: 'content_filter' })],
  ['401', m => m.onMessage(/./, { error: { message: 'key' }, status: 401 })],
  ['429', m => m.onMessage(/./, { error: { message: 'later' }, status: 429, retryAfter: 60 })],
  ['500', m => m.onMessage(/./, { error: { message: 'oops' }, status: 500 })],
  ['503', m => m.onMessage(/./, { error: { message: 'down' }, status: 503 })],
  ['disconnecting', m => m.onMessage(/./, { content: DATA }) && m.setChaos({ disconnectRate: 1 })],
  ['not there', m => m.on({ predicate: () => false }, { content: '' })],
]

describe('the reader', () => {
  test('of a model that behaves is told its statement and the stored sentence', async () => {
    mock.onMessage(/./, { content: DATA })
    const answer = await ask()
    expect(answer.by).toBe('model')
    expect(answer.statements[0]!.text).toContain(TRUE_STATEMENT.text)
    expect(answer.citations.map(one => one.quote).join()).toContain('사과하지 않았다')
    expect(answer.notes).toBeUndefined()
  })

  test.each(MISBEHAVIOURS)(
    'of a model that is %s gets the quoting answer and a line on why',
    async (_, misbehave) => {
      const plain = await answerQuestion(QUESTION, desk)
      expect(plain.statements.length).toBeGreaterThan(0)
      misbehave(mock)
      const begun = performance.now()
      const answer = await ask()
      expect(performance.now() - begun).toBeLessThan(15_000)
      expect(answer.by).toBe('quote')
      expect(answer.verdict).toBe(plain.verdict)
      expect(answer.statements).toEqual(plain.statements)
      expect(answer.citations).toEqual(plain.citations)
      expect(answer.notes).toHaveLength(1)
      const notice = replyOfAnswer(answer).blocks.find(block => block.kind === 'notice')
      expect(JSON.stringify(notice)).toContain(answer.notes![0]!)
    },
  )

  test('is told when the budget is spent, and nothing is sent', async () => {
    const answer = await ask({ dayBudget: { kind: 'tokens', most: 10 } })
    expect(answer.by).toBe('quote')
    expect(answer.notes![0]).toContain('budget')
    expect(mock.getRequests()).toHaveLength(0)
  })

  test('of a desk without key and address is told nothing of models', async () => {
    const answer = await ask({ apiKey: '', baseUrl: '' })
    expect(answer.notes).toBeUndefined()
    expect(answer.model).toBeUndefined()
  })
})

test('without key and address the client is not even loaded', () => {
  const open = JSON.stringify(new URL('../../src/llm/open.ts', import.meta.url).href)
  const script = `
    import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ resolve(name, context, next) { loaded.push(name); return next(name, context) } })
    const { openModel } = await import(${open})
    const none = await openModel({ apiKey: '', baseUrl: '' }, {})
    const before = loaded.some(name => /openai/.test(name))
    await openModel({ apiKey: 'x', baseUrl: '', model: 'm', embedModel: '', withhold: [], prices: {} }, {})
    console.log(JSON.stringify({ none: none === undefined, before, after: loaded.some(name => name === 'openai') }))`
  const ran = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: join(import.meta.dirname, '../..'),
    encoding: 'utf8',
  })
  expect(JSON.parse(ran.stdout)).toEqual({ none: true, before: false, after: true })
}, 60_000)
