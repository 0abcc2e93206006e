// What only Slack has, end to end on the counterpart of the platform.
import { afterEach, describe, expect, test } from 'vitest'
import type { Command } from '../../src/chat/command.ts'
import { createDispatch } from '../../src/chat/dispatch.ts'
import { paragraph, type Reply } from '../../src/chat/reply.ts'
import { createSeal, newKey } from '../../src/store/seal.ts'
import { detectLanguage } from '../../src/text/language.ts'
import { type AppDesk, HOUSEKEEPING, openAppDesk } from '../apps/desk.ts'
import { command } from '../chat/commands.ts'
import { openSlackRig, type RigOptions, type SlackRig, textOf, until } from './rig.ts'
import { APP_TOKEN, CLIENT, openWorkspace, type Workspace } from './workspace.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close()
})

async function open(options: RigOptions = {}): Promise<SlackRig> {
  const rig = await openSlackRig(options)
  opened.push(rig)
  return rig
}

const words = (text: string): Reply => ({ lang: 'en', summary: text, blocks: [paragraph(text)] })
const lines = (count: number, words: string) => Array.from({ length: count }, (_, i) => `${i} ${words}`)

/** A rig whose only answer to any question is made by the test. */
async function openAnswering(
  run: Command['run'],
  options: RigOptions = {},
): Promise<{ rig: SlackRig; desk: AppDesk }> {
  const desk = await openAppDesk([])
  opened.push(desk)
  return { rig: await open({ ...options, desk, deps: answering(run) }), desk }
}

function answering(run: Command['run']) {
  const ask = {
    ...command('ask', [{ kind: 'text', name: 'question', summary: HOUSEKEEPING.summary, required: true }]),
    run,
  }
  const commands = [ask]
  return { commands, dispatch: createDispatch({ commands, detectLanguage, report: () => {} }) }
}

describe('the door over HTTP', () => {
  test('lets in what Slack has signed within five minutes, and nothing old, future, forged or unknown', async () => {
    const { workspace, app, served } = await open()
    const now = Math.floor(Date.now() / 1000)
    const type = 'application/x-www-form-urlencoded'
    const raw = String(
      new URLSearchParams({
        command: '/attache',
        text: 'help',
        team_id: workspace.team,
        user_id: workspace.users.ann,
        channel_id: workspace.channel,
        trigger_id: '1.1',
        response_url: `${workspace.apiUrl.replace('/api/', '')}/response/1`,
      }),
    )
    for (const [stamp, secret, status] of [
      [now - 301, undefined, 401],
      [now + 302, undefined, 401],
      [now, 'another-secret', 401],
      [Number.NaN, undefined, 401],
      [now - 200, undefined, 200],
    ] as const)
      expect((await workspace.post(raw, type, stamp, secret)).status).toBe(status)
    await app.settle()
    expect(served).toHaveLength(1)
    expect((await workspace.post('{', 'application/json', now)).status).toBe(400)
    const { status, body } = await workspace.post(
      '{"type":"url_verification","challenge":"abc"}',
      'application/json',
      now,
    )
    expect([status, body]).toEqual([200, expect.stringContaining('abc')])
  })

  test('takes any garbage without falling over', async () => {
    const { workspace, app, warnings } = await open()
    for (const event of [{}, null, { type: 'message' }, { type: 'app_mention', channel: '../x', user: 1 }])
      await workspace.send('events_api', { type: 'event_callback', team_id: workspace.team, event } as object)
    await workspace.send('interactive', {
      type: 'view_submission',
      team: { id: workspace.team },
      user: { id: workspace.users.ann },
      trigger_id: 't',
      view: { id: 'V', callback_id: 'form:ask', private_metadata: 'nonsense', state: { values: {} } },
    })
    await app.settle()
    expect(warnings.length).toBeGreaterThan(0)
    expect((await workspace.command('help')).status).toBe(200)
    await app.settle()
    expect(workspace.answers).toHaveLength(1)
  })
})

