// What chat apps keep, on every engine.
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { anyText } from './arbitrary.ts'
import { exportOf } from './helpers.ts'

const AT = '2026-11-23T08:00:00.000Z'
const LATER = '2026-11-24T08:00:00.000Z'

export function testPlatforms(open: () => Promise<Store>): void {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })
  afterEach(async () => {
    await store.close()
  })

  const turn = (key: string, more = {}) => ({
    key,
    conversation: 'slack:T1/C1/1.1',
    workspace: 'slack:T1',
    question: `question ${key}`,
    lang: 'ja' as const,
    summary: `summary ${key}`,
    at: AT,
    ...more,
  })

  describe('installations', () => {
    test('are kept as they were sealed, the latest of each workspace', async () => {
      const { platforms } = store
      await platforms.saveInstallation({ workspace: 'slack:T1', sealed: 'one' }, AT)
      await platforms.saveInstallation({ workspace: 'slack:T2', sealed: 'two' }, AT)
      await platforms.saveInstallation({ workspace: 'discord:1', sealed: 'three' }, AT)
      await platforms.saveInstallation({ workspace: 'slack:T1', sealed: 'newer' }, LATER)
      expect(await platforms.installation('slack:T1')).toEqual({ workspace: 'slack:T1', sealed: 'newer' })
      expect(await platforms.installation('slack:T9')).toBeNull()
      expect(await platforms.installations('slack:')).toEqual([
        { workspace: 'slack:T1', sealed: 'newer' },
        { workspace: 'slack:T2', sealed: 'two' },
      ])
    })
  })

  describe('visits', () => {
    test('begin once, however often and at once they are delivered', async () => {
      const visit = { id: 'slack:T1/C1/1.1', queue: 'slack', at: AT }
      const begun = await Promise.all(Array.from({ length: 8 }, () => store.platforms.beginVisit(visit)))
      expect(begun.filter(Boolean)).toHaveLength(1)
      await store.platforms.finishVisit(visit.id, AT)
      expect(await store.platforms.beginVisit(visit)).toBe(false)
    })

    test('that were not finished are found again by their queue, those finished and too old are not', async () => {
      const { platforms } = store
      await platforms.beginVisit({ id: 'old', queue: 'slack', work: '{}', at: '2026-11-22T00:00:00.000Z' })
      await platforms.beginVisit({ id: 'b', queue: 'slack', work: '{"b":1}', at: LATER })
      await platforms.beginVisit({ id: 'a', queue: 'slack', at: AT })
      await platforms.beginVisit({ id: 'done', queue: 'slack', work: '{}', at: AT })
      await platforms.beginVisit({ id: 'other', queue: 'discord:0', work: '{}', at: AT })
      await platforms.finishVisit('done', AT)
      expect(await platforms.unfinishedVisits('slack', AT)).toEqual([
        { id: 'a', work: null },
        { id: 'b', work: '{"b":1}' },
      ])
    })
  })

  describe('conversations', () => {
    test('give their latest turns, oldest first, each kept once', async () => {
      const { platforms } = store
      for (const key of ['1', '2', '3', '2']) await platforms.addTurn(turn(key))
      await platforms.addTurn(turn('4', { conversation: 'slack:T1/C2/1.1' }))
      expect(await platforms.turnsOf('slack:T1/C1/1.1', 2)).toEqual([turn('2'), turn('3')])
      expect(await platforms.turn('4')).toEqual(turn('4', { conversation: 'slack:T1/C2/1.1' }))
      expect(await platforms.turn('5')).toBeNull()
    })

    test('keep any words unit for unit', async () => {
      await fc.assert(
        fc.asyncProperty(anyText, anyText, anyText, async (key, question, summary) => {
          const one = await open()
          const said = turn(key, { question, summary, conversation: key })
          await one.platforms.addTurn(said)
          await one.platforms.addFeedback({ key, about: key, words: question, at: AT })
          await one.platforms.addChange({ at: AT, line: question, outcome: 'done' })
          expect(await one.platforms.turn(key)).toEqual(said)
          expect(await one.platforms.turnsOf(key, 1)).toEqual([said])
          expect(await one.platforms.feedback({ limit: 1 })).toEqual([
            { key, about: key, words: question, question, summary, at: AT },
          ])
          expect(await one.platforms.changes({ limit: 1 })).toEqual([
            { at: AT, line: question, outcome: 'done' },
          ])
          expect(await one.check()).toEqual([])
          await one.close()
        }),
        { numRuns: 20 },
      )
    })
  })

  describe('feedback', () => {
    test('is one verdict a person and reply, with the question it is about', async () => {
      const { platforms } = store
      await platforms.addTurn(turn('q'))
      const pressed = { key: 'q/U1', workspace: 'slack:T1', about: 'q', at: AT }
      await platforms.addFeedback({ ...pressed, verdict: 'good' })
      await platforms.addFeedback({ ...pressed, verdict: 'bad' })
      await platforms.addFeedback({ key: 'w', workspace: 'slack:T2', words: 'Nice.', at: LATER })
      const kept = { ...pressed, verdict: 'bad', question: 'question q', summary: 'summary q' }
      expect(await platforms.feedback({ limit: 9 })).toEqual([
        { key: 'w', workspace: 'slack:T2', words: 'Nice.', at: LATER },
        kept,
      ])
      expect(await platforms.feedback({ workspace: 'slack:T1', limit: 9 })).toEqual([kept])
      expect(await platforms.feedback({ limit: 1 })).toHaveLength(1)
    })
  })

  describe('changes', () => {
    test('are listed latest first, for one workspace or for all', async () => {
      const { platforms } = store
      const change = { at: AT, workspace: 'slack:T1', person: 'slack:T1/U1', line: '/subscribe' }
      await platforms.addChange({ ...change, outcome: 'done' })
      await platforms.addChange({ ...change, workspace: 'slack:T2', outcome: 'refused' })
      expect((await platforms.changes({ limit: 9 })).map(each => each.workspace)).toEqual([
        'slack:T2',
        'slack:T1',
      ])
      expect(await platforms.changes({ workspace: 'slack:T1', limit: 9 })).toEqual([
        { ...change, outcome: 'done' },
      ])
    })
  })

  describe('turns of a person', () => {
    const limit = { most: 3, everyMs: 1000 }

    test('are so many at once, then one for each interval, and never more', async () => {
      const take = (now: number) => store.platforms.takeTurn('slack:T1/U1', { ...limit, now })
      const at = 1_700_000_000_000
      expect([await take(at), await take(at), await take(at)]).toEqual([0, 0, 0])
      expect(await take(at)).toBe(1000)
      expect(await take(at + 400)).toBe(600)
      expect(await take(at + 1000)).toBe(0)
      expect(await take(at + 1000)).toBe(1000)
      expect(await store.platforms.takeTurn('slack:T1/U2', { ...limit, now: at })).toBe(0)
      // A long rest allows no more than so many at once.
      const rested = at + 1_000_000
      expect([await take(rested), await take(rested), await take(rested), await take(rested)]).toEqual([
        0, 0, 0, 1000,
      ])
    })

    test('are right at once, too', async () => {
      const now = 1_700_000_000_000
      const waits = await Promise.all(
        Array.from({ length: 20 }, () => store.platforms.takeTurn('p', { ...limit, now })),
      )
      expect(waits.filter(wait => wait === 0)).toHaveLength(3)
    })

    test('let in exactly what a plain count of the past would', async () => {
      const steps = fc.array(fc.integer({ min: 0, max: 2500 }), { maxLength: 20 })
      await fc.assert(
        fc.asyncProperty(steps, fc.uuid(), async (gaps, person) => {
          let [now, level] = [1_700_000_000_000, 0]
          for (const gap of gaps) {
            now += gap
            level = Math.max(0, level - gap)
            const wait = await store.platforms.takeTurn(person, { ...limit, now })
            expect(wait === 0).toBe(level <= 2000)
            if (wait === 0) level += 1000
            else expect(wait).toBe(level - 2000)
          }
        }),
        { numRuns: 30 },
      )
    })
  })

  describe('forgetting', () => {
    test('takes what is old and leaves the rest', async () => {
      const { platforms } = store
      await platforms.beginVisit({ id: 'old', queue: 'q', at: AT })
      await platforms.beginVisit({ id: 'new', queue: 'q', at: LATER })
      await platforms.addTurn(turn('old'))
      await platforms.addTurn(turn('new', { at: LATER }))
      await platforms.addFeedback({ key: 'f', about: 'old', verdict: 'good', at: LATER })
      await platforms.forgetBefore({ visits: LATER, turns: LATER })
      expect(await platforms.beginVisit({ id: 'new', queue: 'q', at: LATER })).toBe(false)
      expect(await platforms.beginVisit({ id: 'old', queue: 'q', at: LATER })).toBe(true)
      expect(await platforms.turn('old')).toBeNull()
      expect(await platforms.turn('new')).not.toBeNull()
      expect(await platforms.feedback({ limit: 1 })).toMatchObject([{ question: 'question old' }])
    })

    test('a workspace takes all that is its own and nothing of another whose name begins alike', async () => {
      const { platforms } = store
      for (const workspace of ['slack:T1', 'slack:T12']) {
        await platforms.saveInstallation({ workspace, sealed: 's' }, AT)
        await platforms.beginVisit({ id: `${workspace}/v`, queue: 'q', workspace, at: AT })
        await platforms.addTurn(turn(workspace, { workspace }))
        await platforms.addFeedback({ key: workspace, workspace, words: 'w', at: AT })
        await platforms.addChange({ at: AT, workspace, line: '/x', outcome: 'done' })
        await platforms.takeTurn(`${workspace}/U1`, { now: 0, most: 1, everyMs: 1000 })
      }
      await platforms.forgetWorkspace('slack:T1')
      const left = async (workspace: string) => [
        (await platforms.installation(workspace)) !== null,
        (await platforms.turn(workspace)) !== null,
        (await platforms.feedback({ workspace, limit: 1 })).length > 0,
        (await platforms.changes({ workspace, limit: 1 })).length > 0,
        !(await platforms.beginVisit({ id: `${workspace}/v`, queue: 'q', at: AT })),
        (await platforms.takeTurn(`${workspace}/U1`, { now: 0, most: 1, everyMs: 1000 })) > 0,
      ]
      expect(await left('slack:T1')).toEqual(Array(6).fill(false))
      expect(await left('slack:T12')).toEqual(Array(6).fill(true))
    })
  })

  test('an export holds nothing of it: neither secrets nor what people said', async () => {
    const { platforms } = store
    await platforms.saveInstallation({ workspace: 'slack:T1', sealed: 'SEALED-TOKEN' }, AT)
    await platforms.addTurn(turn('q', { question: 'A PRIVATE QUESTION' }))
    expect((await exportOf(store)).join('')).not.toMatch(/SEALED-TOKEN|A PRIVATE QUESTION/)
    expect(await store.check()).toEqual([])
  })
}
