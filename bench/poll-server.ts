// The servers of the polling benchmark, told apart by the name that is asked for: `sN.news.test` has articles of its
// own, `sN.quiet.test` none. Anything with the right entity tag is unchanged.
import { createServer } from 'node:http'
import { openLexicon } from '../src/lexicon/lexicon.ts'
import { type GeneratedArticle, writeArticle } from './articles.ts'
import { readMaterial } from './templates.ts'

const SEED = 7

function itemOf(article: GeneratedArticle, base: string, n: number): string {
  const body = article.paragraphs
    .map(text => `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`)
    .join('')
  const title = article.title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<item><title>${title}</title><link>${base}/a/${n}</link><guid>${base}/a/${n}</guid><pubDate>${new Date(article.published).toUTCString()}</pubDate><content:encoded><![CDATA[${body}]]></content:encoded></item>`
}

if (process.argv[1] === import.meta.filename) {
  const items = Number(process.argv[2])
  const material = await readMaterial(openLexicon())
  const server = createServer((request, response) => {
    const host = request.headers.host ?? ''
    const [name = '', kind] = host.split('.')
    if (request.url === '/robots.txt') {
      response.writeHead(404)
      response.end()
      return
    }
    const etag = `"${name}"`
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, { etag })
      response.end()
      return
    }
    const server = Number(name.slice(1))
    const list =
      kind === 'news'
        ? Array.from({ length: items }, (_, n) =>
            itemOf(writeArticle(material, SEED, server * items + n), `http://${host}`, n),
          )
        : []
    response.writeHead(200, { etag, 'content-type': 'application/rss+xml' })
    response.end(
      `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>${name}</title>${list.join('')}</channel></rss>`,
    )
  })
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port))
}
