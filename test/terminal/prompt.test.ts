import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Asker, LANG_OPTION, type Option } from '../../src/chat/command.ts'
import { createDispatch, type Dispatch } from '../../src/chat/dispatch.ts'
import { paragraph, type Reply } from '../../src/chat/reply.ts'
import { createCompleter } from '../../src/terminal/complete.ts'
import { openHistory } from '../../src/terminal/history.ts'
import { HISTORY_BYTES, HISTORY_LINES } from '../../src/terminal/limits.ts'
import { type PromptSettings, startPrompt } from '../../src/terminal/prompt.ts'
import { command, QUESTION, same } from '../chat/commands.ts'
import { Keyboard, Recorder } from './recorder.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prompt-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function reply(words: string): Reply {
  return { lang: 'en', summary: words, blocks: [paragraph(words)] }
}

/** Answers with the line itself; `slow` waits, `boom` fails, `hang` never ends. */
function echo(askers: Asker[] = []): Dispatch {
  return async (line, asker) => {
    askers.push(asker)
    if (line === 'hang') await new Promise(() => {})
    if (String(line).startsWith('slow')) await pause(30)
    if (line === 'boom') throw new Error('it broke\nstack')
    return reply(`<${line}>`)
  }
}

function settings(more: Partial<PromptSettings> & Pick<PromptSettings, 'input' | 'output'>): PromptSettings {
  return {
    dispatch: echo(),
    commands: [],
    lang: 'en',
    clock: () => Temporal.ZonedDateTime.from('2013-12-05T12:00:00[UTC]'),
    ...more,
  }
}

/** Pipes chunks in and returns what came out. */
async function pipe(
  chunks: readonly (string | Uint8Array)[],
  more: Partial<PromptSettings> = {},
): Promise<string> {
  const input = new PassThrough()
  const output = new Recorder()
  const ended = startPrompt(settings({ input, output, ...more }))
  for (const chunk of chunks) input.write(chunk)
  input.end()
  await ended
  return output.text
}

describe('a piped prompt', () => {
  it('answers each line in order and ends', async () => {
    expect(await pipe(['slow one\ntwo\n\nthree\n'])).toBe(
      '› slow one\n\n<slow one>\n\n› two\n\n<two>\n\n› three\n\n<three>\n\n',
    )
  })

  it('answers a last line without an end, and nothing where nothing is asked', async () => {
    expect(await pipe(['one'])).toBe('› one\n\n<one>\n\n')
    expect(await pipe([])).toBe('')
    expect(await pipe(['\n \n\u3000\n'])).toBe('')
  })

  it('takes line ends of every kind, also when they are parted', async () => {
    const expected = '› a\n\n<a>\n\n› b\n\n<b>\n\n'
    expect(await pipe(['a\r\nb\r\n'])).toBe(expected)
    expect(await pipe(['a\r', '\nb\r', '\n'])).toBe(expected)
  })

  it('reads letters that are cut between chunks, wherever they are cut', async () => {
    const lines = ['拜登拒绝了什么？', '바이든은 무엇을 거절했나?', '𠮷野家🇯🇵', 'what did Biden refuse?']
    const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), async sizes => {
        const chunks: Uint8Array[] = []
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length]!
          chunks.push(bytes.subarray(at, at + size))
          at += size
        }
        const asked: unknown[] = []
        const output = await pipe(chunks, {
          dispatch: async line => {
            asked.push(line)
            return reply('')
          },
        })
        expect(asked).toEqual(lines)
        expect(output).toContain('› 拜登拒绝了什么？\n')
      }),
      { numRuns: 20 },
    )
  })

  it('goes on after a command that fails, in one clear line', async () => {
    expect(await pipe(['boom\nafter\n'])).toBe('› boom\n\n! it broke\n\n› after\n\n<after>\n\n')
  })

  it('goes on after a reply that cannot be drawn', async () => {
    const broken = { lang: 'en', summary: '', blocks: [{ kind: 'list' }] } as unknown as Reply
    const output = await pipe(['bad\ngood\n'], {
      dispatch: async line => (line === 'bad' ? broken : reply('fine')),
    })
    expect(output).toMatch(/^› bad\n\n! .+\n\n› good\n\nfine\n\n$/)
  })

  it('shows what was asked without what it could do to a terminal', async () => {
    expect(await pipe(['\u001b[2Jhello \u202eolleh\n'])).toMatch(/^› \[2Jhello olleh\n/)
  })

  it('keeps no history and offers no conversation', async () => {
    const askers: Asker[] = []
    const historyFile = join(folder, 'history')
    await pipe(['one\n'], { dispatch: echo(askers), historyFile })
    expect(() => statSync(historyFile)).toThrow()
    expect(askers[0]).toMatchObject({ surface: 'terminal', user: { mayAdminister: true } })
    expect(askers[0]!.conversation).toBeUndefined()
  })

  it('takes thousands of lines at once', async () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `q${i}`)
    const output = await pipe([lines.join('\n')])
    expect(output.match(/<q\d+>/g)).toEqual(lines.map(line => `<${line}>`))
  })
})

