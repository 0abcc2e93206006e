// The Slack app on the counterpart of its platform, for the table of apps and for tests of its own.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Served } from '../../src/chat/session.ts'
import { createSlack, type SlackApp, type SlackSettings } from '../../src/slack/slack.ts'
import { type AppDesk, openAppDesk } from '../apps/desk.ts'
import type { Rig, Seen, Who } from '../apps/table.ts'
import { type Answer, APP_TOKEN, BOT_TOKEN, openWorkspace, SECRET, type Workspace } from './workspace.ts'

export interface SlackRig extends Rig {
  readonly workspace: Workspace
  readonly desk: AppDesk
  readonly app: SlackApp
  readonly served: readonly Served[]
  readonly warnings: readonly { message: string; err?: unknown }[]
  readonly forgotten: readonly string[]
  /** What came about since it was asked last, once all is finished. */
  seen(): Promise<readonly Seen[]>
}

export interface RigOptions {
  readonly transport?: 'http' | 'socket'
  readonly settings?: Partial<SlackSettings>
  readonly desk?: AppDesk
  readonly workspace?: Workspace
  readonly deps?: Partial<Parameters<typeof createSlack>[0]>
}

/** Opens a workspace, a desk and the app between them. */
export async function openSlackRig(options: RigOptions = {}): Promise<SlackRig> {
  const workspace = options.workspace ?? (await openWorkspace())
  const desk = options.desk ?? (await openAppDesk())
  const served: Served[] = []
  const warnings: { message: string; err?: unknown }[] = []
  const forgotten: string[] = []
  const warn = (fields: object, message: string) => void warnings.push({ ...fields, message })
  const overHttp = options.transport !== 'socket'
  const app = createSlack({
    settings: {
      apiUrl: workspace.apiUrl,
      authorizeUrl: workspace.authorizeUrl,
      botToken: BOT_TOKEN,
      appToken: overHttp ? '' : APP_TOKEN,
      signingSecret: overHttp ? SECRET : '',
      clientId: '',
      clientSecret: '',
      ...options.settings,
    },
    commands: desk.commands,
    dispatch: desk.dispatch,
    platforms: desk.store.platforms,
    kept: desk.store.kept,
    clock: () => Temporal.Now.instant(),
    reader: { lang: 'en', zone: 'UTC' },
    rate: { most: 1000, everyMs: 1 },
    observe: one => served.push(one),
    forget: async name => void forgotten.push(name),
    log: { info: () => {}, warn, error: warn },
    pauseMs: 5,
    ...options.deps,
  })
  const server = createServer((request, response) => app.door!(request, response))
  if (overHttp) {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    workspace.useDoor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  }
  await app.start()
  if (!overHttp) await until(() => workspace.connected > 0)

  let last: { answers: number; calls: number } = {
    answers: workspace.answers.length,
    calls: workspace.calls.length,
  }
  let buttons: Pressable[] = []
  let repeat = async () => {}
  const { users } = workspace

  async function seen(): Promise<readonly Seen[]> {
    await app.settle()
    const answers = workspace.answers.slice(last.answers)
    const calls = workspace.calls.slice(last.calls)
    last = { answers: workspace.answers.length, calls: workspace.calls.length }
    const found: Seen[] = answers.map(each => ({
      text: textOf(each.blocks),
      alone: each.response_type === 'ephemeral',
      buttons: labelsOf(each.blocks),
    }))
    for (const { method, body } of calls) {
      if (!['chat.postMessage', 'chat.postEphemeral'].includes(method)) continue
      const blocks = JSON.parse(body.get('blocks') ?? '[]') as object[]
      found.push({ text: textOf(blocks), alone: method === 'chat.postEphemeral', buttons: labelsOf(blocks) })
    }
    const drawn = [
      ...answers.map((each: Answer) => ({ blocks: each.blocks, channel: undefined, ts: undefined })),
      ...calls
        .filter(({ method }) => method === 'chat.postMessage')
        .map(({ body }) => ({
          blocks: JSON.parse(body.get('blocks') ?? '[]') as object[],
          channel: body.get('channel') ?? undefined,
          ts: body.get('thread_ts') ?? undefined,
        })),
    ]
    const more = drawn.flatMap(({ blocks, channel, ts }) =>
      pressablesOf(blocks).map(each => ({ ...each, channel, ts })),
    )
    if (more.length > 0) buttons = more
    return found
  }

  return {
    platform: `Slack over ${overHttp ? 'HTTP' : 'Socket Mode'}`,
    workspace,
    desk,
    app,
    served,
    warnings,
    forgotten,
    seen,
    async command(name, rest, who) {
      await workspace.command(`${name} ${rest}`.trim(), { user: users[who] })
      return seen()
    },
    async mention(text, who) {
      const ts = await workspace.mention(text, { user: users[who] })
      repeat = async () => void (await workspace.mention(text, { user: users[who], ts }))
      return { thread: ts, seen: await seen() }
    },
    async followUp(thread, text, who) {
      const ts = await workspace.say(text, { user: users[who], thread })
      repeat = async () => void (await workspace.say(text, { user: users[who], thread, ts }))
      return seen()
    },
    async direct(text, who) {
      const channel = await workspace.direct(users[who])
      const ts = await workspace.say(text, { user: users[who], channel })
      repeat = async () => void (await workspace.say(text, { user: users[who], channel, ts }))
      return seen()
    },
    async again() {
      await repeat()
      return seen()
    },
    async press(label, who) {
      const button = buttons.find(each => each.label === label)
      if (!button) throw new Error(`There is no button ${label} but ${buttons.map(each => each.label)}.`)
      const { action_id, value, channel, ts } = button
      const place = channel && { channel: { id: channel }, message: { ts: ts ?? '1700000000.000001' } }
      await workspace.press({ action_id, value }, place || {}, users[who as Who])
      return seen()
    },
    async summarizeMessage(words, who) {
      await workspace.shortcut(words, users[who])
      return seen()
    },
    async close() {
      await app.stop()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      if (!options.workspace) await workspace.close()
      if (!options.desk) await desk.close()
    },
  }
}

