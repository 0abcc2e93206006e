// `sources …`: what articles come from, on the command line.
import { readFileSync } from 'node:fs'
import { replyOfAdding, replyOfChecks, replyOfSource, replyOfSources } from '../chat/source-reply.ts'
import { saySource } from '../chat/source-words.ts'
import { UserError } from '../errors.ts'
import { readOpml, writeOpml } from '../ingest/sources/opml.ts'
import {
  type CheckResult,
  type NewSource,
  OWNERSHIPS,
  type Ownership,
  SOURCE_KINDS,
  type Source,
  type SourceDesk,
  type SourceKind,
} from '../model/source.ts'
import { type CommonOptions, type Context, print, printJson, tell, withContext } from './context.ts'
import { langOption } from './options.ts'
import { deskOf, networkOf, sourcesNamed } from './poll.ts'
import { show } from './show-reply.ts'

interface SourcesOptions extends CommonOptions {
  readonly kind?: string
  readonly pattern?: string
  readonly name?: string
  readonly outlet?: string
  readonly country?: string
  readonly lang?: string
  readonly ownership?: string
  readonly text?: string
  readonly workspace?: string
  readonly paused?: boolean
}

const ACTIONS = ['list', 'add', 'remove', 'pause', 'resume', 'check', 'show', 'import', 'export'] as const
type Action = (typeof ACTIONS)[number]

/** Rows shown on a terminal; `--json` gives all. */
const MOST_ROWS = 1000

interface Run {
  readonly names: readonly string[]
  readonly options: SourcesOptions
  readonly context: Context
  readonly desk: SourceDesk
  readonly signal: AbortSignal
}

function oneOf<T extends string>(
  value: string | undefined,
  allowed: readonly T[],
  flag: string,
): T | undefined {
  if (value === undefined) return undefined
  const found = allowed.find(one => one === value)
  if (found === undefined)
    throw new UserError(`${flag} ${value}: use one of ${allowed.join(', ')}.`, { exitCode: 2 })
  return found
}

function workspaceOf({ workspace }: SourcesOptions): string | null {
  if (workspace === undefined) return null
  if (/^(?:slack|discord):[A-Za-z0-9]{1,40}$/.test(workspace)) return workspace
  throw new UserError(`--workspace ${workspace}: write it as slack:T0123 or discord:4567.`, { exitCode: 2 })
}

function wantedFrom(url: string, options: SourcesOptions): NewSource {
  const { pattern, name, outlet } = options
  const kind = oneOf<SourceKind>(options.kind, SOURCE_KINDS, '--kind')
  const ownership = oneOf<Ownership>(options.ownership, OWNERSHIPS, '--ownership')
  const text = oneOf(options.text, ['auto', 'feed', 'page'] as const, '--text')
  const country = options.country?.toUpperCase()
  if (country !== undefined && !/^[A-Z]{2}$/.test(country))
    throw new UserError(`--country ${options.country}: use two letters, for example JP.`, { exitCode: 2 })
  const lang = langOption(options.lang)
  return {
    url,
    workspace: workspaceOf(options),
    ...(kind && { kind }),
    ...(ownership && { ownership }),
    ...(text && { text }),
    ...(country && { country }),
    ...(lang && { lang }),
    ...(pattern && { pattern }),
    ...(name && { name }),
    ...(outlet && { outlet }),
  }
}

const readerOf = ({ context }: Run) => ({ lang: context.config.lang, zone: context.config.zone })

async function listSources(run: Run): Promise<void> {
  const { desk, names, options } = run
  const workspace = options.workspace === undefined ? undefined : (workspaceOf(options) ?? undefined)
  const states = names.length === 0 ? await desk.list(workspace) : await desk.find(names.join(' '), workspace)
  if (options.json) for (const state of states) printJson(state)
  else show(replyOfSources(readerOf(run), states, MOST_ROWS))
}

async function addSources(run: Run): Promise<void> {
  const { desk, names, options, signal } = run
  if (names.length === 0)
    throw new UserError('sources add needs an address: sources add https://example.org/', { exitCode: 2 })
  for (const name of names) {
    const wanted = wantedFrom(name, options)
    const result = await desk.add(wanted, signal)
    if (options.json) printJson(result)
    else show(replyOfAdding(readerOf(run), wanted, result))
    if (result.outcome === 'nothing') process.exitCode = 1
  }
}

