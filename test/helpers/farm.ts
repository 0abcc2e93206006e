// A farm of small servers on this machine, healthy and hostile, each on a port of its own and under a name of its own.
// Names are resolved to 127.0.0.1 by the farm's own resolver, and only the farm's ports may be connected to.
import { createServer, type Server, type Socket } from 'node:net'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { GuardOptions } from '../../src/ingest/sources/guard.ts'
import { isForbiddenAddress } from '../../src/ingest/sources/guard.ts'

export const HOSTILE = [
  'hang',
  'hang-headers',
  'trickle',
  'reset',
  'reset-midway',
  'loop',
  'ping-pong',
  'long-chain',
  'gzip-bomb',
  'brotli-bomb',
  'double-bomb',
  'entity-bomb',
  'deep-xml',
  'endless',
  'huge-length',
  'short-body',
  'picture-as-feed',
  'page-as-feed',
  'no-gzip',
  'broken-gzip',
  'unknown-encoding',
  'no-http',
  'huge-header',
  'endless-header',
  'error-500',
  'busy',
  'gone',
  'empty',
  'unasked-304',
  'forbidden',
  'robots-hang',
  'robots-no',
  'robots-500',
  'robots-endless',
  'cookie-redirect',
  'regex-bait',
] as const
export type Behaviour = 'healthy' | 'healthy-summary' | 'healthy-gzip' | (typeof HOSTILE)[number]

/** Where a hostile redirect may lead; `{port}` is that of the canary, a server nobody may ever connect to. */
export const FORBIDDEN_TARGETS: readonly string[] = [
  'http://127.0.0.1:{port}/',
  'http://127.1:{port}/',
  'http://127.0.1:{port}/',
  'http://2130706433:{port}/',
  'http://0x7f000001:{port}/',
  'http://0x7f.1:{port}/',
  'http://0177.0.0.1:{port}/',
  'http://017700000001:{port}/',
  'http://0177.0x0.0.1:{port}/',
  'http://127.0.0.1.:{port}/',
  'http://１２７.０.０.１:{port}/',
  'http://127。0。0。1:{port}/',
  'http://①②⑦.⓪.⓪.①:{port}/',
  'http://%31%32%37.0.0.1:{port}/',
  'http://localhost:{port}/',
  'http://LOCALHOST.:{port}/',
  'http://a.localhost:{port}/',
  'http://[::1]:{port}/',
  'http://[0:0:0:0:0:0:0:1]:{port}/',
  'http://[0000::0001]:{port}/',
  'http://[::ffff:127.0.0.1]:{port}/',
  'http://[::ffff:7f00:1]:{port}/',
  'http://[::127.0.0.1]:{port}/',
  'http://[64:ff9b::127.0.0.1]:{port}/',
  'http://[2002:7f00:1::]:{port}/',
  'http://[2001:0:7f00:1::]:{port}/',
  'http://[::]:{port}/',
  'http://[fe80::1]:{port}/',
  'http://[fc00::1]:{port}/',
  'http://[fd00:ec2::254]/latest/meta-data/',
  'http://[ff02::1]:{port}/',
  'http://[fec0::1]:{port}/',
  'http://0:{port}/',
  'http://0.0.0.0:{port}/',
  'http://10.0.0.1:{port}/',
  'http://172.16.0.1:{port}/',
  'http://192.168.0.1:{port}/',
  'http://169.254.169.254/latest/meta-data/',
  'http://100.64.0.1:{port}/',
  'http://224.0.0.1:{port}/',
  'http://255.255.255.255:{port}/',
  'http://198.18.0.1:{port}/',
  'http://inside.farm.test:{port}/',
  'http://mapped.farm.test:{port}/',
  'http://mixed.farm.test:{port}/',
  'http://user:password@127.0.0.1:{port}/',
  'http://good.example@127.0.0.1:{port}/',
  '//127.0.0.1:{port}/',
  'http:\\\\127.0.0.1:{port}/',
  'http:127.0.0.1:{port}',
  'https://127.0.0.1:{port}/',
  'file:///etc/passwd',
  'ftp://127.0.0.1:{port}/',
  'gopher://127.0.0.1:{port}/_GET',
  'data:text/xml,<rss/>',
  'javascript:alert(1)',
  'unix:/var/run/docker.sock',
]