describe('an acknowledgement', () => {
  test.each(['http', 'socket'] as const)('does not wait for the answer (%s)', async transport => {
    const gate = Promise.withResolvers<void>()
    const { rig } = await openAnswering(
      async () => {
        await gate.promise
        return words('late')
      },
      { transport },
    )
    // Slack itself may be slow, too, without the acknowledgement waiting for it.
    rig.workspace.fault('users.info', async (_, response) => {
      await gate.promise
      response.end('{"ok":false,"error":"user_not_found"}')
    })
    await rig.workspace.command('what?')
    await rig.workspace.mention('what?')
    expect(rig.workspace.answers).toEqual([])
    gate.resolve()
    const seen = await rig.seen()
    expect(seen.map(each => each.text)).toEqual(['› what?late', 'late'])
  })
})

test('both doors at once are one app: what came in by one is known by the other', async () => {
  const rig = await open({ settings: { appToken: APP_TOKEN } })
  const { workspace } = rig
  await until(() => workspace.connected > 0)
  const ts = await workspace.mention('what did Biden refuse?')
  expect(await rig.seen()).toHaveLength(1)
  // From here on through the socket.
  workspace.useDoor('')
  await workspace.mention('what did Biden refuse?', { ts })
  expect(await rig.seen()).toEqual([])
  await workspace.mention('what did Abe say?')
  expect(await rig.seen()).toHaveLength(1)
})

describe('a thread', () => {
  test('that is not ours is left alone', async () => {
    const rig = await open()
    const ts = await rig.workspace.stand('good morning')
    expect(await rig.followUp(ts, 'what did Biden refuse?', 'ann')).toEqual([])
    expect(await rig.workspace.say('what did Biden refuse?')).toBeTruthy()
    expect(await rig.seen()).toEqual([])
  })

  test('under a message of ours is a conversation about it', async () => {
    const asked: unknown[] = []
    const { rig } = await openAnswering(async request => {
      asked.push(request.conversation)
      return words('so it is')
    })
    const { ts } = (await rig.workspace.api('chat.postMessage', {
      channel: rig.workspace.channel,
      text: 'Digest of 5 Dec &amp; more',
    })) as unknown as { ts: string }
    expect(await rig.followUp(ts, 'who says so?', 'ann')).toHaveLength(1)
    expect(await rig.followUp(ts, 'and who else?', 'bob')).toHaveLength(1)
    const id = `slack:${rig.workspace.team}/${rig.workspace.channel}/${ts}`
    expect(asked).toEqual([
      { id, earlier: ['Digest of 5 Dec & more'] },
      { id, earlier: ['who says so?'], lang: 'en' },
    ])
  })

  test('of bots, of edits and of our own lines is left alone', async () => {
    const rig = await open()
    const { workspace } = rig
    const { thread } = await rig.mention('what did Biden refuse?', 'ann')
    const line = {
      type: 'message',
      channel: workspace.channel,
      channel_type: 'channel',
      text: 'hm?',
      thread_ts: thread,
    }
    for (const more of [
      { ts: '1.1', bot_id: 'B1', user: workspace.users.bob },
      { ts: '1.2', subtype: 'message_changed', user: workspace.users.bob },
      { ts: '1.3', user: workspace.botUser },
      { ts: '1.4' },
    ])
      await workspace.send('events_api', {
        type: 'event_callback',
        team_id: workspace.team,
        event: { ...line, ...more },
      })
    expect(await rig.seen()).toEqual([])
  })

  test('mentioned in comes as two events and is answered once', async () => {
    const rig = await open()
    const { workspace } = rig
    const ts = await workspace.mention('what did Biden refuse?')
    await workspace.say(`<@${workspace.botUser}> what did Biden refuse?`, { ts, thread: ts })
    expect(await rig.seen()).toHaveLength(1)
    expect(rig.served.map(each => each.outcome)).toEqual(['answered'])
  })
})

