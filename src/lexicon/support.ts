// Names that lean on another: a surname on the full name or a title, a ministry's common name on its country.
import type { Mention, Role } from './lexicon.ts'

/** What decides whether a leaning name is held. */
export interface Support {
  readonly country: ReadonlyMap<string, string | undefined>
  readonly rolesOf: ReadonlyMap<string, readonly Role[]>
}

/**
 * Drops names that lean on something absent: a bare surname without the full name or a title of that person beside
 * it, and a name that several countries' bodies bear without a word of that country near it.
 */
export function keepSupported(mentions: readonly Mention[], parts: Support): Mention[] {
  if (mentions.every(m => m.kind !== 'entity' || (m.how !== 'bare' && m.how !== 'cued'))) return [...mentions]
  const { country } = parts
  const full = new Set(mentions.filter(m => m.how === 'form').flatMap(m => [m.id, ...m.others]))
  const countries = new Set(
    mentions.filter(m => m.how !== 'cued' && m.how !== 'bare').map(m => country.get(m.id)),
  )
  const titles = mentions.filter(m => m.kind === 'title')
  const kept: Mention[] = []
  for (const mention of mentions) {
    if (mention.kind !== 'entity' || (mention.how !== 'bare' && mention.how !== 'cued')) {
      kept.push(mention)
      continue
    }
    const fits = (id: string): boolean =>
      mention.how === 'cued'
        ? countries.has(country.get(id))
        : full.has(id) || hasTitleBeside(mention, id, titles, parts) || ENDS_IN_TITLE.test(mention.form)
    const ids = [mention.id, ...mention.others].filter(fits)
    if (ids.length > 0) kept.push({ ...mention, id: ids[0]!, others: ids.slice(1) })
  }
  return kept
}

/** 菅首相: the short name holds its own title; who bore it on the day is settled later. */
const ENDS_IN_TITLE = /.(?:首相|総理|外相|大統領|总统|總統|主席|外长|外長|총리|대통령|외상)$/

function hasTitleBeside(mention: Mention, id: string, titles: readonly Mention[], parts: Support): boolean {
  const offices = new Set((parts.rolesOf.get(id) ?? []).map(role => role.office))
  return titles.some(title => {
    const gap = title.start >= mention.end ? title.start - mention.end : mention.start - title.end
    return gap >= 0 && gap <= 1 && [title.id, ...title.others].some(office => offices.has(office))
  })
}
