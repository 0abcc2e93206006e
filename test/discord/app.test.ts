import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createFeedback } from '../../commands/feedback.ts'
import { type Command, type Request, textOption } from '../../src/chat/command.ts'
import { formatLine } from '../../src/chat/line.ts'
import { cite, noticeReply, paragraph, type Reply, text } from '../../src/chat/reply.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { same } from '../chat/commands.ts'
import { makeApp, type TestApp } from './app.ts'
import { buttonsOf, eventually, openTwin, said, type Twin } from './twin.ts'

let twin: Twin
let store: Store
let app: TestApp
let requests: Request[]
/** What `/ask` waits for, when a test holds it up. */
let hold: Promise<void> | null

beforeAll(async () => {
  twin = await openTwin()
})
afterAll(async () => {
  await twin?.close()
})
beforeEach(async () => {
  requests = []
  hold = null
  store = await openStore(':memory:', { clock: () => new Date() })
  app = await makeApp(twin, { commands: commands(), store })
  await app.start()
})
afterEach(async () => {
  await app.stop()
  await store.close()
  expect(twin.refused.slice(-1)).toEqual([])
})

const PERMISSIONS = { manageGuild: String(1 << 5), manageChannels: String(1 << 4) }
const FLAGS = { ephemeral: 64, v2: 32768 }

function commands(): Command[] {
  const make = (command: Pick<Command, 'name' | 'options' | 'run'> & Partial<Command>): Command => ({
    summary: same(`does ${command.name}`),
    help: same('Helps.'),
    ...command,
    run: request => {
      requests.push(request)
      return command.run(request)
    },
  })
  const answer = (request: Request, words: string): Reply => ({
    lang: request.lang,
    summary: words,
    blocks: [paragraph([text(words), ...cite([1])])],
  })
  return [
    make({
      name: 'ask',
      options: [
        { kind: 'text', name: 'question', summary: same('what'), required: true, tellsLanguage: true },
      ],
      run: async request => {
        const question = textOption(request, 'question') ?? ''
        await hold
        if (question === 'much')
          return {
            ...answer(request, 'much'),
            blocks: Array.from({ length: 9 }, (_, i) => paragraph(`${i} ${'x'.repeat(1200)}`)),
          }
        if (question === 'fail') throw new Error('on purpose')
        return answer(request, `${question} after ${request.conversation?.earlier.join(' + ') || 'nothing'}`)
      },
    }),
    make({
      name: 'summarize',
      readsThread: true,
      options: [{ kind: 'text', name: 'about', summary: same('what'), longest: 40_000 }],
      run: async request =>
        answer(
          request,
          `sum of ${textOption(request, 'about') ?? request.conversation?.thread?.join(' / ')}`,
        ),
    }),
    make({
      name: 'latest',
      options: [
        {
          kind: 'text',
          name: 'topic',
          summary: same('what'),
          suggest: async (typed, asker) =>
            ['ADIZ', 'GSOMIA', 'x'.repeat(101)]
              .filter(value => value.toLowerCase().startsWith(typed))
              .map(value => ({ value, label: `${value} (${asker.lang})` })),
        },
      ],
      run: async request => ({
        ...answer(request, 'latest'),
        blocks: [
          paragraph('latest'),
          {
            kind: 'buttons',
            buttons: [
              { label: 'Ask that', line: formatLine('ask', { question: 'that' }) },
              { label: 'Ask long', line: formatLine('ask', { question: 'l'.repeat(300) }) },
              { label: 'Set', line: '/settings --zone="Asia/Tokyo" --hour=7', form: true },
            ],
          },
        ],
      }),
    }),
    make({
      name: 'settings',
      admin: true,
      options: [
        { kind: 'text', name: 'zone', summary: same('zone'), required: true },
        { kind: 'integer', name: 'hour', summary: same('hour'), least: 0, most: 23 },
        {
          kind: 'choice',
          name: 'lang',
          summary: same('language'),
          choices: ['en', 'ja'].map(value => ({ value, label: same(value) })),
        },
      ],
      run: async request => noticeReply(request.lang, 'info', `set ${JSON.stringify(request.options)}`),
    }),
    createFeedback({ store }),
  ]
}

