// A Discord to test against: a local server that others wrote, behind a small proxy of ours that adds what it lacks
// (nonces, forum posts, files, direct messages, refused tokens, resumed sessions), records and checks every request
// against Discord's published rules, and fails on demand.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DigitalDiscord, generateSnowflake } from 'discord-digital-twin'
import { specFault } from './spec.ts'

export const CHANNEL = { text: 0, direct: 1, announcement: 5, publicThread: 11, forum: 15 } as const
export const TOKEN = 'a-token-of-tests'
const EVERYTHING = String(2n ** 53n - 1n)

// biome-ignore lint/suspicious/noExplicitAny: what others send has no type; each test looks at what it expects
type Json = any

export interface Recorded {
  readonly method: string
  /** From `/channels` on, decoded. */
  readonly path: string
  readonly body: Json
  readonly files: readonly string[]
  readonly authorized: boolean
}

/** What the proxy does instead of passing a request on. */
export type Fault =
  | {
      readonly status: number
      readonly code?: number
      readonly headers?: Record<string, string>
      readonly body?: object
    }
  /** The request is passed on, and then the connection dies. */
  | 'lost answer'
  /** The connection dies before anything is read. */
  | 'lost request'

export interface Twin {
  readonly url: string
  readonly guild: string
  readonly self: string
  readonly user: string
  /** Another one, who owns the guild. */
  readonly owner: string
  readonly channels: Readonly<Record<'text' | 'announcement' | 'forum', string>>
  readonly requests: readonly Recorded[]
  /** Why Discord's own rules refuse what was sent; empty when all is well. */
  readonly refused: readonly string[]
  /** Fails the next request that matches, once unless told how often. */
  failNext(method: string, path: RegExp, fault: Fault, times?: number): void
  command(options: CommandPress): Promise<Press>
  press(message: string, customId: string, more?: PressOptions & { values?: string[] }): Promise<Press>
  submit(customId: string, fields: Readonly<Record<string, string>>, more?: PressOptions): Promise<Press>
  complete(name: string, option: string, typed: string, more?: PressOptions): Promise<Press>
  summarize(content: string, more?: PressOptions): Promise<Press>
  /** Returns the id of the message. */
  say(text: string, more?: SayOptions): Promise<string>
  /** The same, with the event as it was sent. */
  sayAs(text: string, more?: SayOptions): Promise<{ readonly id: string; readonly event: object }>
  /** One more person, by id. */
  addUser(): string
  /** The latest message of the bot, wherever it is. */
  latest(): Promise<Json>
  /** Sends an event as it is, as often as one likes. */
  send(name: string, data: object): void
  /** Messages of the bot in a channel, oldest first. */
  messages(channel: string): Promise<Json[]>
  directChannel(): Promise<string>
  /** Drops every open line, as Discord does for its own reasons. */
  drop(code?: number): void
  /** How often a session was begun and how often one was taken up again. */
  readonly lines: { readonly identified: number; readonly resumed: number }
  /** What everybody may do in a channel. */
  forbid(channel: string, bits: bigint): void
  archive(thread: string): Promise<void>
  close(): Promise<void>
}

export interface PressOptions {
  readonly channel?: string
  readonly user?: string
  readonly locale?: string
  readonly permissions?: string
  readonly appPermissions?: string
  readonly direct?: boolean
  readonly owners?: Readonly<Record<string, string>>
  readonly id?: string
}
export interface CommandPress extends PressOptions {
  readonly name: string
  readonly options?: Readonly<Record<string, string | number | boolean>>
}
export interface SayOptions {
  readonly channel?: string
  readonly user?: string
  readonly mention?: boolean
  readonly direct?: boolean
  readonly replyTo?: string
  readonly bot?: boolean
  /** As Discord delivers what it does not let us read. */
  readonly hidden?: boolean
}

export interface Press {
  readonly id: string
  readonly token: string
  readonly event: Json
  /** The first answer, once there is one. */
  answered(): Promise<{ type: number; data: Json }>
  /** The message that the answer became, once it is no longer "thinking". */
  reply(): Promise<Json>
}

/** Waits until it is there; a slow machine may take its time. */
export async function eventually<T>(
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  what = 'it',
): Promise<T> {
  for (let waited = 0; waited < 45_000; waited += 15) {
    const found = await look()
    if (found) return found
    await new Promise(resolve => setTimeout(resolve, 15))
  }
  throw new Error(`${what} did not come`)
}

