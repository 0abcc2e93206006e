// An app of ours at the test's own Discord, with commands that say what they were asked.

import type { Command } from '../../src/chat/command.ts'
import { createDispatch, type Dispatch } from '../../src/chat/dispatch.ts'
import type { Served } from '../../src/chat/session.ts'
import { createDiscordApp, type DiscordApp } from '../../src/discord/discord.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { TOKEN, type Twin } from './twin.ts'

export interface TestApp extends DiscordApp {
  readonly store: Store
  readonly served: readonly Served[]
  /** What was logged, in words with its facts. */
  readonly logged: readonly string[]
  readonly removed: readonly string[]
}

export interface TestAppOptions {
  readonly commands: readonly Command[]
  /** Another one than that which tells Korean from English only. */
  readonly dispatch?: Dispatch
  readonly store?: Store
  readonly token?: string
  readonly rate?: { readonly most: number; readonly everyMs: number }
  readonly now?: () => Temporal.ZonedDateTime
}

/** Makes an app that is not started yet; whoever passes a store closes it. */
export async function makeApp(twin: Twin, options: TestAppOptions): Promise<TestApp> {
  const now = options.now ?? (() => Temporal.Now.zonedDateTimeISO('Asia/Tokyo'))
  const store = options.store ?? (await openStore(':memory:', { clock: () => new Date() }))
  const served: Served[] = []
  const logged: string[] = []
  const removed: string[] = []
  const note = (facts: object, words: string) => void logged.push(`${words} ${JSON.stringify(facts)}`)
  const app = createDiscordApp({
    token: options.token ?? TOKEN,
    store,
    commands: options.commands,
    dispatch:
      options.dispatch ??
      createDispatch({
        commands: options.commands,
        detectLanguage: words => ({
          lang: /[가-힣]/.test(words) ? 'ko' : 'en',
          confidence: /[가-힣]/.test(words) ? 1 : 0,
        }),
        report: fault => note({ fault: String(fault) }, 'a command failed'),
      }),
    lang: 'en',
    clock: now,
    rate: options.rate ?? { most: 1000, everyMs: 1 },
    observe: one => void served.push(one),
    log: { info: note, warn: note, error: note },
    onRemoved: async workspace => void removed.push(workspace),
    url: twin.url,
  })
  return { ...app, store, served, logged, removed }
}
