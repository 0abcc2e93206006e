// Lists stay lists: a numbered item brings its fellows and the sentence that leads them in.

import type { ScoredSentence } from '../search/score.ts'
import { countAsked, lists } from '../search/wanted.ts'
import limits from './data/limits.json' with { type: 'json' }

const ITEM =
  /^\s*[“"「]?(?:第[一二三四五六七八九十]|其[一二三四五]|[一二三四五六七八九十]、|[①②③④⑤⑥⑦⑧⑨]|[(（]?\d{1,2}[.)）、]|(?:first|second|third|fourth|fifth)(?:ly)?,|첫째|둘째|셋째|넷째|다섯째|[一二三四五]つ目)/i

/** True for 第一、…; ① …; First, …; 첫째, …. */
export function isListItem(sentence: string): boolean {
  return ITEM.test(sentence)
}

/** An item, or the sentence before the first that ends in a colon. */
function isOfList(sentence: string): boolean {
  return isListItem(sentence) || /[:：]\s*$/.test(sentence)
}

/**
 * The chosen sentences with the other items of their lists put in order, the lead first. `hits` are all sentences
 * that were scored. Where the question asks for so many things and a sentence only gives their number, the next one is taken too.
 */
export function withListItems(
  chosen: readonly ScoredSentence[],
  hits: readonly ScoredSentence[],
  question: string,
): ScoredSentence[] {
  const done = new Set<string>()
  const out: ScoredSentence[] = []
  for (const hit of chosen) {
    const report = hit.report.id
    const fellows = hits.filter(one => one.report.id === report && isOfList(one.quote))
    if (!isOfList(hit.quote) || !fellows.some(one => one !== hit && tellsTheSame(one, hit))) {
      out.push(hit)
      const next = listAfter(hit, hits, question)
      if (next !== null && !chosen.includes(next)) out.push(next)
      continue
    }
    if (done.has(report)) continue
    const items = fellows
      .filter(one => chosen.includes(one) || one.score >= hit.score * limits.item)
      .sort((a, b) => a.sentence.start - b.sentence.start)
    done.add(report)
    out.push(...items)
  }
  return out
}

/** Another item of the same deed: 第一、拒绝…, 第二、拒绝…. */
function tellsTheSame(one: ScoredSentence, hit: ScoredSentence): boolean {
  return one.match?.fit === 'same' && hit.match?.fit === 'same' && one.match.claim.act === hit.match.claim.act
}

/** The sentence after "three materials", in the same paragraph, when three are asked for. */
function listAfter(
  hit: ScoredSentence,
  hits: readonly ScoredSentence[],
  question: string,
): ScoredSentence | null {
  const count = countAsked(question)
  const isCounted = count > 0 && countAsked(hit.quote) === count
  if ((!isCounted && !PLURAL.test(question)) || lists(hit.quote, LONG_LIST)) return null
  const following = hits
    .filter(
      one =>
        one.report.id === hit.report.id &&
        one.sentence.ordinal > hit.sentence.ordinal &&
        one.sentence.ordinal <= hit.sentence.ordinal + 2,
    )
    .sort((x, y) => x.sentence.ordinal - y.sentence.ordinal)
  return following.find(one => lists(one.quote, isCounted ? count : LONG_LIST)) ?? null
}

/** Things in a row from which a sentence is a list. */
const LONG_LIST = 5
const PLURAL = /哪些|どこですか|何ですか|어디인가|무엇인가|\b(?:which|what) \w+s\b/i
