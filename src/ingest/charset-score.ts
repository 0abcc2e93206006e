// How much a decoded text looks like news in a language that Attaché reads: the cost in nats (negative natural
// logarithm of a probability) of its characters under one small model a language. Costs are summed over the
// text, not averaged per character, because readings of the same bytes differ in length: the probability of
// the bytes is what is compared, and that is the product over all characters a reading makes of them.
// The classes come from the standards themselves: level 1 of GB 2312, Big5 and JIS X 0208 and the 2,350
// syllables of KS X 1001 were chosen by frequency of use.
import { decodeBuffer } from 'encoding-sniffer'
import common from './charset-common.json' with { type: 'json' }

/** What the models tell apart; `latin` is any language written in Latin letters, `other` any further alphabet. */
export type TextModel = 'zh-Hans' | 'zh-Hant' | 'ja' | 'ko' | 'latin' | 'other'

const IMPOSSIBLE = 22
const REPLACEMENT = 25
/** ASCII costs the same in every model: markup and addresses must not vote on the language. */
const ASCII = 4
const ASCII_SPACE = 3
/** 中a, éé: neighbours that a wrong reading makes all the time and a right one seldom. */
const ODD_NEIGHBOUR = 3
/** Half of the cost of a character outside the basic plane, which is two units long. */
const SURROGATE_HALF = 9

type Range = readonly [from: number, to: number, cost: number]

const HAN: Range = [0x3400, 0x9fff, 17]
const HAN_COMPATIBILITY: Range = [0xf900, 0xfaff, 17]
const HANGUL: Range = [0xac00, 0xd7a3, 15]
const EVERYWHERE: readonly Range[] = [
  [0, 0xffff, IMPOSSIBLE],
  [0x00a0, 0x00bf, 11],
  [0x00c0, 0x024f, 11],
  [0x0370, 0x04ff, 13],
  [0x2010, 0x2bff, 13],
  [0x3000, 0x303f, 11],
  [0x3040, 0x30ff, 13],
  [0x3105, 0x312f, 15],
  [0x3200, 0x33ff, 14],
  HAN,
  HAN_COMPATIBILITY,
  HANGUL,
  [0xff01, 0xff5e, 10],
  [0xff61, 0xff9f, 13],
  [0xffe0, 0xffe6, 12],
]
const CJK_MARKS: readonly Range[] = [
  [0x3000, 0x3002, 5.5],
  [0x3008, 0x3011, 6],
  [0xff01, 0xff0f, 6],
  [0xff10, 0xff19, 7],
  [0xff1a, 0xff1f, 6],
  [0xff21, 0xff5a, 8],
  [0x00b7, 0x00b7, 7],
  [0x2014, 0x2014, 7],
  [0x2018, 0x201d, 6.5],
  [0x2026, 0x2026, 7],
]

const RANGES: Readonly<Record<TextModel, readonly Range[]>> = {
  'zh-Hans': CJK_MARKS,
  'zh-Hant': CJK_MARKS,
  ja: [
    ...CJK_MARKS,
    [0x3041, 0x3096, 5.2],
    [0x30a1, 0x30f6, 6.4],
    [0x30fb, 0x30fc, 5.5],
    [0xff66, 0xff9f, 11],
  ],
  ko: [...CJK_MARKS, [0x3000, 0x3002, 9], [0xac00, 0xd7a3, 14]],
  latin: [
    [0x00a0, 0x00bf, 9],
    [0x00c0, 0x00ff, 6.5],
    [0x00d7, 0x00d7, 10],
    [0x00f7, 0x00f7, 10],
    [0x0100, 0x024f, 9],
    [0x2013, 0x2014, 6],
    [0x2018, 0x201d, 5.5],
    [0x2020, 0x2026, 7],
    [0x20ac, 0x20ac, 6.5],
    [0x2122, 0x2122, 8],
  ],
  other: [
    [0x00a0, 0x0dff, 6],
    [0x0e00, 0x10ff, 5.5],
    [0x2010, 0x2030, 6],
  ],
}

