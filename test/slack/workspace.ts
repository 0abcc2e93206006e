// A Slack workspace on loopback: the Web API of `emulate`, and in front of it what `emulate` leaves out: signed slash
// commands, presses and mentions, Socket Mode, streams, status and addresses for answers; and faults on demand.
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEmulator } from 'emulate'
import { type WebSocket, WebSocketServer } from 'ws'

export const SECRET = 'a-signing-secret'
export const BOT_TOKEN = 'xoxb-test-token'
export const APP_TOKEN = 'xapp-test-token'
export const CLIENT = { id: '12345.67890', secret: 'a-client-secret' }

/** What a fault does with a request: answers in Slack's stead, or does something to the connection. */
export type Fault = (
  request: { method: string; body: URLSearchParams },
  response: ServerResponse,
) => Promise<void> | void

export interface Ack {
  readonly status: number
  readonly body: string
}

interface Said {
  readonly user?: string
  readonly channel?: string
  readonly thread?: string
  readonly ts?: string
  readonly event_id?: string
}

export interface Message {
  readonly ts: string
  readonly user?: string
  readonly text?: string
  readonly thread_ts?: string
  readonly blocks?: readonly Record<string, unknown>[]
  readonly metadata?: { readonly event_type: string; readonly event_payload: { readonly key: string } }
}

/** What was sent to an address for answers. */
export interface Answer {
  readonly to: string
  readonly text: string
  readonly response_type: string
  readonly blocks: readonly Record<string, unknown>[]
}

const LOCALES: Readonly<Record<string, { locale: string; tz: string }>> = {
  ann: { locale: 'en-US', tz: 'America/New_York' },
  bob: { locale: 'ja-JP', tz: 'Asia/Tokyo' },
  mei: { locale: 'zh-TW', tz: 'Asia/Taipei' },
}

export type Workspace = Awaited<ReturnType<typeof openWorkspace>>