/** What names of the farm lead to, beside 127.0.0.1. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'inside.farm.test': ['127.0.0.1', '::1'],
  'mapped.farm.test': ['::ffff:127.0.0.1'],
  'mixed.farm.test': ['10.0.0.1', '169.254.169.254'],
  localhost: ['127.0.0.1', '::1'],
  'a.localhost': ['127.0.0.1'],
}

export interface FarmServer {
  readonly behaviour: Behaviour
  readonly url: string
  readonly port: number
}

export interface Farm {
  readonly servers: readonly FarmServer[]
  readonly canaryPort: number
  /** Connections that the canary got: always 0, or something is wrong. */
  canaryHits(): number
  /** What each healthy server publishes from now on: this many entries, newer ones first. */
  publish(entries: number): void
  /** Requests by path of each server, `robots.txt` included. */
  requests(): ReadonlyMap<number, readonly string[]>
  close(): Promise<void>
}

export interface FarmPorts {
  readonly ports: readonly number[]
  readonly canaryPort: number
}

/** Lets a fetcher reach the farm and nothing else on this machine. */
export function guardFor({ ports }: Pick<FarmPorts, 'ports'>): GuardOptions {
  const open = new Set(ports)
  return {
    resolve: async hostname => {
      const known = NAMES[hostname.replace(/\.$/, '')]
      if (known) return known
      if (hostname.endsWith('.farm.test')) return ['127.0.0.1']
      throw new Error(`no such name: ${hostname}`)
    },
    mayConnect: (address, port) =>
      (address === '127.0.0.1' && open.has(port)) || !isForbiddenAddress(address),
  }
}

const BIG = 200_000_000
const CHUNK = Buffer.alloc(64 * 1024, 'a ')

/** What a bomb unpacks to; packing more takes seconds and proves no more. */
const BOMB = 24_000_000
/** Packed once, before anybody asks: it would keep all servers from answering. */
const bombs = new Map<string, Buffer>()
function bomb(kind: 'gzip' | 'brotli' | 'double'): Buffer {
  const known = bombs.get(kind)
  if (known) return known
  const plain = Buffer.alloc(BOMB, 32)
  const made =
    kind === 'brotli'
      ? brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })
      : kind === 'gzip'
        ? gzipSync(plain, { level: 1 })
        : gzipSync(gzipSync(plain, { level: 1 }), { level: 1 })
  bombs.set(kind, made)
  return made
}

