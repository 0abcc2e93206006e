// Readings as hostile as pages can be: any UTF-16 text in four languages, with lone surrogates, NULs and emoji.
import * as fc from 'fast-check'
import type { Claim } from '../../src/model/claim.ts'
import type { DateRef } from '../../src/model/date.ts'
import { articleId, reportId, sentenceId } from '../../src/model/ids.ts'
import type { ArticleRead } from '../../src/store/store.ts'
import { makeRead, randomFrom } from './reads.ts'

const PIECES = [
  ...[
    '会談で',
    '회담에서',
    '双方同意',
    '雙方同意',
    'talks on TPP',
    "don't",
    '12月5日',
    '😀',
    '👨‍👩‍👧',
    'é',
    'e\u0301',
  ],
  ...['\0', '\ud800', '\udc00', '"', '\\', '\n\n', '\u2028', '\ufeff', '_', '%', '', 'ﾊﾞｲﾃﾞﾝ', '\u0085', '\r'],
]

/** Any text at all, made of pieces that have broken things before and of arbitrary UTF-16 units. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...PIECES),
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 4 })
        .map(units => String.fromCharCode(...units)),
    ),
    { maxLength: 12 },
  )
  .map(parts => parts.join(''))

/** Days of 2013 to 2015, so that windows overlap often. */
export const anyDay: fc.Arbitrary<string> = fc
  .record({
    y: fc.integer({ min: 2013, max: 2015 }),
    m: fc.integer({ min: 1, max: 12 }),
    d: fc.constantFrom(1, 15, 28),
  })
  .map(({ y, m, d }) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`)

/** Dates of every kind: a day, a range, open on one side, unknown. */
export const anyDate: fc.Arbitrary<DateRef> = fc
  .tuple(fc.option(anyDay), fc.option(anyDay), fc.constantFrom('same', 'range'))
  .map(([a, b, kind]) => {
    const end = kind === 'same' ? a : b
    const [start, last] = a !== null && end !== null && a > end ? [end, a] : [a, end]
    return { start, end: last, precision: 'range', inferredBy: ['explicit'], confidence: 0.5 }
  })

const SMALL = {
  actors: ['PER.a', 'PER.b', 'GOV.us'],
  acts: ['refuse', 'urge', 'meet'],
  topics: ['TOP.X', 'TOP.Y'],
}

/** A claim's queryable parts, from few values so that queries meet some. */
const anyClaimParts = fc.record({
  actors: fc.uniqueArray(fc.constantFrom(...SMALL.actors), { maxLength: 3 }),
  recipients: fc.uniqueArray(fc.constantFrom(...SMALL.actors), { maxLength: 2 }),
  third: fc.uniqueArray(fc.constantFrom(...SMALL.actors), { maxLength: 1 }),
  speakers: fc.uniqueArray(fc.constantFrom(...SMALL.actors), { maxLength: 1 }),
  act: fc.constantFrom(...SMALL.acts),
  topics: fc.uniqueArray(fc.constantFrom(...SMALL.topics), { maxLength: 2 }),
  polarity: fc.constantFrom('affirmed' as const, 'negated' as const),
  timeEvent: fc.option(anyDate),
  text: anyText,
})

/** Queries over the same few values. */
export const anyQuery = fc.record(
  {
    actors: fc.uniqueArray(fc.constantFrom(...SMALL.actors, 'PER.unknown'), { maxLength: 2 }),
    recipients: fc.uniqueArray(fc.constantFrom(...SMALL.actors), { maxLength: 2 }),
    speakers: fc.uniqueArray(fc.constantFrom(...SMALL.actors), { maxLength: 2 }),
    entities: fc.uniqueArray(fc.constantFrom(...SMALL.actors), { maxLength: 2 }),
    acts: fc.uniqueArray(fc.constantFrom(...SMALL.acts, 'unknown'), { maxLength: 2 }),
    topics: fc.uniqueArray(fc.constantFrom(...SMALL.topics), { maxLength: 2 }),
    polarity: fc.constantFrom('affirmed' as const, 'negated' as const),
    eventFrom: anyDay,
    eventTo: anyDay,
    reportFrom: anyDay,
    reportTo: anyDay,
  },
  { requiredKeys: [] },
)

const anyTerm = fc.oneof(
  fc.constantFrom('会談', '회담', 'TPP', 'tpp', '12', '😀', "don't", 'a b', '_', ''),
  anyText,
)

/** A reading of any text; `identities` is how many identities there are to choose from, so that revisions come up. */
export function anyRead(identities = 5): fc.Arbitrary<ArticleRead> {
  const report = fc.record({
    date: anyDate,
    title: fc.option(anyText),
    terms: fc.array(anyTerm, { maxLength: 8 }),
    mentions: fc.array(
      fc.record({ entity: fc.constantFrom(...SMALL.actors), count: fc.integer({ min: 1, max: 9 }) }),
      {
        maxLength: 4,
      },
    ),
    claims: fc.array(anyClaimParts, { maxLength: 4 }),
  })
  return fc
    .record({
      seed: fc.nat(),
      identity: fc.nat({ max: identities - 1 }),
      suffix: fc.constantFrom('', '\ud800', '"', '\0'),
      text: anyText,
      title: fc.option(anyText),
      url: fc.option(anyText),
      outlet: fc.option(anyText),
      reports: fc.array(report, { maxLength: 3 }),
      seen: fc.integer({ min: 1, max: 9 }),
    })
    .map(parts => {
      const random = randomFrom(parts.seed)
      const identity = `id${parts.identity}${parts.suffix}`
      const base = makeRead(parts.seed, { identity, text: parts.text, sentences: 0, claims: 0 })
      const { id, contentHash } = base
      const template = makeRead(1).claims[0]!
      const { text } = parts
      const sentences = Array.from({ length: parts.reports.length * 2 }, (_, ordinal) => {
        const [a, b] = [random(), random()].map(share => Math.floor(share * (text.length + 1)))
        return {
          id: sentenceId(id, ordinal),
          article: id,
          report: reportId(id, ordinal % parts.reports.length),
          ordinal,
          block: 0,
          lang: 'ja' as const,
          start: Math.min(a!, b!),
          end: Math.max(a!, b!),
        }
      })
      return {
        ...base,
        id: articleId(identity, contentHash),
        firstSeen: `2026-11-0${parts.seen}T00:00:00.000Z`,
        item: { ...base.item, title: parts.title, url: parts.url, outlet: parts.outlet, lang: null },
        blocks: [
          { kind: 'paragraph' as const, start: 0, end: text.length, report: null, reason: parts.title },
        ],
        reports: parts.reports.map((each, ordinal) => ({
          id: reportId(id, ordinal),
          article: id,
          ordinal,
          title: each.title,
          lang: (['zh-Hans', 'ja', 'ko'] as const)[ordinal]!,
          date: each.date,
          chain: [],
          paragraphs: [{ start: 0, end: text.length }],
        })),
        sentences,
        claims: parts.reports.flatMap((each, ordinal) =>
          each.claims.map(
            (claim, i): Claim => ({
              ...template,
              id: `c${id}.${ordinal}.${i}`,
              doc: id,
              report: reportId(id, ordinal),
              sentence: sentenceId(id, ordinal),
              actors: claim.actors.map(entity => ({
                id: entity,
                surface: claim.text,
                how: 'alias',
                confidence: 1,
              })),
              recipients: claim.recipients.map(entity => ({
                id: entity,
                surface: '',
                how: 'alias',
                confidence: 1,
              })),
              thirdParties: claim.third.map(entity => ({
                id: entity,
                surface: '',
                how: 'alias',
                confidence: 1,
              })),
              attribution: claim.speakers.map(entity => ({
                role: 'speaker',
                entity,
                named: true,
                basis: 'in_text',
              })),
              act: claim.act,
              topics: claim.topics,
              polarity: claim.polarity,
              timeEvent: claim.timeEvent,
              timeReported: each.date,
            }),
          ),
        ),
        terms: parts.reports.map(each => each.terms),
        mentions: parts.reports.map(each => each.mentions),
      }
    })
}
