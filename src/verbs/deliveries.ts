// `deliveries`: what was posted where, what waits, what failed and why; and the operator's word on what nobody can see.

import { UserError } from '../errors.ts'
import type { Delivery, DeliveryState } from '../model/delivery.ts'
import { type CommonOptions, print, printJson, tell, withContext } from './context.ts'
import { readCount } from './options.ts'

interface DeliveriesOptions extends CommonOptions {
  readonly state?: string
  readonly channel?: string
  readonly id?: string
  readonly resolve?: string
  readonly limit: string
}

const STATES: readonly DeliveryState[] = ['pending', 'sending', 'sent', 'unknown', 'failed', 'quiet']
const VERDICTS = ['sent', 'again', 'failed'] as const

/** Lists deliveries, latest due first, after a line of totals; with `--id` and `--resolve`, settles an unknown one. */
export async function deliveriesVerb(options: DeliveriesOptions): Promise<void> {
  const limit = readCount(options.limit, '--limit', 1_000_000)
  const state = readState(options.state)
  await withContext(options, async ({ store, clock }) => {
    if (options.resolve !== undefined) {
      await resolveUnknown(options, store, clock().toString({ smallestUnit: 'millisecond' }))
      return
    }
    const found =
      options.id === undefined
        ? await store.deliveries.list({
            limit,
            ...(state && { states: [state] }),
            ...(options.channel !== undefined && { destination: options.channel }),
          })
        : [await store.deliveries.get(options.id)].filter(one => one !== null)
    if (options.json) {
      for (const one of found) printJson(one)
      return
    }
    const counts = await store.deliveries.counts()
    const { active, paused, nextAt } = await store.subscriptions.counts()
    print(
      [
        `${active} subscriptions active, ${paused} paused; next slot ${nextAt ?? 'none'}.`,
        `Deliveries: ${STATES.map(each => `${counts[each]} ${each}`).join(', ')}.`,
      ].join('\n'),
    )
    for (const one of found) print(lineOf(one))
    if (counts.unknown > 0)
      tell(
        'For each unknown one, look in its channel and say: deliveries --id ID --resolve sent|again|failed',
      )
  })
}

function readState(text: string | undefined): DeliveryState | undefined {
  const state = STATES.find(one => one === text)
  if (text !== undefined && state === undefined)
    throw new UserError(`--state ${text}: use one of ${STATES.join(', ')}.`, { exitCode: 2 })
  return state
}

async function resolveUnknown(
  { id, resolve }: DeliveriesOptions,
  store: Parameters<Parameters<typeof withContext>[1]>[0]['store'],
  at: string,
): Promise<void> {
  const verdict = VERDICTS.find(one => one === resolve)
  if (verdict === undefined || id === undefined)
    throw new UserError('deliveries --resolve needs --id ID and one of sent, again, failed.', { exitCode: 2 })
  if (!(await store.deliveries.resolve(id, verdict, at)))
    throw new UserError(`Delivery ${id} is not unknown: see deliveries --state unknown.`)
  tell(verdict === 'again' ? `${id} is posted again at the next minute.` : `${id} is ${verdict}.`)
}

/** `2026-11-22T23:30Z sent  slack:T1/C1  daily 1/3  id …`, and why, where it is not simply there. */
function lineOf(one: Delivery): string {
  const form = one.slot.split('@', 1)[0]
  const due = one.dueAt.replace(/:\d\d\.\d{3}Z$/, 'Z')
  const why = [one.reason, one.why].filter(text => text !== null).join(': ')
  const tries = one.attempts > 1 ? `  ${one.attempts} attempts` : ''
  const next = one.sendAfter === null ? '' : `  next ${one.sendAfter}`
  const end = why === '' ? '' : `  (${why})`
  return `${due} ${one.state.padEnd(7)} ${one.destination}  ${form} ${one.part + 1}/${one.parts}  ${one.id}${tries}${next}${end}`
}
