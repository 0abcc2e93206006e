// What a question in Discord costs: from the event to the acknowledgement and to the answer, with 50 people asking, and
// memory over 20,000 interactions. The app runs in a process of its own; Discord is a stub that answers at once.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openLexicon } from '../src/lexicon/lexicon.ts'
import { openStore } from '../src/store/open.ts'
import { fill, writeQuestions } from './ask-sizes.ts'
import { type DiscordStub, openDiscordStub } from './discord-stub.ts'
import { type BenchResult, type Figure, figure, figureWithGoal, median, quantile } from './figures.ts'
import { measureGrowth, type ProcessState } from './growth.ts'
import { createRandom } from './random.ts'
import type { Timing } from './slack-stub.ts'

const ARTICLES = 1000
const ASKERS = 50
const EACH = 4
/** Between an answer and the next question of the same person. */
const PAUSE_MS = 10_000
const INTERACTIONS = 20_000
/** One in so many of these is a question; the others are what costs least, so that a leak cannot hide behind it. */
const QUESTION_EVERY = 50
/** Longer than the interval in which the client sweeps. */
const SWEEP_MS = 65_000

/** Measures on a store of generated articles that is removed at the end. */
export async function run(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'attache-bench-discord-'))
  const file = join(folder, 'desk.db')
  const lexicon = openLexicon()
  const store = await openStore(file, { clock: () => new Date() })
  await fill(store, ARTICLES, lexicon)
  await store.close()
  const stub = await openDiscordStub()
  const app = fork(join(import.meta.dirname, 'discord-app.ts'), [file, stub.url], {
    execArgv: ['--expose-gc'],
  })
  const ready = once(app, 'message')
  try {
    await Promise.race([ready, once(app, 'exit').then(failed)])
    await stub.connected
    const questions = writeQuestions(lexicon)
    for (const question of questions.slice(0, 20)) await stub.command('ask', { question }, 0)
    const figures = [
      ...(await measureAskers(stub, questions)),
      ...(await measureMemory(stub, questions, app)),
    ]
    return { bench: 'discord', command: 'npm run bench -- discord', figures }
  } finally {
    if (app.connected) {
      app.send('stop')
      await once(app, 'exit')
    }
    await stub.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function failed(): never {
  throw new Error('The app did not start.')
}

async function measureAskers(stub: DiscordStub, questions: readonly string[]): Promise<Figure[]> {
  const random = createRandom(1)
  const timings: Timing[] = []
  const person = async (user: number): Promise<void> => {
    await wait(random.next() * PAUSE_MS)
    for (let i = 0; i < EACH; i++) {
      const question = questions[(user * EACH + i) % questions.length]!
      timings.push(await stub.command('ask', { question }, user))
      await wait(random.next() * PAUSE_MS)
    }
  }
  await Promise.all(Array.from({ length: ASKERS }, (_, user) => person(user)))
  const acks = timings.map(each => each.ack)
  const answers = timings.map(each => each.answer)
  const note = `${ASKERS} people asking every ${PAUSE_MS / 2000} s, ${ARTICLES / 1000}k articles, no model`
  return [
    figure('Discord: command to acknowledgement p50', median(acks), 'ms', note),
    figureWithGoal(
      'Discord: command to acknowledgement p99',
      quantile(acks, 0.99),
      'ms',
      { atMost: 50 },
      note,
    ),
    figure('Discord: command to answer p50', median(answers), 'ms', note),
    figureWithGoal('Discord: command to answer p99', quantile(answers, 0.99), 'ms', { atMost: 300 }, note),
  ]
}

async function measureMemory(
  stub: DiscordStub,
  questions: readonly string[],
  app: ChildProcess,
): Promise<Figure[]> {
  const batch = async (from: number, to: number): Promise<void> => {
    let next = from
    const worker = async (): Promise<void> => {
      for (let i = next++; i < to; i = next++) {
        if (i % QUESTION_EVERY === 0)
          await stub.command('ask', { question: questions[i % questions.length]! }, i % 500)
        else await stub.command('help', { command: 'ask' }, i % 500)
      }
    }
    await Promise.all(Array.from({ length: ASKERS }, worker))
  }
  /** After a pause in which the client sweeps away the queues of interactions that are over. */
  const state = async (): Promise<ProcessState> => {
    await wait(SWEEP_MS)
    const told = once(app, 'message')
    app.send('memory')
    return ((await told) as [ProcessState])[0]
  }
  return measureGrowth('Discord', INTERACTIONS, batch, state, `1 in ${QUESTION_EVERY} a question`)
}