describe('a command', () => {
  it('is registered once, in every language, with who may use it and where', async () => {
    const sent = () =>
      twin.requests.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands'))
    const before = sent().length
    const [registered] = sent().slice(-1)
    const again = await makeApp(twin, { commands: commands(), store })
    await again.start()
    await again.stop()
    expect(sent()).toHaveLength(before)
    const ask = registered!.body.find((one: { name: string }) => one.name === 'ask')
    expect(Object.keys(ask.description_localizations).sort()).toEqual([
      'en-GB',
      'en-US',
      'ja',
      'ko',
      'zh-CN',
      'zh-TW',
    ])
    expect(ask).toMatchObject({
      default_member_permissions: null,
      contexts: [0, 1, 2],
      integration_types: [0, 1],
    })
    const settings = registered!.body.find((one: { name: string }) => one.name === 'settings')
    expect(settings).toMatchObject({
      default_member_permissions: Number(PERMISSIONS.manageGuild),
      contexts: [0],
      integration_types: [0],
    })
    const entry = registered!.body.find((one: { type: number }) => one.type === 3)
    expect(entry.name_localizations).toMatchObject({ ja: 'これを要約', ko: '이 메시지 요약' })
  })

  it('is acknowledged before it is answered, in the reader’s language', async () => {
    const held = Promise.withResolvers<void>()
    hold = held.promise
    const press = await twin.command({ name: 'ask', options: { question: 'who' }, locale: 'zh-TW' })
    expect(await press.answered()).toEqual({ type: 5, data: null })
    held.resolve()
    const reply = await press.reply()
    expect(said(reply)).toBe('who after nothing \\[1]')
    expect(reply.flags & FLAGS.v2).toBe(FLAGS.v2)
    expect(requests[0]).toMatchObject({
      lang: 'zh-Hant',
      workspace: `discord:${twin.guild}`,
      channel: `discord:${twin.guild}/${twin.channels.text}`,
    })
  })

  it('mentions nobody, whatever it is asked', async () => {
    const from = twin.requests.length
    await (
      await twin.command({ name: 'ask', options: { question: '@everyone <@1> https://evil.example' } })
    ).reply()
    for (const { body } of twin.requests.slice(from).filter(({ body }) => body?.components))
      expect(body.allowed_mentions).toEqual({ parse: [], replied_user: false })
  })

  it('tells its asker alone of a fault of ours, after everybody saw that it was being answered', async () => {
    const press = await twin.command({ name: 'ask', options: { question: 'fail' } })
    const sent = await eventually(() =>
      twin.requests.find(({ method, path }) => method === 'POST' && path.endsWith(`/${press.token}`)),
    )
    expect(sent.body.flags).toBe(FLAGS.ephemeral | FLAGS.v2)
    expect(said(sent.body)).toContain('⛔ /ask could not finish')
    expect(twin.requests.some(({ method, path }) => method === 'DELETE' && path.includes(press.token))).toBe(
      true,
    )
    expect(app.logged.join()).toContain('on purpose')
  })

  it('that changes settings is for those who may, and is answered to them alone', async () => {
    const refused = await twin.command({ name: 'settings', options: { zone: 'UTC' } })
    expect((await refused.answered()).data).toEqual({ flags: FLAGS.ephemeral })
    expect(said(await refused.reply())).toContain('only those who may manage')
    const channelOnly = await twin.command({
      name: 'settings',
      options: { zone: 'UTC' },
      permissions: PERMISSIONS.manageChannels,
    })
    expect(said(await channelOnly.reply())).toContain('only those who may manage')
    const allowed = await twin.command({
      name: 'settings',
      options: { zone: 'UTC', hour: 7 },
      permissions: PERMISSIONS.manageGuild,
      appPermissions: '1024',
    })
    const reply = said(await allowed.reply())
    expect(reply).toContain('set {"zone"\\:"UTC","hour"\\:7}')
    expect(reply).toContain('may not: Send Messages and Attach Files')
    expect((await store.platforms.changes({ limit: 9 })).map(({ outcome }) => outcome)).toEqual([
      'done',
      'refused',
      'refused',
    ])
  })

  it('from somebody who brought the app along sees only what is theirs', async () => {
    const press = await twin.command({
      name: 'settings',
      options: { zone: 'UTC' },
      permissions: PERMISSIONS.manageGuild,
      owners: { 1: twin.user },
    })
    expect(said(await press.reply())).toContain('only those who may manage')
    await (await twin.command({ name: 'ask', options: { question: 'x' }, owners: { 1: twin.user } })).reply()
    expect(requests.at(-1)).toMatchObject({ workspace: `discord:@${twin.user}` })
  })

  it('is answered once, however often it is delivered', async () => {
    const press = await twin.command({ name: 'ask', options: { question: 'once' } })
    twin.send('INTERACTION_CREATE', press.event)
    await press.reply()
    twin.send('INTERACTION_CREATE', press.event)
    await eventually(() => app.served.length === 3)
    expect(requests).toHaveLength(1)
    expect(app.served.map(({ outcome }) => outcome).sort()).toEqual(['answered', 'duplicate', 'duplicate'])
  })

  it('that came too late is not run', async () => {
    twin.failNext('POST', /\/callback$/, { status: 404, code: 10062 })
    await twin.command({ name: 'ask', options: { question: 'late' } })
    await eventually(() => app.logged.some(words => words.includes('too late')))
    expect(requests).toEqual([])
  })

  it('whose time has run out is answered in the channel', async () => {
    twin.failNext('PATCH', /@original$/, { status: 401, code: 50027 })
    await twin.command({ name: 'ask', options: { question: 'slow one' } })
    await eventually(async () =>
      (await twin.messages(twin.channels.text)).some(message => said(message).startsWith('slow one')),
    )
  })

  it('is answered again after a server error, and not twice', async () => {
    twin.failNext('PATCH', /@original$/, { status: 502 })
    twin.failNext('PATCH', /@original$/, 'lost answer')
    const press = await twin.command({ name: 'ask', options: { question: 'storm' } })
    await eventually(() => app.served.some(({ outcome }) => outcome === 'answered'))
    expect(said(await press.reply())).toContain('storm')
  })

  it('too many of them are told to wait', async () => {
    await app.stop()
    app = await makeApp(twin, { commands: commands(), store, rate: { most: 1, everyMs: 60_000 } })
    await app.start()
    await (await twin.command({ name: 'ask', options: { question: 'one' } })).reply()
    const press = await twin.command({ name: 'ask', options: { question: 'two' } })
    const sent = await eventually(() =>
      twin.requests.find(({ method, path }) => method === 'POST' && path.endsWith(`/${press.token}`)),
    )
    expect(said(sent.body)).toContain('please ask again in')
    expect(requests).toHaveLength(1)
  })
})

