// Digests over the samples: what must be first, what must be there, what must not, what is told once, what is an update
// of what; and that every length keeps within its characters in all five languages.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BuiltDigest, buildEdition, windowOf } from '../../digests/digest.ts'
import { BUDGETS, fitDigest, lengthOfDigest } from '../../digests/fit.ts'
import type { ToldBefore } from '../../digests/novelty.ts'
import type { Claim } from '../../src/model/claim.ts'
import type { Digest, DigestItem } from '../../src/model/digest.ts'
import { LANGS, type Lang } from '../../src/model/language.ts'
import type { DigestLength } from '../../src/model/subscription.ts'
import { type Desk, openDesk } from '../helpers/desk.ts'
import type { EvalResult, EvalRow } from './result.ts'

/** An item matches when one of its claims has all that is named; each list is a choice. */
interface Matcher {
  readonly act?: readonly string[]
  /** Countries that act. */
  readonly by?: readonly string[]
  /** Countries that it is done to or with. */
  readonly with?: readonly string[]
  readonly topic?: readonly string[]
  readonly negated?: boolean
}

export interface GoldDigest {
  readonly id: string
  readonly asOf: string
  readonly days: number
  /** Told to the same channel before. */
  readonly after?: { readonly asOf: string; readonly days: number }
  readonly correctionFirst?: boolean
  readonly empty?: boolean
  /** Nothing of what was shown before is shown again. */
  readonly quiet?: boolean
  /** The first item that is no correction matches one of these. */
  readonly first: readonly Matcher[]
  /** For each, some item matches. */
  readonly has: readonly Matcher[]
  /** No item is built on a claim that matches. */
  readonly not: readonly Matcher[]
  /** For each, one item at most matches by the claim that it shows. */
  readonly once?: readonly Matcher[]
  /** Some item is an update and matches one of these. */
  readonly updates?: readonly Matcher[]
  readonly note: string
}

const GOLD = join(import.meta.dirname, '../gold/digests.jsonl')
const SAMPLES = join(import.meta.dirname, '../../samples')

/** The gold windows, in the order of the file. */
export function readGold(): GoldDigest[] {
  return readFileSync(GOLD, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as GoldDigest)
}

function matches(claim: Claim, matcher: Matcher): boolean {
  const some = (wanted: readonly string[] | undefined, found: readonly (string | undefined)[]) =>
    wanted === undefined || found.some(one => one !== undefined && wanted.includes(one))
  const recipients = [...claim.recipients, ...claim.actors.slice(1)].map(ref => ref.side)
  return (
    some(matcher.act, [claim.act]) &&
    some(
      matcher.by,
      claim.actors.map(ref => ref.side),
    ) &&
    some(matcher.with, recipients) &&
    some(
      matcher.topic,
      claim.topics.map(topic => topic.replace(/^TOP\./, '')),
    ) &&
    (matcher.negated === undefined || matcher.negated === (claim.polarity === 'negated'))
  )
}

/** What is wrong with a digest of a gold window; none when all is as it must be. */
export async function judgeDigest(gold: GoldDigest, desk: Desk, lang: Lang = 'en'): Promise<string[]> {
  const told = gold.after === undefined ? undefined : await tellFirst(gold.after, desk, lang)
  const built = await buildEdition(
    { window: windowOf(gold.asOf, gold.days), lang, ...(told && { told }) },
    desk,
  )
  const { items } = built.digest
  const claims = await Promise.all(
    items.map(async item => {
      const all = await Promise.all(item.claims.map(id => desk.store.claim(id)))
      return all.filter(claim => claim !== null)
    }),
  )
  const faults: string[] = []
  const fault = (what: string) =>
    faults.push(`${gold.id}: ${what} — ${items.map(item => item.headline).join(' | ')}`)
  const has = (matcher: Matcher) => claims.some(list => list.some(claim => matches(claim, matcher)))
  const show = (matcher: unknown) => JSON.stringify(matcher)

  if (gold.empty && items.length > 0) fault('must be empty')
  if (gold.quiet) for (const item of repeated(built, told!)) fault(`told again: ${item.headline}`)
  if (gold.correctionFirst && items[0]?.novelty !== 'correction') fault('the correction must be first')
  const first = items.findIndex(item => item.novelty !== 'correction')
  if (gold.first.length > 0 && !gold.first.some(one => claims[first]?.some(claim => matches(claim, one))))
    fault(`must be first: ${show(gold.first)}`)
  for (const one of gold.has) if (!has(one)) fault(`missing: ${show(one)}`)
  for (const one of gold.not) if (has(one)) fault(`must not appear: ${show(one)}`)
  for (const one of gold.once ?? [])
    if (claims.filter(list => list[0] && matches(list[0], one)).length > 1)
      fault(`more than once: ${show(one)}`)
  const updated = items.flatMap((item, i) => (item.novelty === 'update' ? claims[i]! : []))
  const { updates } = gold
  if (updates && !updates.some(one => updated.some(claim => matches(claim, one))))
    fault(`no update: ${show(updates)}`)
  return faults
}

