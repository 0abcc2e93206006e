// What a site asks of programs in robots.txt (RFC 9309) and by Content-Signal, kept for a day.
import robotsModule from 'robots-parser'
import type { SourceFault } from '../../model/source.ts'
import { decodeBytes } from '../charset.ts'
import { type Fetcher, type FetchResult, faultOf } from './fetch.ts'

// The package is CommonJS: its types speak of a default export that is the module itself.
const robotsParser = robotsModule as unknown as typeof robotsModule.default

/** RFC 9309, 2.5: at least 500 KiB have to be read; what is beyond is not. */
const MAX_BYTES = 512 * 1024
const KEPT_HOURS = 24
/** How long nothing is asked of a site whose rules could not be had (2.3.1.4). */
const UNREACHABLE_MINUTES = 30
/** Longest pause between requests that a site may ask for, seconds. */
const LONGEST_PAUSE_S = 60
const MOST_SITES = 2000
/** Rules with this many wild cards, or more such rules than that, would only cost time. */
const MOST_STARS = 8
const MOST_STARRED = 500

export interface Rules {
  isAllowed(url: string): boolean
  /** Seconds between requests, 0 when nothing is asked. */
  readonly pause: number
  /** False when texts of the site may not be given to programs that answer from them (`ai-input=no`). */
  mayUseText(url: string): boolean
}

/** The product token that rules are looked up by. */
export const PRODUCT = 'Attache'

interface SignalGroup {
  readonly agents: string[]
  readonly signals: { path: string; allowed: boolean }[]
}

/** `search=yes, ai-train=no, ai-input=no` → false; null when it says nothing about being an input. */
export function readSignal(text: string): boolean | null {
  const stated = /(?:^|[\s,;])ai-input\s*=\s*(yes|no)\b/i.exec(text)?.[1]
  return stated === undefined ? null : stated.toLowerCase() === 'yes'
}