describe('a question in words', () => {
  const lastReply = async (start: string, channel = twin.channels.text) =>
    eventually(
      async () => (await twin.messages(channel)).find(message => said(message).startsWith(start)),
      start,
    )

  it('is answered where the app is mentioned, under the question', async () => {
    const id = await twin.say('바이든은 무엇을 거부했나?', { mention: true })
    const reply = await lastReply('바이든은')
    expect(requests[0]).toMatchObject({ lang: 'ko', options: { question: '바이든은 무엇을 거부했나?' } })
    const sent = twin.requests.find(({ body }) => body?.message_reference?.message_id === id)
    expect(sent!.body).toMatchObject({
      allowed_mentions: { parse: [], replied_user: false },
      enforce_nonce: true,
    })
    expect(Object.keys(buttonsOf(reply))).toEqual(['이어서 질문', '도움이 됨', '도움이 안 됨'])
  })

  it('goes on in direct messages without a mention', async () => {
    const channel = await twin.directChannel()
    await twin.say('first', { direct: true })
    await lastReply('first after nothing', channel)
    await twin.say('second', { direct: true })
    await lastReply('second after first', channel)
    expect(requests[1]).toMatchObject({
      workspace: `discord:@${twin.user}`,
      channel: `discord:@${twin.user}/@${twin.user}`,
    })
  })

  it('goes on in a reply to an answer', async () => {
    await twin.say('root', { mention: true })
    const answer = await lastReply('root after nothing')
    await twin.say('leaf', { replyTo: answer.id })
    await lastReply('leaf after root')
  })

  it('goes on in a thread under a digest, whose title is its subject', async () => {
    const { messenger } = app
    const channel = `discord:${twin.guild}/${twin.channels.text}`
    const part = (words: string): Reply => ({
      lang: 'en',
      summary: words,
      blocks: [{ kind: 'heading', level: 1, text: words }, paragraph('body')],
    })
    const first = await messenger.post(channel, part('Digest of 3 Dec'), {
      key: `k${Date.now()}`,
      title: 'Digest of 3 Dec',
    })
    const second = await messenger.post(channel, part('More'), {
      key: `l${Date.now()}`,
      thread: (first as { thread: string }).thread,
    })
    const { thread } = second as { thread: string }
    await twin.say('and then?', { mention: true, channel: thread })
    await lastReply('and then? after Digest of 3 Dec', thread)
    await twin.say('why?', { mention: true, channel: thread })
    await lastReply('why? after and then?', thread)
    await twin.say('/summarize', { mention: true, channel: thread })
    await lastReply('sum of', thread)
    expect(requests.at(-1)!.conversation!.thread!.join()).toContain('and then?')
  })

  it('is not taken from bots, from others’ talk or from what we cannot read', async () => {
    await twin.say('bot to bot', { mention: true, bot: true })
    await twin.say('not for us')
    await twin.say('hidden', { hidden: true })
    await twin.say('last', { mention: true })
    await lastReply('last')
    expect(requests.map(({ options }) => options.question)).toEqual(['last'])
  })

  it('is answered once, also when Discord tells it twice and loses our answer', async () => {
    twin.failNext('POST', /^\/channels\/\d+\/messages$/, 'lost answer')
    await twin.say('doubtful', { mention: true })
    await eventually(() => app.served.some(({ outcome }) => outcome === 'answered'))
    expect(
      (await twin.messages(twin.channels.text)).filter(message => said(message).startsWith('doubtful')),
    ).toHaveLength(1)
  })

  it('asks for a manager’s roles where it is a command that changes settings', async () => {
    await twin.say('/settings UTC', { mention: true })
    await lastReply('⚠️ /settings changes settings')
    await twin.say('/settings UTC', { mention: true, user: twin.owner })
    await lastReply('set {"zone"\\:"UTC"}')
  })

  it('without words is told how to ask', async () => {
    await twin.say('', { mention: true })
    await lastReply('Nothing was asked')
  })
})

