// What a question in Slack costs: from the request to the acknowledgement and to the answer, with 50 people asking, and
// memory over 20,000 interactions. The app runs in a process of its own; Slack is a stub that answers at once.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openLexicon } from '../src/lexicon/lexicon.ts'
import { openStore } from '../src/store/open.ts'
import { fill, writeQuestions } from './ask-sizes.ts'
import { type BenchResult, type Figure, figure, figureWithGoal, median, quantile } from './figures.ts'
import { measureGrowth, type ProcessState } from './growth.ts'
import { createRandom } from './random.ts'
import { openSlackStub, type SlackStub, type Timing } from './slack-stub.ts'

/** How much is measured. */
export interface Size {
  readonly articles: number
  /** People asking at the same time. */
  readonly askers: number
  /** Questions of each. */
  readonly each: number
  /** Longest pause between an answer and the next question of the same person. */
  readonly pauseMs: number
  /** Over which memory is watched. */
  readonly interactions: number
}

const USUAL: Size = { articles: 1000, askers: 50, each: 6, pauseMs: 20_000, interactions: 20_000 }
/** One in so many of these is a question; the others are what costs least, so that a leak cannot hide behind it. */
const QUESTION_EVERY = 50

/** Measures on a store of generated articles that is removed at the end. */
export async function run(size: Size = USUAL): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'attache-bench-interactions-'))
  const file = join(folder, 'desk.db')
  const lexicon = openLexicon()
  const store = await openStore(file, { clock: () => new Date() })
  await fill(store, size.articles, lexicon)
  await store.close()
  const stub = await openSlackStub()
  const app = fork(join(import.meta.dirname, 'interactions-app.ts'), [file, stub.apiUrl, stub.secret], {
    execArgv: ['--expose-gc'],
  })
  try {
    const [{ port }] = (await once(app, 'message')) as [{ port: number }]
    const door = `http://127.0.0.1:${port}`
    const questions = writeQuestions(lexicon)
    for (const question of questions.slice(0, 20)) await stub.command(door, question, 0)
    const figures = [
      ...(await measureAskers(stub, door, questions, size)),
      ...(await measureMemory(stub, door, questions, app, size)),
    ]
    return { bench: 'interactions', command: 'npm run bench -- interactions', figures }
  } finally {
    if (app.connected) {
      app.send('stop')
      await once(app, 'exit')
    }
    await stub.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureAskers(
  stub: SlackStub,
  door: string,
  questions: readonly string[],
  { articles, askers, each, pauseMs }: Size,
): Promise<Figure[]> {
  const random = createRandom(1)
  const timings: Timing[] = []
  const person = async (user: number): Promise<void> => {
    await wait(random.next() * pauseMs)
    for (let i = 0; i < each; i++) {
      const question = questions[(user * each + i) % questions.length]!
      timings.push(await stub.command(door, question, user))
      await wait(random.next() * pauseMs)
    }
  }
  await Promise.all(Array.from({ length: askers }, (_, user) => person(user)))
  const acks = timings.map(each => each.ack)
  const answers = timings.map(each => each.answer)
  const note = `${askers} people asking every ${pauseMs / 2000} s, ${articles / 1000}k articles, no model`
  return [
    figure('Slack: command to acknowledgement p50', median(acks), 'ms', note),
    figureWithGoal('Slack: command to acknowledgement p99', quantile(acks, 0.99), 'ms', { atMost: 50 }, note),
    figure('Slack: command to answer p50', median(answers), 'ms', note),
    figureWithGoal('Slack: command to answer p99', quantile(answers, 0.99), 'ms', { atMost: 300 }, note),
  ]
}

async function measureMemory(
  stub: SlackStub,
  door: string,
  questions: readonly string[],
  app: ChildProcess,
  { askers, interactions }: Size,
): Promise<Figure[]> {
  const batch = async (from: number, to: number): Promise<void> => {
    let next = from
    const worker = async (): Promise<void> => {
      for (let i = next++; i < to; i = next++) {
        const text = i % QUESTION_EVERY === 0 ? questions[i % questions.length]! : 'help ask'
        await stub.command(door, text, i % 500)
      }
    }
    await Promise.all(Array.from({ length: askers }, worker))
  }
  const state = async (): Promise<ProcessState> => {
    app.send('memory')
    return ((await once(app, 'message')) as [ProcessState])[0]
  }
  return measureGrowth('Slack', interactions, batch, state, `1 in ${QUESTION_EVERY} a question`)
}