/** Opens a workspace with an administrator (ann) and two members (bob, mei), and channels to talk in. */
export async function openWorkspace() {
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    hostname: '127.0.0.1',
    seed: {
      slack: {
        team: { name: 'Desk', domain: 'desk' },
        users: [
          { name: 'ann', real_name: 'Ann Admin', email: 'ann@example.com', is_admin: true },
          { name: 'bob', real_name: 'Bob', email: 'bob@example.com' },
          { name: 'mei', real_name: 'Mei', email: 'mei@example.com' },
        ],
        channels: [{ name: 'diplomacy' }, { name: 'archive' }],
        bots: [{ name: 'attache' }],
        tokens: [{ token: BOT_TOKEN, user: 'attache', scopes: ['chat:write'] }],
        oauth_apps: [
          {
            client_id: CLIENT.id,
            client_secret: CLIENT.secret,
            name: 'Attache',
            redirect_uris: [],
            scopes: ['chat:write'],
          },
        ],
      },
    },
  } as never)

  const answers: Answer[] = []
  const calls: { method: string; body: URLSearchParams; token: string }[] = []
  const faults = new Map<string, Fault[]>()
  const sockets = new Set<WebSocket>()
  const waiting = new Map<string, (payload: unknown) => void>()
  const streams = new Map<string, { body: URLSearchParams; blocks: unknown[]; token: string }>()
  let counter = 0
  let door = ''

  async function api(method: string, body: Record<string, string> | URLSearchParams = {}, token = BOT_TOKEN) {
    const response = await fetch(`${emulator.url}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(body),
    })
    return (await response.json()) as Record<string, never> & { ok: boolean }
  }

  const { user_id: botUser, team_id: team } = (await api('auth.test')) as unknown as Record<string, string>
  const members = (await api('users.list')).members as unknown as { id: string; name: string }[]
  const channels = (await api('conversations.list')).channels as unknown as { id: string; name: string }[]
  const idOf = (list: readonly { id: string; name: string }[], name: string) =>
    list.find(each => each.name === name)!.id
  const users = { ann: idOf(members, 'ann'), bob: idOf(members, 'bob'), mei: idOf(members, 'mei') }
  const channel = idOf(channels, 'diplomacy')
  for (const name of ['diplomacy', 'archive'])
    await api('conversations.join', { channel: idOf(channels, name) })

  const server = createServer((request, response) => {
    handle(request, response).catch(error => {
      response.writeHead(500).end(String(error))
    })
  })
  const socketServer = new WebSocketServer({ server, path: '/socket' })
  socketServer.on('connection', socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('message', data => {
      const { envelope_id, payload } = JSON.parse(String(data)) as { envelope_id: string; payload?: unknown }
      waiting.get(envelope_id)?.(payload)
    })
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A1' } }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const base = `http://127.0.0.1:${port}`

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, base)
    const raw = await bodyOf(request)
    const json = (value: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (url.pathname.startsWith('/response/')) {
      answers.push({ to: url.pathname, ...(JSON.parse(raw.toString()) as Omit<Answer, 'to'>) })
      return void json({ ok: true })
    }
    const method = url.pathname.replace('/api/', '')
    const token = (request.headers.authorization ?? '').replace('Bearer ', '')
    const body = new URLSearchParams(raw.toString())
    calls.push({ method, body, token })
    const fault = faults.get(method)?.shift()
    if (fault) return fault({ method, body }, response)
    if (method === 'apps.connections.open')
      return void json(
        token === APP_TOKEN
          ? { ok: true, url: `ws://127.0.0.1:${port}/socket` }
          : { ok: false, error: 'invalid_auth' },
      )
    if (method.startsWith('assistant.threads.')) return void json({ ok: true })
    if (method.endsWith('Stream')) return void json(await stream(method, body, token))
    const passed = await fetch(`${emulator.url}${url.pathname}${url.search}`, {
      method: request.method!,
      headers: {
        ...(request.headers.authorization && { authorization: request.headers.authorization }),
        ...(request.headers['content-type'] && { 'content-type': request.headers['content-type'] }),
      },
      ...(request.method === 'POST' && { body: raw }),
      redirect: 'manual',
    })
    if (passed.headers.has('location')) {
      return void response.writeHead(passed.status, { location: passed.headers.get('location')! }).end()
    }
    const text = await passed.text()
    const type = passed.headers.get('content-type') ?? 'application/json'
    response
      .writeHead(passed.status, { 'content-type': type, 'x-oauth-scopes': 'chat:write,commands' })
      .end(method === 'users.info' ? withLocale(text) : text)
  }

  async function stream(method: string, body: URLSearchParams, token: string): Promise<object> {
    const chunks = JSON.parse(body.get('chunks') ?? '[]') as { blocks: unknown[] }[]
    const blocks = chunks.flatMap(chunk => chunk.blocks)
    if (method === 'chat.startStream') {
      const ts = `${Math.floor(Date.now() / 1000)}.${String(900_000 + ++counter)}`
      streams.set(ts, { body, blocks, token })
      return { ok: true, ts, channel: body.get('channel') }
    }
    const begun = streams.get(body.get('ts') ?? '')
    if (!begun) return { ok: false, error: 'message_not_in_streaming_state' }
    begun.blocks.push(...blocks)
    if (method === 'chat.stopStream')
      await api(
        'chat.postMessage',
        {
          channel: begun.body.get('channel')!,
          thread_ts: begun.body.get('thread_ts')!,
          text: 'streamed',
          blocks: JSON.stringify(begun.blocks),
          metadata: body.get('metadata') ?? '{}',
        },
        token,
      )
    return { ok: true }
  }

  function withLocale(text: string): string {
    const found = JSON.parse(text) as { user?: { name?: string } }
    const more = LOCALES[found.user?.name ?? '']
    return JSON.stringify(more ? { ...found, user: { ...found.user, ...more } } : found)
  }

  /** Sends a signed request to the door, or an envelope through the socket when there is one. */
  async function send(
    kind: 'events_api' | 'slash_commands' | 'interactive',
    payload: object,
    stamp?: number,
  ): Promise<Ack> {
    if (door === '') {
      const envelope_id = `E${++counter}`
      const acked = new Promise<unknown>(resolve => waiting.set(envelope_id, resolve))
      const [socket] = sockets
      if (!socket) throw new Error('Nobody is connected.')
      socket.send(JSON.stringify({ type: kind, envelope_id, payload, accepts_response_payload: true }))
      return { status: 200, body: JSON.stringify((await acked) ?? '') }
    }
    const raw =
      kind === 'events_api'
        ? JSON.stringify(payload)
        : kind === 'interactive'
          ? String(new URLSearchParams({ payload: JSON.stringify(payload) }))
          : String(new URLSearchParams(payload as Record<string, string>))
    const type = kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded'
    return post(raw, type, stamp ?? Math.floor(Date.now() / 1000))
  }

  async function post(raw: string, type: string, stamp: number, secret = SECRET): Promise<Ack> {
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${stamp}:${raw}`).digest('hex')}`
    const response = await fetch(`${door}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': String(stamp),
        'x-slack-signature': signature,
      },
      body: raw,
    })
    return { status: response.status, body: await response.text() }
  }

  const nextTs = () => `${Math.floor(Date.now() / 1000)}.${String(100_000 + ++counter)}`
  const trigger = async () =>
    ((await api('views.generateTriggerId', { user_id: users.ann })) as { trigger_id?: string }).trigger_id ??
    `t${++counter}`
  const event = (inner: object, id?: string) => ({
    type: 'event_callback',
    team_id: team,
    api_app_id: 'A1',
    event_id: id ?? `Ev${++counter}`,
    event_time: Math.floor(Date.now() / 1000),
    event: inner,
  })

  return {
    apiUrl: `${base}/api/`,
    authorizeUrl: `${base}/oauth/v2/authorize`,
    team: team!,
    botUser: botUser!,
    users,
    channel,
    api,
    answers,
    calls,
    streams,
    /** What the next call of a method meets. */
    fault(method: string, ...more: Fault[]) {
      faults.set(method, [...(faults.get(method) ?? []), ...more])
    },
    /** From now on everything goes over HTTP to this address. */
    useDoor(url: string) {
      door = url
    },
    post,
    send,
    get door() {
      return door
    },
    get connected() {
      return sockets.size
    },
    dropSockets() {
      for (const socket of sockets) socket.terminate()
    },

    async command(
      text: string,
      { user = users.ann, channel: at = channel }: Said = {},
      command = '/attache',
    ) {
      const id = ++counter
      return send('slash_commands', {
        command,
        text,
        team_id: team,
        user_id: user,
        channel_id: at,
        trigger_id: `c${id}.${id}`,
        response_url: `${base}/response/${id}`,
        api_app_id: 'A1',
      })
    },
    async mention(
      text: string,
      { user = users.ann, channel: at = channel, thread, ts = nextTs(), event_id }: Said = {},
    ) {
      const inner = {
        type: 'app_mention',
        user,
        channel: at,
        text: `<@${botUser}> ${text}`,
        ts,
        ...(thread && { thread_ts: thread }),
      }
      await send('events_api', event(inner, event_id))
      return ts
    },
    /** A line of a person, in a channel's thread or (with a channel D…) in direct messages. */
    async say(
      text: string,
      { user = users.ann, channel: at = channel, thread, ts = nextTs(), event_id }: Said = {},
    ) {
      const inner = {
        type: 'message',
        channel_type: at.startsWith('D') ? 'im' : 'channel',
        user,
        channel: at,
        text,
        ts,
        ...(thread && { thread_ts: thread }),
      }
      await send('events_api', event(inner, event_id))
      return ts
    },
    async openTab(tab: 'home' | 'messages', user = users.ann, at = 'D0000001') {
      return send('events_api', event({ type: 'app_home_opened', user, channel: at, tab }))
    },
    async uninstall() {
      return send('events_api', event({ type: 'app_uninstalled' }))
    },
    async press(action: { action_id: string; value?: string }, more: object = {}, user = users.ann) {
      const id = ++counter
      return send('interactive', {
        type: 'block_actions',
        team: { id: team },
        user: { id: user },
        trigger_id: await trigger(),
        response_url: `${base}/response/${id}`,
        actions: [{ type: 'button', block_id: 'b', ...action }],
        container: {},
        ...more,
      })
    },
    async submit(view: object, values: object, user = users.ann) {
      return send('interactive', {
        type: 'view_submission',
        team: { id: team },
        user: { id: user },
        trigger_id: `t${++counter}`,
        view: { ...view, state: { values } },
      })
    },
    async shortcut(text: string, user = users.ann) {
      const id = ++counter
      return send('interactive', {
        type: 'message_action',
        callback_id: 'summarize',
        team: { id: team },
        user: { id: user },
        channel: { id: channel },
        trigger_id: `s${id}`,
        response_url: `${base}/response/${id}`,
        message: { ts: nextTs(), text },
      })
    },
    async direct(user: string): Promise<string> {
      const { channel: opened } = await api('conversations.open', { users: user })
      return (opened as unknown as { id: string }).id
    },
    async messages(at = channel, thread?: string): Promise<Message[]> {
      const found = thread
        ? await api('conversations.replies', { channel: at, ts: thread, limit: '200' })
        : await api('conversations.history', { channel: at, limit: '200' })
      return (found.messages as unknown as Message[]) ?? []
    },
    /** A message of a person that really stands in the channel, to hang threads on. */
    async stand(text: string, thread?: string): Promise<string> {
      const sent = await api(
        'chat.postMessage',
        { channel, text, ...(thread && { thread_ts: thread }) },
        'another-person',
      )
      return (sent as unknown as { ts: string }).ts
    },
    async close() {
      for (const socket of sockets) socket.terminate()
      socketServer.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await emulator.close()
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