describe('direct messages', () => {
  test('offer questions when they are opened', async () => {
    const { workspace, app } = await open()
    await workspace.openTab('messages', workspace.users.bob)
    await app.settle()
    const offered = workspace.calls.find(each => each.method === 'assistant.threads.setSuggestedPrompts')
    const prompts = JSON.parse(offered!.body.get('prompts')!) as { title: string; message: string }[]
    expect(prompts).toHaveLength(4)
    expect(prompts[0]).toEqual({ title: '最新ダイジェストを見る', message: '/digest' })
  })

  test('in a thread show what is being done, and stream what is long', async () => {
    const long = lines(40, 'a line of some length that tells one more thing of the same kind')
    const { rig } = await openAnswering(async () => ({
      lang: 'en',
      summary: 'long',
      blocks: long.map(line => paragraph(line)),
    }))
    const { workspace } = rig
    const channel = await workspace.direct(workspace.users.ann)
    await workspace.say('tell me', { channel, thread: '1700000000.000001' })
    await rig.app.settle()
    expect(workspace.calls.map(each => each.method)).toEqual(
      expect.arrayContaining([
        'assistant.threads.setStatus',
        'chat.startStream',
        'chat.appendStream',
        'chat.stopStream',
      ]),
    )
    const [streamed] = workspace.streams.values()
    expect(textOf(streamed!.blocks as object[])).toContain(long.join(''))
    expect(streamed!.body.get('thread_ts')).toBe('1700000000.000001')
    const end = workspace.calls.findLast(each => each.method === 'chat.stopStream')
    expect(JSON.parse(end!.body.get('metadata')!)).toMatchObject({ event_type: 'attache' })
  })

  test('are posted where the plan has no streams', async () => {
    const { rig } = await openAnswering(async () => ({
      lang: 'en',
      summary: 'long',
      blocks: lines(40, 'a line of some length that tells one more thing').map(line => paragraph(line)),
    }))
    const { workspace } = rig
    workspace.fault(
      'chat.startStream',
      (_, response) => void response.end('{"ok":false,"error":"not_allowed"}'),
    )
    const channel = await workspace.direct(workspace.users.ann)
    await workspace.say('tell me', { channel, thread: '1700000000.000001' })
    const seen = await rig.seen()
    expect(seen).toHaveLength(1)
    expect(seen[0]!.text).toContain('39 a line')
  })
})

describe('a long answer to a command', () => {
  test('goes on behind a button, page by page, until it is too old', async () => {
    const all = lines(200, 'a line of some length that tells one more thing of the same kind')
    const { rig, desk } = await openAnswering(async () => ({
      lang: 'en',
      summary: 'long',
      blocks: all.map(line => paragraph(line)),
    }))
    let [seen] = await rig.command('ask', 'all of it', 'ann')
    let text = ''
    for (let page = 0; page < 20 && seen!.buttons.includes('More ▶'); page++) {
      text += seen!.text
      ;[seen] = await rig.press('More ▶', 'ann')
    }
    expect(text + seen!.text).toBe(`› /ask all of it${all.join('')}`)
    expect(seen!.buttons).toEqual(['Useful', 'Not useful'])

    await rig.command('ask', 'all of it', 'ann')
    await desk.store.kept.forgetBefore('9999')
    ;[seen] = await rig.press('More ▶', 'bob')
    expect(seen).toMatchObject({ alone: true, text: expect.stringContaining('古く') })
  })
})