/** A channel that was told a window before. */
async function tellFirst(
  { asOf, days }: { asOf: string; days: number },
  desk: Desk,
  lang: Lang,
): Promise<ToldBefore[]> {
  const { remembered } = await buildEdition({ window: windowOf(asOf, days), lang, told: [] }, desk)
  return remembered.flatMap(one => (one === null ? [] : [{ ...one, delivery: 'd', thread: null }]))
}

/** Items that show a claim shown before. */
function repeated({ digest }: BuiltDigest, told: readonly ToldBefore[]): DigestItem[] {
  const before = new Set(told.flatMap(one => one.claims))
  return digest.items.filter(item => item.claims.some(id => before.has(id)))
}

/** What is wrong with the form of a digest: length, sources, language, words cut in the middle. */
export function judgeForm(digest: Digest, length: DigestLength): string[] {
  const faults: string[] = []
  const where = `${digest.window.to} ${digest.lang} ${length}`
  const budget = BUDGETS[length] * (digest.form === 'weekly' ? 2 : 1)
  const characters = lengthOfDigest(digest)
  if (characters > budget) faults.push(`${where}: ${characters} characters`)
  for (const item of digest.items) {
    if (item.citations.length === 0) faults.push(`${where}: without a source: ${item.headline}`)
    const cited = digest.citations.filter(one => item.citations.includes(one.n))
    if (!cited.some(one => one.quote.includes(item.phrase)))
      faults.push(`${where}: the phrase is no quote: ${item.phrase}`)
    // The name of an outlet is as it is.
    if (item.novelty === 'correction') continue
    const other = foreignScript(item.headline.split(' — ').slice(1).join(' — '), digest.lang)
    if (other !== null) faults.push(`${where}: ${other} in ${item.headline}`)
  }
  return faults
}

/** Letters in what a headline is about that no reader of the language reads. */
function foreignScript(words: string, lang: Lang): string | null {
  const foreign: Readonly<Record<Lang, RegExp>> = {
    en: /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]/u,
    ja: /\p{scx=Hang}/u,
    ko: /[\p{sc=Hira}\p{sc=Kana}]/u,
    'zh-Hans': /[\p{sc=Hira}\p{sc=Kana}\p{scx=Hang}]/u,
    'zh-Hant': /[\p{sc=Hira}\p{sc=Kana}\p{scx=Hang}]/u,
  }
  return foreign[lang].exec(words)?.[0] ?? null
}

/** Judges every window in English and the form of all of them in five languages and three lengths. */
export async function run(): Promise<EvalResult> {
  const desk = await openDesk({}, [SAMPLES])
  try {
    const gold = readGold()
    const failures: string[] = []
    const count = { windows: 0, right: 0 }
    for (const one of gold) {
      const faults = await judgeDigest(one, desk)
      count.windows++
      if (faults.length === 0) count.right++
      failures.push(...faults)
    }
    const form = { digests: 0, faults: 0, longest: 0, items: 0, left: 0 }
    for (const { asOf, days } of gold) {
      for (const lang of LANGS) {
        for (const shape of ['daily', 'weekly'] as const) {
          const { digest } = await buildEdition({ window: windowOf(asOf, days), lang, form: shape }, desk)
          for (const length of ['short', 'usual', 'long'] as const) {
            const fitted = fitDigest(digest, length)
            const faults = judgeForm(fitted, length)
            form.digests++
            form.items += fitted.items.length
            form.left += fitted.left
            if (length === 'usual' && shape === 'daily')
              form.longest = Math.max(form.longest, lengthOfDigest(fitted))
            if (faults.length > 0) form.faults++
            failures.push(...faults)
          }
        }
      }
    }
    const row = (measure: string, value: number, goal: number | null, n: number, note: string): EvalRow => ({
      measure,
      value,
      goal,
      n,
      note,
    })
    return {
      set: 'digests',
      rows: [
        row(
          'windows right in every point',
          count.right / count.windows,
          0.9,
          count.windows,
          'first, present, absent, once, update, quiet',
        ),
        row(
          'digests within budget, sourced, quoted, in one language',
          1 - form.faults / form.digests,
          1,
          form.digests,
          'five languages, three lengths, daily and weekly',
        ),
        row(
          'longest usual daily, characters',
          form.longest,
          null,
          form.digests / 6,
          `goal: at most ${BUDGETS.usual}`,
        ),
        row(
          'items left out for length',
          form.left,
          null,
          form.items + form.left,
          'whole items, counted in the digest',
        ),
      ],
      failures,
    }
  } finally {
    await desk.close()
  }
}
