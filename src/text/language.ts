// Which of our five written forms a text is in. Two questions are asked in turn: which script carries the text
// (Han and kana, Hangul, Latin, another), and then which language uses that script so. Evidence is counted in
// "characters' worth", so that one question of four characters and one report of four thousand read alike.
import hongKong from 'opencc-js/dict/HKVariants'
import shinjitai from 'opencc-js/dict/JPShinjitaiCharacters'
import toTraditional from 'opencc-js/dict/STCharacters'
import toSimplified from 'opencc-js/dict/TSCharacters'
import taiwan from 'opencc-js/dict/TWVariants'
import type { Lang } from '../model/language.ts'
import { LANGS } from '../model/language.ts'
import words from './data/language.json' with { type: 'json' }

/** What a text is most likely written in; `confidence` 0..1, below .5 when it is perhaps none of the five. */
export interface DetectedLanguage {
  readonly lang: Lang
  readonly confidence: number
}

/** A longer text says nothing new about its language. */
const READ_AT_MOST = 20_000

const HANS = 1
const HANT = 2
const JA = 4

// Characters in ordinary use that the conversion tables take for a form of another character.
const ALSO_HANS = '即研真予郎概翻萌慎芸瓶欠褒晃弁缶凜乾於著藉'
const ALSO_HANT = `${ALSO_HANS}並里占后干准岳范于朴采雇划云丑郁并衛鎮併緒餅征岩咸涌辟游群`
const NOT_JA = '悅稅銳脫產溫戶內吳眾啟彥沒黃妳你她您哪嗎吧啊呢們什麼怎咱夠跟吗吧么们这还没说'
const ALSO_JA = '内占税后携雇征群干却没准岩床彦嘘里凶庄唇涌迹据峰晋淀猪筑龍澤國藝廣圓凉惧'

/** For each UTF-16 unit, the written forms it is ordinary in; a character outside them speaks against a form. */
const USED_IN = buildUse()

function buildUse(): Uint8Array {
  const use = new Uint8Array(0x10000).fill(HANS | HANT | JA)
  const code = (char: string) => char.charCodeAt(0)
  const rows = (table: string) => table.split('|').map(row => row.split(' ') as [string, string, ...string[]])
  const japanese = new Map(rows(shinjitai).map(([form, old]) => [form, old] as const))
  const simplified = new Set<string>()
  for (const [from, ...to] of rows(toSimplified))
    if (from.length === 1 && !to.includes(from)) use[code(from)]! &= ~HANS
  for (const [from, ...to] of rows(toTraditional)) {
    simplified.add(from)
    if (from.length === 1 && !to.includes(from)) use[code(from)]! &= japanese.has(from) ? ~HANT : ~(HANT | JA)
  }
  for (const [form, old] of japanese) {
    if (old.length === 1) use[code(old)]! &= ~JA
    if (!simplified.has(form)) use[code(form)]! &= ~(HANS | HANT)
  }
  for (const [, to] of [...rows(taiwan), ...rows(hongKong)]) if (to.length === 1) use[code(to)]! |= HANT
  // 么 is a rare variant of 幺 in Taiwan and the everyday 麼 of the mainland.
  use[code('么')]! &= ~HANT
  for (const char of ALSO_HANS) use[code(char)]! |= HANS
  for (const char of ALSO_HANT) use[code(char)]! |= HANT
  for (const char of ALSO_JA) use[code(char)]! |= JA
  for (const char of NOT_JA) use[code(char)]! &= ~JA
  return use
}

function readWeights(table: Readonly<Record<string, string>>): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(table).flatMap(([weight, list]) =>
      list.split(' ').map(word => [word, Number(weight)] as const),
    ),
  )
}

const ZH_WORDS = readWeights(words.zh)
const JA_WORDS = readWeights(words.ja)
const EN_WORDS = new Set(words.en.split(' '))
const OTHER_WORDS = new Set(words.other.split(' ').filter(word => !EN_WORDS.has(word)))
const LONGEST_WORD = 5
/** The listed words by the unit they begin with, shorter ones first: most units begin none. */
const WORDS_BY_START = Map.groupBy(
  [...new Set([...ZH_WORDS.keys(), ...JA_WORDS.keys()])]
    .filter(word => word.length <= LONGEST_WORD)
    .map(word => ({ word, zh: ZH_WORDS.get(word) ?? 0, ja: JA_WORDS.get(word) ?? 0 }))
    .sort((a, b) => a.word.length - b.word.length),
  ({ word }) => word.charCodeAt(0),
)

