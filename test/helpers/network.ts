// A network that reaches one farm and nothing else on this machine, and a record of every address that anything tried
// to connect to.
import diagnostics from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { type Network, openNetwork } from '../../src/ingest/sources/poll.ts'
import { type FarmPorts, guardFor } from './farm.ts'

export interface NetworkLimits {
  readonly timeoutMs?: number
  readonly most?: number
  readonly maxBytes?: number
  readonly clock?: () => Temporal.Instant
}

/** Opens a network with short patience and no pauses. */
export function openFarmNetwork(farm: Pick<FarmPorts, 'ports'>, limits: NetworkLimits = {}): Network {
  return openNetwork({
    clock: limits.clock ?? (() => Temporal.Now.instant()),
    contact: '',
    maxBytes: limits.maxBytes ?? 2_000_000,
    timeoutMs: limits.timeoutMs ?? 1500,
    delayMs: 0,
    most: limits.most ?? 64,
    guard: guardFor(farm),
  })
}

/** Every address and port that a socket of this process tried to reach since it was called. */
export function recordConnections(): { readonly tried: string[]; stop(): void } {
  const tried: string[] = []
  const onSocket = (message: unknown): void => {
    const { socket } = message as { socket: Socket }
    socket.on('connectionAttempt', (address: string, port: number) => tried.push(`${address} ${port}`))
  }
  diagnostics.subscribe('net.client.socket', onSocket)
  return { tried, stop: () => diagnostics.unsubscribe('net.client.socket', onSocket) }
}
