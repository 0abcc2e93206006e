import { buildDigest, windowOf } from '../../digests/digest.ts'
import { replyOfDigest } from '../chat/digest-reply.ts'
import { type CommonOptions, printJson, todayOf, withContext } from './context.ts'
import { langOption, readCount, readDay } from './options.ts'
import { show } from './show-reply.ts'

interface DigestOptions extends CommonOptions {
  readonly asOf?: string
  readonly days: string
  readonly lang?: string
}

/** `digest [--as-of DATE] [--days N] [--lang L]`. */
export async function digestVerb(options: DigestOptions): Promise<void> {
  const days = readCount(options.days, '--days', 366)
  const lang = langOption(options.lang)
  const asOf = options.asOf === undefined ? null : readDay(options.asOf, '--as-of')
  await withContext(options, async context => {
    const digest = await buildDigest(
      windowOf(asOf ?? todayOf(context), days),
      lang ?? context.config.lang,
      context,
    )
    if (options.json) printJson(digest)
    else show(replyOfDigest(digest))
  })
}
