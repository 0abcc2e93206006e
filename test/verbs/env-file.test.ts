import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mergeEnv, writeEnv } from '../../src/verbs/env-file.ts'

describe('merging', () => {
  test('keeps every line, comment and order; a setting goes where it stood', () => {
    const text = '# mine\nB=2\n\n# SLACK_BOT_TOKEN=\nexport A=old # note\nA=older\nC="x y"\n'
    expect(mergeEnv(text, { A: 'new', SLACK_BOT_TOKEN: 'xoxb-1', Z: 'Asia/Tokyo' })).toBe(
      '# mine\nB=2\n\n# SLACK_BOT_TOKEN=\nSLACK_BOT_TOKEN=xoxb-1\nexport A=old # note\nA=new\nC="x y"\nZ=Asia/Tokyo\n',
    )
    expect(mergeEnv('', { A: '1' })).toBe('A=1\n')
    expect(mergeEnv('A=0', { B: '2 3#4' })).toBe('A=0\nB="2 3#4"\n')
    expect(mergeEnv('A=0\r\nB=1\r\n', { B: '2' })).toBe('A=0\r\nB=2\r\n')
  })

  test('reads back as what was written, and leaves other lines alone', () => {
    const name = fc.stringMatching(/^[A-Z][A-Z_]{0,8}$/)
    const value = fc.stringMatching(/^[ -!#-~]{0,30}$/).map(each => each.trim())
    const line = fc.oneof(
      fc.tuple(name, value).map(([key, each]) => `${key}=${each.replace(/[#'`\\$]/g, '')}`),
      fc.constant('# a comment'),
      fc.constant(''),
    )
    fc.assert(
      fc.property(fc.array(line), fc.dictionary(name, value, { minKeys: 1 }), (lines, settings) => {
        const text = lines.map(each => `${each}\n`).join('')
        const merged = mergeEnv(text, settings)
        const read = parseEnv(merged)
        for (const [key, each] of Object.entries(settings)) expect(read[key], merged).toBe(each)
        const before = parseEnv(text)
        for (const [key, each] of Object.entries(before))
          if (!Object.hasOwn(settings, key)) expect(read[key]).toBe(each)
        expect(merged.split('\n').filter(each => each === '# a comment')).toHaveLength(
          lines.filter(each => each === '# a comment').length,
        )
      }),
    )
  })
})

describe('writing', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'attache-env-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('makes a file that its owner alone can read', () => {
    const file = join(folder, '.env')
    writeFileSync(file, '# kept\n')
    writeEnv(file, { A: '1' })
    expect(readFileSync(file, 'utf8')).toBe('# kept\nA=1\n')
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('says what cannot be written, and leaves the file as it was', () => {
    const file = join(folder, '.env')
    writeFileSync(file, 'A=0\n')
    expect(() => writeEnv(file, { A: 'a\nB=2' })).toThrow(/A holds a quotation mark or a line end/)
    expect(() => writeEnv(join(folder, 'no', '.env'), { A: '1' })).toThrow(/cannot be written/)
    expect(readFileSync(file, 'utf8')).toBe('A=0\n')
  })
})