async function changeSources(run: Run, action: 'remove' | 'pause' | 'resume'): Promise<void> {
  const { desk, names, context, options } = run
  if (names.length === 0)
    throw new UserError(
      `sources ${action} needs a source, by its id, address or name; sources ${action} all means every one.`,
      { exitCode: 2 },
    )
  const isAll = names.length === 1 && names[0] === 'all'
  if (isAll && action === 'remove')
    throw new UserError('sources remove all is not done: name each source that is to go.', { exitCode: 2 })
  const sources = isAll
    ? (await desk.list()).map(state => state.source)
    : await sourcesNamed(desk, names, context)
  const done = { pause: 'paused', resume: 'resumed', remove: 'removed' } as const
  for (const { id, name } of sources) {
    if (action === 'remove') await desk.remove(id)
    else await desk.setPaused(id, action === 'pause')
    if (options.json) printJson({ source: id, [done[action]]: true })
    else tell(saySource(context.config.lang, done[action], { name }))
  }
}

async function checkSources(run: Run): Promise<void> {
  const { desk, names, context, options, signal } = run
  const sources =
    names.length === 0
      ? (await desk.list()).map(state => state.source)
      : await sourcesNamed(desk, names, context)
  const results: CheckResult[] = []
  for await (const result of desk.check(sources, signal)) {
    results.push(result)
    if (options.json)
      printJson({ ...result, source: result.source.id, name: result.source.name, url: result.source.url })
    else tell(`${results.length}/${sources.length} ${result.source.name}`)
  }
  if (!options.json) show(replyOfChecks(readerOf(run), results))
  if (results.some(result => result.fault !== null)) process.exitCode = 1
}

async function showSources(run: Run): Promise<void> {
  const { desk, names, options } = run
  if (names.length === 0)
    throw new UserError('sources show needs a source, by its id, address or name.', { exitCode: 2 })
  for (const name of names) {
    const states = await desk.find(name)
    if (states.length === 0) throw new UserError(saySource(run.context.config.lang, 'none', { text: name }))
    for (const state of states) {
      if (options.json) printJson(state)
      else show(replyOfSource(readerOf(run), state))
    }
  }
}

async function importSources(run: Run): Promise<void> {
  const { names, options, context } = run
  const { store, clock } = context
  if (names.length === 0)
    throw new UserError('sources import needs an OPML file, for example samples/sources.opml.', {
      exitCode: 2,
    })
  for (const path of names) {
    let text: string
    try {
      text = readFileSync(path === '-' ? 0 : path, 'utf8')
    } catch (cause) {
      throw new UserError(`${path} cannot be read: check the name and its permissions.`, { cause })
    }
    const now = clock().toString()
    const { sources, passedOver } = readOpml(text, workspaceOf(options), now)
    let added = 0
    for (const source of sources) {
      const kept = await store.sources.add({ ...source, paused: options.paused === true }, now)
      if (kept.added) added++
    }
    if (options.json) printJson({ file: path, added, known: sources.length - added, passedOver })
    else {
      tell(`${added} sources added from ${path}, ${sources.length - added} known already.`)
      if (passedOver.length > 0)
        tell(`Passed over, being no feed, list, page or sitemap: ${passedOver.join(', ')}.`)
      if (added > 0) tell('`sources check` tells which of them answer; `poll`, or `start`, reads them.')
    }
  }
}

async function exportSources({ desk, context }: Run): Promise<void> {
  const sources: Source[] = (await desk.list())
    .map(state => state.source)
    .filter(source => source.workspace === null)
  print(writeOpml(sources, context.clock().toString()))
}

/** `sources [ACTION] [NAME…]`. */
export async function sourcesVerb(
  action: string | undefined,
  names: readonly string[],
  options: SourcesOptions,
): Promise<void> {
  const wanted = oneOf<Action>(action ?? 'list', ACTIONS, 'sources')!
  await withContext(options, async context => {
    const network = networkOf(context)
    const stop = new AbortController()
    const onInterrupt = (): void => stop.abort(new UserError('Stopped.'))
    process.once('SIGINT', onInterrupt)
    const run: Run = { names, options, context, desk: deskOf(context, network, true), signal: stop.signal }
    try {
      if (wanted === 'list') await listSources(run)
      else if (wanted === 'add') await addSources(run)
      else if (wanted === 'check') await checkSources(run)
      else if (wanted === 'show') await showSources(run)
      else if (wanted === 'import') await importSources(run)
      else if (wanted === 'export') await exportSources(run)
      else await changeSources(run, wanted)
    } finally {
      process.removeListener('SIGINT', onInterrupt)
      await network.close()
    }
  })
}
