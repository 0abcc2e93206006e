import { describe, expect, it } from 'vitest'
import { createPrinter, wantsColor } from '../../src/terminal/printer.ts'
import { createProgress } from '../../src/terminal/progress.ts'
import { widthOf } from '../../src/terminal/width.ts'
import { Recorder } from './recorder.ts'

describe('createProgress', () => {
  it('writes one line at the start and one at the end where nobody can see it move', () => {
    const output = new Recorder()
    const { progress } = createProgress(output)
    for (let done = 0; done <= 60; done++) progress('Loading samples', done, 60)
    expect(output.text).toBe('Loading samples: 0/60\nLoading samples: 60/60\n')
  })

  it('redraws one line on a terminal, within its width, and leaves the last state standing', () => {
    const output = new Recorder(40)
    const { progress } = createProgress(output)
    for (let done = 0; done <= 6; done++) progress('Beispielartikel \u001b[2J werden geladen 記事', done, 6)
    const states = output.text.split('\r\u001b[2K')
    expect(states).toHaveLength(9)
    for (const state of states) expect(widthOf(state.trimEnd())).toBeLessThan(40)
    expect(states.at(-1)).toMatch(/ {2}6\/6\n$/)
    expect(output.text.match(/\n/g)).toHaveLength(1)
  })

  it('draws a bar where there is room', () => {
    const output = new Recorder(80)
    const bar = createProgress(output)
    bar.progress('Loading samples', 30, 60)
    expect(output.text).toContain(`Loading samples  ${'━'.repeat(12)}${'─'.repeat(12)}  30/60`)
    const before = output.text
    bar.progress('Loading samples', 30, 60)
    expect(output.text).toBe(before)
    bar.end()
    bar.end()
    expect(output.text.endsWith('Loading samples  30/60\n')).toBe(true)
  })

  it('begins a new line for a new job, and takes a job of nothing', () => {
    const output = new Recorder()
    const { progress, end } = createProgress(output)
    progress('one', 1, 4)
    progress('two', 0, 0)
    end()
    expect(output.text).toBe('one: 0/4\none: 1/4\ntwo: 0/0\n')
  })

  it('does not mind a reader who has left', async () => {
    const output = new Recorder(80)
    output.refuse = 'EPIPE'
    const { progress } = createProgress(output)
    for (let done = 0; done <= 3; done++) progress('Loading', done, 3)
    await new Promise(resolve => setImmediate(resolve))
    expect(output.text).toBe('')
  })
})

describe('createPrinter', () => {
  it('tells whether somebody still reads', async () => {
    const output = new Recorder()
    const printer = createPrinter(output)
    expect(await printer.print('a')).toBe(true)
    output.refuse = 'EPIPE'
    expect(await printer.print('b')).toBe(false)
    expect(printer.gone.aborted).toBe(true)
    expect(await printer.print('c')).toBe(false)
    expect(output.text).toBe('a')
  })
})

describe('wantsColor', () => {
  it('colours only terminals that can', () => {
    const terminal = Object.assign(new Recorder(80), { getColorDepth: () => 8 })
    expect(wantsColor(terminal)).toBe(true)
    expect(wantsColor(new Recorder(80))).toBe(false)
    expect(wantsColor(Object.assign(new Recorder(), { getColorDepth: () => 8 }))).toBe(false)
  })
})
