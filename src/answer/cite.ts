// Citations: a quote is cut from the stored text at the sentence's offsets, never taken from anywhere else.
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { Citation, CitationChainLink } from '../model/answer.ts'
import type { Article, ChainLink, Report, Sentence } from '../model/article.ts'
import type { Claim } from '../model/claim.ts'
import type { Lang } from '../model/language.ts'
import { glossOf } from './gloss.ts'
import { nameEntity } from './names.ts'

export interface CiteInput {
  readonly sentence: Sentence
  readonly report: Report
  readonly article: Article
  readonly claim: Claim | null
}

/** Builds numbered citations; the same sentence keeps its number. */
export class Citations {
  readonly #byKey = new Map<string, Citation>()
  readonly #lexicon: Lexicon
  readonly #lang: Lang

  constructor(lexicon: Lexicon, lang: Lang) {
    this.#lexicon = lexicon
    this.#lang = lang
  }

  /** @throws Error when the sentence's offsets do not lie in the article: a fault of ours, never shown as a quote */
  add({ sentence, report, article, claim }: CiteInput): number {
    const known = this.#byKey.get(sentence.id)
    if (known !== undefined) return known.n
    const quote = article.text.slice(sentence.start, sentence.end)
    if (sentence.article !== article.id || quote.trim() === '' || sentence.end > article.text.length) {
      throw new Error(`sentence ${sentence.id} does not lie in article ${article.id}`)
    }
    const n = this.#byKey.size + 1
    const gloss = glossOf(quote, sentence.lang, this.#lang, this.#lexicon)
    this.#byKey.set(sentence.id, {
      n,
      quote,
      lang: sentence.lang,
      sentence: sentence.id,
      report: report.id,
      article: article.id,
      start: sentence.start,
      end: sentence.end,
      url: article.url,
      title: report.title,
      sample: article.sample,
      chain: this.#chain(claim, report),
      reported: report.date,
      event: claim?.timeEvent ?? null,
      ...(gloss === null ? {} : { gloss }),
    })
    return n
  }

  list(): Citation[] {
    return [...this.#byKey.values()]
  }

  /** Innermost first: the claim's own voices, then what the report says of itself. */
  #chain(claim: Claim | null, report: Report): CitationChainLink[] {
    if (claim === null || claim.attribution.length === 0) {
      return report.chain.map(link => ({
        role: link.role,
        name: this.#nameLink(link),
        country: link.country,
      }))
    }
    const names = new Map(report.chain.map(link => [link.entity ?? link.name, link.name]))
    return claim.attribution.map(link => ({
      role: link.role,
      name: nameEntity(link.entity, this.#lang, this.#lexicon, names.get(link.entity)),
      country: link.country ?? null,
    }))
  }

  #nameLink(link: ChainLink): string {
    return link.entity === null ? link.name : nameEntity(link.entity, this.#lang, this.#lexicon, link.name)
  }
}
