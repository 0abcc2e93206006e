import type { Lang } from '../model/language.ts'
import { type Asker, type Command, LANG_OPTION, type Surface } from './command.ts'
import type { Dispatch, Incoming } from './dispatch.ts'
import { formatLine, readLine } from './line.ts'
import { say } from './messages.ts'
import { noticeReply, type Reply } from './reply.ts'

/** What a session keeps between messages; `store.platforms` keeps it. */
export interface SessionMemory {
  beginVisit(visit: BegunVisit): Promise<boolean>
  finishVisit(id: string, at: string): Promise<void>
  addTurn(turn: {
    readonly key: string
    readonly conversation: string
    readonly workspace?: string
    readonly person?: string
    readonly question: string
    readonly lang: Lang
    readonly summary: string
    readonly at: string
  }): Promise<void>
  turnsOf(
    conversation: string,
    limit: number,
  ): Promise<readonly { readonly question: string; readonly lang: Lang }[]>
  takeTurn(person: string, limit: { now: number } & Rate): Promise<number>
  addChange(change: {
    readonly at: string
    readonly workspace?: string
    readonly channel?: string
    readonly person?: string
    readonly line: string
    readonly outcome: 'done' | 'refused'
  }): Promise<void>
}

interface BegunVisit {
  readonly id: string
  readonly queue: string
  readonly workspace?: string
  readonly work?: string
  readonly at: string
}

/** A person may ask `most` times at once, and from then on once each `everyMs`. */
export interface Rate {
  readonly most: number
  readonly everyMs: number
}

/** What a session stands on. */
export interface SessionDeps {
  readonly dispatch: Dispatch
  readonly commands: readonly Command[]
  readonly memory: SessionMemory
  /** Whose unfinished work this is: one name for each process, `slack`, `discord:0`. */
  readonly queue: string
  readonly clock: () => Temporal.Instant
  readonly rate: Rate
  /** Told of every visit that came to an end: for figures and logs. */
  readonly observe: (served: Served) => void
}

/** Something said to or pressed in an app. */
export interface Visit {
  /**
   * The platform's own id of it, the same however often and by whatever way it is delivered:
   * `slack:T0123/C0456/1700000000.000100`, `discord:<interaction>`. Also the key of its turn.
   */
  readonly id: string
  readonly incoming: Incoming
  readonly asker: Omit<Asker, 'user' | 'conversation'>
  /** The platform's id of who asks, without the workspace. */
  readonly user: string
  /**
   * Whether who asks may change settings: of the workspace, or of this channel only. Asked only where the command
   * does that.
   */
  readonly mayAdminister: (scope: 'workspace' | 'channel') => Promise<boolean>
  /** What people wrote in the thread, oldest first, without our own replies. Asked only where the command reads it. */
  readonly readThread?: () => Promise<readonly string[]>
  /** The thread or direct message channel that it belongs to: what was asked there before goes with it. */
  readonly conversation?: string
  /** A question that the conversation stands on where nothing is kept of it: the title of a digest in whose thread it is. */
  readonly subject?: string
  /** What the app needs to take it up again after a kill. */
  readonly work?: string
  /** It was begun before a kill and is taken up again: what was sent already is the app's to find out. */
  readonly resumed?: boolean
  /** The app has begun it by `begin`, because what `asker` holds takes a while to find out. */
  readonly begun?: boolean
}

/** A visit that came to an end. */
export interface Served {
  readonly visit: Visit
  readonly surface: Surface
  /** Name of the command, `ask` for a question; empty when the line names none. */
  readonly command: string
  /** `duplicate`: nothing was done, because it was or is being answered. `failed`: the reply did not arrive. */
  readonly outcome: 'answered' | 'limited' | 'duplicate' | 'failed'
  readonly ms: number
  /** Why the reply did not arrive. */
  readonly fault?: unknown
}

/** How a reply gets to the asker; what it throws ends the visit as `failed`. */
export type Deliver = (reply: Reply) => Promise<void>

/** The way of what people say to an app, to the commands and back. */
export interface Session {
  /** Notes a visit, so that it survives a kill from now on. False when it is or was answered; then leave it. */
  begin(visit: Pick<BegunVisit, 'id' | 'workspace' | 'work'>): Promise<boolean>
  /**
   * Answers a visit once: whatever the platform delivers again is known by its id. The app has acknowledged before.
   * Never throws; reads the conversation, checks the rate and the permission, dispatches, delivers, remembers.
   */
  serve(visit: Visit, deliver: Deliver): Promise<Served['outcome']>
  /** How many visits are being answered. */
  readonly running: number
  /** Resolves when everything that was begun is finished. */
  settle(): Promise<void>
}

/** Earlier questions that a follow-up may refer to. */
const EARLIER = 10
const QUESTION = 'ask'