/** Every character of a block of two-byte codes, e.g. level 1 of a standard. */
function charactersOf(charset: string, leads: Range, firstTrail = 0xa1): string {
  const bytes: number[] = []
  for (let lead = leads[0]; lead <= leads[1]; lead++)
    for (let trail = firstTrail; trail <= 0xfe; trail++)
      if (trail <= 0x7e || trail >= 0xa1) bytes.push(lead, trail)
  return decodeBuffer(Buffer.from(bytes), { userEncoding: charset })
}

function buildTable(model: TextModel, sets: readonly (readonly [string, number])[]): Float32Array {
  const table = new Float32Array(0x10000)
  for (const [from, to, cost] of [...EVERYWHERE, ...RANGES[model]]) table.fill(cost, from, to + 1)
  for (const [characters, cost] of sets)
    for (const character of characters)
      if (character.length === 1 && character > '\u02ff') table[character.charCodeAt(0)] = cost
  table.fill(ASCII, 0x20, 0x7f)
  for (const space of [0x09, 0x0a, 0x0d, 0x20]) table[space] = ASCII_SPACE
  table.fill(SURROGATE_HALF, 0xd800, 0xe000)
  // Private use: no article has it, and a wrong reading is full of it.
  table.fill(IMPOSSIBLE, 0xe000, 0xf900)
  table[0xfffd] = REPLACEMENT
  table[0xfeff] = ASCII
  return table
}

const han = (characters: string) => characters.replace(/[^\u3400-\u9fff]/g, '')
const hangul = (characters: string) => characters.replace(/[^\uac00-\ud7a3]/g, '')
const frequent = (lang: 'zh-Hans' | 'zh-Hant' | 'ja' | 'ko') => common[lang].join('').replaceAll(' ', '')

const TABLES: Readonly<Record<TextModel, Float32Array>> = {
  'zh-Hans': buildTable('zh-Hans', [
    [han(charactersOf('gbk', [0xd8, 0xf7, 0])), 13.5],
    [han(charactersOf('gbk', [0xb0, 0xd7, 0])), 10],
    [frequent('zh-Hans'), 6.8],
  ]),
  'zh-Hant': buildTable('zh-Hant', [
    [han(charactersOf('big5', [0xc9, 0xf9, 0], 0x40)), 14],
    [han(charactersOf('big5', [0xa4, 0xc6, 0], 0x40)), 10.3],
    [frequent('zh-Hant'), 6.8],
  ]),
  ja: buildTable('ja', [
    [han(charactersOf('euc-jp', [0xd0, 0xf4, 0])), 15],
    [han(charactersOf('euc-jp', [0xb0, 0xcf, 0])), 10.8],
    [han(frequent('ja')), 7.7],
  ]),
  ko: buildTable('ko', [
    [han(charactersOf('euc-kr', [0xca, 0xfd, 0])), 13],
    [hangul(charactersOf('euc-kr', [0xb0, 0xc8, 0])), 9.5],
    [frequent('ko'), 6.3],
  ]),
  latin: buildTable('latin', []),
  other: buildTable('other', []),
}

const isWide = (unit: number) => unit >= 0x3040 && unit <= 0xd7a3
const isSmallLatin = (unit: number) => unit >= 0x61 && unit <= 0x7a
const isHighLatin = (unit: number) => unit >= 0xc0 && unit <= 0x24f

function isOddPair(before: number, after: number): boolean {
  if (isWide(after)) return isSmallLatin(before) || isHighLatin(before)
  return isHighLatin(after) ? isHighLatin(before) || isWide(before) : isSmallLatin(after) && isWide(before)
}

/** The cost of a text under one model, in nats; lower is more plausible. Past `limit` it stops counting. */
export function costOf(text: string, model: TextModel, limit = Number.POSITIVE_INFINITY): number {
  const table = TABLES[model]
  let cost = 0
  let before = 0x20
  for (let i = 0; i < text.length && cost < limit; i++) {
    const unit = text.charCodeAt(i)
    cost += table[unit]!
    // Pairs are odd only with a character beyond ASCII among them.
    if ((unit >= 0xc0 || before >= 0xc0) && isOddPair(before, unit)) cost += ODD_NEIGHBOUR
    before = unit
  }
  return cost
}
