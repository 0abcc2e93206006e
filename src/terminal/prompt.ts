import type { Asker, Command } from '../chat/command.ts'
import type { Dispatch } from '../chat/dispatch.ts'
import { say } from '../chat/messages.ts'
import { emphasis, noticeReply, paragraph, quiet, type Reply } from '../chat/reply.ts'
import { messageOf } from '../errors.ts'
import type { Lang } from '../model/language.ts'
import { createCompleter } from './complete.ts'
import { createEditor } from './editor.ts'
import type { Input } from './gate.ts'
import { type History, openHistory } from './history.ts'
import { EARLIER_QUESTIONS, textWidth } from './limits.ts'
import { createPrinter, type Output, wantsColor } from './printer.ts'
import { renderTerminal } from './render.ts'
import { paint, run } from './style.ts'

export interface PromptSettings {
  readonly dispatch: Dispatch
  /** For completion. */
  readonly commands: readonly Command[]
  /** The reader's language where a question does not tell one. */
  readonly lang: Lang
  /** The clock in the reader's time zone. */
  readonly clock: () => Temporal.ZonedDateTime
  readonly input: Input
  readonly output: Output
  /** Where lines are remembered; only lines typed at a terminal are. */
  readonly historyFile?: string
  /** Names to complete in questions: people, topics. */
  readonly suggestions?: readonly string[]
  /** Ends the prompt from outside. */
  readonly signal?: AbortSignal
}

const MARK = '› '

/**
 * Asks for lines and answers each in turn until there are no more: Ctrl-D, Ctrl-C on an empty line, the end of
 * piped input, a reader who has left, or `signal`. A command that fails is one clear line, and the prompt goes
 * on; it throws only when the output cannot be written.
 */
export async function startPrompt(settings: PromptSettings): Promise<void> {
  const { input, output, lang } = settings
  const onTerminal = input.isTTY === true && output.isTTY === true
  const color = wantsColor(output)
  const printer = createPrinter(output)
  const ended = AbortSignal.any([printer.gone, ...(settings.signal ? [settings.signal] : [])])
  const draw = (reply: Reply) => renderTerminal(reply, { width: textWidth(output.columns), color })
  const session = openSession(settings, onTerminal)
  const editor = createEditor({
    input,
    terminal: onTerminal ? output : null,
    mark: paint([run(MARK, 'number')], color),
    history: session.history?.lines ?? [],
    completer: createCompleter(settings.commands, settings.suggestions ?? []),
    onInterrupt: () => session.stop(),
  })
  const close = () => editor.close()
  ended.addEventListener('abort', close, { once: true })

  try {
    if (ended.aborted) return
    if (onTerminal) await printer.print(draw(welcome(lang)))
    if (session.trouble) await printer.print(draw(session.trouble))
    for (let line = await editor.next(); line !== null; line = await editor.next()) {
      if (line.trim() === '') continue
      if (!onTerminal) await printer.print(draw(echo(lang, line)))
      const reply = await session.answer(line, ended)
      if (ended.aborted) return
      await printer.print(`\n${drawOrTell(draw, reply)}\n`)
    }
    // The shell's own prompt then stands on a line of its own.
    if (onTerminal) await printer.print('\n')
  } finally {
    ended.removeEventListener('abort', close)
    editor.close()
    printer.close()
  }
}

interface Session {
  readonly history: History | null
  /** Why lines are not remembered, to be told once. */
  readonly trouble: Reply | null
  answer(line: string, ended: AbortSignal): Promise<Reply>
  /** Stops what is being answered. */
  stop(): void
}

function openSession({ dispatch, lang, clock, historyFile }: PromptSettings, onTerminal: boolean): Session {
  let history: History | null = null
  let trouble: Reply | null = null
  let running: AbortController | null = null
  const earlier: string[] = []
  const untold = (error: unknown) =>
    noticeReply(
      lang,
      'warning',
      say(lang, 'prompt.history', { file: historyFile ?? '', reason: messageOf(error) }),
    )
  if (onTerminal && historyFile)
    try {
      history = openHistory(historyFile)
    } catch (error) {
      trouble = untold(error)
    }

  return {
    history,
    trouble,
    stop: () => running?.abort(),
    async answer(line, ended) {
      let forgotten: Reply | null = null
      try {
        history?.add(line)
      } catch (error) {
        forgotten = untold(error)
        history = null
      }
      running = new AbortController()
      const signal = AbortSignal.any([running.signal, ended])
      const asker: Asker = {
        lang,
        surface: 'terminal',
        now: clock(),
        // Whoever sits at this terminal can read and change the files themselves.
        user: { id: 'terminal', mayAdminister: true },
        signal,
        ...(onTerminal ? { conversation: { id: 'terminal', earlier: [...earlier] } } : {}),
      }
      const reply = await firstOf(dispatch(line, asker), signal, lang)
      running = null
      if (onTerminal && !/^[/／]/.test(line.trim())) earlier.push(line.trim())
      if (earlier.length > EARLIER_QUESTIONS) earlier.shift()
      return forgotten ? { ...reply, blocks: [...reply.blocks, ...forgotten.blocks] } : reply
    },
  }
}

/** The reply, or word that it was stopped, whichever comes first; a command need not heed the signal. */
async function firstOf(reply: Promise<Reply>, signal: AbortSignal, lang: Lang): Promise<Reply> {
  const stopped = Promise.withResolvers<Reply>()
  const stop = () => stopped.resolve(noticeReply(lang, 'info', say(lang, 'command.stopped')))
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    return await Promise.race([reply.catch(failed(lang)), stopped.promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function failed(lang: Lang): (error: unknown) => Reply {
  return error => noticeReply(lang, 'error', messageOf(error))
}

function drawOrTell(draw: (reply: Reply) => string, reply: Reply): string {
  try {
    return draw(reply)
  } catch (error) {
    return draw(failed(reply.lang)(error))
  }
}

function welcome(lang: Lang): Reply {
  return { lang, summary: '', blocks: [quiet(say(lang, 'prompt.welcome'))] }
}

/** A piped question stands above its answer, as a typed one does. */
function echo(lang: Lang, line: string): Reply {
  return { lang, summary: '', blocks: [paragraph([emphasis(`${MARK}${line}`)])] }
}
