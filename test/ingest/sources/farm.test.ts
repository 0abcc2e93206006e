// Healthy and hostile servers side by side; the long run with 500 of them is `npm run bench -- farm`.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultWords } from '../../../src/chat/source-words.ts'
import type { Network } from '../../../src/ingest/sources/poll.ts'
import type { PollOutcome } from '../../../src/ingest/sources/poll-source.ts'
import { openLexicon } from '../../../src/lexicon/lexicon.ts'
import { openStore } from '../../../src/store/open.ts'
import type { Store } from '../../../src/store/store.ts'
import { type Behaviour, type Farm, HOSTILE, openFarm } from '../../helpers/farm.ts'
import { openFarmNetwork, recordConnections } from '../../helpers/network.ts'
import { addSources, handClock, pollAt } from '../../helpers/sources.ts'

const HEALTHY: readonly Behaviour[] = [
  'healthy',
  'healthy-summary',
  'healthy-gzip',
  'healthy',
  'healthy-summary',
  'healthy',
]
const clock = handClock('2026-11-23T06:00:00Z')
let farm: Farm
let store: Store
let network: Network
let outcomes: readonly PollOutcome[]
/** These are waited for once, which is enough. */
const PATIENCE: readonly Behaviour[] = ['hang', 'hang-headers', 'trickle', 'endless-header', 'robots-hang']
let record: ReturnType<typeof recordConnections>

beforeAll(async () => {
  // Loaded before anybody's time runs: servers and poller share one thread here.
  openLexicon()
  await import('defuddle/node')
  farm = await openFarm([...HEALTHY, ...HOSTILE])
  store = await openStore(':memory:', { clock: () => new Date(clock.now().epochMilliseconds) })
  network = openFarmNetwork(
    { ports: farm.servers.map(server => server.port) },
    { clock: clock.now, timeoutMs: 15_000 },
  )
  await addSources(
    store,
    farm.servers.map(server => server.url),
    clock.now(),
  )
  record = recordConnections()
  const polled = await pollAt(store, network, clock.now)
  outcomes = polled.outcomes
  for (const { source } of await store.sources.list()) {
    const { behaviour } = farm.servers.find(server => server.url === source.url)!
    if (PATIENCE.includes(behaviour)) await store.sources.setPaused(source.id, true)
  }
}, 120_000)

afterAll(async () => {
  record.stop()
  await network.close()
  await store.close()
  await farm.close()
})

const outcomeOf = (url: string) => outcomes.find(outcome => outcome.state.source.url === url)!

describe('a farm of healthy and hostile servers', () => {
  test('gives every article of the healthy ones, once', async () => {
    for (const { url, behaviour } of farm.servers.slice(0, HEALTHY.length)) {
      const { added, fault, pageFaults } = outcomeOf(url)
      expect({ behaviour, added, fault, pageFaults }).toEqual({
        behaviour,
        added: 3,
        fault: null,
        pageFaults: [],
      })
    }
    const { items } = await store.articles({ limit: 200 })
    const fromHealthy = items.filter(
      article => Number(/s(\d+)\.farm/.exec(article.url ?? '')?.[1]) < HEALTHY.length,
    )
    expect(fromHealthy).toHaveLength(3 * HEALTHY.length)
    for (const article of fromHealthy) expect(article.text.length).toBeGreaterThan(150)
  })

  test('names what is wrong with each hostile one, in words', () => {
    const faults = new Map(
      farm.servers.slice(HEALTHY.length).map(({ behaviour, url }) => [behaviour, outcomeOf(url).fault]),
    )
    const expected: Partial<Record<Behaviour, string>> = {
      hang: 'timeout',
      'hang-headers': 'timeout',
      trickle: 'timeout',
      reset: 'reset',
      'reset-midway': 'reset',
      loop: 'bad_redirect',
      'ping-pong': 'bad_redirect',
      'long-chain': 'bad_redirect',
      'gzip-bomb': 'too_large',
      'brotli-bomb': 'too_large',
      'double-bomb': 'too_large',
      endless: 'too_large',
      'huge-length': 'too_large',
      'short-body': 'reset',
      'picture-as-feed': 'not_a_feed',
      'page-as-feed': 'not_a_feed',
      'no-gzip': 'not_a_feed',
      'broken-gzip': 'bad_encoding',
      'unknown-encoding': 'bad_encoding',
      'error-500': 'http',
      busy: 'busy',
      gone: 'gone',
      empty: 'not_a_feed',
      forbidden: 'forbidden_address',
      'robots-no': 'robots',
      'robots-hang': 'timeout',
      'robots-500': 'robots_unreachable',
      'cookie-redirect': 'http',
      'unasked-304': 'http',
    }
    for (const [behaviour, code] of Object.entries(expected))
      expect(faults.get(behaviour as Behaviour)?.code, behaviour).toBe(code)
    for (const [behaviour, fault] of faults)
      if (fault) expect(faultWords('en', fault), behaviour).toMatch(/\w{3}/)
    expect(faults.get('busy')?.until).toBe('2026-11-23T08:00:00Z')
  })

  test('connects to nothing but the farm', () => {
    expect(farm.canaryHits()).toBe(0)
    const ports = new Set(farm.servers.map(server => server.port))
    expect(
      record.tried.filter(
        tried => !tried.startsWith('127.0.0.1 ') || !ports.has(Number(tried.split(' ')[1])),
      ),
    ).toEqual([])
  })

  test('is asked for robots.txt once and for each page once', () => {
    for (const [at, paths] of farm.requests()) {
      if (at >= HEALTHY.length) continue
      expect(paths.filter(path => path === '/robots.txt')).toHaveLength(1)
      expect(new Set(paths).size).toBe(paths.length)
    }
  })

  test('is asked again only for what is new, with the entity tag byte for byte', async () => {
    clock.forward({ hours: 12 })
    const unchanged = await pollAt(store, network, clock.now)
    const healthy = unchanged.outcomes.filter(outcome => outcome.fault === null)
    expect(healthy.length).toBeGreaterThanOrEqual(HEALTHY.length)
    const urls = new Set(farm.servers.slice(0, HEALTHY.length).map(server => server.url))
    for (const { state, added, revised } of unchanged.outcomes)
      if (urls.has(state.source.url)) expect([added, revised]).toEqual([0, 0])
    farm.publish(5)
    clock.forward({ hours: 24 })
    const { outcomes: again } = await pollAt(store, network, clock.now)
    for (const { url } of farm.servers.slice(0, HEALTHY.length))
      expect(again.find(outcome => outcome.state.source.url === url)?.added).toBe(2)
    // A feed and its robots.txt of the next day, a feed that had not changed, and a page for each new item at most.
    for (const [at, paths] of farm.requests())
      if (at < HEALTHY.length) expect(paths.filter(path => path === '/feed').length).toBe(3)
  }, 120_000)

  test('is told of once, when it has failed for hours', async () => {
    const told: string[] = []
    for (let round = 0; round < 2; round++) {
      clock.forward({ hours: 12 })
      const { notices } = await pollAt(store, network, clock.now)
      told.push(...notices.map(notice => `${notice.kind} ${notice.source.id}`))
    }
    expect(new Set(told).size).toBe(told.length)
    const states = await store.sources.list()
    const failing = states.filter(state => state.health.fault !== null)
    expect(failing.length).toBeGreaterThan(20)
    for (const { health, source } of failing)
      if (!source.paused) expect(health.told, health.fault?.code).toBe('failing')
    expect(states).toHaveLength(farm.servers.length)
  }, 120_000)
})
