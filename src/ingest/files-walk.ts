// Which files below a path are to be read, and as what.
import type { Dirent, Stats } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { failure, failureOf, type ReadFailure } from './files-failure.ts'

export type FileType = 'text' | 'html' | 'markdown' | 'json' | 'jsonl'

/** A file to read. */
export interface FoundFile {
  readonly path: string
  readonly type: FileType
}

const TYPES: Readonly<Record<string, FileType>> = {
  '.txt': 'text',
  '.html': 'html',
  '.htm': 'html',
  '.xhtml': 'html',
  '.md': 'markdown',
  '.json': 'json',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
}
const READABLE = Object.keys(TYPES).join(' ')

const typeOf = (path: string): FileType | undefined => TYPES[extname(path).toLowerCase()]

/** Hidden files, packages and lists of sources are not articles; what is named itself is looked at whatever its name. */
const isSkipped = (name: string) => name.startsWith('.') || name === 'node_modules' || name.endsWith('.opml')

const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** What a walk carries along: folders it has been in, and the extensions it could not use. */
interface Walk {
  readonly been: Set<string>
  readonly unknown: Map<string, number>
}

async function statOrFailure(path: string): Promise<Stats | ReadFailure> {
  try {
    return await stat(path)
  } catch (error) {
    return failureOf(path, error)
  }
}

/**
 * The files below a path in the order of their names, folders included wherever their name sorts. Links to
 * folders are followed once each. Files of other types are counted and reported together at the end.
 */
export async function* walkFiles(path: string): AsyncGenerator<FoundFile | ReadFailure> {
  const info = await statOrFailure(path)
  if ('problem' in info) {
    yield info
    return
  }
  if (!info.isDirectory()) {
    yield checkFile(path, info)
    return
  }
  const walk: Walk = { been: new Set(), unknown: new Map() }
  let found = 0
  for await (const file of walkFolder(path, walk)) {
    found++
    yield file
  }
  if (walk.unknown.size > 0) yield describeUnknown(path, walk.unknown)
  else if (found === 0)
    yield failure(
      path,
      'nothing_to_read',
      `the folder holds no articles; put files of these types in it: ${READABLE}`,
    )
}

async function* walkFolder(folder: string, walk: Walk): AsyncGenerator<FoundFile | ReadFailure> {
  let entries: Dirent[]
  try {
    const real = await realpath(folder)
    if (walk.been.has(real)) return
    walk.been.add(real)
    entries = await readdir(folder, { withFileTypes: true })
  } catch (error) {
    yield failureOf(folder, error)
    return
  }
  const shown = entries.filter(entry => !isSkipped(entry.name))
  for (const entry of shown.sort((a, b) => byName(a.name, b.name))) {
    const { name } = entry
    const path = join(folder, name)
    // Only of a link does the folder not tell what it is.
    const info = entry.isFile() || entry.isDirectory() ? entry : await statOrFailure(path)
    if ('problem' in info) yield { ...info, problem: describeLost(info) }
    else if (info.isDirectory()) yield* walkFolder(path, walk)
    else if (typeOf(name)) yield checkFile(path, info)
    else count(walk.unknown, extname(name).toLowerCase() || 'without extension')
  }
}

/** A name that its folder lists and that is not there is a link to nothing, or was removed meanwhile. */
const describeLost = (info: ReadFailure) =>
  info.skipped === 'missing' ? 'it is a link to a file that is gone, or was removed just now' : info.problem

function checkFile(path: string, info: Pick<Stats, 'isFile'>): FoundFile | ReadFailure {
  const type = typeOf(path)
  if (!info.isFile())
    return failure(
      path,
      'not_a_file',
      'it is a pipe, a socket or a device, not a file; save its contents to a file',
    )
  if (type) return { path, type }
  const extension = extname(path)
  const what = extension ? `${extension} files are not read` : `"${basename(path)}" has no extension`
  return failure(path, 'unknown_type', `${what}; save it as one of ${READABLE}`)
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function describeUnknown(path: string, unknown: ReadonlyMap<string, number>): ReadFailure {
  const total = [...unknown.values()].reduce((sum, n) => sum + n, 0)
  const kinds = [...unknown].sort((a, b) => b[1] - a[1] || byName(a[0], b[0]))
  const shown = kinds.slice(0, 5).map(([extension, n]) => `${extension} ${n}`)
  const more = kinds.length > shown.length ? ', …' : ''
  const files = total === 1 ? '1 file was' : `${total} files were`
  return failure(
    path,
    'unknown_type',
    `${files} passed over (${shown.join(', ')}${more}); only ${READABLE} are read`,
  )
}

/** How many files `readPath` will open below a path; 0 when there is nothing to read. For progress. */
export async function countFiles(path: string): Promise<number> {
  let files = 0
  for await (const found of walkFiles(path)) if (!('problem' in found)) files++
  return files
}
