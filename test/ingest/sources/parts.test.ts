// The pure parts: turns of hosts, rules of robots.txt, health, unpacking.
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readBody } from '../../../src/ingest/sources/body.ts'
import type { Entry } from '../../../src/ingest/sources/feed.ts'
import { retryAfterOf } from '../../../src/ingest/sources/fetch.ts'
import {
  afterFailure,
  afterSuccess,
  habitOf,
  intervalFor,
  isFailing,
  isSilent,
  type PollFindings,
} from '../../../src/ingest/sources/health.ts'
import { createHosts } from '../../../src/ingest/sources/hosts.ts'
import { isSameSite, matchEntries, urlKey } from '../../../src/ingest/sources/identity.ts'
import { parseRobots, readSignal } from '../../../src/ingest/sources/robots.ts'
import { UNTRIED } from '../../../src/model/source.ts'

const NOW = Temporal.Instant.from('2026-11-23T06:00:00Z')
const { signal } = new AbortController()

describe('turns', () => {
  const open = (more: Partial<Parameters<typeof createHosts>[0]> = {}) =>
    createHosts({
      delayMs: 0,
      most: 10,
      mostDoubtful: 2,
      sleep: (ms, s) => sleep(ms, undefined, { signal: s }),
      ...more,
    })

  test('one at a time to a host, in order, others beside it', async () => {
    const hosts = open()
    const log: string[] = []
    const work = (name: string) => async () => {
      log.push(`${name} begins`)
      await sleep(5)
      log.push(`${name} ends`)
    }
    await Promise.all([
      hosts.run('a', signal, work('a1')),
      hosts.run('a', signal, work('a2')),
      hosts.run('b', signal, work('b1')),
    ])
    expect(log.indexOf('a2 begins')).toBeGreaterThan(log.indexOf('a1 ends'))
    expect(log.indexOf('b1 begins')).toBeLessThan(log.indexOf('a1 ends'))
  })

  test('with a pause after each, the longer one of ours and theirs', async () => {
    const pauses: number[] = []
    const hosts = open({ delayMs: 7, sleep: async ms => void pauses.push(ms) })
    for (const pause of [0, 90, 3]) await hosts.run('a', signal, async () => {}, pause)
    expect(pauses).toEqual([7, 90, 7])
  })

  test('so many in all, and fewer to hosts in trouble', async () => {
    const hosts = open({ most: 3, mostDoubtful: 1 })
    hosts.tell('x', false)
    hosts.tell('y', false)
    let [all, doubtful, mostAll, mostDoubtful] = [0, 0, 0, 0]
    const work = (isDoubtful: boolean) => async () => {
      all++
      if (isDoubtful) doubtful++
      mostAll = Math.max(mostAll, all)
      mostDoubtful = Math.max(mostDoubtful, doubtful)
      await sleep(3)
      all--
      if (isDoubtful) doubtful--
    }
    await Promise.all(
      ['x', 'y', 'a', 'b', 'c', 'd'].map(host => hosts.run(host, signal, work(host === 'x' || host === 'y'))),
    )
    expect([mostAll, mostDoubtful]).toEqual([3, 1])
  })

  test('given up by an abort, without holding up those behind', async () => {
    const hosts = open()
    const stop = new AbortController()
    const held = hosts.run('a', signal, () => sleep(20))
    const given = hosts.run('a', stop.signal, async () => 'never')
    const after = hosts.run('a', signal, async () => 'done')
    stop.abort(new Error('stopped'))
    await expect(given).rejects.toThrow('stopped')
    expect(await after).toBe('done')
    await held
  })

  test('go on after work that throws', async () => {
    const hosts = open()
    await expect(hosts.run('a', signal, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await hosts.run('a', signal, async () => 1)).toBe(1)
  })
})

describe('robots.txt', () => {
  const rules = (text: string) => parseRobots('https://a.example', text)
  const url = (path: string) => `https://a.example${path}`

  test.each([
    ['', '/x', true],
    ['User-agent: *\nDisallow: /', '/x', false],
    ['User-agent: *\nDisallow:', '/x', true],
    ['User-agent: other\nDisallow: /', '/x', true],
    ['User-agent: attache\nDisallow: /x\n\nUser-agent: *\nDisallow: /', '/y', true],
    ['USER-AGENT: ATTACHE\nDISALLOW: /x', '/x/y', false],
    ['User-agent: *\nDisallow: /x\nAllow: /x/open', '/x/open/1', true],
    ['User-agent: *\nDisallow: /*.pdf$', '/a.pdf', false],
    ['User-agent: *\nDisallow: /*.pdf$', '/a.pdf?x', true],
    ['User-agent: *\r\nDisallow: /x # comment', '/x', false],
    ['\ufeffUser-agent: *\nDisallow: /x', '/x', false],
    ['<!doctype html><p>Not found', '/x', true],
    ['User-agent: *\nDisallow: /報道', '/%E5%A0%B1%E9%81%93/1', false],
  ])('%j and %s: %s', (text, path, allowed) => expect(rules(text).isAllowed(url(path))).toBe(allowed))

  test('asks for a pause, within reason', () => {
    expect(rules('User-agent: *\nCrawl-delay: 10').pause).toBe(10)
    expect(rules('User-agent: *\nCrawl-delay: 86400').pause).toBe(60)
    expect(rules('User-agent: *\nCrawl-delay: -5').pause).toBe(0)
    expect(rules('User-agent: *\nCrawl-delay: soon').pause).toBe(0)
  })

  test.each([
    ['User-agent: *\nContent-Signal: search=yes, ai-train=no, ai-input=no', '/x', false],
    ['User-agent: *\nContent-Signal: ai-train=no', '/x', true],
    ['User-agent: *\nContent-signal: ai-input=yes', '/x', true],
    ['User-agent: other\nContent-Signal: ai-input=no', '/x', true],
    [
      'User-agent: attache\nContent-Signal: ai-input=yes\n\nUser-agent: *\nContent-Signal: ai-input=no',
      '/x',
      true,
    ],
    ['Content-Signal: ai-input=no\nUser-agent: *\nAllow: /', '/x', false],
    ['User-agent: *\nContent-Signal: /news/ ai-input=no\nContent-Signal: ai-input=yes', '/news/1', false],
    ['User-agent: *\nContent-Signal: /news/ ai-input=no\nContent-Signal: ai-input=yes', '/press/1', true],
  ])('%j lets the text of %s be used: %s', (text, path, may) =>
    expect(rules(text).mayUseText(url(path))).toBe(may),
  )

  test('may be anything', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom(
              'User-agent: *',
              'Disallow: /',
              'Allow: *',
              'Content-Signal: ai-input=no',
              'Crawl-delay: 1',
            ),
            fc.string(),
          ),
        ),
        lines => {
          const { isAllowed, mayUseText, pause } = rules(lines.join('\n'))
          expect(typeof isAllowed(url('/x'))).toBe('boolean')
          expect(typeof mayUseText(url('/x'))).toBe('boolean')
          expect(pause).toBeGreaterThanOrEqual(0)
        },
      ),
    )
    expect(readSignal('search=yes')).toBeNull()
  })
})

