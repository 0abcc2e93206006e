// A web site on this machine whose pages a test sets as it goes; names ending in `.test` lead to it.
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { type Network, openNetwork } from '../../src/ingest/sources/poll.ts'

export interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

export interface Site {
  /** `http://NAME.test:PORT`; every name has pages of its own. */
  origin(name?: string): string
  /** Sets what a path answers; a text is an HTML page or a feed, by its beginning. */
  set(path: string, answer: string | Answer | ((headers: IncomingHttpHeaders) => Answer), name?: string): void
  /** Requests so far: `name /path`. */
  readonly requests: string[]
  /** Headers of the last request of a path. */
  headersOf(path: string): IncomingHttpHeaders | undefined
  network(clock: () => Temporal.Instant): Network
  close(): Promise<void>
}

function answerOf(text: string): Answer {
  const isFeed = /^\s*(<\?xml|<rss|<feed|<rdf|\{|<urlset|<sitemapindex)/i.test(text)
  return { body: text, headers: { 'content-type': isFeed ? 'application/xml' : 'text/html' } }
}

/** Opens a site without any page; what is not set is 404. */
export async function openSite(): Promise<Site> {
  const pages = new Map<string, (headers: IncomingHttpHeaders) => Answer>()
  const requests: string[] = []
  const seen = new Map<string, IncomingHttpHeaders>()
  const server = createServer((request, response) => {
    const name = (request.headers.host ?? '').split('.')[0]!
    const key = `${name} ${request.url}`
    requests.push(key)
    seen.set(request.url ?? '', request.headers)
    const { status = 200, headers = {}, body = '' } = pages.get(key)?.(request.headers) ?? { status: 404 }
    response.writeHead(status, headers)
    response.end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    origin: (name = 'news') => `http://${name}.test:${port}`,
    set(path, answer, name = 'news') {
      const reply = typeof answer === 'string' ? answerOf(answer) : answer
      pages.set(`${name} ${path}`, typeof reply === 'function' ? reply : () => reply)
    },
    requests,
    headersOf: path => seen.get(path),
    network: clock =>
      openNetwork({
        clock,
        contact: 'desk@example.org',
        maxBytes: 2_000_000,
        timeoutMs: 10_000,
        delayMs: 0,
        guard: {
          resolve: async hostname => {
            if (hostname.endsWith('.test')) return ['127.0.0.1']
            throw new Error(`no such name: ${hostname}`)
          },
          mayConnect: (address, at) => address === '127.0.0.1' && at === port,
        },
      }),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** One item of a feed as a test gives it. */
export interface FeedItem {
  readonly title: string
  readonly link?: string
  readonly guid?: string
  readonly date?: string
  readonly summary?: string
  readonly content?: string
}

/** An RSS feed of some items. */
export function rss(items: readonly FeedItem[], more = ''): string {
  const list = items.map(({ title, link, guid, date, summary, content }) =>
    [
      `<item><title>${title}</title>`,
      link && `<link>${link}</link>`,
      guid && `<guid isPermaLink="false">${guid}</guid>`,
      date && `<pubDate>${date}</pubDate>`,
      summary && `<description>${summary}</description>`,
      content && `<content:encoded><![CDATA[${content}]]></content:encoded>`,
      '</item>',
    ].join(''),
  )
  return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>The Site</title>${more}${list.join('')}</channel></rss>`
}

/** A page with one article. */
export function page(title: string, paragraphs: readonly string[], head = ''): string {
  const body = paragraphs.map(text => `<p>${text}</p>`).join('')
  return `<!DOCTYPE html><html><head><title>${title}</title>${head}</head><body><nav><a href="/">Home</a></nav><article><h1>${title}</h1>${body}</article><footer>Imprint</footer></body></html>`
}
