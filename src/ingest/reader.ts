// Sources become items, and items are read through: here, and once there is much to read, in threads beside this one.
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { ParsedItem } from '../model/article.ts'
import { readFile } from './files.ts'
import { failure, type ReadFailure } from './files-failure.ts'
import { type FoundFile, walkFiles } from './files-walk.ts'
import { readText } from './read-article.ts'
import { type Crew, type HeldItem, startCrew, usefulThreads } from './threads.ts'

export type Source = FoundFile | ParsedItem

/** Starting threads takes about as long as reading this many articles. */
const FEW = 100

export interface Reader {
  /** How many sources may be under way at once beside the one waited for. */
  depth(): number
  /** @throws Error when the source breaks a rule of ours */
  open(source: Source): Promise<HeldItem | ReadFailure>
  close(): Promise<void>
}

/** What lies below a path: files of one document each, unread, and the items of files that hold many. */
export async function* findSources(path: string, maxBytes: number): AsyncGenerator<Source | ReadFailure> {
  for await (const found of walkFiles(path)) {
    if (!('problem' in found) && (found.type === 'json' || found.type === 'jsonl'))
      yield* readFile(found.path, found.type, maxBytes)
    else yield found
  }
}

/** True for a file that is still to be read. */
export function isFile(source: Source): source is FoundFile {
  return 'type' in source
}

/** A reader for one run; to be closed when the run ends. */
export function createReader(lexicon: Lexicon, maxBytes: number, threads = usefulThreads()): Reader {
  let begun = 0
  let crew: Crew | null = null
  const here = (item: ParsedItem): HeldItem => ({
    item,
    readThrough: async (id, seen) => readText(item, id, seen, lexicon),
    forget: () => {},
  })

  async function openHere(source: Source): Promise<HeldItem | ReadFailure> {
    if (!isFile(source)) return here(source)
    for await (const found of readFile(source.path, source.type, maxBytes))
      return 'problem' in found ? found : here(found)
    return failure(source.path, 'empty', 'it holds nothing to read; add text or remove it')
  }

  function openBeside(source: Source, crew: Crew): Promise<HeldItem | ReadFailure> {
    if (isFile(source)) return crew.readFile(source, maxBytes)
    const readThrough: HeldItem['readThrough'] = (id, seen) => crew.readThrough(source, id, seen)
    return Promise.resolve({ item: source, readThrough, forget: () => {} })
  }

  return {
    depth: () => (crew?.isReady() ? crew.depth : 0),
    async open(source) {
      begun++
      if (begun === FEW && threads > 0) crew = startCrew(threads, lexicon.version)
      return crew?.isReady() ? openBeside(source, crew) : openHere(source)
    },
    async close() {
      await crew?.close()
    },
  }
}
