// A digest as messages: the judgement and headlines first, the detail in its thread; each fits its platform whole.
import {
  drawItem,
  overviewOfDigest,
  replyOfDigest,
  sectionBlocks,
  sourceBlocks,
  titleOfDigest,
} from '../src/chat/digest-reply.ts'
import { say } from '../src/chat/messages.ts'
import { type Block, type Picture, quiet, type Reply, type Sources } from '../src/chat/reply.ts'
import type { Digest } from '../src/model/digest.ts'

export interface Parts {
  /** The message, then what goes into its thread. */
  readonly replies: readonly Reply[]
  /** For each item, in which of the replies it stands; null where no message could hold it. */
  readonly items: readonly (number | null)[]
}

/**
 * One message when all of it fits; else the overview with the detail in its thread. A block that no message holds is
 * parted at its lines or sources; an item that no message holds is left out and counted, never cut.
 */
export function partsOf(
  digest: Digest,
  fits: (reply: Reply) => boolean,
  picture: Picture | null = null,
): Parts {
  const whole = replyOfDigest(digest)
  const withPicture = picture === null ? whole : { ...whole, blocks: [...whole.blocks, picture] }
  if (digest.form === 'daily' && fits(withPicture))
    return { replies: [withPicture], items: digest.items.map(() => 0) }
  return inThread(digest, fits, picture)
}

function inThread(digest: Digest, fits: (reply: Reply) => boolean, picture: Picture | null): Parts {
  const { lang } = digest
  const title = titleOfDigest(digest)
  const draw = (blocks: readonly Block[]): Reply => ({ lang, summary: title, blocks })
  const labelled = (blocks: readonly Block[], part: number, parts: number): Reply =>
    draw([quiet(say(lang, 'digest.continued', { title, part, parts })), ...blocks])
  // Under the longest label, because how many parts there will be is not known yet.
  const holds = (blocks: readonly Block[]): boolean => fits(labelled(blocks, 99, 99))
  const whole = (block: Block): boolean => holds([block])

  const drawn = digest.items.map((item, i) => drawItem(digest, item, i + 1))
  const tooLarge = drawn.map(item => !whole(item))
  const rest = [...sectionBlocks(digest), ...sourceBlocks(digest), ...(picture === null ? [] : [picture])]
  const pieces = [...drawn.filter((_, i) => !tooLarge[i]), ...rest.flatMap(block => pieceBlock(block, whole))]
  const messages = pack(pieces, holds)
  const left = tooLarge.filter(Boolean).length
  const overview = fitOverview({ ...digest, left: digest.left + left }, fits)
  const replies = messages.map((blocks, i) => labelled(blocks, i + 1, messages.length))
  return {
    replies: [overview, ...replies],
    items: drawn.map((item, i) =>
      tooLarge[i] ? null : messages.findIndex(blocks => blocks.includes(item)) + 1,
    ),
  }
}

/** The overview; with fewer headlines where not all of them fit. */
function fitOverview(digest: Digest, fits: (reply: Reply) => boolean): Reply {
  for (let n = digest.items.length; n > 0; n--) {
    const overview = overviewOfDigest({ ...digest, items: digest.items.slice(0, n) })
    if (fits(overview)) return overview
  }
  return overviewOfDigest({ ...digest, items: [] })
}

/** The block itself, or its lines or sources one by one where it is too large for a message. */
function pieceBlock(block: Block, whole: (block: Block) => boolean): Block[] {
  if (whole(block)) return [block]
  if (block.kind === 'list') return block.items.map(item => ({ ...block, items: [item] })).filter(whole)
  if (block.kind === 'sources') return splitSources(block).filter(whole)
  return []
}

function splitSources(block: Sources): Sources[] {
  return block.sources.flatMap(source =>
    source.quotes.map(quote => ({ ...block, sources: [{ ...source, quotes: [quote] }] })),
  )
}

/** Blocks in order, as many in a message as fit; neighbours that were one block are one again. */
function pack(pieces: readonly Block[], fits: (blocks: readonly Block[]) => boolean): Block[][] {
  const messages: Block[][] = []
  for (const piece of pieces) {
    const last = messages.at(-1)
    const joined = last === undefined ? null : join(last, piece)
    if (joined !== null && fits(joined)) messages[messages.length - 1] = joined
    else messages.push([piece])
  }
  // A heading alone at the end of a message belongs to what follows.
  for (let i = 0; i + 1 < messages.length; i++) {
    const orphan = messages[i]!.at(-1)!
    if (orphan.kind !== 'heading' || !fits([orphan, ...messages[i + 1]!])) continue
    messages[i]!.pop()
    messages[i + 1]!.unshift(orphan)
  }
  return messages.filter(blocks => blocks.length > 0)
}

function join(blocks: readonly Block[], piece: Block): Block[] {
  const last = blocks.at(-1)!
  if (last.kind === 'list' && piece.kind === 'list')
    return [...blocks.slice(0, -1), { ...last, items: [...last.items, ...piece.items] }]
  if (last.kind === 'sources' && piece.kind === 'sources')
    return [...blocks.slice(0, -1), { ...last, sources: [...last.sources, ...piece.sources] }]
  return [...blocks, piece]
}
