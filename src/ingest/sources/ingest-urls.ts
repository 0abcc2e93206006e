// Single addresses named by the operator → articles: of a page its text, of a feed its entries.
import type { ParsedItem } from '../../model/article.ts'
import type { Source } from '../../model/source.ts'
import { failure, type ReadFailure } from '../files-failure.ts'
import { newSource } from './desk.ts'
import { fetchableUrl } from './guard.ts'
import { matchEntries } from './identity.ts'
import { resolveEntry } from './items.ts'
import { identify, lookAt } from './look.ts'
import type { Network } from './poll.ts'

/** Whether a person named an address and not a file. */
export function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text)
}

/** What an address holds, as items; what cannot be had comes as a failure whose words `explain` gives. */
export async function* readUrl(
  address: string,
  deps: { readonly network: Network; readonly clock: () => Temporal.Instant },
  signal: AbortSignal,
  explain: (fault: NonNullable<Awaited<ReturnType<typeof resolveEntry>>['fault']>) => string,
): AsyncGenerator<ParsedItem | ReadFailure> {
  const { network, clock } = deps
  const url = fetchableUrl(address)
  if (url === null) {
    yield failure(address, 'unreadable', 'it is no http(s) address without a user name that can be fetched')
    return
  }
  const found = await identify(url.href, network, signal)
  if ('fault' in found) {
    yield failure(address, 'unreadable', explain(found.fault))
    return
  }
  const kind: Source['kind'] = found.kind
  const source = newSource(
    { url: url.href, workspace: null },
    { kind, url: url.href, name: null, lang: null },
    clock().toString(),
  )
  const look = await lookAt(source, network, signal)
  if ('fault' in look) {
    yield failure(address, 'unreadable', explain(look.fault))
    return
  }
  if ('unchanged' in look) return
  const origin = {
    source,
    url: look.url,
    name: look.name,
    charset: look.charset,
    contentSignal: look.contentSignal,
  }
  for (const one of matchEntries(look.entries, [])) {
    const { item, fault } = await resolveEntry(origin, one, { ...network, clock }, signal)
    if (item !== null) yield item
    else
      yield failure(one.entry.url ?? address, 'no_text', fault === null ? 'it shows no text' : explain(fault))
  }
}