describe('bodies', () => {
  const text = 'The ministers met in Seoul. '.repeat(50)
  const read = (bytes: Uint8Array, encoding: string, most = 100_000) =>
    readBody(Readable.from([bytes.subarray(0, 9), bytes.subarray(9)]), encoding, most)

  test.each([
    ['', Buffer.from(text)],
    ['identity', Buffer.from(text)],
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['gzip', Buffer.from(text)],
  ])('packed as "%s" are unpacked', async (encoding, bytes) =>
    expect(Buffer.from(await read(bytes, encoding)).toString()).toBe(text),
  )

  test('are refused when they are too large, packed or unpacked, or packed in other ways', async () => {
    await expect(read(Buffer.alloc(2000), '', 1000)).rejects.toMatchObject({ name: 'TooLargeError' })
    await expect(read(gzipSync(Buffer.alloc(200_000)), 'gzip', 100_000)).rejects.toMatchObject({
      name: 'TooLargeError',
    })
    await expect(read(gzipSync(text).subarray(0, 40), 'gzip')).rejects.toMatchObject({
      name: 'BadEncodingError',
    })
    await expect(read(Buffer.from(text), 'compress')).rejects.toMatchObject({ name: 'BadEncodingError' })
    await expect(read(Buffer.from(text), 'gzip, gzip, gzip')).rejects.toMatchObject({
      name: 'BadEncodingError',
    })
  })

  test('may be any bytes under any encoding: read or refused by name', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('', 'gzip', 'deflate', 'br', 'zstd', 'gzip,br'),
        async (bytes, encoding) => {
          const result = await read(bytes, encoding).catch((error: Error) => error)
          if (result instanceof Error) expect(['BadEncodingError', 'TooLargeError']).toContain(result.name)
        },
      ),
      { numRuns: 60 },
    )
  })
})

test('Retry-After is seconds or a date, never longer than a week', () => {
  expect(retryAfterOf('120', NOW)).toBe('2026-11-23T06:02:00Z')
  expect(retryAfterOf('Mon, 23 Nov 2026 07:00:00 GMT', NOW)).toBe('2026-11-23T07:00:00Z')
  expect(retryAfterOf('999999999', NOW)).toBe('2026-11-30T06:00:00Z')
  for (const bad of [null, '', '-5', 'soon', 'Mon, 23 Nov 2020 07:00:00 GMT'])
    expect(retryAfterOf(bad, NOW)).toBeNull()
})

