// Discord as cheap as it can be, so that what is measured is ours: a line that hands out interactions, fixed answers,
// nothing stored.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Timing } from './slack-stub.ts'

export interface DiscordStub {
  readonly url: string
  /** Resolves when the app listens. */
  readonly connected: Promise<void>
  /** Sends a command to the app and waits for its reply. */
  command(name: string, options: Readonly<Record<string, string>>, user: number): Promise<Timing>
  close(): Promise<void>
}

const SELF = '100000000000000001'
const GUILD = '100000000000000002'
const CHANNEL = '100000000000000003'
const EVERYTHING = String(2n ** 53n - 1n)

/** Opens the stub on loopback. */
export async function openDiscordStub(): Promise<DiscordStub> {
  const acked = new Map<string, () => void>()
  const replied = new Map<string, () => void>()
  const connected = Promise.withResolvers<void>()
  let line: WebSocket | null = null
  let sequence = 0
  let count = 0n

  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      const { url = '', method } = request
      const [, callback] = /\/interactions\/(\d+)\//.exec(url) ?? []
      const [, original] = /\/webhooks\/\d+\/token-(\d+)/.exec(url) ?? []
      if (callback !== undefined) {
        acked.get(callback)?.()
        response.writeHead(204).end()
        return
      }
      const { port } = server.address() as AddressInfo
      const starts = { total: 1000, remaining: 1000, reset_after: 1, max_concurrency: 1 }
      const body = url.endsWith('/gateway/bot')
        ? { url: `ws://127.0.0.1:${port}`, shards: 1, session_start_limit: starts }
        : url.endsWith('/applications/@me')
          ? { id: SELF, bot: { id: SELF, username: 'attache' } }
          : { id: '1' }
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      if (original !== undefined && method !== 'DELETE') replied.get(original)?.()
    })
  })
  const gateway = new WebSocketServer({ server })
  const send = (socket: WebSocket, op: number, d: unknown, t: string | null = null) =>
    socket.send(JSON.stringify({ op, d, t, s: t === null ? null : ++sequence }))
  gateway.on('connection', socket => {
    send(socket, 10, { heartbeat_interval: 60_000 })
    socket.on('message', raw => {
      const { op } = JSON.parse(String(raw)) as { op: number }
      if (op === 1) send(socket, 11, null)
      if (op !== 2) return
      line = socket
      const ready = {
        v: 10,
        user: { id: SELF },
        guilds: [],
        session_id: 's',
        resume_gateway_url: 'ws://127.0.0.1:1',
      }
      send(socket, 0, ready, 'READY')
      connected.resolve()
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    connected: connected.promise,
    async command(name, options, user) {
      const id = String(200_000_000_000_000_000n + ++count)
      const [ack, reply] = [Promise.withResolvers<number>(), Promise.withResolvers<number>()]
      acked.set(id, () => ack.resolve(performance.now()))
      replied.set(id, () => reply.resolve(performance.now()))
      const begun = performance.now()
      const given = Object.entries(options).map(([key, value]) => ({ name: key, type: 3, value }))
      const event = {
        ...{ id, token: `token-${id}`, type: 2, application_id: SELF, version: 1, locale: 'en-US' },
        ...{ guild_id: GUILD, channel_id: CHANNEL, app_permissions: EVERYTHING, context: 0 },
        data: { id: '1', name, type: 1, options: given },
        member: { user: { id: String(300_000_000_000_000_000n + BigInt(user)) }, permissions: '0' },
        authorizing_integration_owners: { '0': GUILD },
      }
      send(line!, 0, event, 'INTERACTION_CREATE')
      const timing = { ack: (await ack.promise) - begun, answer: (await reply.promise) - begun }
      acked.delete(id)
      replied.delete(id)
      return timing
    },
    async close() {
      for (const client of gateway.clients) client.terminate()
      gateway.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