describe('a reader who leaves', () => {
  it.each(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'])('ends it quietly (%s)', async code => {
    const input = new PassThrough()
    const output = new Recorder()
    output.refuse = code
    const askers: Asker[] = []
    input.write('one\ntwo\n')
    await startPrompt(settings({ input, output, dispatch: echo(askers) }))
    expect(askers.length).toBeLessThanOrEqual(1)
  })

  it('ends it also in the middle of an answer', async () => {
    const input = new PassThrough()
    const output = new Recorder()
    const ended = startPrompt(settings({ input, output }))
    input.write('hang\n')
    await output.until('› hang')
    output.destroy()
    await ended
  })

  it('is not taken for a full disk, which is told', async () => {
    const input = new PassThrough()
    const output = new Recorder()
    output.refuse = 'ENOSPC'
    input.end('one\n')
    await expect(startPrompt(settings({ input, output }))).rejects.toThrow(
      'The output cannot be written: write ENOSPC',
    )
  })

  it('or a signal from outside ends it', async () => {
    const stop = new AbortController()
    const input = new PassThrough()
    const output = new Recorder()
    const ended = startPrompt(settings({ input, output, signal: stop.signal }))
    input.write('hang\n')
    await output.until('› hang')
    stop.abort()
    await ended
    await startPrompt(settings({ input: new PassThrough(), output: new Recorder(), signal: stop.signal }))
  })

  it('an input that breaks is an input that ends', async () => {
    const input = new PassThrough()
    const ended = startPrompt(settings({ input, output: new Recorder() }))
    input.destroy(new Error('EIO'))
    await ended
  })
})

describe('a prompt on a terminal', () => {
  function open(more: Partial<PromptSettings> = {}) {
    const keys = new Keyboard()
    const output = new Recorder(80)
    const ended = startPrompt(settings({ input: keys, output, ...more }))
    return { keys, output, ended }
  }

  it('welcomes, asks, answers and leaves at Ctrl-D', async () => {
    const { keys, output, ended } = open()
    await output.until('› ')
    keys.write('拜登拒绝了什么？\r')
    await output.until('<拜登拒绝了什么？>')
    keys.write('\u0004')
    await ended
    expect(output.text).toMatch(/^Ask a question/)
    expect(output.text).toMatch(/\n$/)
    expect(keys.raw.at(-1)).toBe(false)
  })

  it('clears a half-typed line at the first Ctrl-C and leaves at the next', async () => {
    const askers: Asker[] = []
    const { keys, output, ended } = open({ dispatch: echo(askers) })
    await output.until('› ')
    keys.write('half typed')
    await output.until('half typed')
    keys.write('\u0003')
    await pause(10)
    keys.write('whole\r')
    await output.until('<whole>')
    keys.write('\u0003')
    await ended
    expect(askers).toHaveLength(1)
  })

  it('stops what is running at Ctrl-C and asks on', async () => {
    let signal: AbortSignal | undefined
    const { keys, output, ended } = open({
      dispatch: async (line, asker) => {
        signal = asker.signal
        return line === 'hang' ? new Promise<Reply>(() => {}) : reply(`<${line}>`)
      },
    })
    await output.until('› ')
    keys.write('hang\r')
    while (!signal) await pause(2)
    keys.write('typed ahead\r')
    keys.write('\u0003')
    await output.until('Stopped.')
    expect(signal.aborted).toBe(true)
    keys.write('next\r')
    await output.until('<next>')
    expect(output.text).not.toContain('typed ahead')
    keys.end()
    await ended
  })

  it('shows what is typed ahead after the answer, never within it', async () => {
    const { keys, output, ended } = open()
    await output.until('› ')
    keys.write('slow\rtwo\rthr')
    keys.write('ee\r')
    await output.until('<three>')
    keys.write('\u0004')
    await ended
    const order = ['<slow>', '<two>', '<three>'].map(words => output.text.indexOf(words))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(output.text.indexOf('tw')).toBeGreaterThan(output.text.indexOf('<slow>'))
  })

  it('hands on what was asked before, but not the commands', async () => {
    const askers: Asker[] = []
    const { keys, output, ended } = open({ dispatch: echo(askers) })
    await output.until('› ')
    keys.write('one\r/help\rtwo\r')
    await output.until('<two>')
    keys.end()
    await ended
    expect(askers.map(asker => asker.conversation?.earlier)).toEqual([[], ['one'], ['one']])
  })

  it('remembers lines from one start to the next', async () => {
    const historyFile = join(folder, 'deep', 'history')
    const first = open({ historyFile })
    await first.output.until('› ')
    first.keys.write('remember me\r')
    await first.output.until('<remember me>')
    first.keys.end()
    await first.ended
    expect(statSync(historyFile).mode & 0o777).toBe(0o600)
    const second = open({ historyFile })
    await second.output.until('› ')
    second.keys.write('\u001b[A\r')
    await second.output.until('<remember me>')
    second.keys.end()
    await second.ended
  })

  it('works without a history that cannot be kept, and says so once', async () => {
    const historyFile = join(folder, 'taken')
    mkdirSync(historyFile)
    const { keys, output, ended } = open({ historyFile })
    await output.until('› ')
    keys.write('one\rtwo\r')
    await output.until('<two>')
    keys.end()
    await ended
    expect(output.text.match(/cannot be kept/g)).toHaveLength(1)
  })

  it('completes commands and suggestions at Tab', async () => {
    const { keys, output, ended } = open({
      commands: [command('digest', [LANG_OPTION])],
      suggestions: ['Shinzo Abe'],
    })
    await output.until('› ')
    // A tab among other letters in one go is pasted text; a key comes alone.
    for (const typed of ['/di', '\t', '--la', '\t', 'ko\r']) keys.write(typed)
    await output.until('</digest --lang ko>')
    for (const typed of ['who is shi', '\t']) keys.write(typed)
    keys.write('?\r')
    await output.until('<who is Shinzo Abe?>')
    keys.end()
    await ended
  })

  it('answers through the real dispatch', async () => {
    const dispatch = createDispatch({
      commands: [command('ask', [QUESTION])],
      detectLanguage: () => ({ lang: 'ja', confidence: 1 }),
      report: () => {},
    })
    const { keys, output, ended } = open({ dispatch })
    await output.until('› ')
    keys.write('誰が？\r/asl\r')
    await output.until('/ask')
    expect(output.text).toContain('ask: 誰が？')
    keys.end()
    await ended
  })
})

