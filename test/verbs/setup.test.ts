// `setup` and `check` as an operator runs them, against the counterpart of Slack.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { APP_TOKEN, BOT_TOKEN, CLIENT, openWorkspace, type Workspace } from '../slack/workspace.ts'

const ROOT = join(import.meta.dirname, '../..')
const CLEAN = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(?:ATTACHE|SLACK|DISCORD|OPENAI)_/.test(name)),
)
let workspace: Workspace
let folder: string
const envFile = () => readFileSync(join(folder, '.env'), 'utf8')

beforeAll(async () => {
  workspace = await openWorkspace()
  folder = mkdtempSync(join(tmpdir(), 'attache-setup-'))
})
afterAll(async () => {
  await workspace?.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => writeFileSync(join(folder, '.env'), '# my own line\nATTACHE_ZONE=Asia/Tokyo\n'))

async function run(args: readonly string[], input?: string) {
  const child = spawn(process.execPath, [join(ROOT, 'src/main.ts'), ...args], {
    cwd: folder,
    env: { ...CLEAN, SLACK_API_URL: workspace.apiUrl },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', data => (out += String(data)))
  child.stderr.on('data', data => (err += String(data)))
  child.stdin.end(input)
  const [code] = await once(child, 'close')
  return { code: code as number, out, err }
}

describe('setup', () => {
  test('tries the tokens, writes them beside what was there, and says what comes next', async () => {
    const { code, out, err } = await run(
      ['setup', '-'],
      `SLACK_BOT_TOKEN=${BOT_TOKEN}\nSLACK_APP_TOKEN=${APP_TOKEN}\n`,
    )
    expect(err).toContain('/invite @attache')
    expect(out).toContain('✓ Slack knows us as @attache in the workspace Desk.')
    expect(out).toMatch(/! The app lacks app_mentions:read, .*docs\/slack-manifest\.yaml/)
    expect(out).toContain('✓ Socket Mode is open to us.')
    expect(code).toBe(0)
    expect(envFile()).toBe(
      `# my own line\nATTACHE_ZONE=Asia/Tokyo\nSLACK_BOT_TOKEN=${BOT_TOKEN}\nSLACK_APP_TOKEN=${APP_TOKEN}\n`,
    )
    expect(out + err).not.toContain(BOT_TOKEN)
  })

  test.each([
    [
      ['SLACK_BOT_TOKEN=xoxb-wrong', `SLACK_APP_TOKEN=${APP_TOKEN}`],
      /SLACK_BOT_TOKEN is refused by Slack \(invalid_auth\).*OAuth & Permissions/,
    ],
    [
      [`SLACK_BOT_TOKEN=${BOT_TOKEN}`, 'SLACK_APP_TOKEN=xapp-wrong'],
      /SLACK_APP_TOKEN is refused by Slack \(invalid_auth\).*App-Level Tokens/,
    ],
  ])('names a wrong token, and where the right one is', async (pairs, words) => {
    workspace.fault('auth.test', ({ body: _ }, response) =>
      pairs[0]!.endsWith('wrong')
        ? void response.end('{"ok":false,"error":"invalid_auth"}')
        : void response.end('{"ok":true,"team":"Desk","user":"attache","team_id":"T1","user_id":"U1"}'),
    )
    const { code, out, err } = await run(['setup', ...pairs])
    expect(out).toMatch(words)
    expect(err).toContain('Nothing was written')
    expect(code).toBe(1)
    expect(envFile()).toBe('# my own line\nATTACHE_ZONE=Asia/Tokyo\n')
  })

  test('makes a key where workspaces install the app by themselves, and keeps it the next time', async () => {
    const pairs = [
      `SLACK_CLIENT_ID=${CLIENT.id}`,
      `SLACK_CLIENT_SECRET=${CLIENT.secret}`,
      `SLACK_SIGNING_SECRET=${'0123456789abcdef'.repeat(2)}`,
      'ATTACHE_PORT=3000',
    ]
    expect((await run(['setup', ...pairs])).code).toBe(0)
    const [, key] = /ATTACHE_KEY=(\S{43})\n/.exec(envFile()) ?? []
    expect(key).toBeDefined()
    expect((await run(['setup', ...pairs])).code).toBe(0)
    expect(envFile()).toContain(`ATTACHE_KEY=${key}\n`)
  })

  test.each([
    [['setup', 'NO_SUCH=1'], /no setting NO_SUCH/, 2],
    [['setup', 'nonsense'], /NAME=VALUE/, 2],
    [['setup'], /asks at a terminal/, 2],
    [['setup', 'SLACK_BOT_TOKEN=xoxb-1'], /SLACK_BOT_TOKEN needs SLACK_APP_TOKEN/, 2],
    [['setup', '--manifest', '--url', 'http://x'], /public https/, 2],
  ])('%j is refused in words', async (args, words, expected) => {
    const { code, err } = await run(args as string[], '')
    expect(err).toMatch(words)
    expect(code).toBe(expected)
    expect(envFile()).toBe('# my own line\nATTACHE_ZONE=Asia/Tokyo\n')
  })
})

describe('check', () => {
  test('tells what works; a wrong token ends with exit code 1', async () => {
    writeFileSync(
      join(folder, '.env'),
      `SLACK_BOT_TOKEN=${BOT_TOKEN}\nSLACK_APP_TOKEN=xapp-wrong\nATTACHE_PORT=1\n`,
    )
    const { code, out } = await run(['check', '--db', ':memory:'])
    expect(out).toContain('✓ Slack knows us as @attache')
    expect(out).toMatch(/✗ SLACK_APP_TOKEN is refused/)
    expect(out).toContain('is sound and holds 0 articles')
    expect(out).toContain('! No desk answers at port 1')
    expect(code).toBe(1)
  })

  test('says that nothing is set up yet, as JSON when asked', async () => {
    const { code, out } = await run(['check', '--db', ':memory:', '--json'])
    const lines = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as object)
    expect(lines[0]).toMatchObject({ level: 'warning', words: expect.stringContaining('attache setup') })
    expect(code).toBe(0)
  })
})