describe('Home', () => {
  const viewOf = (workspace: Workspace, method: string) =>
    JSON.parse(workspace.calls.findLast(each => each.method === method)!.body.get('view')!) as {
      blocks: object[]
      callback_id: string
      private_metadata: string
    }

  test('shows the digest to all, and settings with their changes to those who manage the workspace', async () => {
    const rig = await open()
    const { workspace } = rig
    await rig.command('housekeeping', 'kitchen', 'ann')
    await workspace.openTab('home', workspace.users.bob)
    await rig.app.settle()
    const member = JSON.stringify(viewOf(workspace, 'views.publish'))
    expect(member).toContain('日米韓外交ダイジェスト')
    expect(member).not.toContain('housekeeping')
    await workspace.openTab('home', workspace.users.ann)
    await rig.app.settle()
    const admin = viewOf(workspace, 'views.publish')
    expect(textOf(admin.blocks)).toMatch(/ann · \/housekeeping kitchen/)
    expect(JSON.stringify(admin)).toContain('"form:housekeeping"')
  })

  test('opens the form of a command, runs it and shows the reply in its place', async () => {
    const rig = await open()
    const { workspace } = rig
    await workspace.press({ action_id: 'form:housekeeping', value: '/housekeeping --room="the hall"' })
    await rig.app.settle()
    const form = viewOf(workspace, 'views.open')
    expect(JSON.stringify(form.blocks)).toContain('"initial_value":"the hall"')
    const { callback_id, private_metadata } = form
    const ack = await workspace.submit(
      { id: 'V1', callback_id, private_metadata },
      { 'option:room': { value: { type: 'plain_text_input', value: 'the attic' } } },
    )
    expect(JSON.parse(ack.body)).toMatchObject({ response_action: 'update' })
    await rig.app.settle()
    expect(textOf(viewOf(workspace, 'views.update').blocks)).toContain('kept house: the attic')
    // A member who sends the same form changes nothing.
    await workspace.submit(
      { id: 'V2', callback_id, private_metadata },
      { 'option:room': { value: { type: 'plain_text_input', value: 'the safe' } } },
      workspace.users.bob,
    )
    await rig.app.settle()
    expect(textOf(viewOf(workspace, 'views.update').blocks)).not.toContain('kept house')
    const changes = await rig.desk.store.platforms.changes({ limit: 9 })
    expect(changes.map(each => each.outcome)).toEqual(['refused', 'done'])
  })

  test('asks what was wrong when an answer was not useful, and keeps it with the question', async () => {
    const rig = await open()
    const { workspace } = rig
    await rig.mention('what did Biden refuse?', 'ann')
    await rig.press('Not useful', 'ann')
    const { callback_id, private_metadata } = viewOf(workspace, 'views.open')
    await workspace.submit(
      { id: 'V1', callback_id, private_metadata },
      { 'option:words': { value: { type: 'plain_text_input', value: 'It was Tokyo that asked.' } } },
    )
    await rig.app.settle()
    const kept = await rig.desk.store.platforms.feedback({ limit: 9 })
    expect(kept).toMatchObject([
      { verdict: 'bad', words: 'It was Tokyo that asked.', question: 'what did Biden refuse?' },
      { verdict: 'bad', question: 'what did Biden refuse?' },
    ])
  })
})

describe('settings of a channel', () => {
  test('may be changed by whoever created it, there and nowhere else', async () => {
    const rig = await open()
    const { workspace, desk } = rig
    const say = async (text: string) => {
      await workspace.command(text, { user: workspace.users.bob })
      const [seen] = await rig.seen()
      return seen!.text
    }
    expect(await say('subscribe 08:30')).toContain('/subscribe')
    expect(await desk.store.subscriptions.list()).toEqual([])
    const created = (_: unknown, response: { end(text: string): void }) =>
      response.end(
        JSON.stringify({ ok: true, channel: { id: workspace.channel, creator: workspace.users.bob } }),
      )
    workspace.fault('conversations.info', created, created, created)
    await say('subscribe 08:30')
    const [made] = await desk.store.subscriptions.list()
    expect(made?.channel).toBe(`slack:${workspace.team}/${workspace.channel}`)
    await say(`subscribe 08:30 --channel slack:${workspace.team}/C999`)
    expect(await desk.store.subscriptions.list()).toHaveLength(1)
  })
})

