// How words sound, for names and loanwords across scripts: katakana, Hangul and pinyin become Latin letters, and Latin
// letters become a row of consonant classes in which 바이든, バイデン, 拜登 and Biden are nearly the same.

const KANA =
  'a:ア,ァ i:イ,ィ u:ウ,ゥ e:エ,ェ o:オ,ォ ka:カ,ヵ ki:キ ku:ク ke:ケ,ヶ ko:コ ga:ガ gi:ギ gu:グ ge:ゲ go:ゴ sa:サ shi:シ su:ス se:セ so:ソ za:ザ ji:ジ zu:ズ ze:ゼ zo:ゾ ta:タ chi:チ tsu:ツ te:テ to:ト da:ダ ji:ヂ zu:ヅ de:デ do:ド na:ナ ni:ニ nu:ヌ ne:ネ no:ノ ha:ハ hi:ヒ fu:フ he:ヘ ho:ホ ba:バ bi:ビ bu:ブ be:ベ bo:ボ pa:パ pi:ピ pu:プ pe:ペ po:ポ ma:マ mi:ミ mu:ム me:メ mo:モ ya:ヤ,ャ yu:ユ,ュ yo:ヨ,ョ ra:ラ ri:リ ru:ル re:レ ro:ロ wa:ワ,ヮ wi:ヰ we:ヱ o:ヲ n:ン vu:ヴ'
const ROMAJI = new Map(
  KANA.split(' ').flatMap(row => {
    const [sound = '', kana = ''] = row.split(':')
    return kana.split(',').map(one => [one, sound] as const)
  }),
)
const SMALL = /[ァィゥェォャュョヮ]/

/** Katakana in Latin letters; long marks and small ッ are left out. */
export function romanizeKatakana(text: string): string {
  let out = ''
  for (const kana of text.normalize('NFKC')) {
    const sound = ROMAJI.get(kana) ?? ''
    // ファ is fa and シャ sha: the small one takes the place of the vowel before it.
    if (SMALL.test(kana) && /[aeiou]$/.test(out)) out = out.slice(0, -1) + sound.replace(/^y(?=.)/, '')
    else out += sound
  }
  return out
}

const INITIALS = 'g kk n d tt r m b pp s ss  j jj ch k t p h'.split(' ')
const VOWELS = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ')
const FINALS = ' k k k n n n t l k m l l l p l m p p t t ng t t k t p t'.split(' ')
const HANGUL_START = 0xac00

/** Hangul in Latin letters, syllable by syllable. */
export function romanizeHangul(text: string): string {
  let out = ''
  for (const char of text) {
    const at = char.charCodeAt(0) - HANGUL_START
    if (at < 0 || at >= 11172) continue
    out += INITIALS[Math.floor(at / 588)]! + VOWELS[Math.floor(at / 28) % 21]! + FINALS[at % 28]!
  }
  return out
}

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^(?:kn|gn)/, 'n'],
  [/^wr/, 'r'],
  [/^x/, 's'],
  [/^ps/, 's'],
  [/sch|sh|tch|tsch/g, 'S'],
  [/ch(?=[lr])/g, 'k'],
  [/ch/g, 'S'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/(?<=[aeiou])gh(?![aeiou])/g, ''],
  [/gh/g, 'g'],
  [/ck/g, 'k'],
  [/dg(?=[eiy])/g, 'S'],
  [/q[u]?/g, 'k'],
  [/x/g, 'ks'],
  [/sc(?=[eiy])/g, 's'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/z/g, 's'],
  [/j/g, 'S'],
  [/g(?=[eiy])/g, 'S'],
  [/(?<=[aeiou])h(?![aeiou])/g, ''],
  // Before p and b no script but Latin tells m from n.
  [/m(?=[pbfv])/g, 'n'],
]
const CLASSES: Readonly<Record<string, string>> = {
  b: 'P',
  p: 'P',
  f: 'P',
  v: 'P',
  m: 'M',
  n: 'N',
  d: 'T',
  t: 'T',
  l: 'L',
  r: 'L',
  g: 'K',
  k: 'K',
  h: 'H',
  s: 'S',
  S: 'S',
  w: 'W',
  y: 'Y',
}

/** Consonant classes of Latin letters, vowels left out; a class that repeats at once stands once. */
export function soundsOf(latin: string): string {
  let word = latin
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
  for (const [spelling, sound] of SPELLINGS) word = word.replace(spelling, sound)
  let out = ''
  let last = ''
  for (const letter of word) {
    const sound = CLASSES[letter] ?? ''
    if (sound !== '' && sound !== last) out += sound
    last = sound
  }
  // A vowel at the beginning is heard in every script.
  return (/^[aeiouy]/.test(word) ? 'A' : '') + out.replaceAll(/[WY]/g, '')
}

/** Pinyin of a transcribed name in letters that read as English ones do. */
export function latinOfPinyin(pinyin: string): string {
  return pinyin
    .replace(/^zh/, 'j')
    .replace(/^q/, 'ch')
    .replace(/^x/, 'sh')
    .replace(/^c(?!h)/, 's')
    .replace(/ng$/, 'n')
}

/** What leaving out or adding a class costs: r, l, h and n at the end of a syllable come and go. */
const EASY: Readonly<Record<string, number>> = { L: 0.45, H: 0.5, A: 0.4, N: 0.7, M: 0.8 }
/** Classes that stand for one another: 弗 for v, ジ for z and j, ス for th. */
const KIN = new Set(['PH', 'KH', 'ST', 'KS', 'LN', 'MN'])

/** How alike two rows of classes are, 0..1. */
export function alike(a: string, b: string): number {
  if (a === b) return 1
  const longest = Math.max(a.length, b.length)
  if (longest === 0 || Math.abs(a.length - b.length) > 3) return 0
  let before = Float64Array.from({ length: b.length + 1 }, (_, j) => costOf(b.slice(0, j)))
  for (let i = 1; i <= a.length; i++) {
    const row = new Float64Array(b.length + 1)
    row[0] = before[0]! + costOf(a[i - 1]!)
    for (let j = 1; j <= b.length; j++) {
      const [x, y] = [a[i - 1]!, b[j - 1]!]
      const change = x === y ? 0 : KIN.has(x < y ? x + y : y + x) ? 0.5 : 1
      row[j] = Math.min(before[j]! + costOf(x), row[j - 1]! + costOf(y), before[j - 1]! + change)
    }
    before = row
  }
  return Math.max(0, 1 - before[b.length]! / longest)
}

function costOf(classes: string): number {
  let sum = 0
  for (const one of classes) sum += EASY[one] ?? 1
  return sum
}
