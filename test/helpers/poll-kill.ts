// Kills a poller at any instant, again and again, while its feeds go on publishing; at the end nothing may be lost or
// doubled.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openStore } from '../../src/store/open.ts'
import { openSite, page, rss } from './site.ts'
import { addSources } from './sources.ts'

const CHILD = fileURLToPath(new URL('../ingest/sources/kill.child.ts', import.meta.url))
const FEEDS = 4

export interface KillResult {
  readonly kills: number
  /** Kills that met the poller at work, and not before it began or after it had ended. */
  readonly midway: number
  readonly published: number
  readonly stored: number
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  /** What the store finds wrong with itself. */
  readonly findings: readonly string[]
}

/** The nth item of a feed; every third is edited once, later on. */
function itemOf(feed: number, n: number, edited: boolean) {
  const title = `Report ${feed}-${n}: ministers meet`
  const text = `The ministers met in Seoul on Monday for meeting number ${feed}-${n}. ${edited ? 'A correction followed on Tuesday.' : 'Nothing was decided.'} They agreed to meet again in January, the ministry said in a statement.`
  return { title, text }
}

/** Runs a poller `kills` times and kills it after a random time of at most `withinMs` from its start of work. */
export async function killPoller(kills: number, withinMs: number, random: () => number): Promise<KillResult> {
  const folder = mkdtempSync(join(tmpdir(), 'attache-poll-kill-'))
  const file = join(folder, 'store.db')
  const site = await openSite()
  const port = new URL(site.origin()).port
  let now = Temporal.Instant.from('2026-11-23T06:00:00Z')
  let published = 0
  const publish = (upTo: number): void => {
    published = upTo
    for (let feed = 0; feed < FEEDS; feed++) {
      const items = Array.from({ length: upTo }, (_, n) => {
        const edited = n % 3 === 0 && n < upTo - 4
        const { title, text } = itemOf(feed, n, edited)
        if (n % 2 === 0) return { title, guid: `${feed}/${n}`, summary: text }
        const link = `${site.origin(`feed${feed}`)}/a/${n}`
        site.set(`/a/${n}`, page(title, [text]), `feed${feed}`)
        return { title, guid: `${feed}/${n}`, link, summary: `${title}${edited ? ' (corrected)' : ''}…` }
      })
      site.set('/feed', rss(items.reverse()), `feed${feed}`)
    }
  }

  async function run(kill: boolean): Promise<boolean> {
    const child = spawn(process.execPath, [CHILD, file, port, now.toString()], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    const ready = new Promise<void>(resolve => {
      child.stdout.on('data', chunk => {
        output += chunk
        if (output.includes('ready')) resolve()
      })
    })
    const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
    await Promise.race([ready, ended])
    if (kill) {
      await Promise.race([setTimeout(random() * withinMs), ended])
      child.kill('SIGKILL')
    }
    await ended
    now = now.add({ hours: 25 })
    return output.includes('done')
  }

  try {
    const store = await openStore(file, { clock: () => new Date() })
    const urls = Array.from({ length: FEEDS }, (_, feed) => `${site.origin(`feed${feed}`)}/feed`)
    await addSources(store, urls, now)
    await store.close()
    let midway = 0
    for (let kill = 0; kill < kills; kill++) {
      publish(Math.min(50, 6 + Math.floor(kill / 2)))
      if (!(await run(true))) midway++
    }
    if (!(await run(false))) throw new Error('the last poll did not end by itself')
    const end = await openStore(file, { clock: () => new Date() })
    const counts = new Map<string, number>()
    for (let after: string | undefined; ; ) {
      const some = await end.articles({ limit: 500, ...(after !== undefined && { after }) })
      for (const article of some.items)
        counts.set(article.title ?? '', (counts.get(article.title ?? '') ?? 0) + 1)
      if (some.next === null) break
      after = some.next
    }
    const lost: string[] = []
    for (let feed = 0; feed < FEEDS; feed++)
      for (let n = 0; n < published; n++) {
        const { title } = itemOf(feed, n, false)
        if (!counts.has(title)) lost.push(title)
      }
    const doubled = [...counts].filter(([, n]) => n > 1).map(([title]) => title)
    const findings = await end.check()
    await end.close()
    return { kills, midway, published: published * FEEDS, stored: counts.size, lost, doubled, findings }
  } finally {
    await site.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