describe('several workspaces', () => {
  const installing = (key = newKey()) => ({
    settings: { botToken: '', clientId: CLIENT.id, clientSecret: CLIENT.secret },
    deps: { seal: createSeal(key) },
  })

  /** Walks through the installation as a browser would. */
  async function install(workspace: Workspace, door: string): Promise<Response> {
    const begun = await fetch(`${door}/slack/install`, { redirect: 'manual' })
    const authorize = new URL(begun.headers.get('location')!)
    expect(authorize.href).toContain(workspace.authorizeUrl)
    expect(authorize.searchParams.get('scope')).toContain('app_mentions:read')
    const form = new URLSearchParams({
      user_id: workspace.users.ann,
      redirect_uri: `${door}/slack/oauth_redirect`,
      scope: authorize.searchParams.get('scope')!,
      state: authorize.searchParams.get('state')!,
      client_id: CLIENT.id,
    })
    const origin = workspace.apiUrl.replace('/api/', '')
    const agreed = await fetch(`${origin}/oauth/v2/authorize/callback`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    })
    const cookie = begun.headers.get('set-cookie')!.split(';')[0]!
    return fetch(agreed.headers.get('location')!, { headers: { cookie } })
  }

  test('install the app by themselves; their tokens are sealed; removing it removes what is theirs', async () => {
    const rig = await open(installing())
    const { workspace, desk } = rig
    // Not installed yet: nobody to answer as.
    await workspace.mention('what did Biden refuse?')
    expect(await rig.seen()).toEqual([])
    const done = await install(workspace, workspace.door)
    expect(done.status).toBe(200)
    const [kept] = await desk.store.platforms.installations('slack:')
    expect(kept?.workspace).toBe(`slack:${workspace.team}`)
    expect(kept?.sealed).not.toContain('xox')
    const { seen } = await rig.mention('what did Biden refuse?', 'ann')
    expect(seen).toHaveLength(1)
    const used = workspace.calls.findLast(each => each.method === 'chat.postMessage')!.token
    expect(used).toMatch(/^xox/)
    await workspace.uninstall()
    await rig.app.settle()
    expect(await desk.store.platforms.installations('slack:')).toEqual([])
    expect(await desk.store.platforms.changes({ limit: 1 })).toEqual([])
    expect(rig.forgotten).toEqual([`slack:${workspace.team}`])
  })

  test('have their tokens renewed before they run out, once for all that is asked at that moment', async () => {
    const seal = createSeal(newKey())
    const rig = await open({ ...installing(), deps: { seal } })
    const { workspace, desk } = rig
    const place = `slack:${workspace.team}`
    const installation = {
      team: { id: workspace.team },
      enterprise: undefined,
      user: { id: workspace.users.ann, token: undefined, scopes: undefined },
      bot: {
        token: 'xoxe.xoxb-old',
        refreshToken: 'xoxe-1-refresh',
        expiresAt: Math.floor(Date.now() / 1000) + 60,
        scopes: [],
        id: 'B1',
        userId: workspace.botUser,
      },
      isEnterpriseInstall: false,
      authVersion: 'v2',
      tokenType: 'bot',
    }
    const sealed = seal.seal(JSON.stringify(installation), place)
    await desk.store.platforms.saveInstallation({ workspace: place, sealed }, new Date().toISOString())
    let renewed = 0
    const renew = ({ body }: { body: URLSearchParams }, response: { end(text: string): void }) => {
      renewed++
      expect(body.get('refresh_token')).toBe('xoxe-1-refresh')
      response.end(
        JSON.stringify({
          ok: true,
          access_token: 'xoxe.xoxb-new',
          refresh_token: 'xoxe-1-next',
          expires_in: 43_200,
          token_type: 'bot',
        }),
      )
    }
    workspace.fault('oauth.v2.access', renew, renew)
    await Promise.all([1, 2, 3].map(() => workspace.mention('what did Biden refuse?')))
    expect(await rig.seen()).toHaveLength(3)
    expect(renewed).toBe(1)
    const posts = workspace.calls.filter(each => each.method === 'chat.postMessage')
    expect(posts.map(each => each.token)).toEqual(Array(3).fill('xoxe.xoxb-new'))
    const kept = await desk.store.platforms.installation(place)
    expect(seal.open(kept!.sealed, place)).toContain('xoxe-1-next')
  })
})

describe('after a kill', () => {
  test.each([
    ['before anything was sent', false],
    ['after the answer was sent and before that was noted', true],
  ])('%s, what was begun is answered once', async (_, sent) => {
    const workspace = await openWorkspace()
    opened.push(workspace)
    const desk = await openAppDesk()
    opened.push(desk)
    const one = await open({ workspace, desk })
    const { thread } = await one.mention('what did Biden refuse?', 'ann')
    const before = await workspace.messages(workspace.channel, thread)
    const id = `slack:${workspace.team}/${workspace.channel}/${thread}`
    // As a kill would have left it: begun, not finished; and in the one case nothing posted.
    const work = {
      id,
      team: workspace.team,
      user: workspace.users.ann,
      channel: workspace.channel,
      incoming: 'what did Biden refuse?',
      message: 'called',
      thread,
      conversation: id,
      target: { kind: 'post', channel: workspace.channel, thread },
    }
    await desk.store.platforms.forgetBefore({ visits: '9999', turns: '0' })
    const at = new Date().toISOString()
    await desk.store.platforms.beginVisit({ id, queue: 'slack', work: JSON.stringify(work), at })
    if (!sent)
      for (const { ts } of before) await workspace.api('chat.delete', { channel: workspace.channel, ts })
    const two = await open({ workspace, desk })
    expect(await two.seen()).toHaveLength(sent ? 0 : 1)
    expect(await desk.store.platforms.unfinishedVisits('slack', '0')).toEqual([])
    const three = await open({ workspace, desk })
    expect(await three.seen()).toEqual([])
  })

  test('what cannot be read any more is let go', async () => {
    const desk = await openAppDesk()
    opened.push(desk)
    const at = new Date().toISOString()
    await desk.store.platforms.beginVisit({ id: 'x', queue: 'slack', work: '{"of":"another version"}', at })
    const rig = await open({ desk })
    expect(await rig.seen()).toEqual([])
    expect(await desk.store.platforms.unfinishedVisits('slack', '0')).toEqual([])
  })
})

