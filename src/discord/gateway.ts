// The open line to Discord: one or more shards that come back by themselves and go on where they were, also after a
// restart of ours, because where they were is in the store.
import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws'
import { GatewayIntentBits, type REST } from 'discord.js'
import { z } from 'zod'
import type { KeptLedger } from '../store/kept.ts'

/** No privileged ones: what is said in direct messages and to us comes with its words, all else without. */
const INTENTS = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages | GatewayIntentBits.DirectMessages
/** Ends a connection without ending its session: what happens meanwhile is told when we come back. */
const RESUMABLE = 4200
const SAVE_EVERY_MS = 15_000

const Session = z.object({
  sessionId: z.string(),
  resumeURL: z.string(),
  sequence: z.int(),
  shardId: z.int(),
  shardCount: z.int(),
})
type Session = z.output<typeof Session>

export interface GatewayDeps {
  readonly token: string
  readonly rest: REST
  readonly kept: KeptLedger
  readonly clock: () => Temporal.Instant
  /** Names the sessions of this app. */
  readonly application: string
  /** Which shards of how many; as many as Discord recommends when not told. */
  readonly shards?: { readonly ids: readonly number[]; readonly of: number }
  readonly onEvent: (name: string, data: unknown) => void
  readonly onState: (state: 'ready' | 'resumed' | 'closed', shard: number) => void
  /** Told of what cannot get better by itself: a token that was revoked. */
  readonly onFault: (error: Error) => void
}

export interface Gateway {
  connect(): Promise<void>
  /** Closes the line; a session that is started again within a minute or two misses nothing. */
  close(): Promise<void>
}

/** Makes the line; `connect` opens it. */
export function createGateway(deps: GatewayDeps): Gateway {
  const { token, rest, kept, shards } = deps
  const sessions = new Map<number, Session>()
  let saved = new Map<number, number>()
  let closing = false
  let timer: NodeJS.Timeout | null = null
  const idOf = (shard: number) => `discord:session:${deps.application}:${shard}`

  async function save(): Promise<void> {
    const at = deps.clock().toString({ fractionalSecondDigits: 3 })
    for (const [shard, session] of sessions)
      if (saved.get(shard) !== session.sequence)
        await kept.keep({ id: idOf(shard), text: JSON.stringify(session), at })
    saved = new Map([...sessions].map(([shard, { sequence }]) => [shard, sequence]))
  }

  async function restore(shard: number): Promise<Session | null> {
    const known = sessions.get(shard)
    if (known) return known
    const text = await kept.read(idOf(shard))
    if (!text) return null
    const parsed = Session.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  }

  const manager = new WebSocketManager({
    token,
    intents: INTENTS,
    rest,
    ...(shards && { shardCount: shards.of, shardIds: [...shards.ids] }),
    retrieveSessionInfo: restore,
    updateSessionInfo: async (shard, session) => {
      if (session) sessions.set(shard, session)
      // The library forgets a session that it closes; ours is taken up again by the next start.
      else if (!closing) {
        sessions.delete(shard)
        saved.delete(shard)
        await kept.keep({
          id: idOf(shard),
          text: '',
          at: deps.clock().toString({ fractionalSecondDigits: 3 }),
        })
      }
    },
  })
  manager.on(WebSocketShardEvents.Dispatch, ({ data }) => deps.onEvent(data.t, data.d))
  manager.on(WebSocketShardEvents.Ready, ({ shardId }) => deps.onState('ready', shardId))
  manager.on(WebSocketShardEvents.Resumed, ({ shardId }) => deps.onState('resumed', shardId))
  manager.on(WebSocketShardEvents.Closed, ({ shardId }) => deps.onState('closed', shardId))
  manager.on(WebSocketShardEvents.Error, ({ error }) => deps.onFault(error))

  return {
    async connect() {
      await manager.connect()
      timer = setInterval(() => void save().catch(error => deps.onFault(error)), SAVE_EVERY_MS)
      timer.unref()
    },
    async close() {
      closing = true
      if (timer) clearInterval(timer)
      await manager.destroy({ code: RESUMABLE, reason: 'restarting' })
      await save()
    },
  }
}
