import type { Mention } from './lexicon.ts'

/**
 * Language-neutral index terms of a text: one per thing mentioned (`per.biden`, `act.refuse`, `top.adiz`, `w.airline`),
 * repeated as often as it is mentioned. They let a question in one language find a report in another.
 */
export function conceptTerms(mentions: readonly Mention[]): string[] {
  return mentions.filter(m => m.kind !== 'title').flatMap(m => [m.id, ...m.others].map(conceptTerm))
}

/** The index term of a lexicon id. */
export function conceptTerm(id: string): string {
  return id.toLowerCase()
}
