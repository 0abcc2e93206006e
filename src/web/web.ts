// The port of the operator: is it alive, can it be used, how is it doing; and the way in for Slack over HTTP.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { UserError } from '../errors.ts'

/** What a health check asks of the desk. */
export interface Health {
  /** What cannot be used now, by name: `slack` → why; empty when everything can. */
  faults(): Promise<Readonly<Record<string, string>>>
  /** Figures for Prometheus. */
  metrics(): Promise<{ readonly type: string; readonly text: string }>
}

/** Requests under `/slack/`. */
export type Door = (request: IncomingMessage, response: ServerResponse) => void

/** Where the port is, and what is behind it. */
export interface WebSettings {
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
  readonly health: Health
  readonly door?: Door
}

/** The open port. */
export interface Web {
  readonly port: number
  /** Takes no new connection and ends when those that are open have had their answer. */
  stop(): Promise<void>
}

/** Opens the port. @throws UserError when it is taken or may not be opened */
export async function startWeb(settings: WebSettings): Promise<Web> {
  const { host, port, health, door } = settings
  const listen = getRequestListener(createRoutes(health).fetch)
  const server = createServer((request, response) => {
    if (door && /^\/slack\/[\w/]*(?:\?|$)/.test(request.url ?? '')) door(request, response)
    else void listen(request, response)
  })
  // Slow senders hold nobody up.
  server.requestTimeout = 60_000
  server.headersTimeout = 30_000
  // Longer than proxies keep an idle line: else they send into one that is just being closed.
  server.keepAliveTimeout = 75_000
  await opened(server, host, port)
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}

/** `/healthz`: the process answers. `/readyz`: everything that is set up can be used. `/metrics`: Prometheus. */
export function createRoutes(health: Health): Hono {
  const routes = new Hono()
  routes.get('/healthz', c => c.json({ ok: true }))
  routes.get('/readyz', async c => {
    const faults = await health.faults()
    const ok = Object.keys(faults).length === 0
    return c.json({ ok, faults }, ok ? 200 : 503)
  })
  routes.get('/metrics', async c => {
    const { type, text } = await health.metrics()
    return c.body(text, 200, { 'content-type': type })
  })
  return routes
}

function opened(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === 'EADDRINUSE'
          ? 'is taken by another program'
          : cause.code === 'EACCES'
            ? 'may not be opened by this user'
            : `cannot be opened (${cause.code})`
      reject(
        new UserError(`Port ${port} on ${host} ${why}: set another ATTACHE_PORT or ATTACHE_HOST.`, { cause }),
      )
    })
    server.listen(port, host, resolve)
  })
}
