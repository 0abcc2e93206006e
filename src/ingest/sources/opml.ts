// Lists of sources in OPML, the form in which readers of feeds exchange them. What OPML has no word for stands in
// attributes of our own, which other programs pass over.
import { generateOpml, parseOpml } from 'feedsmith'
import { UserError } from '../../errors.ts'
import {
  type NewSource,
  OWNERSHIPS,
  type Ownership,
  SOURCE_KINDS,
  type Source,
  type SourceKind,
} from '../../model/source.ts'
import { toLang } from '../records-fields.ts'
import { newSource } from './desk.ts'
import { fetchableUrl } from './guard.ts'

const EXTRA = ['kind', 'outlet', 'country', 'ownership', 'pattern', 'fulltext'] as const
const MOST_SOURCES = 20_000

type Outline = {
  readonly text?: string
  readonly title?: string
  readonly xmlUrl?: string
  readonly htmlUrl?: string
  readonly url?: string
  readonly language?: string
  readonly outlines?: readonly Outline[]
} & { readonly [name in (typeof EXTRA)[number]]?: unknown }

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null

function kindOf(outline: Outline): SourceKind | null {
  const stated = textOf(outline.kind)
  if (stated === null) return textOf(outline.xmlUrl) === null ? null : 'feed'
  return SOURCE_KINDS.find(kind => kind === stated && kind !== 'folder') ?? null
}

function sourceFrom(outline: Outline, workspace: string | null, added: string): Source | null {
  const kind = kindOf(outline)
  const address = textOf(outline.xmlUrl) ?? textOf(outline.url) ?? textOf(outline.htmlUrl)
  const url = address === null ? null : fetchableUrl(address)
  if (kind === null || url === null) return null
  const country = textOf(outline.country)?.toUpperCase() ?? ''
  const name = textOf(outline.title) ?? textOf(outline.text)
  const fulltext = textOf(outline.fulltext)
  const ownership = OWNERSHIPS.find((one): one is Ownership => one === textOf(outline.ownership)) ?? null
  const wanted: NewSource = {
    url: url.href,
    workspace,
    outlet: textOf(outline.outlet),
    country: /^[A-Z]{2}$/.test(country) ? country : null,
    ownership,
    pattern: textOf(outline.pattern),
    text: fulltext === 'feed' || fulltext === 'page' ? fulltext : 'auto',
    ...(name !== null && { name }),
  }
  return newSource(wanted, { kind, url: url.href, name, lang: toLang(textOf(outline.language)) }, added)
}

/** What a list holds: its sources, and the names of outlines that are none (folders of outlines are not told). */
export interface OpmlList {
  readonly sources: readonly Source[]
  readonly passedOver: readonly string[]
}

/** Reads a list of sources. @throws UserError when the text is no OPML */
export function readOpml(source: string, workspace: string | null, added: string): OpmlList {
  let outlines: readonly Outline[]
  try {
    const bare = source.replace(/<!DOCTYPE[^>[]{0,2000}(?:\[[^\]]{0,100000}\]\s*)?>/i, '')
    outlines = (parseOpml(bare, { extraOutlineAttributes: EXTRA }).body?.outlines ?? []) as readonly Outline[]
  } catch (cause) {
    throw new UserError('The list is no OPML: export it again from the program it comes from.', { cause })
  }
  const sources = new Map<string, Source>()
  const passedOver: string[] = []
  const queue = [...outlines]
  for (let i = 0; i < queue.length && queue.length <= MOST_SOURCES; i++) {
    const outline = queue[i]!
    if (outline.outlines) {
      queue.push(...outline.outlines)
      continue
    }
    const one = sourceFrom(outline, workspace, added)
    if (one) sources.set(one.id, one)
    else passedOver.push(textOf(outline.text) ?? textOf(outline.title) ?? textOf(outline.xmlUrl) ?? '?')
  }
  return { sources: [...sources.values()], passedOver }
}

/** Writes sources as OPML, by country; folders of this machine are left out, since they mean nothing elsewhere. */
export function writeOpml(sources: readonly Source[], created: string): string {
  const shared = sources.filter(source => source.kind !== 'folder')
  const byCountry = Map.groupBy(shared, source => source.country ?? '-')
  const outlines = [...byCountry]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([country, list]) => ({
      text: country,
      outlines: list.map(source => ({
        type: 'rss',
        text: source.name,
        title: source.name,
        ...(source.kind === 'feed' || source.kind === 'sitemap'
          ? { xmlUrl: source.url }
          : { htmlUrl: source.url }),
        ...(source.lang && { language: source.lang }),
        kind: source.kind,
        ...(source.outlet && { outlet: source.outlet }),
        ...(source.country && { country: source.country }),
        ...(source.ownership && { ownership: source.ownership }),
        ...(source.pattern && { pattern: source.pattern }),
        ...(source.text !== 'auto' && { fulltext: source.text }),
      })),
    }))
  const head = { title: 'Sources of Attaché', dateCreated: new Date(created) }
  return generateOpml({ head, body: { outlines } }, { extraOutlineAttributes: [...EXTRA] })
}