describe('when Slack does not behave', () => {
  test('an answer whose acknowledgement was lost is not sent again, one that never arrived is', async () => {
    const rig = await open()
    const { workspace } = rig
    // Read and taken, and then the line goes dead.
    workspace.fault('chat.postMessage', async ({ body }, response) => {
      await workspace.api('chat.postMessage', body)
      response.destroy()
    })
    const { thread } = await rig.mention('what did Biden refuse?', 'ann')
    expect(await workspace.messages(workspace.channel, thread)).toHaveLength(1)

    workspace.fault(
      'chat.postMessage',
      (_, response) => void response.destroy(),
      (_, response) => void response.writeHead(429, { 'retry-after': '0' }).end('{"ok":false}'),
      (_, response) => void response.writeHead(503).end(),
    )
    const second = await rig.mention('what did Biden refuse?', 'ann')
    expect(await workspace.messages(workspace.channel, second.thread)).toHaveLength(1)
    expect(rig.served.map(each => each.outcome)).toEqual(['answered', 'answered'])
  })

  test('a job that cannot be done is told to the log, and the next one is done', async () => {
    const rig = await open()
    const { workspace } = rig
    const refuse = (_: unknown, response: { end(text: string): void }) =>
      response.end('{"ok":false,"error":"is_archived"}')
    workspace.fault('chat.postMessage', refuse)
    await rig.mention('what did Biden refuse?', 'ann')
    expect(rig.served).toMatchObject([{ outcome: 'failed' }])
    await rig.mention('what did Biden refuse?', 'ann')
    expect(rig.served.map(each => each.outcome)).toEqual(['failed', 'answered'])
  })

  test('whoever waits is told when Slack does not say who may change settings', async () => {
    const rig = await open()
    const refuse = (_: unknown, response: { end(text: string): void }) =>
      response.end('{"ok":false,"error":"ratelimited"}')
    rig.workspace.fault('users.info', refuse, refuse)
    const [seen] = await rig.command('housekeeping', '', 'ann')
    expect(seen).toMatchObject({ alone: true, text: expect.stringContaining('could not finish') })
    expect(rig.served).toMatchObject([{ outcome: 'failed' }])
  })

  test('a socket that breaks is opened again', async () => {
    const rig = await open({ transport: 'socket' })
    await until(() => rig.app.fault() === null)
    rig.workspace.dropSockets()
    await until(() => rig.workspace.connected === 0)
    await until(() => rig.workspace.connected > 0)
    await until(() => rig.app.fault() === null)
    expect((await rig.mention('what did Biden refuse?', 'ann')).seen).toHaveLength(1)
  })

  test('a wrong app token is told and does not end the program', async () => {
    const desk = await openAppDesk()
    opened.push(desk)
    const workspace = await openWorkspace()
    opened.push(workspace)
    workspace.fault(
      'apps.connections.open',
      (_, response) => void response.end('{"ok":false,"error":"invalid_auth"}'),
    )
    const rig = await open({ transport: 'socket', workspace, desk })
    expect(rig.warnings.map(each => each.message)).toContain('Slack: no connection; trying again')
    await until(() => rig.app.fault() === null)
  })
})

test('stopping finishes what was begun', async () => {
  const gate = Promise.withResolvers<void>()
  const { rig } = await openAnswering(async () => {
    await gate.promise
    return words('done')
  })
  await rig.workspace.mention('what?')
  let stopped = false
  const stopping = rig.app.stop().then(() => {
    stopped = true
  })
  await new Promise(resolve => setTimeout(resolve, 20))
  expect(stopped).toBe(false)
  gate.resolve()
  await stopping
  expect(await rig.seen()).toMatchObject([{ text: 'done' }])
})