describe('buttons, menus and forms', () => {
  it('run the line they stand for, however long', async () => {
    const reply = await (await twin.command({ name: 'latest' })).reply()
    const buttons = buttonsOf(reply)
    expect(said(await (await twin.press(reply.id, buttons['Ask that']!)).reply())).toContain('that after')
    expect(buttons['Ask long']!.length).toBeLessThanOrEqual(100)
    await (await twin.press(reply.id, buttons['Ask long']!)).reply()
    expect(requests.at(-1)!.options.question).toBe('l'.repeat(300))
  })

  it('take feedback once a person and reply', async () => {
    const reply = await (await twin.command({ name: 'ask', options: { question: 'good one' } })).reply()
    for (const label of ['Useful', 'Not useful']) {
      const press = await twin.press(reply.id, buttonsOf(reply)[label]!)
      expect((await press.answered()).data).toEqual({ flags: FLAGS.ephemeral })
      expect(said(await press.reply())).toContain('Thank you')
    }
    expect(await store.platforms.feedback({ limit: 9 })).toMatchObject([
      { verdict: 'bad', question: 'good one' },
    ])
  })

  it('ask one more question in a form, in the same conversation', async () => {
    const reply = await (await twin.command({ name: 'ask', options: { question: 'first' } })).reply()
    const form = await (await twin.press(reply.id, buttonsOf(reply)['Ask more']!)).answered()
    expect(form).toMatchObject({ type: 9, data: { title: 'One more question' } })
    const more = await (await twin.submit(form.data.custom_id, { question: 'then what' })).reply()
    expect(said(more)).toBe('then what after first \\[1]')
    const third = await (await twin.press(more.id, buttonsOf(more)['Ask more']!)).answered()
    expect(said(await (await twin.submit(third.data.custom_id, { question: 'and' })).reply())).toBe(
      'and after first + then what \\[1]',
    )
  })

  it('open settings filled in, and run what is sent', async () => {
    const reply = await (await twin.command({ name: 'latest' })).reply()
    const form = await (await twin.press(reply.id, buttonsOf(reply).Set!)).answered()
    expect(form.data.components.map((one: { component: object }) => one.component)).toMatchObject([
      { custom_id: 'zone', value: 'Asia/Tokyo', required: true },
      { custom_id: 'hour', value: '7' },
      { custom_id: 'lang', type: 3 },
    ])
    const sent = await twin.submit(
      form.data.custom_id,
      { zone: 'Asia/Seoul', hour: '9' },
      { permissions: PERMISSIONS.manageGuild },
    )
    await sent.reply()
    expect(requests.at(-1)!.options).toEqual({ zone: 'Asia/Seoul', hour: 9 })
    const nobody = await twin.submit(form.data.custom_id, { zone: 'Asia/Seoul' })
    expect(said(await nobody.reply())).toContain('only those who may manage')
  })

  it('turn the pages of a long answer, after a restart too', async () => {
    const reply = await (await twin.command({ name: 'ask', options: { question: 'much' } })).reply()
    expect(said(reply)).toContain('0 xxx')
    await app.stop()
    app = await makeApp(twin, { commands: commands(), store })
    await app.start()
    const turned = await (await twin.press(reply.id, buttonsOf(reply)['More ▶']!)).answered()
    expect(turned.type).toBe(7)
    expect(said(turned.data)).toMatch(/^[2-3] xxx/)
    expect(said(turned.data)).not.toContain('0 xxx')
  })

  it('of another guild, or too old, say so', async () => {
    const reply = await (await twin.command({ name: 'ask', options: { question: 'much' } })).reply()
    const more = buttonsOf(reply)['More ▶']!
    const stranger = await (await twin.press(reply.id, more, { owners: { 1: twin.user } })).answered()
    expect(stranger).toMatchObject({ type: 4, data: { flags: FLAGS.ephemeral | FLAGS.v2 } })
    await store.kept.forgetBefore('9999')
    const old = await (await twin.press(reply.id, more)).answered()
    expect(said(old.data)).toContain('too old')
    const strange = await (await twin.press(reply.id, 'somebody else’s')).answered()
    expect(said(strange.data)).toContain('too old')
  })

  it('complete while one types', async () => {
    const typed = await (await twin.complete('latest', 'topic', 'g', { locale: 'ja' })).answered()
    expect(typed).toEqual({ type: 8, data: { choices: [{ name: 'GSOMIA (ja)', value: 'GSOMIA' }] } })
    const all = await (await twin.complete('latest', 'topic', '')).answered()
    expect(all.data.choices).toHaveLength(2)
    expect((await (await twin.complete('nothing', 'such', 'x')).answered()).data.choices).toEqual([])
  })

  it('summarize a message from its menu', async () => {
    const reply = await (await twin.summarize('A long report.')).reply()
    expect(said(reply)).toContain('sum of A long report.')
    const none = await (await twin.summarize(' ')).answered()
    expect(said(none.data)).toContain('no words')
  })
})