const NO_WORDS: readonly { word: string; zh: number; ja: number }[] = []

const HANGUL = /^[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]/
const HAN_OR_KANA = /^[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]/
const LATIN = /^\p{Script=Latin}/u
const isKana = (unit: number) => (unit >= 0x3041 && unit <= 0x30ff) || (unit >= 0xff66 && unit <= 0xff9f)
const RUNS =
  /[々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f]+|[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]+|[\p{Script=Latin}\p{M}]+(?:['’][\p{Script=Latin}]+)*|[\p{L}--[\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]]+/gv
// A quotation, a title or a gloss in brackets may be in another language than the sentence around it.
const QUOTED =
  /“[^“”\n]{1,400}”|「[^「」\n]{1,400}」|『[^『』\n]{1,400}』|《[^《》\n]{1,200}》|"[^"\n]{1,400}"|（[^（）\n]{1,200}）|\([^()\n]{1,200}\)/g

interface Evidence {
  /** Characters' worth of Han and kana, Hangul, Latin, and letters of scripts that no language of ours uses. */
  readonly han: number
  readonly kana: number
  readonly hangul: number
  readonly latin: number
  readonly foreign: number
  /** For and against each written form within its script. */
  readonly hans: number
  readonly hant: number
  readonly ja: number
  readonly zh: number
  readonly en: number
}

function gather(text: string): Evidence {
  let [han, kana, hangul, latin, foreign] = [0, 0, 0, 0, 0]
  let [hans, hant, ja, zh, en] = [0, 0, 0, 0, 0]
  for (const [run] of text.matchAll(RUNS)) {
    if (HANGUL.test(run)) hangul += run.length
    else if (HAN_OR_KANA.test(run)) {
      for (let at = 0; at < run.length; at++) {
        const unit = run.charCodeAt(at)
        if (isKana(unit)) {
          kana++
          continue
        }
        han++
        const use = USED_IN[unit]!
        if (!(use & HANS)) hans--
        if (!(use & HANT)) hant--
        if (!(use & JA)) ja--
        for (const listed of WORDS_BY_START.get(unit) ?? NO_WORDS) {
          if (!run.startsWith(listed.word, at)) continue
          // A word that ends its run counts more, the more so the shorter it is.
          const times = at + listed.word.length === run.length ? LONGEST_WORD - listed.word.length + 1 : 1
          zh += times * listed.zh
          ja += times * listed.ja
        }
      }
    } else if (LATIN.test(run)) {
      const word = run.toLowerCase()
      if (EN_WORDS.has(word)) {
        latin += 2
        en += 1.5
      } else {
        latin += 0.8
        if (OTHER_WORDS.has(word)) en -= 1.8
        else if (/[^a-z'’]/.test(word)) en -= 0.8
        // All capitals, or a capital first: a name says nothing about the language around it.
        else if (/^[a-z]/.test(run))
          en += /(?:ing|ed|tion|ly|ment|ers?|ness|th|sh|ck)$/.test(word) ? 0.6 : 0.1
      }
    } else foreign += run.length * 0.5
  }
  return { han, kana, hangul, latin, foreign, hans, hant, ja, zh, en }
}

/** The text without what it quotes, unless hardly anything is left. */
function withoutQuotes(text: string): string {
  const rest = text.replace(QUOTED, ' ')
  if (rest.length === text.length) return text
  const letters = rest.match(
    /[\u1100-\u11ff\u3041-\u30fe\u3131-\u318e\u3400-\u9fff\uac00-\ud7a3]|\p{L}{2,}/gu,
  )
  return (letters?.length ?? 0) >= 2 ? rest : text
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x))

/** Chances of the five forms in the order of LANGS; what is missing to 1 is the chance of none of them. */
function chances(text: string): number[] {
  const whole = text.slice(0, READ_AT_MOST)
  const outside = withoutQuotes(whole)
  const found = gather(outside)
  const { han, kana, hangul, latin, foreign } = found
  if (han + kana + hangul + latin + foreign === 0) return [0, 0, 0, 0, 0]
  // Korean may carry Hanja and Japanese English: letters of the lesser script take part in the greater.
  const masses = [
    0.7 * han + kana + (han > 0 ? Math.max(0, found.zh, found.ja) : 0),
    hangul * (1 + 0.4 * Math.min(1, han / (hangul + 1))),
    latin,
    foreign,
  ]
  const most = Math.max(...masses)
  const exp = masses.map(mass => Math.exp(mass - most))
  const total = exp.reduce((sum, e) => sum + e, 0) + 0.3 * Math.exp(-most)
  const [hanShare, koShare, latinShare] = exp.map(e => e / total)

  // Japanese runs on kana: a long text without any is Chinese, whatever its words; a few kana in a long
  // Chinese text are a name or a shop sign.
  const kanaFor = kana > 0.05 * han ? 1.6 * kana : 0.5 * kana
  const pure = Math.max(0, han - 8) * (kana > 0.05 * han ? 0 : 0.25)
  const japanese = kanaFor + 2.2 * found.ja - 1.4 * found.zh - pure
  const chinese = 2.2 * Math.max(found.hans, found.hant)
  // Without any cue a run of Han is taken for Chinese, with little confidence.
  const jaGivenHan = logistic(japanese - chinese - 0.7)
  // Script is a habit of the whole page: what is quoted counts too, and so do the quotation marks.
  const all = outside === whole ? found : gather(whole)
  const marks = (/[「『]/.test(whole) ? 0.8 : 0) - (/[“‘]/.test(whole) ? 0.4 : 0)
  const hansGivenZh = logistic(2.2 * (all.hans - all.hant) + 0.5 - marks)
  const enGivenLatin = logistic(found.en + 0.2)
  return [
    hanShare! * (1 - jaGivenHan) * hansGivenZh,
    hanShare! * (1 - jaGivenHan) * (1 - hansGivenZh),
    hanShare! * jaGivenHan,
    koShare!,
    latinShare! * enGivenLatin,
  ]
}

function best(shares: readonly number[]): DetectedLanguage {
  let at = shares.length - 1
  for (let i = 0; i < shares.length; i++) if (shares[i]! > shares[at]!) at = i
  // None of the five: answered as English, the language that readers of this desk share, and marked unsure.
  const none = 1 - shares.reduce((sum, share) => sum + share, 0)
  if (none > shares[at]!) return { lang: 'en', confidence: shares[4]! }
  return { lang: LANGS[at]!, confidence: shares[at]! }
}

/**
 * Tells the written form of a report, a paragraph or a question of a few characters; quotations in another
 * language do not count. A text in none of the five is `en` with a confidence below .5, empty text with 0.
 * @example detectLanguage('拜登拒绝了什么').lang === 'zh-Hans'
 */
export function detectLanguage(text: string): DetectedLanguage {
  return best(chances(text))
}

/**
 * Tells the language of each paragraph of a page: a paragraph that says little by itself (日中首相) is read
 * as its page is, while one that is plainly in another language keeps it.
 */
export function detectLanguages(paragraphs: readonly string[]): DetectedLanguage[] {
  const each = paragraphs.map(chances)
  const page = [0, 0, 0, 0, 0]
  for (const [i, shares] of each.entries())
    for (const [l, share] of shares.entries()) page[l]! += share * Math.min(400, paragraphs[i]!.length)
  const weight = page.reduce((sum, p) => sum + p, 0)
  if (weight === 0) return each.map(best)
  const prior = page.map(p => (p + 0.02 * weight) / (1.1 * weight))
  return each.map(shares => {
    const posterior = shares.map((share, l) => share * prior[l]!)
    const sum = posterior.reduce((total, p) => total + p, 0)
    const known = shares.reduce((total, share) => total + share, 0)
    return best(sum === 0 ? shares : posterior.map(p => (p / sum) * known))
  })
}
