// Made-up readings for tests and measurements: the same number gives the same reading.
import { createHash } from 'node:crypto'
import type { Block, ParsedItem, Report, Sentence } from '../../src/model/article.ts'
import type { Claim } from '../../src/model/claim.ts'
import type { DateRef } from '../../src/model/date.ts'
import { articleId, reportId, sentenceId } from '../../src/model/ids.ts'
import type { Lang } from '../../src/model/language.ts'
import type { ArticleRead } from '../../src/store/store.ts'

const ACTS = ['refuse', 'urge', 'thank', 'lodge_protest', 'meet', 'state', 'agree', 'warn', 'deny', 'visit']
const ENTITIES = Array.from({ length: 300 }, (_, i) => `PER.person${i}`)
const STATES = ['GOV.us', 'GOV.jp', 'GOV.kr', 'GOV.cn', 'GOV.kp']
const TOPICS = Array.from({ length: 25 }, (_, i) => `TOP.T${i}`)
const LANGS: readonly Lang[] = ['zh-Hans', 'zh-Hant', 'ja', 'ko', 'en']
const WORDS: Readonly<Record<Lang, string>> = {
  'zh-Hans': '双方在会谈中就防空识别区问题交换意见并强调继续合作的重要性',
  'zh-Hant': '雙方在會談中就防空識別區問題交換意見並強調繼續合作的重要性',
  ja: '両首脳は会談で防空識別圏をめぐる問題について意見を交わした',
  ko: '양측은 회담에서 방공식별구역 문제에 대해 의견을 나누었다',
  en: 'The two sides exchanged views on the air defence zone and stressed cooperation',
}

/** A small repeatable source of numbers 0 ≤ n < 1. */
export function randomFrom(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A date known to the day. */
export function dayOf(day: string): DateRef {
  return { start: day, end: day, precision: 'day', inferredBy: ['explicit'], confidence: 0.9, raw: '18日' }
}

export interface ReadOptions {
  readonly identity?: string
  readonly text?: string
  readonly sentences?: number
  readonly claims?: number
  readonly terms?: number
  readonly reports?: number
  readonly firstSeen?: string
  readonly day?: string
}

/** A whole reading: the nth article, with sentences, claims, terms and mentions that look like those of news. */
export function makeRead(n: number, options: ReadOptions = {}): ArticleRead {
  const random = randomFrom(n)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() ** 2 * values.length)]!
  const lang = LANGS[n % LANGS.length]!
  const lines = Array.from({ length: options.sentences ?? 20 }, (_, i) => `${WORDS[lang]}${n}.${i}。`)
  const text = options.text ?? lines.join('\n\n')
  const identity = options.identity ?? `https://news.example/${n}`
  const item: ParsedItem = {
    identity,
    url: identity,
    title: `${WORDS[lang].slice(0, 12)} ${n}`,
    outlet: 'Example News',
    published: null,
    lang,
    text,
    format: 'html',
    charset: 'utf-8',
    sample: false,
  }
  const contentHash = createHash('sha256').update(text, 'utf16le').update(identity).digest('hex')
  const id = articleId(identity, contentHash)
  const year = 2012 + Math.floor(random() * 13)
  const month = 1 + Math.floor(random() * 12)
  const day = 1 + Math.floor(random() * 28)
  const two = (part: number) => String(part).padStart(2, '0')
  const date = dayOf(options.day ?? `${year}-${two(month)}-${two(day)}`)
  const count = options.reports ?? 1

  const reports: Report[] = Array.from({ length: count }, (_, ordinal) => ({
    id: reportId(id, ordinal),
    article: id,
    ordinal,
    title: item.title,
    lang,
    date,
    chain: [
      {
        role: 'outlet',
        entity: 'OUT.example',
        name: 'Example',
        country: 'JP',
        named: true,
        basis: 'in_text',
      },
    ],
    paragraphs: [{ start: 0, end: text.length }],
  }))
  const width = Math.floor(text.length / Math.max(1, options.sentences ?? 20))
  const sentences: Sentence[] = lines.map((_, ordinal) => ({
    id: sentenceId(id, ordinal),
    article: id,
    report: reportId(id, ordinal % count),
    ordinal,
    block: ordinal,
    lang,
    start: ordinal * width,
    end: (ordinal + 1) * width,
  }))
  const blocks: Block[] = sentences.map(({ start, end }, i) => ({
    kind: 'paragraph',
    report: i % count,
    reason: null,
    start,
    end,
  }))
  const claims = Array.from({ length: options.claims ?? 12 }, (_, i): Claim => {
    const sentence = sentences[Math.floor(random() * sentences.length)]!
    const span = {
      block: `b${sentence.block}`,
      start: sentence.start,
      end: sentence.end,
      text: text.slice(sentence.start, sentence.end),
    }
    const entity = (ref: string) =>
      ({ id: ref, surface: '安倍', span, how: 'explicit', confidence: 0.9 }) as const
    return {
      id: `c${id.slice(1)}${i}`,
      doc: id,
      report: sentence.report,
      sentence: sentence.id,
      lang,
      actors: [entity(random() < 0.5 ? pick(STATES) : pick(ENTITIES))],
      recipients: random() < 0.6 ? [entity(pick(STATES))] : [],
      act: pick(ACTS),
      plover: 'CONSULT',
      mode: null,
      topics: [pick(TOPICS)],
      object: { text: span.text.slice(0, 10) },
      polarity: random() < 0.1 ? 'negated' : 'affirmed',
      modality: 'asserted',
      evidentiality: 'indirect_quote',
      attribution: [
        { role: 'speaker', entity: pick(ENTITIES), named: true, basis: 'in_text', span },
        { role: 'outlet', entity: 'OUT.example', named: true, basis: 'in_text' },
        { role: 'host', entity: 'OUT.host', named: true, basis: 'page_metadata' },
      ],
      timeEvent: random() < 0.8 ? date : null,
      timeReported: date,
      trigger: { ...span, end: span.start + 2, text: span.text.slice(0, 2) },
      evidence: span,
      confidence: { act: 0.9, args: 0.8, polarity: 0.95, time: 0.9, overall: 0.85, band: 'high' },
      sourceQuality: { independentOutlets: 1, named: true, official: false },
      links: {},
      flags: ['date_inferred'],
      by: { engine: 'lexicon', rule: 'r12', lexicon: '1' },
    }
  })
  return {
    id,
    item,
    contentHash,
    firstSeen: options.firstSeen ?? '2026-11-23T00:00:00.000Z',
    blocks,
    reports,
    sentences,
    claims,
    terms: reports.map((_, i) => makeTerms(randomFrom(n * 31 + i), options.terms ?? 290)),
    mentions: reports.map(() =>
      [...new Set(claims.map(claim => claim.actors[0]!.id))].map(entity => ({ entity, count: 2 })),
    ),
  }
}

/** Terms with the frequencies of a language: the nth most frequent one occurs about 1/n as often as the first. */
function makeTerms(random: () => number, count: number): string[] {
  return Array.from({ length: count }, () => termOfRank(Math.floor(300_000 ** random())))
}

/** The nth most frequent of the made-up terms: two characters, as most terms are. */
export function termOfRank(rank: number): string {
  return (
    String.fromCharCode(0x4e00 + (rank % 4000)) +
    String.fromCharCode(0x4e00 + Math.floor(rank / 4000) + (rank % 7) * 90)
  )
}
