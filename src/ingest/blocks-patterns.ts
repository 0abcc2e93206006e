// The patterns of src/ingest/data/*.jsonl are written by people in any script and width; the text they are tried on
// is the match key (text/fold.ts). So each pattern's own characters are folded in the same way once, at start.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { UserError } from '../errors.ts'
import { fold } from '../text/fold.ts'

const blockPattern = z.strictObject({
  kind: z.enum(['placeholder', 'caption', 'boilerplate']),
  lang: z.enum(['zh', 'ja', 'ko', 'en', 'any']),
  /** Where in the block the pattern must stand; `whole`: it is all of the block. */
  where: z.enum(['start', 'end', 'whole', 'any']),
  /** Regular expression without \u escapes for letters; ASCII is matched without regard to case. */
  pattern: z.string().min(1),
  reason: z.string().min(1),
  /** Longest block in characters that it may claim; longer ones are news that merely mention it. */
  max: z.int().positive().optional(),
  /** The same for a block that ends like a sentence. */
  sentenceMax: z.int().positive().optional(),
  /** Opens a list of links: headline-like lines after it are boilerplate too. */
  section: z.boolean().optional(),
  /** Closes a report. */
  end: z.boolean().optional(),
})

/** One row of block-patterns.jsonl, its pattern compiled for folded text. */
export interface BlockPattern extends Omit<z.infer<typeof blockPattern>, 'pattern'> {
  readonly regex: RegExp
}

const MAX_CLAIM = 600

/**
 * Compiles a pattern for folded text: every non-ASCII character becomes its match key (escaped when that is ASCII).
 * @throws SyntaxError when the pattern is not a regular expression
 */
export function compilePattern(pattern: string, flags = 'iu'): RegExp {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range is what is meant
  const folded = pattern.replace(/[^\x00-\x7f]/g, unit => {
    const key = fold(unit)
    return /[\\^$.*+?()[\]{}|/]/.test(key) ? `\\${key}` : key
  })
  return new RegExp(folded, flags)
}

/**
 * Reads one JSON object a line and checks each against its shape.
 * @throws UserError naming file and line when a row is broken
 */
export function readRows<T>(name: string, shape: z.ZodType<T>): T[] {
  const lines = readFileSync(new URL(`./data/${name}`, import.meta.url), 'utf8').split('\n')
  const rows: T[] = []
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue
    try {
      rows.push(shape.parse(JSON.parse(line)))
    } catch (cause) {
      throw new UserError(
        `src/ingest/data/${name} line ${at + 1} is not a valid row: correct it or take it out.`,
        { cause },
      )
    }
  }
  return rows
}

function compileBlockPattern(row: z.infer<typeof blockPattern>): BlockPattern {
  const { pattern, ...rest } = row
  const before = row.where === 'start' || row.where === 'whole' ? '^' : ''
  const after = row.where === 'end' || row.where === 'whole' ? '$' : ''
  return { ...rest, regex: compilePattern(`${before}(?:${pattern})${after}`) }
}

const PATTERNS = readRows('block-patterns.jsonl', blockPattern).map(compileBlockPattern)

/** The first pattern of the given kind that claims a block; `key` is its folded text, trimmed. */
export function findPattern(
  kind: BlockPattern['kind'],
  key: string,
  endsLikeSentence: boolean,
): BlockPattern | null {
  if (key.length > MAX_CLAIM) return null
  for (const row of PATTERNS) {
    if (row.kind !== kind) continue
    if (key.length > (row.max ?? MAX_CLAIM)) continue
    if (endsLikeSentence && row.sentenceMax !== undefined && key.length > row.sentenceMax) continue
    if (row.regex.test(key)) return row
  }
  return null
}