describe('createCompleter', () => {
  const dates: Option = { kind: 'dates', name: 'dates', summary: same('when') }
  const complete = createCompleter(
    [command('ask', [QUESTION, LANG_OPTION]), command('digest', [dates, LANG_OPTION]), command('help')],
    ['Shinzo Abe', 'Abe Nobuyuki', '安倍晋三', '拜登', 'Joe Biden', 'TPP'],
  )

  it.each([
    ['/', ['/ask ', '/digest ', '/help '], '/'],
    ['／d', ['/digest '], '／d'],
    ['/x', [], '/x'],
    ['/digest ', ['zh-Hans ', 'zh-Hant ', 'ja ', 'ko ', 'en '], ''],
    ['/digest --', ['--dates ', '--lang '], '--'],
    ['/digest --lang ja --', ['--dates '], '--'],
    ['/digest --lang zh', ['zh-Hans ', 'zh-Hant '], 'zh'],
    ['/ask --l', ['--lang '], '--l'],
    ['/ask who is shin', ['Shinzo Abe'], 'shin'],
    ['who is Shinzo A', ['Shinzo Abe'], 'Shinzo A'],
    ['who is ab', ['Abe Nobuyuki'], 'ab'],
    ['谁批评了安', ['安倍晋三'], '安'],
    ['「拜', ['拜登'], '拜'],
    ['xTP', [], 'xTP'],
    ['who is ', [], 'who is '],
    ['', [], ''],
  ])('completes %j', (line, found, typed) => {
    expect(complete(line)).toEqual([found, typed])
  })

  it('always replaces an end of the line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), line => {
        for (const typed of [line, `/ask ${line}`, `/digest ${line}`]) {
          const [found, end] = complete(typed)
          expect(typed.endsWith(end)).toBe(true)
          expect(found.length).toBeLessThanOrEqual(60)
        }
      }),
    )
  })
})

describe('openHistory', () => {
  it('cuts an overlong file to its newest lines', () => {
    const file = join(folder, 'history')
    writeFileSync(file, Array.from({ length: HISTORY_LINES + 500 }, (_, i) => `q${i}\n`).join(''))
    expect(openHistory(file).lines).toHaveLength(HISTORY_LINES)
    expect(openHistory(file).lines[0]).toBe(`q${HISTORY_LINES + 499}`)
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(HISTORY_LINES + 1)
  })

  it('reads no more than the end of a huge file, and no half line', () => {
    const file = join(folder, 'history')
    writeFileSync(file, `${'x'.repeat(2 * HISTORY_BYTES)}\nlast\n`)
    expect(openHistory(file).lines).toEqual(['last'])
    expect(readFileSync(file, 'utf8')).toBe('last\n')
  })

  it('keeps nothing that could harm a terminal, nothing empty and nothing endless', () => {
    const file = join(folder, 'history')
    writeFileSync(file, '\u001b[2Jevil\n\n  \nfine\nfine\n')
    const history = openHistory(file)
    expect(history.lines).toEqual(['fine', '[2Jevil'])
    history.add('a\nb')
    history.add('x'.repeat(5000))
    history.add(' ')
    expect(openHistory(file).lines).toEqual(['a b', 'fine', '[2Jevil'])
  })

  it('survives a file of any bytes', () => {
    const file = join(folder, 'history')
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
        writeFileSync(file, bytes)
        for (const line of openHistory(file).lines) expect(line).not.toMatch(/\p{Cc}/u)
      }),
    )
  })
})
