// The whole program as an operator runs it: apps, port and a clean end.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { textOf, until } from '../slack/rig.ts'
import { APP_TOKEN, BOT_TOKEN, openWorkspace, SECRET, type Workspace } from '../slack/workspace.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
let workspace: Workspace
let folder: string
let child: ChildProcess | undefined
let output = ''

beforeEach(async () => {
  workspace = await openWorkspace()
  folder = mkdtempSync(join(tmpdir(), 'attache-start-'))
  output = ''
})
afterEach(async () => {
  if (child && child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  await workspace.close()
  rmSync(folder, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** The environment without what an operator may have set in it. */
const CLEAN = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(?:ATTACHE|SLACK|DISCORD|OPENAI)_/.test(name)),
)

/** Starts the program without a terminal, in a folder of its own; resolves when its port answers. */
async function start(settings: Record<string, string>): Promise<string> {
  const port = await freePort()
  child = spawn(process.execPath, [MAIN, 'start', '--db', 'desk.db'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...CLEAN,
      ATTACHE_SAMPLES: 'no',
      ATTACHE_PORT: String(port),
      SLACK_API_URL: workspace.apiUrl,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      ...settings,
    },
  })
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', data => (output += String(data)))
  const base = `http://127.0.0.1:${port}`
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The program ended: ${output}`)
    const answers = await fetch(`${base}/healthz`).then(
      response => response.ok,
      () => false,
    )
    if (answers) return base
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

// Windows knows no such signals.
describe.skipIf(process.platform === 'win32')('the program as a service', () => {
  test('answers over Socket Mode, is ready, counts, and ends cleanly when told to', async () => {
    const base = await start({ SLACK_APP_TOKEN: APP_TOKEN })
    await until(() => workspace.connected > 0)
    await workspace.command('ask what did Biden refuse?')
    await until(() => workspace.answers.length > 0)
    expect(textOf(workspace.answers[0]!.blocks)).toContain('not in the stored articles')
    expect((await fetch(`${base}/readyz`)).status).toBe(200)
    expect(await (await fetch(`${base}/metrics`)).text()).toContain(
      'attache_visits_total{surface="slack",command="ask",outcome="answered"} 1',
    )
    child!.kill('SIGTERM')
    const [code] = await once(child!, 'exit')
    expect(code).toBe(0)
    expect(output).toContain('Slack is on.')
    expect(output).not.toContain(BOT_TOKEN)
    expect(workspace.connected).toBe(0)
  })

  test('answers over HTTP at its port, and a platform or a model that is not to be had does not stop it', async () => {
    const base = await start({
      SLACK_SIGNING_SECRET: SECRET,
      DISCORD_TOKEN: 'wrong',
      DISCORD_API_URL: workspace.apiUrl.replace(/\/$/, ''),
      // Nobody listens there: the desk says so and works without.
      OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
    })
    workspace.useDoor(base)
    await workspace.command('help')
    await until(() => workspace.answers.length > 0)
    expect(workspace.answers[0]!.response_type).toBe('ephemeral')
    await until(() => output.includes('Discord is off'))
    await until(() => output.includes('Model: gpt-5-mini at 127.0.0.1:9: cannot be used now'))
    const ready = await fetch(`${base}/readyz`)
    expect(ready.status).toBe(503)
    expect(Object.keys(((await ready.json()) as { faults: object }).faults)).toEqual(['discord'])
    child!.kill('SIGINT')
    const [code] = await once(child!, 'exit')
    expect(code).toBe(0)
  })
})

test('settings that do not go together are told at once, all of them', async () => {
  const run = spawn(process.execPath, [MAIN, 'start', '--db', ':memory:'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...CLEAN, SLACK_SIGNING_SECRET: 'x', SLACK_CLIENT_ID: '1.2' },
  })
  run.stderr.on('data', data => (output += String(data)))
  const [code] = await once(run, 'exit')
  expect(code).toBe(2)
  expect(output).toMatch(/SLACK_CLIENT_SECRET[\s\S]*ATTACHE_KEY[\s\S]*ATTACHE_PORT/)
})
