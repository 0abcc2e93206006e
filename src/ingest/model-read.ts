// What a model adds to an article that was read through, where the settings let it. Without one, or when it fails,
// the article stays as it was read.
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { LanguageModel } from '../llm/model.ts'
import type { ArticleRead } from '../store/store.ts'
import { addModelClaims } from './model-claims.ts'
import { chooseDates } from './model-dates.ts'
import { chooseSeparation } from './model-separate.ts'

/** The article with reports and days chosen among their candidates and with claims added. */
export async function readWithModel(
  plain: ArticleRead,
  deps: { readonly model: LanguageModel; readonly lexicon: Lexicon; readonly signal?: AbortSignal },
): Promise<ArticleRead> {
  const { model } = deps
  const { identity, url, outlet, workspace } = plain.item
  if (!model.mayRead({ identity, url, outlet, workspace: workspace ?? null }) || !model.serves(workspace))
    return plain
  const read = model.does('separation') ? await chooseSeparation(plain, deps) : plain
  const dates = model.does('date') ? await chooseDates(read, deps) : new Map()
  const dated: ArticleRead =
    dates.size === 0
      ? read
      : {
          ...read,
          reports: read.reports.map(one => ({ ...one, date: dates.get(one.id) ?? one.date })),
          claims: read.claims.map(one => ({
            ...one,
            timeReported: dates.get(one.report) ?? one.timeReported,
          })),
        }
  if (!model.does('claims')) return dated
  return { ...dated, claims: await addModelClaims(dated, deps) }
}