/** The nth entry of a server: news that nobody else has, in four languages by turn. */
export function entryOf(server: number, n: number): { title: string; text: string } {
  const subject = `${server}-${n}`
  const texts = [
    `Foreign ministers of Japan and South Korea met in Tokyo on Monday for round ${subject} of their talks. Both sides agreed to hold the next meeting before the end of the year. The Japanese minister said that the export controls were not discussed. The South Korean minister expressed concern about the new safety rules and asked for more time. Officials of both ministries will work out the details in the coming weeks, according to a statement that was published after the meeting. The statement did not mention the dispute over the islands, which had overshadowed earlier rounds.`,
    `日韩外长星期一在东京举行第${subject}轮会谈，双方同意年底前再次会晤。日本外相表示，会谈没有讨论出口管制问题。韩国外长对新的安全规定表示关切，并要求给予更多时间。两国外交部官员将在今后几周内商定细节。会后发表的声明没有提到此前一度影响会谈的岛屿争端。分析认为，双方都希望在明年初的峰会之前恢复正常的磋商机制，以便就地区安全形势交换意见，并为下一阶段的合作创造条件。`,
    `日韓両国の外相は月曜日、東京で第${subject}回の会談を行い、年内に再び会談することで一致した。日本の外相は、輸出管理は議題にならなかったと述べた。韓国の外相は新しい安全規則に懸念を表明し、さらに時間が必要だと求めた。両国の外務当局は今後数週間で詳細を詰める。会談後に発表された声明は、これまでの会談に影を落としてきた島の問題には触れなかった。`,
    `한일 외교장관은 월요일 도쿄에서 제${subject}차 회담을 열고 연내에 다시 만나기로 합의했다. 일본 외무상은 수출 관리 문제는 논의되지 않았다고 말했다. 한국 외교부 장관은 새 안전 규정에 우려를 표명하고 시간을 더 달라고 요청했다. 양국 외교 당국은 앞으로 몇 주 동안 세부 사항을 조율할 예정이다. 회담 뒤에 발표된 성명은 그동안 회담에 그림자를 드리웠던 섬 문제를 언급하지 않았다.`,
  ]
  const titles = [
    `Ministers hold round ${subject} of talks`,
    `日韩外长举行第${subject}轮会谈`,
    `日韓外相が第${subject}回会談`,
    `한일 외교장관 제${subject}차 회담`,
  ]
  return { title: titles[server % 4]!, text: texts[server % 4]! }
}

const DAY = Date.UTC(2026, 10, 20)

function feedOf(server: number, base: string, entries: number, isSummary: boolean): string {
  const items = Array.from({ length: entries }, (_, i) => entries - 1 - i).map(n => {
    const { title, text } = entryOf(server, n)
    const body = isSummary
      ? `<description>${text.slice(0, 60)}…</description>`
      : `<content:encoded><![CDATA[<p>${text}</p><p>${text}</p>]]></content:encoded>`
    const date = new Date(DAY + n * 3_600_000).toUTCString()
    return `<item><title>${title}</title><link>${base}/article/${n}</link><guid isPermaLink="false">${server}/${n}</guid><pubDate>${date}</pubDate>${body}</item>`
  })
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Farm ${server}</title>${items.join('')}</channel></rss>`
}

function pageOf(server: number, n: number): string {
  const { title, text } = entryOf(server, n)
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body><nav><a href="/">Home</a></nav><article><h1>${title}</h1><p>${text}</p><p>${text}</p></article></body></html>`
}

interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | number>>
  readonly body?: string | Buffer
}

const STATUS: Readonly<Record<number, string>> = {
  200: 'OK',
  302: 'Found',
  301: 'Moved Permanently',
  304: 'Not Modified',
  404: 'Not Found',
  410: 'Gone',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
}

function send(socket: Socket, { status = 200, headers = {}, body = '' }: Answer): void {
  const bytes = Buffer.from(body as string)
  const all = {
    'content-type': 'application/rss+xml',
    'content-length': bytes.length,
    connection: 'close',
    ...headers,
  }
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`HTTP/1.1 ${status} ${STATUS[status] ?? 'X'}\r\n${head.join('')}\r\n`)
  socket.end(bytes)
}

/** Sends without end, as fast as it is taken. */
function pour(socket: Socket, head: string): null {
  socket.write(head)
  let sent = 0
  const more = (): void => {
    while (sent < BIG && !socket.destroyed) {
      sent += CHUNK.length
      if (socket.write(CHUNK)) continue
      socket.once('drain', more)
      return
    }
    socket.end()
  }
  more()
  return null
}

function drip(socket: Socket, text: string, ms: number): null {
  let at = 0
  const timer = setInterval(() => {
    if (socket.destroyed) return clearInterval(timer)
    socket.write(text[at++ % text.length]!)
  }, ms)
  timer.unref()
  return null
}

interface Place {
  readonly server: number
  readonly base: string
  readonly behaviour: Behaviour
  readonly canaryPort: number
  readonly entries: () => number
}

