// On whose word: speaker, unnamed source, outlet of the sentence, then those who passed the report on.
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { ChainLink } from '../model/article.ts'
import type { AttributionLink, EntityRef, Evidentiality } from '../model/claim.ts'
import { isUnnamed, type Speech } from './speech.ts'

/** What the paragraph said before about who reports it. */
export interface Reporters {
  readonly outlet: EntityRef | null
  readonly source: EntityRef | null
}

/** The links of one claim, innermost first. */
export function attributionOf(
  speech: Speech,
  speaker: EntityRef | null,
  before: Reporters,
  chain: readonly ChainLink[],
  lexicon: Lexicon,
): AttributionLink[] {
  const links: AttributionLink[] = []
  const add = (role: AttributionLink['role'], entity: string, named: boolean): void => {
    if (links.some(link => link.entity === entity)) return
    const country = lexicon.sideOf(entity)
    links.push({ role, entity, named, basis: 'in_text', ...(country ? { country } : {}) })
  }
  if (speaker !== null) add(isUnnamed(speaker) ? 'source' : 'speaker', speaker.id, !isUnnamed(speaker))
  const source = speech.source ?? before.source
  if (source !== null) add('source', source.id, false)
  if (speech.hearsay !== null)
    add('source', speech.hearsay === 'analysis' ? 'SRC.analysts' : 'SRC.hearsay', false)
  const outlet = speech.outlet ?? before.outlet
  if (outlet !== null) add('outlet', outlet.id, true)
  for (const link of chain) {
    const entity = link.entity ?? link.name
    if (links.some(one => one.entity === entity)) continue
    // What the sentence's own outlet reported, the report's outlet passes on.
    const role = link.role === 'outlet' && links.some(one => one.role === 'outlet') ? 'relay' : link.role
    links.push({
      role,
      entity,
      named: link.named,
      basis: link.basis,
      ...(link.country ? { country: link.country } : {}),
    })
  }
  return links
}

/** How the text comes to say it. */
export function evidentialityOf(
  speech: Speech,
  voice: Evidentiality | null,
  before: Reporters,
): Evidentiality {
  if (voice === 'direct_quote' || voice === 'unnamed_source') return voice
  if (speech.hearsay !== null && (voice === null || speech.hearsayLast)) return speech.hearsay
  if (speech.source !== null) return 'unnamed_source'
  if (voice !== null) return voice
  if (before.source !== null) return 'unnamed_source'
  return before.outlet !== null ? 'indirect_quote' : 'own_voice'
}
