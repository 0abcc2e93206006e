// What may be connected to. A feed, a redirect or a name server can point anywhere; only addresses of the public
// internet are ever connected to, and the address is judged where the connection is made, not where the URL is read.
import { lookup as lookupBySystem, Resolver } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { buildConnector } from 'undici'

/** Longest URL that is fetched, in UTF-16 units. */
const LONGEST_URL = 2000
const CONNECT_MS = 10_000
const RESOLVE_MS = 4000

/** An address is not of the public internet, or none of a name's addresses is. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError'
  /** The address, or the name whose addresses they are. */
  readonly address: string

  constructor(address: string) {
    super(`${address} is not an address of the public internet`)
    this.address = address
  }
}

/** The host of a name could not be told. */
export class NoSuchHostError extends Error {
  override readonly name = 'NoSuchHostError'
}

/**
 * Whether an IP address, in whatever spelling, is anything but a public unicast one: private, loopback, link-local,
 * multicast, carrier-grade NAT, reserved, or an IPv6 address that stands for an IPv4 one (mapped, NAT64, 6to4, Teredo).
 * What is no address at all is forbidden too.
 */
export function isForbiddenAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '')
  // Zones name an interface of this machine.
  if (bare.includes('%') || !ipaddr.isValid(bare)) return true
  const ip = ipaddr.parse(bare)
  if (ip.range() !== 'unicast') return true
  // Of IPv6 only 2000::/3 is given out (RFC 4291, IANA); what ipaddr.js calls unicast elsewhere is nobody's.
  return ip instanceof ipaddr.IPv6 && (ip.parts[0]! & 0xe000) !== 0x2000
}

/** Decides about an address and port that is about to be connected to. */
export type MayConnect = (address: string, port: number) => boolean

const onlyPublic: MayConnect = address => !isForbiddenAddress(address)

/** The addresses of a name. @throws NoSuchHostError */
export type Resolve = (hostname: string) => Promise<readonly string[]>

/**
 * A URL as it may be fetched, or null: http(s), a host, no user name or password in it, not endless. The parser reads
 * every spelling of an IPv4 address (`0x7f.1`, `2130706433`, full-width digits) as the one it is.
 */
export function fetchableUrl(text: string, base?: string): URL | null {
  if (text.length > LONGEST_URL) return null
  const url = URL.parse(text.trim(), base)
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') return null
  if (url.username !== '' || url.password !== '' || url.href.length > LONGEST_URL) return null
  url.hash = ''
  return url
}

/**
 * Asks name servers itself: the system's own look-up shares four threads with everything else, and a few dead name
 * servers would hold up all of them. Where no name server is set up, the system is asked after all.
 */
export function createResolve(): Resolve {
  const resolver = new Resolver({ timeout: RESOLVE_MS, tries: 1 })
  return async hostname => {
    const found = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
    const addresses = found.flatMap(one => (one.status === 'fulfilled' ? one.value : []))
    if (addresses.length > 0) return addresses
    const codes = found.map(one =>
      one.status === 'rejected' ? (one.reason as NodeJS.ErrnoException).code : '',
    )
    if (codes.every(code => code === 'ECONNREFUSED')) {
      const known = await lookupBySystem(hostname, { all: true }).catch(() => [])
      if (known.length > 0) return known.map(one => one.address)
    }
    throw new NoSuchHostError(`no address is known for ${hostname}`)
  }
}

export interface GuardOptions {
  readonly resolve?: Resolve
  /** For tests, which need servers on this very machine: never set it from a setting. */
  readonly mayConnect?: MayConnect
}

/**
 * How undici makes its connections: names are resolved here and only permitted addresses are handed on; addresses in
 * the URL itself, for which no look-up is ever called, are judged before; and what the socket says it is connected to
 * is judged once more before a byte of the request is sent.
 */
export function createGuardedConnector(options: GuardOptions = {}): buildConnector.connector {
  const resolve = options.resolve ?? createResolve()
  const mayConnect = options.mayConnect ?? onlyPublic

  function lookupFor(port: number): LookupFunction {
    return (hostname, lookupOptions, callback) => {
      resolve(hostname).then(
        all => {
          const permitted = all.filter(address => mayConnect(address, port))
          if (permitted.length === 0) return callback(new ForbiddenAddressError(hostname), '', 0)
          const known = permitted.map(address => ({
            address,
            family: ipaddr.parse(address).kind() === 'ipv6' ? 6 : 4,
          }))
          if (lookupOptions.all) callback(null, known)
          else callback(null, known[0]!.address, known[0]!.family)
        },
        error => callback(error, '', 0),
      )
    }
  }

  return (connection, callback) => {
    const port = Number(connection.port || (connection.protocol === 'https:' ? 443 : 80))
    const literal = connection.hostname.replace(/^\[|\]$/g, '')
    if (ipaddr.isValid(literal) && !mayConnect(literal, port)) {
      callback(new ForbiddenAddressError(literal), null)
      return
    }
    // One connector a connection, because the look-up must know the port.
    const connect = buildConnector({
      lookup: lookupFor(port),
      timeout: CONNECT_MS,
      allowH2: false,
      maxCachedSessions: 0,
    })
    connect(connection, (error, socket) => {
      if (error) return callback(error, null)
      const remote = socket!.remoteAddress ?? ''
      if (mayConnect(remote, port)) return callback(null, socket!)
      socket!.destroy()
      callback(new ForbiddenAddressError(remote), null)
    })
  }
}
