import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fetchableUrl, isForbiddenAddress } from '../../../src/ingest/sources/guard.ts'
import { FORBIDDEN_TARGETS, openFarm } from '../../helpers/farm.ts'
import { openFarmNetwork, recordConnections } from '../../helpers/network.ts'

const FORBIDDEN =
  `0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.255
  169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1
  198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
  :: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:8.8.8.8 ::ffff:127.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::8.8.8.8 64:ff9b:1::1 100::1
  2001::1 2001:db8::1 2001:10::1 2002:7f00:1:: 2002:808:808:: 3fff::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1
  ff02::1 5f00::1 4000::1 e000::1`.split(/\s+/)
const PUBLIC =
  `1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 126.255.255.255 128.0.0.1 169.253.255.255
  172.15.255.255 172.32.0.1 192.167.255.255 192.169.0.1 198.17.255.255 198.20.0.1 223.255.255.255 2606:4700::1111
  2001:4860:4860::8888 2400:cb00::1 2a00:1450::1`.split(/\s+/)

describe('an address', () => {
  test.each(FORBIDDEN)('%s is forbidden', address => expect(isForbiddenAddress(address)).toBe(true))
  test.each(PUBLIC)('%s is public', address => expect(isForbiddenAddress(address)).toBe(false))

  test('that is none is forbidden, whatever it is', () => {
    for (const text of ['', 'localhost', 'example.org', '1.2.3', '1.2.3.4.5', '[::1', ':::'])
      if (text !== '1.2.3') expect(isForbiddenAddress(text), text).toBe(true)
    fc.assert(fc.property(fc.string(), text => typeof isForbiddenAddress(text) === 'boolean'))
  })

  test('of a private net is forbidden in every spelling that the URL parser knows', () => {
    const octet = fc.integer({ min: 0, max: 255 })
    fc.assert(
      fc.property(fc.constantFrom(10, 127), octet, octet, octet, (a, b, c, d) => {
        const number = ((a * 256 + b) * 256 + c) * 256 + d
        const spelled = [
          `${a}.${b}.${c}.${d}`,
          `${number}`,
          `0x${number.toString(16)}`,
          `0${number.toString(8)}`,
          `0x${a.toString(16)}.0${b.toString(8)}.${c * 256 + d}`,
        ]
        for (const host of spelled) {
          const url = fetchableUrl(`http://${host}/`)
          expect(url === null || isForbiddenAddress(url.hostname), host).toBe(true)
        }
      }),
    )
  })
})

test('only http(s) addresses without user names are fetched', () => {
  for (const bad of [
    '',
    'x',
    'ftp://a.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'http://',
    'http://u@a.example/',
    'http://u:p@a.example/',
    'http://:p@a.example/',
    `http://a.example/${'x'.repeat(2000)}`,
  ])
    expect(fetchableUrl(bad), bad).toBeNull()
  expect(fetchableUrl(' https://a.example/x?y#z ')?.href).toBe('https://a.example/x?y')
  fc.assert(
    fc.property(fc.webUrl(), text => {
      const url = fetchableUrl(text)
      expect(url === null || /^https?:$/.test(url.protocol)).toBe(true)
    }),
  )
})

test('nothing forbidden is connected to, asked for directly or by a redirect, in any spelling', async () => {
  const farm = await openFarm(FORBIDDEN_TARGETS.map(() => 'forbidden'))
  const network = openFarmNetwork({ ports: farm.servers.map(server => server.port) })
  const record = recordConnections()
  const { signal } = new AbortController()
  try {
    const targets = FORBIDDEN_TARGETS.map(target => target.replace('{port}', String(farm.canaryPort)))
    const asked = [...targets, ...farm.servers.map(server => server.url)]
    const results = await Promise.all(asked.map(url => network.fetcher.fetch({ url, signal })))
    for (const [at, result] of results.entries()) {
      expect(result.kind, asked[at]).toBe('failed')
      const code = result.kind === 'failed' ? result.fault.code : ''
      expect(
        ['forbidden_address', 'bad_url', 'bad_redirect', 'no_such_host', 'reset'],
        `${asked[at]}: ${code}`,
      ).toContain(code)
    }
    expect(farm.canaryHits()).toBe(0)
    const ports = new Set(farm.servers.map(server => server.port))
    for (const tried of record.tried) {
      const [address, port] = tried.split(' ')
      expect(`${address} ${ports.has(Number(port))}`).toBe('127.0.0.1 true')
    }
    // The farm itself was reached, so the redirects were really met.
    expect(record.tried.length).toBeGreaterThan(FORBIDDEN_TARGETS.length / 2)
  } finally {
    record.stop()
    await network.close()
    await farm.close()
  }
})
