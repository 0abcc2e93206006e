// Slack as cheap as it can be, so that what is measured is ours: fixed answers, signed requests, nothing stored.
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const SECRET = 'bench-secret'

/** One question as Slack and its reader see it. */
export interface Timing {
  /** From the request to its acknowledgement, ms. */
  readonly ack: number
  /** From the request to the reply, ms. */
  readonly answer: number
}

export interface SlackStub {
  readonly apiUrl: string
  readonly secret: string
  /** Sends a slash command to the app and waits for its reply. */
  command(door: string, text: string, user: number): Promise<Timing>
  close(): Promise<void>
}

/** Opens the stub on loopback. */
export async function openSlackStub(): Promise<SlackStub> {
  const waiting = new Map<string, () => void>()
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      const { url = '' } = request
      if (url.startsWith('/response/')) waiting.get(url)?.()
      const body = url.includes('auth.test')
        ? { ok: true, team_id: 'T1', user_id: 'UBOT', team: 'Bench', user: 'attache' }
        : { ok: true, user: { id: 'U1', locale: 'en-US', tz: 'UTC' } }
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const base = `http://127.0.0.1:${port}`
  let count = 0

  return {
    apiUrl: `${base}/api/`,
    secret: SECRET,
    async command(door, text, user) {
      const id = ++count
      const path = `/response/${id}`
      const raw = String(
        new URLSearchParams({
          command: '/attache',
          text,
          team_id: 'T1',
          user_id: `U${1000 + user}`,
          channel_id: 'C1',
          trigger_id: `${id}.1`,
          response_url: `${base}${path}`,
        }),
      )
      const stamp = Math.floor(Date.now() / 1000)
      const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${stamp}:${raw}`).digest('hex')}`
      const replied = new Promise<void>(resolve => waiting.set(path, resolve))
      const begun = performance.now()
      const response = await fetch(`${door}/slack/events`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-slack-request-timestamp': String(stamp),
          'x-slack-signature': signature,
        },
        body: raw,
      })
      await response.arrayBuffer()
      const ack = performance.now() - begun
      if (!response.ok) throw new Error(`The app refused a command: ${response.status}`)
      const late = setTimeout(() => {
        throw new Error(`No reply to ${JSON.stringify(text)} within two minutes.`)
      }, 120_000)
      await replied
      clearTimeout(late)
      waiting.delete(path)
      return { ack, answer: performance.now() - begun }
    },
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
