// Groups and unnamed people that stand after a state or body: 日本政界, 米政府高官, 외교부 당국자, U.S. officials.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Tongue } from '../model/language.ts'
import { fold } from '../text/fold.ts'

const forms = z.array(z.string().min(1))
const Row = z.strictObject({
  /** `{cc}` stands for the country in lower case. */
  id: z.string(),
  named: z.boolean(),
  /** Needs a state or body before it. */
  side: z.boolean(),
  forms: z.strictObject({ zh: forms, ja: forms, ko: forms, en: forms }),
})

export interface Generic {
  readonly id: string
  readonly named: boolean
  /** Offset in the sentence where the group's noun ends. */
  readonly end: number
}

const rows = readFileSync(new URL('./data/generics.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter(line => line !== '')
  .map(line => Row.parse(JSON.parse(line)))

const byTongue = new Map<Tongue, { form: string; id: string; named: boolean }[]>()
for (const tongue of ['zh', 'ja', 'ko', 'en'] as const) {
  const all = rows.flatMap(row =>
    row.forms[tongue].map(form => ({ form: fold(form), id: row.id, named: row.named })),
  )
  byTongue.set(
    tongue,
    all.sort((a, b) => b.form.length - a.form.length),
  )
}

const standing = new Map(
  (['zh', 'ja', 'ko', 'en'] as const).map(tongue => [
    tongue,
    rows
      .filter(row => !row.side)
      .flatMap(row => row.forms[tongue].map(form => ({ form: fold(form), id: row.id, named: row.named })))
      .sort((a, b) => b.form.length - a.form.length),
  ]),
)

/** The group noun that directly follows offset `at` of a sentence, or null. */
export function findGeneric(sentence: string, at: number, tongue: Tongue): Generic | null {
  const rest = fold(sentence.slice(at, at + 32))
  const lead = /^(?:的|の|\s|·|['’]s\s)*/.exec(rest)![0].length
  for (const one of byTongue.get(tongue)!) {
    if (rest.startsWith(one.form, lead))
      return { id: one.id, named: one.named, end: at + lead + one.form.length }
  }
  return null
}

/** Group nouns that need no state before them (분석가, 大統領府高官): every place in the sentence. */
export function findStanding(
  sentence: string,
  tongue: Tongue,
): { start: number; end: number; id: string; named: boolean }[] {
  const key = fold(sentence)
  const found: { start: number; end: number; id: string; named: boolean }[] = []
  for (const one of standing.get(tongue)!) {
    for (let at = key.indexOf(one.form); at >= 0; at = key.indexOf(one.form, at + one.form.length)) {
      const end = at + one.form.length
      if (!found.some(f => f.start < end && at < f.end))
        found.push({ start: at, end, id: one.id, named: one.named })
    }
  }
  return found
}