describe('health', () => {
  const found = (more: Partial<PollFindings> = {}): PollFindings => ({
    fresh: [],
    validators: null,
    bodyHash: null,
    moved: null,
    patience: 0,
    unfinished: false,
    ...more,
  })
  const added = '2026-11-23T06:00:00Z'

  test('a lively source is asked every few minutes, a quiet one daily', () => {
    expect(intervalFor(0)).toBe(24 * 60)
    expect(intervalFor(0.1)).toBe(24 * 60)
    expect(intervalFor(1)).toBe(180)
    expect(intervalFor(10)).toBe(18)
    expect(intervalFor(1000)).toBe(5)
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        rate => intervalFor(rate) >= 5 && intervalFor(rate) <= 1440,
      ),
    )
  })

  test('the backlog of a first poll is spread over its days', () => {
    const fresh = Array.from({ length: 28 }, (_, n) => NOW.subtract({ hours: 24 * n }).toString())
    const { health } = afterSuccess(UNTRIED, found({ fresh }), { now: NOW, added })
    expect(Object.keys(health.days).length).toBeGreaterThanOrEqual(27)
    expect(habitOf(health, added, NOW)).toBeCloseTo(1, 0)
    expect(health.interval).toBeGreaterThan(120)
  })

  test('what the server or the feed asks for is kept to, within a day', () => {
    const next = (patience: number) =>
      afterSuccess(UNTRIED, found({ fresh: [added, added, added], patience }), { now: NOW, added }).health
        .interval
    expect(next(600)).toBe(600)
    expect(next(100_000)).toBe(1440)
    expect(next(0)).toBeLessThanOrEqual(60)
  })

  test('a failure is told after hours, or soon when it will not mend by itself', () => {
    const fail = (code: 'timeout' | 'gone', times: number, everyMinutes: number) => {
      let health = UNTRIED
      let now = NOW
      for (let n = 0; n < times; n++) {
        health = afterFailure(
          health,
          { code, url: 'https://a.example/', detail: null, until: null },
          now,
        ).health
        now = now.add({ minutes: everyMinutes })
      }
      return isFailing(health, now)
    }
    expect(fail('timeout', 3, 20)).toBe(false)
    expect(fail('timeout', 7, 60)).toBe(true)
    expect(fail('gone', 3, 20)).toBe(true)
    expect(fail('gone', 1, 20)).toBe(false)
  })

  test('silence is judged by the source’s own habit', () => {
    const daily = Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [
        NOW.subtract({ hours: 24 * (n + 1) })
          .toString()
          .slice(0, 10),
        20,
      ]),
    )
    const weekly = { '2026-11-02': 2, '2026-11-09': 2, '2026-11-16': 2 }
    const health = (days: Record<string, number>, hours: number) => ({
      ...UNTRIED,
      days,
      lastItem: NOW.subtract({ hours }).toString(),
    })
    const since = '2026-10-01T00:00:00Z'
    expect(isSilent(health(daily, 8), since, NOW)).toBe(false)
    expect(isSilent(health(daily, 40), since, NOW)).toBe(true)
    expect(isSilent(health(weekly, 24 * 8), since, NOW)).toBe(false)
    expect(isSilent(health({}, 24 * 10), since, NOW)).toBe(false)
    expect(isSilent(health({}, 24 * 60), since, NOW)).toBe(true)
  })
})

describe('identity', () => {
  test('an address is the same in its many spellings', () => {
    const key = urlKey('https://www.a.example/x/?b=2&a=1')
    for (const same of ['http://a.example/x?a=1&b=2', 'https://a.example/x/?a=1&b=2#top'])
      expect(urlKey(same)).toBe(key)
    expect(urlKey('https://a.example/y')).not.toBe(key)
    fc.assert(fc.property(fc.webUrl(), url => typeof urlKey(url) === 'string'))
  })

  test('a site is what was registered, not what stands before it', () => {
    expect(isSameSite('https://www.mofa.go.jp/x', 'https://rss.mofa.go.jp/y')).toBe(true)
    expect(isSameSite('https://a.github.io/', 'https://b.github.io/')).toBe(false)
    expect(isSameSite('https://a.co.kr/', 'https://b.co.kr/')).toBe(false)
    expect(isSameSite('https://1.2.3.4/', 'https://1.2.3.5/')).toBe(false)
  })

  test('an entry that a document lists twice comes once, whatever the entries are', () => {
    const entry = fc.record<Entry>({
      guid: fc.option(fc.constantFrom('1', '2', '3')),
      url: fc.option(fc.constantFrom('https://a.example/1', 'https://a.example/2', 'https://a.example/1?x')),
      title: fc.constantFrom('', 'Ministers meet in Seoul', 'Typhoon closes ports', 'Court rejects appeal'),
      html: fc.option(fc.string()),
      isContent: fc.boolean(),
      published: fc.constant(null),
      lang: fc.constant(null),
      credit: fc.constant(null),
    })
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 12 }), entries => {
        const matched = matchEntries([...entries, ...entries], [])
        expect(new Set(matched.map(one => one.key)).size).toBe(matched.length)
        expect(matched.length).toBeLessThanOrEqual(entries.length)
        // Known again afterwards, each of them.
        const items = matched.map(({ key, guid, url, hash, entry: one }) => ({
          key,
          guid,
          url,
          hash,
          title: one.title,
          identity: key,
          state: 'stored' as const,
          tries: 0,
          firstSeen: '',
          seen: '',
        }))
        for (const one of matchEntries(entries, items)) expect(one.known?.key).toBe(one.key)
      }),
    )
  })
})
