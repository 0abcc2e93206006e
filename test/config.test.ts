import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig, SETTINGS } from '../src/config.ts'
import { UserError } from '../src/errors.ts'

const ROOT = join(import.meta.dirname, '..')
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8')

describe('settings', () => {
  test('every setting has a default that is valid and a line of help', () => {
    const config = readConfig({})
    for (const [name, setting] of Object.entries(SETTINGS)) {
      expect(config[name as keyof typeof config], name).toBeDefined()
      expect(setting.help.length, name).toBeGreaterThan(20)
    }
  })

  test('.env.example lists exactly the settings, with their defaults and help', () => {
    const expected = Object.values(SETTINGS)
      .map(one => `\n# ${one.help}\n# ${one.key}=${one.default}\n`)
      .join('')
    expect(read('.env.example')).toBe(
      `# Copy to .env and change what you need; everything has a default.\n${expected}`,
    )
  })

  test('the README table lists exactly the settings, with their defaults and help', () => {
    const shown = (text: string): string => (text === '' ? '(empty)' : `\`${text}\``)
    const rows = Object.values(SETTINGS).map(
      one => `| \`${one.key}\` | ${shown(one.default)} | ${one.help} |`,
    )
    const lines = read('README.md').split('\n')
    const head = lines.findIndex(line => line.startsWith('| setting | default'))
    const end = lines.findIndex((line, at) => at > head && !line.startsWith('|'))
    const table = lines.slice(head + 2, end)
    expect(table).toEqual(rows)
  })

  test('no other file of the house reads the environment', async () => {
    const { globSync } = await import('node:fs')
    const readers = globSync(['src/**/*.ts', 'commands/*.ts', 'digests/*.ts'], { cwd: ROOT }).filter(path =>
      /process\.env\b/.test(read(path)),
    )
    expect(readers.map(path => path.replaceAll('\\', '/'))).toEqual(['src/config.ts'])
  })

  test.each([
    ['ATTACHE_ZONE', 'Mars/Olympus', 'IANA'],
    ['ATTACHE_LANG', 'klingon', 'zh-Hans'],
    ['ATTACHE_MAX_BYTES', '-5', 'bytes'],
    ['ATTACHE_MAX_BYTES', '12MB', 'bytes'],
    ['ATTACHE_SAMPLES', 'maybe', 'yes or no'],
    ['ATTACHE_LOG_LEVEL', 'loud', 'debug'],
    ['OPENAI_BASE_URL', 'localhost:11434', 'http://'],
    ['ATTACHE_MODEL_DAY_BUDGET', '5 dollars', '$5'],
    ['ATTACHE_MODEL_DAY_BUDGET', '$5', 'ATTACHE_MODEL_PRICES'],
    ['ATTACHE_MODEL_PRICES', '1', '0.25/0.025/2'],
    ['ATTACHE_MODEL_DEADLINES', 'slack=soon', 'seconds'],
    ['ATTACHE_MODEL_USES', 'answer,everything', 'summarize'],
    ['ATTACHE_MODEL_PARALLEL', '0', '1 to 100'],
  ])('%s=%s is refused with what would be right', (key, value, hint) => {
    const fault = (): unknown => readConfig({ [key]: value })
    expect(fault).toThrow(UserError)
    expect(fault).toThrow(key)
    expect(fault).toThrow(hint)
  })

  test('all faults are told at once', () => {
    expect(() => readConfig({ ATTACHE_ZONE: 'x', ATTACHE_LANG: 'y' })).toThrow(
      /ATTACHE_LANG[\s\S]*ATTACHE_ZONE/,
    )
  })

  test('an empty value means the default', () => {
    expect(readConfig({ ATTACHE_DB: '' }).db).toBe(SETTINGS.db.default)
  })
})