/** What a server answers; null when it has dealt with the socket in its own way, or says nothing at all. */
function answerOf(socket: Socket, path: string, headers: string, place: Place): Answer | null {
  const { server, base, behaviour, canaryPort } = place
  const feed = (): string => feedOf(server, base, place.entries(), behaviour === 'healthy-summary')
  if (path === '/robots.txt') {
    if (behaviour === 'robots-hang') return null
    if (behaviour === 'robots-no') return { body: 'User-agent: *\nDisallow: /\n' }
    if (behaviour === 'robots-500') return { status: 500 }
    if (behaviour === 'robots-endless') return pour(socket, 'HTTP/1.1 200 OK\r\n\r\n')
    if (behaviour === 'regex-bait')
      return { body: `User-agent: *\n${`Disallow: /${'*a'.repeat(200)}\n`.repeat(400)}` }
    if (behaviour !== 'hang') return { status: 404 }
  }
  const article = /^\/article\/(\d+)$/.exec(path)
  if (article)
    return {
      headers: { 'content-type': 'text/html' },
      body: pageOf(server, Number(article[1])),
    }
  switch (behaviour) {
    case 'hang':
    case 'robots-hang':
      return null
    case 'hang-headers':
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: ')
      return null
    case 'trickle':
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/rss+xml\r\n\r\n')
      return drip(socket, feed(), 50)
    case 'reset':
      socket.resetAndDestroy()
      return null
    case 'reset-midway':
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n${feed().slice(0, 900)}`)
      setTimeout(() => socket.resetAndDestroy(), 20)
      return null
    case 'loop':
      return { status: 302, headers: { location: path } }
    case 'ping-pong':
      return { status: 302, headers: { location: path === '/a' ? '/b' : '/a' } }
    case 'long-chain':
      return {
        status: 301,
        headers: { location: `/hop/${Number(path.split('/')[2] ?? 0) + 1}` },
      }
    case 'gzip-bomb':
      return { headers: { 'content-encoding': 'gzip' }, body: bomb('gzip') }
    case 'brotli-bomb':
      return { headers: { 'content-encoding': 'br' }, body: bomb('brotli') }
    case 'double-bomb':
      return { headers: { 'content-encoding': 'gzip, gzip' }, body: bomb('double') }
    case 'entity-bomb':
      return { body: entityBomb() }
    case 'deep-xml':
      return { body: `<rss version="2.0"><channel>${'<item>'.repeat(200_000)}` }
    case 'endless':
      return pour(socket, 'HTTP/1.1 200 OK\r\ncontent-type: application/rss+xml\r\n\r\n')
    case 'huge-length':
      return pour(socket, `HTTP/1.1 200 OK\r\ncontent-length: ${BIG}\r\n\r\n`)
    case 'short-body':
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 99999\r\nconnection: close\r\n\r\n`)
      socket.end(feed().slice(0, 900))
      return null
    case 'picture-as-feed':
      return { body: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') }
    case 'page-as-feed':
      return { body: pageOf(server, 0) }
    case 'no-gzip':
      return { headers: { 'content-encoding': 'gzip' }, body: 'this is no gzip at all' }
    case 'broken-gzip':
      return {
        headers: { 'content-encoding': 'gzip' },
        body: gzipSync(feed()).subarray(0, 300),
      }
    case 'unknown-encoding':
      return { headers: { 'content-encoding': 'x-rot13' }, body: feed() }
    case 'no-http':
      socket.end('220 mail.example ESMTP\r\n500 what?\r\n')
      return null
    case 'huge-header':
      return { headers: { 'x-large': 'a'.repeat(1_000_000) }, body: feed() }
    case 'endless-header':
      socket.write('HTTP/1.1 200 OK\r\n')
      return drip(socket, 'x-a: b\r\n', 20)
    case 'busy':
      return { status: 429, headers: { 'retry-after': 7200 } }
    case 'gone':
      return { status: 410 }
    case 'empty':
      return {}
    case 'unasked-304':
      return { status: 304 }
    case 'forbidden':
      return { status: 302, headers: { location: forbiddenTarget(server, canaryPort) } }
    case 'cookie-redirect':
      // Whoever carries the cookie along is let in; nobody should.
      if (path === '/in') return /cookie|authorization/i.test(headers) ? { body: feed() } : { status: 404 }
      return { status: 302, headers: { location: '/in', 'set-cookie': 'a=b' } }
    case 'regex-bait':
      return {
        body: `<rss version="2.0"><channel><item><title>${'<a '.repeat(100_000)}</title><link>${'a'.repeat(50_000)}</link></item></channel></rss>`,
      }
    case 'error-500':
    case 'robots-no':
    case 'robots-500':
    case 'robots-endless':
      return { status: 500 }
    case 'healthy-gzip':
      return { headers: { 'content-encoding': 'gzip' }, body: gzipSync(feed()) }
    default: {
      const etag = `"${server}-${place.entries()}\u00e9"`
      if (headers.includes(`if-none-match: ${etag}`)) return { status: 304, headers: { etag } }
      return sendLatin(socket, etag, feed())
    }
  }
}

