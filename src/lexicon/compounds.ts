// One-character state names inside compounds: 日美韩, 日・米・韓, 한미일, 访日. Alone they are words of other meaning
// (日 day, 米 rice, 中 middle, 한 one), so the surroundings decide; the lists are data.
import rules from './data/compounds.json' with { type: 'json' }

export interface BoundName {
  readonly start: number
  readonly end: number
  readonly id: string
}

const startsOf = new WeakMap<ReadonlyMap<string, string>, Uint8Array>()

/** 1 for each UTF-16 unit that is a bound name: every unit of every text is asked. */
function startsIn(bound: ReadonlyMap<string, string>): Uint8Array {
  const ready = startsOf.get(bound)
  if (ready !== undefined) return ready
  const starts = new Uint8Array(0x10000)
  for (const form of bound.keys()) starts[form.charCodeAt(0)] = 1
  startsOf.set(bound, starts)
  return starts
}

const isHangul = (char: string): boolean => char >= '\uac00' && char <= '\ud7af'
const KO_END = /^(?:이|가|은|는|을|를|의|에|과|와|도|로|간|측|등|내|외|만|에서|에게|으로)*$/

/**
 * @param key the folded text
 * @param bound folded one-character form → entity id
 * @param taken positions that a full name already covers
 */
export function findBound(
  key: string,
  bound: ReadonlyMap<string, string>,
  taken: (at: number) => boolean,
): BoundName[] {
  const starts = startsIn(bound)
  const found: BoundName[] = []
  for (let at = 0; at < key.length; at++) {
    if (starts[key.charCodeAt(at)] === 0) continue
    const run = readRun(key, at, bound, taken)
    if (run.length === 0) continue
    if (isHangul(key[at]!) ? koreanFits(key, run) : hanFits(key, run)) found.push(...run)
    at = run.at(-1)!.end - 1
  }
  return found
}

/** The longest run of one-character names of one script from `at`, joined or set apart by 、 or ・. */
function readRun(
  key: string,
  at: number,
  bound: ReadonlyMap<string, string>,
  taken: (at: number) => boolean,
): BoundName[] {
  const run: BoundName[] = []
  const hangul = isHangul(key[at] ?? '')
  for (let i = at; i < key.length; i++) {
    const id = taken(i) ? undefined : bound.get(key[i]!)
    if (id !== undefined && isHangul(key[i]!) === hangul) run.push({ start: i, end: i + 1, id })
    else if (run.length === 0 || !rules.hanJoin.includes(key[i]!) || run.at(-1)!.end !== i) break
  }
  return run
}

function hanFits(key: string, run: readonly BoundName[]): boolean {
  const before = key[run[0]!.start - 1] ?? ''
  const after = key[run.at(-1)!.end] ?? ''
  if (run.length === 1) {
    return (
      before !== '' &&
      rules.hanPrefixes.includes(before) &&
      !isInWord(key, run[0]!.start) &&
      !(after !== '' && rules.hanAfter.includes(after))
    )
  }
  if (/[0-9]/.test(before) || (before !== '' && rules.hanBefore.includes(before))) return false
  return new Set(run.map(one => one.id)).size === run.length
}

/** 专访中 is "in the interview", not "visiting China". */
function isInWord(key: string, start: number): boolean {
  return rules.hanPrefixNot.includes(key.slice(Math.max(0, start - 2), start))
}

function koreanFits(key: string, run: readonly BoundName[]): boolean {
  const start = run[0]!.start
  let wordStart = start
  while (wordStart > 0 && isHangul(key[wordStart - 1]!)) wordStart--
  let wordEnd = run.at(-1)!.end
  while (wordEnd < key.length && isHangul(key[wordEnd]!)) wordEnd++
  const tail = key.slice(run.at(-1)!.end, wordEnd)
  const joins = KO_END.test(tail) || rules.koreanAfter.some(word => tail.startsWith(word))
  if (run.length === 1) {
    const head = key.slice(wordStart, run[0]!.end)
    return rules.koreanPrefixed.includes(head)
  }
  if (new Set(run.map(one => one.id)).size !== run.length) return false
  return wordStart === start && joins
}