/** Starts a Discord of our own, on this machine alone. */
export async function openTwin(): Promise<Twin> {
  const folder = mkdtempSync(join(tmpdir(), 'attache-discord-'))
  const ids = { text: generateSnowflake(), announcement: generateSnowflake(), forum: generateSnowflake() }
  const [user, owner] = [generateSnowflake(), generateSnowflake()]
  const discord = new DigitalDiscord({
    botToken: TOKEN,
    guild: { ownerId: owner },
    dbUrl: `file:${join(folder, 'twin.db')}`,
    channels: [
      { id: ids.text, name: 'general', type: CHANNEL.text },
      { id: ids.announcement, name: 'news', type: CHANNEL.announcement },
      { id: ids.forum, name: 'desk', type: CHANNEL.forum },
    ],
    users: [
      { id: user, username: 'Reader' },
      { id: owner, username: 'Owner' },
    ],
  })
  await onLoopback(() => discord.start())
  const { prisma, guildId: guild, botUserId: self } = discord

  const gateway = (discord as Json).server.gateway
  const lines = { identified: 0, resumed: 0 }
  takeUpSessions(gateway, lines)

  const requests: Recorded[] = []
  const refused: string[] = []
  const faults: { method: string; path: RegExp; fault: Fault; times: number }[] = []
  const nonces = new Map<string, string>()
  const denied = new Map<string, bigint>()
  let direct: string | null = null

  const proxy = createServer((request, response) => {
    void pass(request, response).catch(error => {
      response.writeHead(500).end(String(error))
    })
  })

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET' } = request
    const path = decodeURIComponent(request.url!.split('?')[0]!).replace(/^\/api\/v10/, '')
    const bytes: Buffer[] = []
    for await (const piece of request) bytes.push(piece as Buffer)
    const { body, files } = readBody(request.headers['content-type'] ?? '', Buffer.concat(bytes))
    const authorized = request.headers.authorization === `Bot ${TOKEN}`
    const answer = (status: number, data: object | null, headers: Record<string, string> = {}) => {
      response.writeHead(status, data === null ? headers : { 'content-type': 'application/json', ...headers })
      response.end(data === null ? undefined : JSON.stringify(data))
    }
    const fault = takeFault(method, path)
    if (fault === 'lost request') return void request.socket.destroy()
    if (fault !== null && typeof fault === 'object') {
      requests.push({ method, path, body, files, authorized })
      return answer(fault.status, fault.body ?? { code: fault.code ?? 0, message: 'injected' }, fault.headers)
    }
    requests.push({ method, path, body, files, authorized })
    const against = specFault(method, path, body)
    if (against) {
      refused.push(`${method} ${path}: ${against} ${JSON.stringify(body).slice(0, 500)}`)
      return answer(400, { code: 50035, message: against })
    }
    if (!authorized && !/^\/(?:interactions|webhooks)\//.test(path))
      return answer(401, { code: 0, message: '401: Unauthorized' })
    const own = await answerSelf(method, path, body)
    const [status, data] = own ?? (await forward(method, request.url!, body as object | null))
    if (fault === 'lost answer') return void request.socket.destroy()
    answer(status, status === 204 ? null : data)
  }

  function takeFault(method: string, path: string): Fault | null {
    const at = faults.findIndex(one => one.method === method && one.path.test(path))
    if (at === -1) return null
    const found = faults[at]!
    if (--found.times === 0) faults.splice(at, 1)
    return found.fault
  }

  /** What the server behind lacks; null for all that it has. */

  async function answerSelf(method: string, path: string, body: Json): Promise<[number, object] | null> {
    const [, channel = '', message = ''] = /^\/channels\/(\d+)(?:\/messages\/(\d+))?/.exec(path) ?? []
    if (method === 'POST' && path === '/users/@me/channels')
      return [200, { id: await openDirect(), type: CHANNEL.direct }]
    // Discord takes a number here, as its rules say; the server behind takes only what Discord answers with.
    if (method === 'PUT' && path.endsWith('/commands')) {
      const asText = body.map((one: Json) => ({
        ...one,
        default_member_permissions: one.default_member_permissions?.toString() ?? null,
      }))
      return forward(method, `/api/v10${path}`, asText)
    }
    const [, interactionId] = /^\/interactions\/(\d+)\/[^/]+\/callback$/.exec(path) ?? []
    if (interactionId !== undefined && body.type === 5) {
      // What is deferred becomes a message of its own, also where a button was pressed.
      const answered = await forward(method, `/api/v10${path}`, body)
      if (answered[0] === 204)
        await prisma.interactionResponse.update({ where: { interactionId }, data: { messageId: null } })
      return answered
    }
    if (method === 'POST' && path.endsWith('/crosspost')) return [200, { id: message }]
    if (method === 'GET' && path.endsWith('/threads/archived/public'))
      return [200, { threads: [], members: [], has_more: false }]
    if (method === 'POST' && /^\/channels\/\d+\/messages\/\d+\/threads$/.test(path)) {
      if (await prisma.channel.findUnique({ where: { id: message } }))
        return [400, { code: 160004, message: 'exists' }]
      await addThread(message, channel, body.name)
      return [201, { id: message, type: CHANNEL.publicThread }]
    }
    if (method === 'POST' && /^\/channels\/\d+\/threads$/.test(path)) {
      const id = generateSnowflake()
      await addThread(id, channel, body.name)
      const components = JSON.stringify(body.message.components)
      await prisma.message.create({
        data: { id, channelId: id, authorId: self, content: '', components, flags: body.message.flags },
      })
      return [201, { id, type: CHANNEL.publicThread }]
    }
    if (method === 'GET' && /^\/channels\/\d+$/.test(path)) {
      const found = await forward(method, `/api/v10${path}`, null)
      const deny = denied.get(channel)
      if (found[0] !== 200 || deny === undefined) return found
      return [
        200,
        { ...found[1], permission_overwrites: [{ id: guild, type: 0, allow: '0', deny: String(deny) }] },
      ]
    }
    if (method === 'POST' && /^\/channels\/\d+\/messages$/.test(path) && body.enforce_nonce) {
      const key = `${channel} ${body.nonce}`
      const known = nonces.get(key)
      if (known !== undefined) return forward('GET', `/api/v10/channels/${channel}/messages/${known}`, null)
      const sent = await forward(method, `/api/v10${path}`, body)
      if (sent[0] === 200) nonces.set(key, (sent[1] as { id: string }).id)
      return sent
    }
    return null
  }

  async function addThread(id: string, parent: string, name: string): Promise<void> {
    await prisma.channel.create({
      data: {
        id,
        guildId: guild,
        type: CHANNEL.publicThread,
        name,
        parentId: parent,
        ownerId: self,
        archiveTimestamp: new Date(),
      },
    })
  }

  async function forward(method: string, url: string, body: object | null): Promise<[number, object]> {
    const sent = await fetch(`http://127.0.0.1:${discord.port}${url}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bot ${TOKEN}` },
      ...(method !== 'GET' && method !== 'DELETE' && { body: JSON.stringify(body ?? {}) }),
    })
    const text = await sent.text()
    return [sent.status, text === '' ? {} : JSON.parse(text)]
  }

  async function openDirect(): Promise<string> {
    direct ??= (
      await prisma.channel.create({ data: { id: generateSnowflake(), type: CHANNEL.direct, name: null } })
    ).id
    return direct as string
  }

  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/api`

  async function interact(
    type: number,
    data: object,
    more: PressOptions,
    messageId?: string,
  ): Promise<Press> {
    const {
      channel = more.direct ? await openDirect() : ids.text,
      locale = 'en-US',
      id = generateSnowflake(),
    } = more
    const token = `interaction-${id}`
    await prisma.interactionResponse.create({
      data: {
        interactionId: id,
        interactionToken: token,
        applicationId: self,
        channelId: channel,
        type: 0,
        messageId: messageId ?? null,
        acknowledged: false,
      },
    })
    const who = { id: more.user ?? user, username: 'Reader' }
    const found = await prisma.channel.findUnique({ where: { id: channel } })
    const place = more.direct
      ? { user: who, context: 1, authorizing_integration_owners: { '0': '0' } }
      : {
          guild_id: guild,
          member: { user: who, roles: [], permissions: more.permissions ?? '0' },
          context: 0,
          authorizing_integration_owners: { '0': guild },
        }
    const event = {
      id,
      token,
      type,
      data,
      locale,
      version: 1,
      application_id: self,
      channel_id: channel,
      channel: {
        id: channel,
        type: found?.type ?? 0,
        name: found?.name ?? null,
        owner_id: found?.ownerId ?? undefined,
      },
      app_permissions: more.appPermissions ?? EVERYTHING,
      ...place,
      ...(more.owners && { authorizing_integration_owners: more.owners }),
    }
    gateway.broadcast('INTERACTION_CREATE', event)
    const row = () => prisma.interactionResponse.findUniqueOrThrow({ where: { interactionId: id } })
    return {
      id,
      token,
      event,
      answered: () =>
        eventually(
          async () => {
            const { acknowledged, type: kind, data: given } = await row()
            return acknowledged && { type: kind, data: given ? JSON.parse(given) : null }
          },
          `an answer to interaction ${JSON.stringify(data)}`,
        ),
      reply: () =>
        eventually(
          async () => {
            const { messageId: at } = await row()
            const edited = requests.some(
              ({ method, path }) =>
                (method === 'PATCH' || method === 'POST') &&
                path.includes(`/${token}`) &&
                !path.endsWith('callback'),
            )
            return (
              at !== null && edited && readMessage(await prisma.message.findUnique({ where: { id: at } }))
            )
          },
          `a reply to interaction ${JSON.stringify(data)}`,
        ),
    }
  }

  async function sayAs(
    text: string,
    {
      channel,
      mention = false,
      direct: alone = false,
      replyTo,
      bot = false,
      hidden = false,
      user: by = user,
    }: SayOptions = {},
  ): Promise<{ id: string; event: object }> {
    const at = channel ?? (alone ? await openDirect() : ids.text)
    const id = generateSnowflake()
    const content = mention ? `<@${self}> ${text}` : text
    await prisma.message.create({ data: { id, channelId: at, authorId: by, content } })
    const above =
      replyTo === undefined ? null : await prisma.message.findUniqueOrThrow({ where: { id: replyTo } })
    const pinged = mention || (above?.authorId === self && !hidden)
    const event = {
      id,
      channel_id: at,
      content: hidden ? '' : content,
      type: above ? 19 : 0,
      timestamp: new Date().toISOString(),
      author: { id: by, username: 'Reader', ...(bot && { bot }) },
      mentions: pinged ? [{ id: self, username: 'TestBot', bot: true }] : [],
      ...(alone ? {} : { guild_id: guild, member: { roles: [] } }),
      ...(above && {
        referenced_message: {
          id: above.id,
          author: { id: above.authorId },
          components: JSON.parse(above.components),
        },
      }),
    }
    gateway.broadcast('MESSAGE_CREATE', event)
    return { id, event }
  }

  return {
    url,
    guild,
    self,
    user,
    owner,
    channels: ids,
    requests,
    refused,
    lines,
    failNext: (method, path, fault, times = 1) => void faults.push({ method, path, fault, times }),
    command: ({ name, options = {}, ...more }) =>
      interact(
        2,
        {
          id: '1',
          name,
          type: 1,
          options: Object.entries(options).map(([key, value]) => ({ name: key, type: 3, value })),
        },
        more,
      ),
    press: async (message, customId, { values, ...more } = {}) => {
      const { channelId } = await prisma.message.findUniqueOrThrow({ where: { id: message } })
      return interact(
        3,
        { custom_id: customId, component_type: values ? 3 : 2, ...(values && { values }) },
        { channel: channelId, ...more },
        message,
      )
    },
    submit: (customId, fields, more = {}) =>
      interact(
        5,
        {
          custom_id: customId,
          components: Object.entries(fields).map(([custom_id, value]) => ({
            type: 18,
            component: { type: 4, custom_id, value },
          })),
        },
        more,
      ),
    complete: (name, option, typed, more = {}) =>
      interact(
        4,
        { id: '1', name, type: 1, options: [{ name: option, type: 3, value: typed, focused: true }] },
        more,
      ),
    summarize: (content, more = {}) =>
      interact(
        2,
        {
          id: '1',
          name: 'Summarize this',
          type: 3,
          target_id: '77',
          resolved: { messages: { 77: { id: '77', content } } },
        },
        more,
      ),
    say: async (text, more) => (await sayAs(text, more)).id,
    sayAs,
    addUser: () => generateSnowflake(),
    latest: async () => {
      const [row] = await prisma.message.findMany({
        where: { authorId: self },
        orderBy: { timestamp: 'desc' },
        take: 1,
      })
      return readMessage(row)
    },
    send: (name, data) => gateway.broadcast(name, data),
    messages: async channel => {
      const rows = await prisma.message.findMany({
        where: { channelId: channel, authorId: self },
        orderBy: { id: 'asc' },
      })
      return rows.map(readMessage)
    },
    directChannel: openDirect,
    drop: (code = 4000) => {
      for (const client of [...gateway.clients]) client.ws.close(code)
    },
    forbid: (channel, bits) => void denied.set(channel, bits),
    archive: async thread => {
      await prisma.channel.update({ where: { id: thread }, data: { archived: true, locked: true } })
    },
    close: async () => {
      proxy.closeAllConnections()
      await new Promise(resolve => proxy.close(resolve))
      for (const client of [...gateway.clients]) client.ws.terminate()
      await discord.stop()
      await prisma.$disconnect()
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    },
  }
}

/** The package listens on every interface; tests are nobody else's business. */
async function onLoopback(start: () => Promise<void>): Promise<void> {
  const { listen } = HttpServer.prototype
  HttpServer.prototype.listen = function (this: HttpServer, port: number, done: () => void) {
    return Reflect.apply(listen, this, [port, '127.0.0.1', done])
  } as typeof listen
  try {
    await start()
  } finally {
    HttpServer.prototype.listen = listen
  }
}

/** The server behind forgets sessions; Discord keeps them, and tells again what was missed. */

function takeUpSessions(gateway: Json, lines: { identified: number; resumed: number }): void {
  const told = new Map<string, { sequence: number; event: string; data: unknown }[]>()
  const dispatch = gateway.sendDispatch.bind(gateway)

  gateway.sendDispatch = (client: Json, event: string, data: unknown) => {
    dispatch(client, event, data)
    const known = told.get(client.sessionId) ?? []
    told.set(client.sessionId, [...known, { sequence: client.sequence, event, data }])
  }
  const broadcast = gateway.broadcast.bind(gateway)
  const missed = new Map<string, { event: string; data: unknown }[]>()
  gateway.broadcast = (event: string, data: unknown) => {
    broadcast(event, data)
    const open = new Set(gateway.clients.map((client: { sessionId: string }) => client.sessionId))
    for (const session of told.keys())
      if (!open.has(session)) missed.set(session, [...(missed.get(session) ?? []), { event, data }])
  }
  const handle = gateway.handleMessage.bind(gateway)

  gateway.handleMessage = async (client: Json, raw: string) => {
    const { op, d } = JSON.parse(raw)
    if (op === 2) lines.identified++
    if (op !== 6) return handle(client, raw)
    const known = told.get(d.session_id)
    if (!known) return client.ws.send(JSON.stringify({ op: 9, d: false, s: null, t: null }))
    lines.resumed++
    client.sessionId = d.session_id
    client.identified = true
    client.sequence = d.seq
    const after = missed.get(d.session_id) ?? []
    missed.delete(d.session_id)
    const again = known.filter(({ sequence }) => sequence > d.seq)
    told.set(
      d.session_id,
      known.filter(({ sequence }) => sequence <= d.seq),
    )
    for (const { event, data } of [...again, ...after]) gateway.sendDispatch(client, event, data)
    gateway.sendDispatch(client, 'RESUMED', {})
  }
}

function readBody(type: string, bytes: Buffer): { body: unknown; files: string[] } {
  if (bytes.length === 0) return { body: null, files: [] }
  if (!type.startsWith('multipart/')) return { body: JSON.parse(bytes.toString('utf8')), files: [] }
  const text = bytes.toString('utf8')
  const [, json = 'null'] = /name="payload_json"\r\n(?:[^\r\n]+\r\n)*\r\n([\s\S]*?)\r\n--/.exec(text) ?? []
  return { body: JSON.parse(json), files: [...text.matchAll(/filename="([^"]+)"/g)].map(([, name]) => name!) }
}

function readMessage(row: Json): Json {
  return (
    row && {
      id: row.id,
      channel: row.channelId,
      content: row.content,
      flags: row.flags,
      components: JSON.parse(row.components),
      edited: row.editedTimestamp !== null,
    }
  )
}

/** Everything that a message says, in one string. */
export function said(message: { components: readonly unknown[] }): string {
  const texts: string[] = []
  const walk = (parts: readonly unknown[]) => {
    for (const part of parts as { content?: string; components?: unknown[] }[]) {
      if (typeof part.content === 'string') texts.push(part.content)
      walk(part.components ?? [])
    }
  }
  walk(message.components)
  return texts.join('\n')
}

/** The buttons and menus of a message by their labels. */
export function buttonsOf(message: { components: readonly unknown[] }): Record<string, string> {
  const found: Record<string, string> = {}
  const walk = (parts: readonly unknown[]) => {
    for (const part of parts as {
      label?: string
      placeholder?: string
      custom_id?: string
      components?: unknown[]
    }[]) {
      if (part.custom_id) found[part.label ?? part.placeholder ?? ''] = part.custom_id
      walk(part.components ?? [])
    }
  }
  walk(message.components)
  return found
}
