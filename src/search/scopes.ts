// What each sentence of a report mentions, as it was found when the report was stored.
import { conceptTerms } from '../lexicon/concepts.ts'
import { soundTerms } from '../lexicon/dictionary/sound-terms.ts'
import { unpackFinds } from '../lexicon/finds.ts'
import type { Lexicon, Mention } from '../lexicon/lexicon.ts'
import { tongueOf } from '../model/language.ts'
import type { StoredReport } from '../store/store.ts'
import { cutTerms } from '../text/terms.ts'

/** What one sentence mentions. */
export interface Scope {
  readonly mentions: readonly Mention[]
  /** Lexicon ids, those of parent topics among them. */
  readonly ids: ReadonlySet<string>
  /** Index terms of the sentence; empty unless asked for. */
  readonly terms: ReadonlySet<string>
}

export interface ReportScopes {
  readonly sentences: readonly Scope[]
  /** What the title or the first sentence names: what the whole report is about. */
  readonly subject: ReadonlySet<string>
  readonly whole: ReadonlySet<string>
  readonly wholeTerms: ReadonlySet<string>
}

const MOST_KEPT = 50
const KEPT = new WeakMap<Lexicon, Map<string, ReportScopes>>()

/** Scopes of a report's sentences, in their order. `withTerms` cuts the words too. */
export function scopesOf(read: StoredReport, lexicon: Lexicon, withTerms: boolean): ReportScopes {
  const kept = KEPT.get(lexicon) ?? new Map<string, ReportScopes>()
  KEPT.set(lexicon, kept)
  const key = `${read.report.id} ${read.article.contentHash} ${withTerms}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const scopes = readScopes(read, lexicon, withTerms)
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!)
  kept.set(key, scopes)
  return scopes
}

function readScopes(
  { article, report, sentences, finds }: StoredReport,
  lexicon: Lexicon,
  withTerms: boolean,
): ReportScopes {
  const stored = finds?.lexicon === lexicon.version ? finds : null
  const scopes = sentences.map((sentence, at): Scope => {
    const text = article.text.slice(sentence.start, sentence.end)
    const mentions =
      stored === null ? lexicon.match(text, tongueOf(sentence.lang)) : unpackFinds(stored, at, text)
    return {
      mentions,
      ids: new Set(mentions.flatMap(m => [m.id, ...m.others, ...parentsOf(m, lexicon)])),
      terms: withTerms
        ? new Set([...cutTerms(text, sentence.lang), ...conceptTerms(mentions), ...soundTerms(text)])
        : new Set(),
    }
  })
  const subject = new Set(scopes[0]?.ids)
  for (const mention of lexicon.match(report.title ?? '', tongueOf(report.lang))) subject.add(mention.id)
  return {
    sentences: scopes,
    subject,
    whole: new Set(scopes.flatMap(scope => [...scope.ids])),
    wholeTerms: new Set(scopes.flatMap(scope => [...scope.terms])),
  }
}

/** A sentence on the 2015 agreement is one on the comfort women. */
function parentsOf(mention: Mention, lexicon: Lexicon): string[] {
  const parent = mention.kind === 'topic' ? lexicon.topic(mention.id)?.parent : undefined
  return parent === undefined ? [] : [parent]
}

/** Ids and terms of the paragraph of a sentence and of the two sentences before it. */
export function nearby(read: StoredReport, scopes: readonly Scope[], at: number): Omit<Scope, 'mentions'> {
  const ids = new Set<string>()
  const terms = new Set<string>()
  for (const [i, scope] of scopes.entries()) {
    if (read.sentences[i]!.block !== read.sentences[at]!.block && (i < at - 2 || i > at)) continue
    for (const id of scope.ids) ids.add(id)
    for (const term of scope.terms) terms.add(term)
  }
  return { ids, terms }
}