/** With an entity tag beyond ASCII, whose bytes have to come back as they are. */
function sendLatin(socket: Socket, etag: string, body: string): null {
  const bytes = Buffer.from(body)
  socket.write(
    Buffer.from(
      `HTTP/1.1 200 OK\r\ncontent-type: application/rss+xml\r\ncontent-length: ${bytes.length}\r\netag: ${etag}\r\nconnection: close\r\n\r\n`,
      'latin1',
    ),
  )
  socket.end(bytes)
  return null
}

function forbiddenTarget(server: number, canaryPort: number): string {
  return Buffer.from(
    FORBIDDEN_TARGETS[server % FORBIDDEN_TARGETS.length]!.replace('{port}', String(canaryPort)),
  ).toString('latin1')
}

function entityBomb(): string {
  const lines = Array.from({ length: 20 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`)
  return `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "lol">${lines.join('')}]><rss version="2.0"><channel><title>&a20;</title><item><title>&a20;</title><link>https://x.example/1</link></item></channel></rss>`
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as { port: number }).port
}

/** Opens a farm with one server for each behaviour given. */
export async function openFarm(behaviours: readonly Behaviour[]): Promise<Farm> {
  const sockets = new Set<Socket>()
  const servers: Server[] = []
  const requests = new Map<number, string[]>()
  let entries = 3
  let hits = 0
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  }
  const canary = createServer(socket => {
    keep(socket)
    hits++
    socket.destroy()
  })
  const canaryPort = await listen(canary)
  servers.push(canary)
  for (const behaviour of behaviours) {
    const kind = /^(gzip|brotli|double)-bomb$/.exec(behaviour)?.[1]
    if (kind) bomb(kind as 'gzip' | 'brotli' | 'double')
  }
  const farm: FarmServer[] = []
  for (const [at, behaviour] of behaviours.entries()) {
    const seen: string[] = []
    requests.set(at, seen)
    const host = `s${at}.farm.test`
    const server = createServer(socket => {
      keep(socket)
      let head = ''
      socket.on('data', chunk => {
        head += chunk.toString('latin1')
        if (!head.includes('\r\n\r\n')) return
        const path = head.split(' ', 2)[1] ?? '/'
        seen.push(path)
        const base = `http://${host}:${port}`
        const place: Place = { server: at, base, behaviour, canaryPort, entries: () => entries }
        const reply = answerOf(socket, path, head, place)
        if (reply) send(socket, reply)
        head = ''
      })
    })
    const port = await listen(server)
    servers.push(server)
    farm.push({ behaviour, url: `http://${host}:${port}/feed`, port })
  }
  return {
    servers: farm,
    canaryPort,
    canaryHits: () => hits,
    publish: n => {
      entries = n
    },
    requests: () => requests,
    async close() {
      for (const socket of sockets) socket.destroy()
      await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))))
    },
  }
}