describe('the line to Discord', () => {
  it('comes back by itself and misses nothing', async () => {
    const before = twin.lines.resumed
    twin.drop()
    twin.send('INTERACTION_CREATE', {})
    await eventually(() => twin.lines.resumed > before)
    await eventually(() => app.ready())
    await (await twin.command({ name: 'ask', options: { question: 'still there' } })).reply()
  })

  it('is taken up after a restart: what was said meanwhile is answered', async () => {
    const before = twin.lines.resumed
    await app.stop()
    expect(app.ready()).toBe(false)
    await twin.say('meanwhile', { mention: true })
    app = await makeApp(twin, { commands: commands(), store })
    await app.start()
    await eventually(async () =>
      (await twin.messages(twin.channels.text)).some(message => said(message).startsWith('meanwhile')),
    )
    expect(twin.lines.resumed).toBe(before + 1)
  })

  it('finishes what was begun before it closes', async () => {
    const held = Promise.withResolvers<void>()
    hold = held.promise
    const press = await twin.command({ name: 'ask', options: { question: 'under way' } })
    await press.answered()
    const stopped = app.stop()
    held.resolve()
    await stopped
    expect(said(await press.reply())).toContain('under way')
  })

  it('goes on after a kill with what was not answered', async () => {
    const never = Promise.withResolvers<void>()
    hold = never.promise
    const press = await twin.command({ name: 'ask', options: { question: 'killed' } })
    const message = await twin.say('killed too', { mention: true })
    await eventually(() => requests.length === 2)
    // A killed process writes nothing any more: this one's store is closed to it, and another one goes on.
    const second = await makeApp(twin, { commands: commands(), store })
    hold = null
    await second.start()
    expect(said(await press.reply())).toContain('killed after nothing')
    await eventually(() => twin.requests.some(({ body }) => body?.message_reference?.message_id === message))
    await second.stop()
    never.resolve()
  })

  it('forgets a guild that removed the app, and no guild that is only out of reach', async () => {
    await (await twin.command({ name: 'ask', options: { question: 'q' } })).reply()
    const conversation = `discord:${(requests[0] as Request & { id?: string }).workspace}`
    expect(conversation).toContain(twin.guild)
    twin.send('GUILD_DELETE', { id: twin.guild, unavailable: true })
    twin.send('GUILD_DELETE', { id: twin.guild })
    await eventually(() => app.removed.length > 0)
    expect(app.removed).toEqual([`discord:${twin.guild}`])
  })

  it('survives whatever Discord may send', async () => {
    for (const event of [
      null,
      1,
      {},
      { id: 5 },
      { type: 2 },
      { id: '1', type: 99, token: 't', application_id: '1', data: {} },
    ])
      for (const name of ['INTERACTION_CREATE', 'MESSAGE_CREATE', 'GUILD_DELETE', 'NEW_EVENT'])
        twin.send(name, event as object)
    await (await twin.command({ name: 'ask', options: { question: 'well' } })).reply()
  })

  it('is not opened with a wrong token, and says which it is', async () => {
    const wrong = await makeApp(twin, { commands: commands(), store, token: 'wrong' })
    await expect(wrong.start()).rejects.toThrow(/DISCORD_TOKEN/)
    await wrong.stop()
  })
})
