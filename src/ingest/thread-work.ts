// What a reading thread does: files become items here, and items are read through, so that the thread that stores has
// nothing else to do. See `threads.ts` for the other side.
import type { MessagePort } from 'node:worker_threads'
import { messageOf } from '../errors.ts'
import { openLexicon } from '../lexicon/lexicon.ts'
import type { ParsedItem } from '../model/article.ts'
import type { Reading } from '../store/store.ts'
import { readFile } from './files.ts'
import type { ReadFailure } from './files-failure.ts'
import type { FileType } from './files-walk.ts'
import { readText } from './read-article.ts'

/** What a thread is asked; `task` comes back with the answer. */
export type Question =
  | {
      readonly task: number
      readonly ask: 'file'
      readonly path: string
      readonly type: FileType
      readonly maxBytes: number
    }
  /** `item` is null for one that this thread has read from a file itself. */
  | {
      readonly task: number
      readonly ask: 'reading'
      readonly item: ParsedItem | null
      readonly id: string
      readonly seen: string
    }
  | { readonly task: number; readonly ask: 'forget' }

export type Reply =
  | { readonly ready: string }
  | { readonly task: number; readonly found: ParsedItem | ReadFailure }
  | { readonly task: number; readonly reading: Reading }
  | { readonly task: number; readonly problem: string }

/** Answers questions for as long as the thread lives. */
export function serve(port: MessagePort): void {
  const lexicon = openLexicon()
  const items = new Map<number, ParsedItem>()
  const reply = (message: Reply): void => port.postMessage(message)

  async function readItem(question: Question & { ask: 'file' }): Promise<void> {
    for await (const found of readFile(question.path, question.type, question.maxBytes)) {
      if (!('problem' in found)) items.set(question.task, found)
      reply({ task: question.task, found })
      return
    }
    throw new Error('nothing was read')
  }

  function readThrough({ task, item, id, seen }: Question & { ask: 'reading' }): void {
    const whole = item ?? items.get(task)
    items.delete(task)
    if (whole === undefined) throw new Error('the item is not here')
    reply({ task, reading: readText(whole, id, seen, lexicon) })
  }

  async function answer(question: Question): Promise<void> {
    try {
      if (question.ask === 'file') await readItem(question)
      else if (question.ask === 'reading') readThrough(question)
      else items.delete(question.task)
    } catch (error) {
      reply({ task: question.task, problem: messageOf(error) })
    }
  }

  port.on('message', (question: Question) => void answer(question))
  reply({ ready: lexicon.version })
}
