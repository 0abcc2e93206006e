import { type Choice, type Command, LANG_OPTION, type Request, textOption } from '../src/chat/command.ts'
import { noticeReply, type Reply } from '../src/chat/reply.ts'
import { replyOfAdding, replyOfChecks, replyOfSource, replyOfSources } from '../src/chat/source-reply.ts'
import { localizedSource, type SourceKey, saySource } from '../src/chat/source-words.ts'
import {
  type NewSource,
  SOURCE_KINDS,
  type SourceDesk,
  type SourceKind,
  type SourceState,
} from '../src/model/source.ts'

const ACTIONS = ['list', 'add', 'check', 'show', 'pause', 'resume', 'remove'] as const
type Action = (typeof ACTIONS)[number]

const choices = (names: readonly string[], prefix: string): Choice[] =>
  names.map(value => ({ value, label: localizedSource(`${prefix}.${value}` as SourceKey) }))

/** Folders are of the operator's machine: they are added on its command line only. */
const KINDS: readonly SourceKind[] = SOURCE_KINDS.filter(kind => kind !== 'folder')

/** A chat cannot wait for hundreds of sources. */
const MOST_CHECKS = 50

/** `/sources [ACTION] [SOURCE]`: what is added in a workspace is its own; the operator's are everybody's. */
export function createSources({ sources }: { readonly sources: SourceDesk }): Command {
  return {
    name: 'sources',
    summary: localizedSource('command.summary'),
    help: localizedSource('command.help'),
    admin: true,
    options: [
      {
        kind: 'choice',
        name: 'action',
        summary: localizedSource('option.action'),
        choices: choices(ACTIONS, 'action'),
      },
      {
        kind: 'choice',
        name: 'kind',
        summary: localizedSource('option.kind'),
        choices: choices(KINDS, 'kind'),
      },
      { kind: 'text', name: 'source', summary: localizedSource('option.source') },
      { kind: 'text', name: 'pattern', summary: localizedSource('option.pattern') },
      LANG_OPTION,
    ],
    run: request => run(request, sources),
  }
}

async function run(request: Request, desk: SourceDesk): Promise<Reply> {
  const { lang, workspace } = request
  const reader = { lang, zone: request.now.timeZoneId }
  const named = textOption(request, 'source')?.trim() ?? ''
  const action = (textOption(request, 'action') ?? (named === '' ? 'list' : 'show')) as Action
  if (action === 'list' && named === '') return replyOfSources(reader, await desk.list(workspace))
  if (action === 'add') return add(request, desk, named)
  const signal = request.signal ?? new AbortController().signal
  if (action === 'check' && named === '') {
    const all = (await desk.list(workspace)).map(state => state.source).slice(0, MOST_CHECKS)
    return replyOfChecks(reader, await Array.fromAsync(desk.check(all, signal)))
  }
  if (named === '') {
    const line = `/sources ${action} src_01234567`
    return noticeReply(lang, 'warning', saySource(lang, 'need.source', { line }))
  }
  const found = await desk.find(named, workspace)
  if (action === 'list') return replyOfSources(reader, found)
  const [state, ...others] = found
  if (state === undefined)
    return noticeReply(lang, 'warning', saySource(lang, 'none', { text: named.slice(0, 80) }))
  if (others.length > 0) return severalFound(request, named, found)
  if (action === 'show') return replyOfSource(reader, state)
  if (action === 'check')
    return replyOfChecks(reader, await Array.fromAsync(desk.check([state.source], signal)))
  return change(request, desk, state, action)
}

function severalFound({ lang }: Request, named: string, found: readonly SourceState[]): Reply {
  const names = found.slice(0, 5).map(({ source }) => `${source.name} (${source.id})`)
  const words = {
    text: named.slice(0, 80),
    n: found.length,
    names: new Intl.ListFormat(lang, { type: 'unit' }).format(names),
  }
  return noticeReply(lang, 'warning', saySource(lang, 'several', words))
}

async function add(request: Request, desk: SourceDesk, url: string): Promise<Reply> {
  const { lang } = request
  if (url === '') {
    const line = '/sources add https://example.org/'
    return noticeReply(lang, 'warning', saySource(lang, 'need.source', { line }))
  }
  const kind = textOption(request, 'kind') as SourceKind | undefined
  const pattern = textOption(request, 'pattern')
  const wanted: NewSource = {
    url,
    workspace: request.workspace ?? null,
    ...(kind && { kind }),
    ...(pattern && { pattern }),
  }
  const result = await desk.add(wanted, request.signal ?? new AbortController().signal)
  return replyOfAdding({ lang, zone: request.now.timeZoneId }, wanted, result)
}

async function change(
  { lang, workspace }: Request,
  desk: SourceDesk,
  { source }: SourceState,
  action: 'pause' | 'resume' | 'remove',
): Promise<Reply> {
  const { name, id } = source
  if (workspace !== undefined && source.workspace !== workspace)
    return noticeReply(lang, 'warning', saySource(lang, 'foreign', { name }))
  if (action === 'remove') await desk.remove(id)
  else await desk.setPaused(id, action === 'pause')
  const done = { pause: 'paused', resume: 'resumed', remove: 'removed' } as const
  return noticeReply(lang, 'info', saySource(lang, done[action], { name }))
}