/** The way of every message from an app to the commands and back, the same on each platform. */
export function createSession(deps: SessionDeps): Session {
  const running = new Set<Promise<unknown>>()
  const byName = new Map(deps.commands.map(command => [command.name, command]))
  const takeTurn = createTurns()

  function begin(visit: Pick<BegunVisit, 'id' | 'workspace' | 'work'>): Promise<boolean> {
    const at = deps.clock().toString({ fractionalSecondDigits: 3 })
    return deps.memory.beginVisit({ ...visit, queue: deps.queue, at })
  }

  async function serve(visit: Visit, deliver: Deliver): Promise<Served['outcome']> {
    const begun = performance.now()
    const command = commandOf(visit.incoming)
    let ended: Pick<Served, 'outcome' | 'fault'>
    let delivering = false
    try {
      const noted: Deliver = reply => {
        delivering = true
        return deliver(reply)
      }
      ended = { outcome: await answer(visit, command, noted) }
    } catch (fault) {
      ended = { outcome: 'failed', fault }
      // Whoever waits for a reply is told that none will come, unless telling it is what failed.
      if (!delivering) await deliver(failed(visit.asker.lang, command)).catch(() => {})
    }
    const { surface } = visit.asker
    deps.observe({ visit, surface, command, ms: performance.now() - begun, ...ended })
    return ended.outcome
  }

  async function answer(visit: Visit, command: string, deliver: Deliver): Promise<Served['outcome']> {
    const { id, asker, user, work, resumed } = visit
    const { memory, clock } = deps
    const at = clock().toString({ fractionalSecondDigits: 3 })
    const where = asker.workspace === undefined ? {} : { workspace: asker.workspace }
    const known = visit.begun || resumed
    if (!known && !(await begin({ id, ...where, ...(work !== undefined && { work }) }))) return 'duplicate'
    try {
      const person = `${asker.workspace ?? asker.surface}/${user}`
      const wait = resumed
        ? 0
        : await memory.takeTurn(person, { now: clock().epochMilliseconds, ...deps.rate })
      if (wait > 0) {
        await deliver(tooMany(asker.lang, wait))
        return 'limited'
      }
      const { admin, ofChannel, readsThread } = byName.get(command) ?? {}
      const permission = admin ? await permissionOf(visit, ofChannel === true) : { mayAdminister: false }
      const conversation = await conversationOf(visit, readsThread === true)
      await takeTurn()
      const reply = await deps.dispatch(visit.incoming, {
        ...asker,
        user: { id: user, ...permission },
        ...(conversation && { conversation }),
      })
      if (admin) await addChange(visit, person, reply, at)
      if (reply.ephemeral) await deliver(reply)
      else {
        // Kept before it is sent, so that whoever presses a button at once finds it.
        const question = questionOf(visit.incoming)
        const { lang, summary } = reply
        await memory.addTurn({
          ...{ key: id, conversation: visit.conversation ?? id, person, question, lang, summary, at },
          ...where,
        })
        await deliver({ ...reply, about: id })
      }
      return 'answered'
    } finally {
      await memory.finishVisit(id, clock().toString({ fractionalSecondDigits: 3 }))
    }
  }

  async function permissionOf({ mayAdminister }: Visit, ofChannel: boolean) {
    if (await mayAdminister('workspace')) return { mayAdminister: true }
    if (ofChannel && (await mayAdminister('channel'))) return { mayAdminister: true, onlyHere: true }
    return { mayAdminister: false }
  }

  async function conversationOf(
    { conversation, subject, readThread }: Visit,
    readsThread: boolean,
  ): Promise<Asker['conversation']> {
    if (conversation === undefined) return undefined
    const turns = await deps.memory.turnsOf(conversation, EARLIER)
    const earlier = turns.map(turn => turn.question)
    const lang = turns.at(-1)?.lang
    const thread = readsThread ? await readThread?.() : undefined
    return {
      id: conversation,
      earlier: earlier.length === 0 && subject !== undefined ? [subject] : earlier,
      ...(lang && { lang }),
      ...(thread && { thread }),
    }
  }

  async function addChange({ incoming, asker }: Visit, person: string, reply: Reply, at: string) {
    const { workspace, channel } = asker
    const refused = reply.blocks.some(block => block.kind === 'notice' && block.level !== 'info')
    await deps.memory.addChange({
      ...{ at, person, line: lineOf(incoming), outcome: refused ? 'refused' : 'done' },
      ...(workspace !== undefined && { workspace }),
      ...(channel !== undefined && { channel }),
    })
  }

  return {
    begin,
    serve(visit, deliver) {
      const work = serve(visit, deliver)
      running.add(work)
      return work.finally(() => running.delete(work))
    },
    get running() {
      return running.size
    },
    settle: async () => {
      while (running.size > 0) await Promise.allSettled(running)
    },
  }
}

/**
 * Lets one answer be worked out after the other, and hears what has come in meanwhile in between: working one out keeps
 * the processor busy, and who asks next is acknowledged after this one, not after all that wait.
 */
function createTurns(): () => Promise<void> {
  let last = Promise.resolve()
  return () => {
    last = last.then(() => new Promise(resolve => setImmediate(resolve)))
    return last
  }
}

/** Name of the command that a line or form goes to. */
function commandOf(incoming: Incoming): string {
  if (typeof incoming !== 'string') return incoming.command
  const line = readLine(incoming)
  if (line.kind === 'command') return line.name
  return line.kind === 'question' ? QUESTION : ''
}

function lineOf(incoming: Incoming): string {
  if (typeof incoming === 'string') return incoming.trim()
  const given = Object.entries(incoming.options).map(([name, value]) => [
    name,
    value === true ? true : String(value),
  ])
  return formatLine(incoming.command, Object.fromEntries(given))
}

/** What a follow-up refers to: the question in its asker's words, or the command as it would be typed. */
function questionOf(incoming: Incoming): string {
  if (typeof incoming !== 'string') {
    const { question } = incoming.options
    return typeof question === 'string' ? question : lineOf(incoming)
  }
  const line = readLine(incoming)
  if (line.kind !== 'command' || line.name !== QUESTION) return incoming.trim()
  const asked = line.rest.replace(new RegExp(`--${LANG_OPTION.name}[=\\s]\\S+`, 'g'), '').trim()
  return /^"[^"]*"$/.test(asked) ? asked.slice(1, -1) : asked
}

function failed(lang: Lang, name: string): Reply {
  return noticeReply(lang, 'error', say(lang, 'command.failed', { name }))
}

function tooMany(lang: Lang, waitMs: number): Reply {
  return noticeReply(lang, 'warning', say(lang, 'session.too_many', { seconds: Math.ceil(waitMs / 1000) }))
}