/** Waits for something that no promise tells of. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(resolve => setTimeout(resolve, 5))
}

interface Pressable {
  readonly label: string
  readonly action_id: string
  readonly value: string
  readonly channel?: string | undefined
  readonly ts?: string | undefined
}

function pressablesOf(blocks: readonly object[]): Pressable[] {
  const found: Pressable[] = []
  walk(blocks, value => {
    const { type, action_id } = value as { type?: string; action_id?: string }
    if (type === 'button') found.push({ label: labelOf(value), action_id: action_id!, value: lineOf(value) })
    if (type !== 'feedback_buttons') return
    const both = value as { positive_button: object; negative_button: object }
    for (const each of [both.positive_button, both.negative_button])
      found.push({ label: labelOf(each), action_id: action_id!, value: lineOf(each) })
  })
  return found
}

const labelOf = (value: object) => (value as { text: { text: string } }).text.text
const lineOf = (value: object) => (value as { value: string }).value
const labelsOf = (blocks: readonly object[]) => pressablesOf(blocks).map(each => each.label)

/** Words of blocks in order, without those of buttons. */
export function textOf(blocks: readonly object[]): string {
  const words: string[] = []
  walk(blocks, value => {
    const { type, text } = value as { type?: string; text?: unknown }
    if (typeof text !== 'string') return
    words.push(
      type === 'mrkdwn'
        ? text
            .replace(/<[^|>]*\|([^>]*)>/g, '$1')
            .replace(/&lt;/g, '<')
            .replace(/&gt;/g, '>')
            .replace(/&amp;/g, '&')
        : text,
    )
  })
  return words.join('')
}

function walk(value: unknown, visit: (value: object) => void): void {
  if (Array.isArray(value)) for (const each of value) walk(each, visit)
  else if (typeof value === 'object' && value !== null) {
    visit(value)
    const { type } = value as { type?: string }
    if (type === 'button' || type === 'feedback_buttons') return
    for (const each of Object.values(value)) walk(each, visit)
  }
}
