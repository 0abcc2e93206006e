import { createServer } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { createMeter } from '../../src/web/meter.ts'
import { startWeb, type Web } from '../../src/web/web.ts'

let web: Web | undefined
afterEach(async () => {
  await web?.stop()
  web = undefined
})

const NOW = Temporal.Instant.from('2026-11-23T08:00:00Z')
const meter = () =>
  createMeter(
    {
      jobs: () => [{ name: 'digests', lastFinished: NOW, lastFault: 'boom' }],
      apps: () => ({ slack: true, discord: false }),
      counts: async () => ({ articles: 7 }),
    },
    ['ask'],
  )

async function open(faults: Record<string, string> = {}) {
  const counts = meter()
  web = await startWeb({
    host: '127.0.0.1',
    port: 0,
    health: { faults: async () => faults, metrics: counts.metrics },
    door: (request, response) => response.writeHead(418).end(request.url),
  })
  const get = (path: string) => fetch(`http://127.0.0.1:${web!.port}${path}`)
  return { get, counts }
}

test('tells that it lives, whether it can be used, and why not', async () => {
  const { get } = await open({ discord: 'the token is refused' })
  expect((await get('/healthz')).status).toBe(200)
  const ready = await get('/readyz')
  expect(ready.status).toBe(503)
  expect(await ready.json()).toEqual({ ok: false, faults: { discord: 'the token is refused' } })
  expect((await get('/nothing')).status).toBe(404)
})

test('is ready when nothing is wrong', async () => {
  const { get } = await open()
  expect((await get('/readyz')).status).toBe(200)
})

test('gives figures to Prometheus, and no label that a reader could make up', async () => {
  const { get, counts } = await open()
  const visit = { surface: 'slack', outcome: 'answered', ms: 120 }
  counts.count({ ...visit, command: 'ask' })
  counts.count({ ...visit, command: 'x"y\nz' })
  const response = await get('/metrics')
  expect(response.headers.get('content-type')).toContain('text/plain')
  const text = await response.text()
  expect(text).toContain('attache_visits_total{surface="slack",command="ask",outcome="answered"} 1')
  expect(text).toContain('command="unknown"')
  expect(text).toContain('attache_app_up{app="discord"} 0')
  expect(text).toContain('attache_job_failed{job="digests"} 1')
  expect(text).toContain('attache_stored{kind="articles"} 7')
})

test('lets through to Slack’s door what goes there and nothing else', async () => {
  const { get } = await open()
  expect(await (await get('/slack/events?x=1')).text()).toBe('/slack/events?x=1')
  expect((await get('/slackish')).status).toBe(404)
  expect((await get('/slack/../healthz')).status).toBe(200)
})

test('says that its port is taken', async () => {
  const other = createServer()
  await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as { port: number }
  const health = { faults: async () => ({}), metrics: meter().metrics }
  await expect(startWeb({ host: '127.0.0.1', port, health })).rejects.toThrow(
    /Port \d+ on 127.0.0.1 is taken by another program: set another ATTACHE_PORT/,
  )
  await new Promise(resolve => other.close(resolve))
})
