// What every app has to do, told once: each platform opens a rig and the table is run on it (apps.test.ts).
import { expect } from 'vitest'

/** A message as a reader sees it. */
export interface Seen {
  /** All its words in order, markup undone; link targets are left out. */
  readonly text: string
  /** Only the asker sees it. */
  readonly alone: boolean
  /** Labels of its buttons, those of the feedback among them. */
  readonly buttons: readonly string[]
}

/** A person of the rig: an administrator reading English, a member reading Japanese, a member reading Traditional Chinese. */
export type Who = 'ann' | 'bob' | 'mei'

/** One app on the counterpart of its platform. Every method resolves when all that it brings about has arrived. */
export interface Rig {
  readonly platform: string
  /** A command as its own interface sends it: name, and options in a line as they would be typed. */
  command(name: string, rest: string, who: Who): Promise<readonly Seen[]>
  /** A question by mention in the channel; `thread` is where the conversation goes on. */
  mention(text: string, who: Who): Promise<{ readonly thread: string; readonly seen: readonly Seen[] }>
  /** A line in that thread without a mention. */
  followUp(thread: string, text: string, who: Who): Promise<readonly Seen[]>
  /** A line in direct messages. */
  direct(text: string, who: Who): Promise<readonly Seen[]>
  /** Delivers the last mention, follow-up or direct message again, late, under the same id. */
  again(): Promise<readonly Seen[]>
  /** Presses a button of what was last seen, by its label. */
  press(label: string, who: Who): Promise<readonly Seen[]>
  /** `Summarize this` on a message of these words. */
  summarizeMessage(words: string, who: Who): Promise<readonly Seen[]>
  close(): Promise<void>
}

export interface Case {
  readonly title: string
  run(rig: Rig): Promise<void>
}

const QUESTION = '拜登拒绝了日方的什么要求？'
const NOT_FOUND = 'what did the mayor of Reykjavik say about whales?'

/** All words of what was seen. */
export const wordsOf = (seen: readonly Seen[]): string => seen.map(each => each.text).join('\n')

/** The table. The desk holds the sample articles named in desk.ts. */
export const CASES: readonly Case[] = [
  {
    title:
      'an answer by command is for all to see, quotes its evidence in the original script and asks what it was worth',
    run: async rig => {
      const seen = await rig.command('ask', QUESTION, 'ann')
      expect(wordsOf(seen)).toMatch(/拜登.*拒绝/s)
      expect(wordsOf(seen)).toContain('[1]')
      expect(seen.every(each => !each.alone)).toBe(true)
      expect(seen.at(-1)!.buttons).toEqual(expect.arrayContaining(['有用', '没用']))
    },
  },
  {
    title: 'a question that the articles do not answer is told so',
    run: async rig => {
      expect(wordsOf(await rig.command('ask', NOT_FOUND, 'ann'))).toContain('not in the stored articles')
    },
  },
  {
    title: 'help is for its asker alone, in the reader’s language as set in the platform',
    run: async rig => {
      const [japanese] = await rig.command('help', '', 'bob')
      expect(japanese).toMatchObject({ alone: true, text: expect.stringContaining('コマンド') })
      const [chinese] = await rig.command('help', 'digest', 'mei')
      expect(chinese).toMatchObject({ alone: true, text: expect.stringContaining('回覆所用的語言') })
    },
  },
  {
    title: 'a fault of the asker’s is told to them alone',
    run: async rig => {
      const [seen] = await rig.command('digest', '--date="the day after never"', 'ann')
      expect(seen).toMatchObject({ alone: true, text: expect.stringContaining('the day after never') })
    },
  },
  {
    title: 'a digest of a day comes in the language asked for',
    run: async rig => {
      const seen = await rig.command('digest', '2013-12-05 --lang ja', 'ann')
      expect(wordsOf(seen)).toContain('日米韓外交ダイジェスト')
    },
  },
  {
    title: 'who, timeline, latest and summarize answer',
    run: async rig => {
      expect(wordsOf(await rig.command('who', 'Biden 2013', 'ann'))).toMatch(/Vice President/i)
      expect(wordsOf(await rig.command('timeline', 'Biden', 'ann'))).toMatch(/2013/)
      expect(wordsOf(await rig.command('latest', '', 'ann'))).toMatch(/\[1\]/)
      expect(wordsOf(await rig.command('summarize', 'Biden', 'ann'))).toMatch(/\[1\]/)
    },
  },
  {
    title: 'a mention is answered in a thread, and a follow-up there needs no mention and keeps the language',
    run: async rig => {
      const { thread, seen } = await rig.mention(QUESTION, 'ann')
      expect(wordsOf(seen)).toMatch(/拜登.*拒绝/s)
      const more = await rig.followUp(thread, NOT_FOUND, 'bob')
      expect(more).toHaveLength(1)
    },
  },
  {
    title: 'what is delivered again is not answered again',
    run: async rig => {
      await rig.mention(QUESTION, 'ann')
      expect(await rig.again()).toEqual([])
      await rig.direct('what did Biden refuse?', 'bob')
      expect(await rig.again()).toEqual([])
    },
  },
  {
    title: 'a direct message is a question',
    run: async rig => {
      const seen = await rig.direct(QUESTION, 'mei')
      expect(wordsOf(seen)).toMatch(/拜登.*拒绝/s)
    },
  },
  {
    title: 'the buttons under an answer thank the one who pressed, alone',
    run: async rig => {
      await rig.mention(QUESTION, 'ann')
      const [thanks] = await rig.press('有用', 'bob')
      expect(thanks).toMatchObject({ alone: true, text: expect.stringContaining('ありがとう') })
    },
  },
  {
    title: 'a message is summarized for its reader alone',
    run: async rig => {
      const words = '美国副总统拜登在东京会见安倍晋三。拜登拒绝了日方要求。双方同意继续磋商。'
      const seen = await rig.summarizeMessage(words, 'bob')
      expect(seen.length).toBeGreaterThan(0)
      expect(seen.every(each => each.alone)).toBe(true)
      expect(wordsOf(seen)).toContain('拜登')
    },
  },
  {
    title: 'settings are refused to whoever may not change them',
    run: async rig => {
      const [refused] = await rig.command('housekeeping', '', 'bob')
      expect(refused).toMatchObject({ alone: true, text: expect.stringContaining('/housekeeping') })
      expect(refused!.text).not.toContain('kept house')
      const [done] = await rig.command('housekeeping', '', 'ann')
      expect(done).toMatchObject({ alone: true, text: expect.stringContaining('kept house') })
    },
  },
]
