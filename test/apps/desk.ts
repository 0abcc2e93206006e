// The desk that the apps are tried on: the real commands over a few sample articles.
import { join } from 'node:path'
import { createCommands } from '../../commands/index.ts'
import type { Command, Localized } from '../../src/chat/command.ts'
import { createDispatch, type Dispatch } from '../../src/chat/dispatch.ts'
import { noticeReply } from '../../src/chat/reply.ts'
import { codeText } from '../../src/claims/code-text.ts'
import { LANGS } from '../../src/model/language.ts'
import { detectLanguage } from '../../src/text/language.ts'
import { type Desk, openDesk } from '../helpers/desk.ts'

const SAMPLES = join(import.meta.dirname, '../../samples')
const ARTICLES = [
  'zh-2013-12-05-adiz-roundup.txt',
  'zh-2013-12-06-biden-seoul.txt',
  'ja-2013-12-03-biden-abe.txt',
  'ko-2013-12-06-biden-seoul.txt',
  'en-2013-12-05-adiz.txt',
  'en-2021-04-17-suga-biden.txt',
]

export interface AppDesk extends Desk {
  readonly commands: readonly Command[]
  readonly dispatch: Dispatch
  /** Faults of ours that commands met. */
  readonly faults: unknown[]
}

const inAll = (words: string) => Object.fromEntries(LANGS.map(lang => [lang, words])) as Localized

/** A command that changes settings, whatever the real ones need. */
export const HOUSEKEEPING: Command = {
  name: 'housekeeping',
  summary: inAll('keeps house'),
  help: inAll('Keeps house.'),
  options: [{ kind: 'text', name: 'room', summary: inAll('which room') }],
  admin: true,
  forAskerAlone: true,
  run: async ({ lang, options }) => noticeReply(lang, 'info', `kept house: ${options.room ?? 'all of it'}`),
}

/** Opens it; `more` are commands beside the real ones. */
export async function openAppDesk(more: readonly Command[] = [HOUSEKEEPING]): Promise<AppDesk> {
  const desk = await openDesk(
    {},
    ARTICLES.map(name => join(SAMPLES, name)),
  )
  const readText = (text: string) => codeText(text, desk.lexicon)
  const commands = [...createCommands({ ...desk, readText }), ...more]
  const faults: unknown[] = []
  const dispatch = createDispatch({
    commands,
    detectLanguage,
    report: fault => void faults.push(fault),
  })
  return { ...desk, commands, dispatch, faults }
}