/** The Content-Signal lines of each group, with the path that each is for. */
function readSignals(lines: readonly string[]): SignalGroup[] {
  const groups: SignalGroup[] = []
  let open = false
  for (const line of lines) {
    const [, name = '', value = ''] = /^\s*([^:#]+?)\s*:\s*(.*?)\s*(?:#.*)?$/.exec(line) ?? []
    const key = name.toLowerCase()
    if (key === 'user-agent') {
      if (!open) groups.push({ agents: [], signals: [] })
      groups.at(-1)!.agents.push(value.toLowerCase().split('/', 1)[0]!.trim())
      open = true
    } else if (key !== '') {
      open = false
      const allowed = key === 'content-signal' ? readSignal(value) : null
      const path = /^(\/\S*)\s/.exec(value)?.[1] ?? '/'
      if (allowed !== null) {
        // Before any group it is meant for all.
        if (groups.length === 0) groups.push({ agents: ['*'], signals: [] })
        groups.at(-1)!.signals.push({ path: path.replace(/\*+$/, ''), allowed })
      }
    }
  }
  return groups
}

/** Reads rules; whatever is no rule is passed over. */
export function parseRobots(origin: string, source: string): Rules {
  let starred = 0
  const lines = source
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .filter(line => {
      const stars = line.split('*').length - 1
      if (stars === 0 || /^\s*user-agent/i.test(line)) return line.length < 2000
      return stars <= MOST_STARS && line.length < 500 && ++starred <= MOST_STARRED
    })
  const robots = robotsParser(`${origin}/robots.txt`, lines.join('\n'))
  const groups = readSignals(lines)
  const own = groups.filter(group => group.agents.includes(PRODUCT.toLowerCase()))
  const signals = (own.length > 0 ? own : groups.filter(group => group.agents.includes('*'))).flatMap(
    group => group.signals,
  )
  const pause = robots.getCrawlDelay(PRODUCT) ?? 0
  return {
    isAllowed: url => robots.isAllowed(url, PRODUCT) ?? true,
    pause: Math.min(LONGEST_PAUSE_S, Math.max(0, pause)),
    mayUseText: url => {
      const path = URL.parse(url)?.pathname ?? '/'
      const fitting = signals.filter(signal => path.startsWith(signal.path))
      // The most particular one decides; among equals the stricter.
      fitting.sort((a, b) => b.path.length - a.path.length || Number(a.allowed) - Number(b.allowed))
      return fitting[0]?.allowed ?? true
    },
  }
}

const EVERYTHING: Rules = { isAllowed: () => true, pause: 0, mayUseText: () => true }

interface Kept {
  readonly rules: Rules | SourceFault
  /** Epoch milliseconds. */
  readonly until: number
}

export interface Robots {
  /** The rules of the site of a URL, or why they could not be had; then nothing may be fetched there. */
  rulesOf(url: URL, signal: AbortSignal): Promise<Rules | SourceFault>
  /** As `FetchRequest.mayFetch` wants it. */
  mayFetch(url: URL, signal: AbortSignal): Promise<SourceFault | { readonly pauseMs: number }>
}

/** Keeps the rules of the sites asked last, for one process. */
export function createRobots({
  fetcher,
  clock,
}: {
  fetcher: Fetcher
  clock: () => Temporal.Instant
}): Robots {
  const kept = new Map<string, Kept>()
  const asking = new Map<string, Promise<Rules | SourceFault>>()

  function keep(origin: string, rules: Rules | SourceFault, seconds: number): Rules | SourceFault {
    kept.delete(origin)
    if (kept.size >= MOST_SITES) kept.delete(kept.keys().next().value!)
    kept.set(origin, { rules, until: clock().epochMilliseconds + seconds * 1000 })
    return rules
  }

  async function ask(origin: string, signal: AbortSignal): Promise<Rules | SourceFault> {
    const before = kept.get(origin)?.rules
    const url = `${origin}/robots.txt`
    const answer: FetchResult = await fetcher.fetch({
      url,
      signal,
      maxBytes: MAX_BYTES,
      accept: 'text/plain, */*;q=0.1',
    })
    if (answer.kind !== 'failed') {
      const source = decodeBytes(answer.bytes, { declared: 'utf-8' }).text
      const rules = parseRobots(origin, /^\s*</.test(source) ? '' : source)
      return keep(
        origin,
        rules,
        Math.min(KEPT_HOURS * 3600, Math.max(3600, answer.maxAge || KEPT_HOURS * 3600)),
      )
    }
    const { fault } = answer
    const status = fault.code === 'http' || fault.code === 'gone' ? Number(fault.detail) : 0
    // 2.3.1.3: no rules, no limits. A redirect that leads nowhere counts the same, and so does a file beyond the limit.
    if ((status >= 400 && status < 500) || fault.code === 'bad_redirect' || fault.code === 'too_large')
      return keep(origin, EVERYTHING, KEPT_HOURS * 3600)
    // Rules known from before go on to hold while the site is in trouble.
    if (before && !('code' in before)) return keep(origin, before, UNREACHABLE_MINUTES * 60)
    const passedOn = ['forbidden_address', 'no_such_host', 'refused', 'timeout', 'tls', 'reset'].includes(
      fault.code,
    )
    return keep(
      origin,
      passedOn ? fault : faultOf('robots_unreachable', url, fault.detail),
      UNREACHABLE_MINUTES * 60,
    )
  }

  const robots: Robots = {
    async rulesOf(url, signal) {
      const { origin } = url
      const known = kept.get(origin)
      if (known && known.until > clock().epochMilliseconds) return known.rules
      const under = asking.get(origin)
      // Whoever asked first may have given up; that is no answer for the others.
      if (under) return under.catch(() => robots.rulesOf(url, signal))
      const asked = ask(origin, signal).finally(() => asking.delete(origin))
      asking.set(origin, asked)
      return asked
    },
    async mayFetch(url, signal) {
      const rules = await robots.rulesOf(url, signal)
      if ('code' in rules) return rules
      if (!rules.isAllowed(url.href)) return faultOf('robots', url.href)
      return { pauseMs: rules.pause * 1000 }
    },
  }
  return robots
}
