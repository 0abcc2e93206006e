import { UserError } from '../errors.ts'
import type { Lang } from '../model/language.ts'
import { type Asker, type Command, checkCommands, type Request } from './command.ts'
import { readLine, usageOf } from './line.ts'
import { say } from './messages.ts'
import { nearestNames } from './names.ts'
import { type ReadOptions, readNamed, readRest } from './read-options.ts'
import { code, noticeReply, paragraph, type Reply, text } from './reply.ts'

/** What arrives: a line as typed, or a command whose options the surface has already told apart. */
export type Incoming =
  | string
  | {
      readonly command: string
      readonly options: Readonly<Record<string, string | number | boolean>>
    }

export interface DispatchTools {
  readonly commands: readonly Command[]
  /** Tells the language of a reader's own words; unsure below a confidence of .5. */
  readonly detectLanguage: (words: string) => { readonly lang: Lang; readonly confidence: number }
  /** Told of faults that are ours; the reader is only told that there was one. */
  readonly report: (fault: unknown, request: Request) => void
}

/** Answers whatever arrives with a reply in the reader's language; never throws. */
export type Dispatch = (incoming: Incoming, asker: Asker) => Promise<Reply>

/** The command that a line without a slash goes to. */
const ASK = 'ask'

/** Opens the one door through which every surface reaches the commands; throws on commands that no surface could show. */
export function createDispatch(tools: DispatchTools): Dispatch {
  checkCommands(tools.commands)
  const byName = new Map(tools.commands.map(command => [command.name, command]))

  return async (incoming, asker) => {
    const { lang } = asker
    const call = readIncoming(incoming)
    if (!call) return noticeReply(lang, 'info', say(lang, 'command.empty'), hint(lang))
    const command = byName.get(call.name)
    if (!command) return unknownCommand(call.name, [...byName.keys()], lang)
    if (command.admin && !asker.user?.mayAdminister)
      return noticeReply(lang, 'warning', say(lang, 'command.admin', { name: command.name }))

    const today = asker.now.toPlainDate()
    const read = call.read(command, { lang, today })
    if ('fault' in read) return badOptions(command, read.fault, lang)
    const request: Request = { ...asker, command: command.name, options: read.options, lang }
    return run(command, { ...request, lang: replyLanguage(command, request, tools) }, tools)
  }
}

interface Call {
  readonly name: string
  read(command: Command, reader: { lang: Lang; today: Temporal.PlainDate }): ReadOptions
}

function readIncoming(incoming: Incoming): Call | null {
  if (typeof incoming !== 'string') {
    const { command: name, options } = incoming
    return { name, read: (command, reader) => readNamed({ command, ...reader }, options) }
  }
  const line = readLine(incoming)
  if (line.kind === 'empty') return null
  if (line.kind === 'command')
    return { name: line.name, read: (command, reader) => readRest({ command, ...reader }, line.rest) }
  return {
    name: ASK,
    // A question is taken as it stands: `--` and quotes in it are the reader's own.
    read: (command, reader) => {
      const question = command.options.find(option => option.kind === 'text')
      return readNamed({ command, ...reader }, question ? { [question.name]: line.text } : {})
    },
  }
}

/** An explicit choice first, then the words of the question, then the conversation, then the reader's setting. */
function replyLanguage(command: Command, request: Request, { detectLanguage }: DispatchTools): Lang {
  const chosen = command.options.find(option => option.name === 'lang' && option.kind === 'choice')
  if (chosen && typeof request.options.lang === 'string') return request.options.lang as Lang
  const usual = request.conversation?.lang ?? request.lang
  for (const option of command.options) {
    const words = request.options[option.name]
    if (option.kind !== 'text' || !option.tellsLanguage || typeof words !== 'string') continue
    const { lang, confidence } = detectLanguage(words)
    return confidence >= 0.5 ? lang : usual
  }
  return usual
}

async function run(command: Command, request: Request, { report }: DispatchTools): Promise<Reply> {
  const { lang } = request
  try {
    return await command.run(request)
  } catch (fault) {
    if (request.signal?.aborted) return noticeReply(lang, 'info', say(lang, 'command.stopped'))
    if (fault instanceof UserError) return noticeReply(lang, 'error', fault.message)
    report(fault, request)
    return noticeReply(lang, 'error', say(lang, 'command.failed', { name: command.name }))
  }
}

function hint(lang: Lang) {
  return [paragraph(say(lang, 'command.hint'))]
}

function unknownCommand(typed: string, names: readonly string[], lang: Lang): Reply {
  const near = nearestNames(typed, names).map(name => `/${name}`)
  const meant = new Intl.ListFormat(lang, { type: 'disjunction' }).format(near)
  const words = [
    say(lang, 'command.unknown', { name: [...typed].slice(0, 40).join('') }),
    ...(near.length > 0 ? [say(lang, 'command.nearest', { names: meant })] : []),
  ]
  return noticeReply(lang, 'warning', words.join(lang === 'en' || lang === 'ko' ? ' ' : ''), hint(lang))
}

function badOptions(command: Command, fault: string, lang: Lang): Reply {
  const usage = [text(`${say(lang, 'help.usage')}  `), code(usageOf(command))]
  return noticeReply(lang, 'warning', fault, [paragraph(usage)])
}
