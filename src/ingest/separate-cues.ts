// What each block shows, apart from its wording, about which report it belongs to: the cheap signs that are read
// before anything is compared. A page where they do not differ is one report.
import { z } from 'zod'
import type { Block, BlockKind } from '../model/article.ts'
import { foldUnit } from '../text/fold.ts'
import { compilePattern, readRows } from './blocks-patterns.ts'
import { datelineLength, keyOf, leadingSpaces, namesDay, namesOutlet } from './blocks-shape.ts'
import { noveltyOf } from './blocks-spun.ts'

const leadPattern = z.strictObject({
  lang: z.enum(['zh', 'ja', 'ko', 'en']),
  /** Regular expression for the start of a block; its group `name` is who is cited. */
  pattern: z.string().min(1),
  example: z.string().min(1),
})

const LEADS = readRows('leads.jsonl', leadPattern).map(row => compilePattern(`^\\s*(?:${row.pattern})`))

/** Habits of one writer or template, each a small number per block, or -1 where the block does not show it. */
export const HABITS = ['indentation', 'script', 'commas', 'quotes', 'digits'] as const
export type Habit = (typeof HABITS)[number]
export const HABIT_VALUES = 5

/** What one block shows. */
export interface BlockCue {
  /**
   * `body` is a paragraph or a heading, `title` stands above the text; `filler` belongs to no report, and a
   * `question` of an interview to that of its answer.
   */
  readonly role: 'body' | 'title' | 'filler' | 'question'
  readonly headline: boolean
  /** A headline that names a day: `3월 6일: …`, `■… (3月26日)`. */
  readonly dated: boolean
  /** Share (0..1) of a title above the text that the page has nowhere else; 0 for everything else. */
  readonly foreign: number
  readonly dateline: boolean
  /** Outlet cited at the start, as its match key. */
  readonly lead: string | null
  /** Closes a report: an end mark, a credit line, a disclaimer. */
  readonly ends: boolean
  /** Values of HABITS in their order. */
  readonly habits: Int8Array
}

const HANS = 0
const HANT = 1
const JA = 2
const KO = 3
const LATIN = 4

/** Units read to tell the script of a block. */
const SCRIPT_SAMPLE = 300

function scriptOf(text: string): number {
  let [han, old, kana, hangul, latin] = [0, 0, 0, 0, 0]
  const length = Math.min(text.length, SCRIPT_SAMPLE)
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= 0x3400 && unit <= 0x9fff) {
      han++
      // The match key is the Simplified form: characters that differ from it are Traditional (or Japanese).
      if (foldUnit(unit) !== unit) old++
    } else if (unit >= 0x3041 && unit <= 0x30fa) kana++
    else if (unit >= 0xac00 && unit <= 0xd7a3) hangul++
    else if ((unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a)) latin++
  }
  if (hangul > han + kana && hangul * 3 > latin) return KO
  if (kana * 6 > han && kana > 4) return JA
  if (han >= 16 && han * 3 > latin) return old > 0.12 * han ? HANT : old < 0.05 * han ? HANS : -1
  return latin > 40 && latin > 3 * (han + kana + hangul) ? LATIN : -1
}

function firstOf(text: string, values: readonly RegExp[]): number {
  return values.findIndex(value => value.test(text))
}

function readHabits(text: string): Int8Array {
  return Int8Array.of(
    leadingSpaces(text) >= 2 ? 1 : 0,
    scriptOf(text),
    firstOf(text, [/，/, /[\u3400-\u9fff\u3040-\u30ff],/, /、/]),
    1 + firstOf(text, [/[“”]/, /[「」]/, /"/]),
    firstOf(text, [/[０-９]/, /[0-9]/]),
  )
}

function findLead(key: string): string | null {
  const head = key.slice(0, 70)
  for (const lead of LEADS) {
    const name = lead.exec(head)?.groups?.name?.trim()
    if (name && namesOutlet(name)) return name
  }
  return null
}

const ROLES: Partial<Record<BlockKind, BlockCue['role']>> = {
  paragraph: 'body',
  heading: 'body',
  title: 'title',
}

/** Longest question of an interview, in characters. */
const QUESTION_LENGTH = 160
const QUESTION =
  /^\s*(?:(?:[QＱ]|问|問|记者|記者|主持人|司会|聞き手|기자|질문|문|question|interviewer)\s*[:.：．]|[―—–─-]{1,3}\s*(?=[\p{L}“「]))/iu

function isQuestion(text: string, { kind, start, end }: Block): boolean {
  if (kind !== 'paragraph' && kind !== 'heading') return false
  if (end - start > QUESTION_LENGTH) return false
  const own = text.slice(start, end)
  return QUESTION.test(own) || (kind === 'heading' && /[?？]["”」』]?$/.test(own))
}

/** Reasons of boilerplate (block-patterns.jsonl) that stand at the end of an article. */
const CLOSING = new Set(['end mark', 'credit line', 'disclaimer', 'copyright notice'])

/** Reads the cues of every block; `text` is the text the blocks were cut from. */
export function readCues(text: string, blocks: readonly Block[]): BlockCue[] {
  const titles = blocks.filter(block => block.kind === 'title')
  const isInterview = blocks.filter(block => isQuestion(text, block)).length >= 2
  return blocks.map(block => {
    const { start, end, kind, reason } = block
    const own = text.slice(start, end)
    const role = isInterview && isQuestion(text, block) ? 'question' : (ROLES[kind] ?? 'filler')
    const length = kind === 'paragraph' ? datelineLength(own) : 0
    const isHeadline = role !== 'question' && (kind === 'heading' || kind === 'title')
    return {
      role,
      headline: isHeadline,
      dated: isHeadline && namesDay(own),
      foreign:
        titles.length > 1 && role === 'title' ? noveltyOf(own, text.slice(0, start) + text.slice(end)) : 0,
      dateline: length > 0,
      lead: kind === 'paragraph' ? findLead(keyOf(own.slice(length, length + 80))) : null,
      ends: kind === 'boilerplate' && reason !== null && CLOSING.has(reason),
      habits: readHabits(own),
    }
  })
}

/**
 * True when anything besides the wording suggests more than one report: two datelines, two titles, headings, or two
 * ways of indenting, writing or citing. Cheap, so that nearly all pages are decided without comparing their text.
 */
export function mayHoldSeveral(cues: readonly BlockCue[]): boolean {
  const count = (wanted: (cue: BlockCue) => boolean) => cues.filter(wanted).length
  if (count(isParagraph) < 2) return false
  if (count(cue => cue.dateline) >= 2 || count(cue => cue.headline) >= 2) return true
  if (new Set(cues.flatMap(cue => cue.lead ?? [])).size >= 2) return true
  return [HABITS.indexOf('indentation'), HABITS.indexOf('script')].some(habit => {
    const values = cues.filter(isParagraph).map(cue => cue.habits[habit]!)
    const known = Map.groupBy(
      values.filter(value => value >= 0),
      value => value,
    )
    return [...known.values()].filter(same => same.length >= 2).length > 1
  })
}

/** True for a paragraph, headings and questions left out. */
export function isParagraph(cue: BlockCue): boolean {
  return cue.role === 'body' && !cue.headline
}

/** True for blocks that hold no place in a report's order: notices, pictures, questions. */
export function isLoose(cue: BlockCue): boolean {
  return cue.role === 'filler' || cue.role === 'question'
}
