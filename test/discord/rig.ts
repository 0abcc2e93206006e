// The Discord app on the counterpart of its platform, for the table of apps.
import { cutWords } from '../../src/chat/line.ts'
import { readRest } from '../../src/chat/read-options.ts'
import { type AppDesk, openAppDesk } from '../apps/desk.ts'
import type { Rig, Seen, Who } from '../apps/table.ts'
import { makeApp, type TestApp } from './app.ts'
import { readable } from './markdown.ts'
import { buttonsOf, eventually, openTwin, type PressOptions, said, type Twin } from './twin.ts'

export interface DiscordRig extends Rig {
  readonly twin: Twin
  readonly desk: AppDesk
  readonly app: TestApp
}

const EPHEMERAL = 64
/** Discord's own languages; whoever manages the guild may change settings. */
const PEOPLE: Readonly<Record<Who, PressOptions>> = {
  ann: { locale: 'en-US', permissions: String(1 << 5) },
  bob: { locale: 'ja' },
  mei: { locale: 'zh-TW' },
}

/** Opens a guild, a desk and the app between them. */
export async function openDiscordRig(): Promise<DiscordRig> {
  const twin = await openTwin()
  const desk = await openAppDesk()
  const { commands, dispatch, store } = desk
  const app = await makeApp(twin, { commands, dispatch, store })
  await app.start()
  const users: Record<Who, string> = { ann: twin.owner, bob: twin.user, mei: twin.addUser() }
  const as = (who: Who): PressOptions => ({ ...PEOPLE[who], user: users[who] })
  let from = 0
  let last: { message: string; buttons: Record<string, string> } | null = null
  let repeat = () => {}

  /** What was sent since it was asked last, once so many visits have ended. */
  async function seen(visits: number): Promise<readonly Seen[]> {
    await eventually(() => app.served.length >= visits, 'the end of a visit')
    const requests = twin.requests.slice(from)
    from = twin.requests.length
    const found: Seen[] = []
    for (const { method, path, body } of requests) {
      if (!body?.components && !body?.data?.components) continue
      const message = body.components ? body : body.data
      if (!['POST', 'PATCH'].includes(method)) continue
      const token = /\/(interaction-\d+)/.exec(path)?.[1]
      const deferred = twin.requests.find(one => token && one.path.includes(`${token}/callback`))?.body
      const alone = ((message.flags | (deferred?.data?.flags ?? 0)) & EPHEMERAL) !== 0
      found.push({ text: readable(said(message)), alone, buttons: Object.keys(buttonsOf(message)) })
    }
    const newest = (await twin.latest())!
    if (Object.keys(buttonsOf(newest)).length > 0) last = { message: newest.id, buttons: buttonsOf(newest) }
    return found
  }

  const after = async (act: () => Promise<unknown> | unknown): Promise<readonly Seen[]> => {
    const visits = app.served.length + 1
    await act()
    return seen(visits)
  }
  const say = async (text: string, who: Who, more: object): Promise<readonly Seen[]> =>
    after(async () => {
      const { event } = await twin.sayAs(text, { user: users[who], ...more })
      repeat = () => twin.send('MESSAGE_CREATE', event)
    })

  return {
    platform: 'Discord',
    twin,
    desk,
    app,
    command: (name, rest, who) =>
      after(() => twin.command({ name, options: optionsOf(desk, name, rest), ...as(who) })),
    async mention(text, who) {
      const found = await say(text, who, { mention: true })
      return { thread: (await twin.latest())!.id, seen: found }
    },
    // In Discord a conversation goes on in replies, which tell us of themselves as mentions do.
    followUp: (thread, text, who) => say(text, who, { replyTo: thread }),
    direct: (text, who) => say(text, who, { direct: true }),
    again: () => after(() => repeat()),
    press: (label, who) => {
      const id = last?.buttons[label]
      if (!last || id === undefined) throw new Error(`There is no button ${label}.`)
      const { message } = last
      return after(() => twin.press(message, id, as(who)))
    },
    summarizeMessage: (words, who) => after(() => twin.summarize(words, as(who))),
    async close() {
      await app.stop()
      await twin.close()
      await desk.close()
    },
  }
}

/** Options as Discord sends them: each by its name. What cannot be read is sent as it was typed. */
function optionsOf(desk: AppDesk, name: string, rest: string): Record<string, string | number | boolean> {
  const command = desk.commands.find(one => one.name === name)!
  const today = Temporal.PlainDate.from('2026-01-01')
  const read = readRest({ command, lang: 'en', today }, rest)
  if ('fault' in read) {
    const words = cutWords(
      rest,
      command.options.map(option => option.name),
    )
    return Object.fromEntries(
      words.flatMap(word => (word.kind === 'option' ? [[word.name, word.value ?? '']] : [])),
    )
  }
  return Object.fromEntries(
    Object.entries(read.options).map(([key, value]) => [
      key,
      typeof value === 'object' ? `${value.from}..${value.to}` : value,
    ]),
  )
}
