import { writeFileSync } from 'node:fs'
import { buildDigest, windowOf } from '../../digests/digest.ts'
import { fitDigest } from '../../digests/fit.ts'
import { drawWeeks } from '../../digests/picture.ts'
import { readTopics } from '../../digests/subscribe.ts'
import { replyOfDigest } from '../chat/digest-reply.ts'
import { UserError } from '../errors.ts'
import { type CommonOptions, printJson, tell, todayOf, withContext } from './context.ts'
import { langOption, readCount, readDay } from './options.ts'
import { show } from './show-reply.ts'

interface DigestOptions extends CommonOptions {
  readonly asOf?: string
  readonly days?: string
  readonly lang?: string
  readonly form: string
  readonly topics?: string
  readonly length: string
  readonly picture?: string
}

const USUAL_DAYS = { daily: '1', weekly: '7' } as const

/** `digest [--as-of DATE] [--days N] [--lang L] [--form daily|weekly] [--topics T] [--length L] [--picture FILE]`. */
export async function digestVerb(options: DigestOptions): Promise<void> {
  const form = oneOf(options.form, '--form', ['daily', 'weekly'] as const)
  const length = oneOf(options.length, '--length', ['short', 'usual', 'long'] as const)
  const days = readCount(options.days ?? USUAL_DAYS[form], '--days', 366)
  const chosen = langOption(options.lang)
  const asOf = options.asOf === undefined ? null : readDay(options.asOf, '--as-of')
  await withContext(options, async context => {
    const lang = chosen ?? context.config.lang
    const topics = readTopics(options.topics ?? '', lang, context.lexicon)
    if ('fault' in topics) throw new UserError(topics.fault, { exitCode: 2 })
    const window = windowOf(asOf ?? todayOf(context), days)
    const digest = fitDigest(await buildDigest(window, lang, context, { form, topics: topics.ids }), length)
    if (options.json) printJson(digest)
    else show(replyOfDigest(digest))
    if (options.picture === undefined) return
    const picture = await drawWeeks({ window, lang }, context)
    if (picture === null) tell('Nothing was told between states: there is nothing to draw.')
    else writePicture(options.picture, picture.bytes)
  })
}

function oneOf<T extends string>(text: string, flag: string, values: readonly T[]): T {
  const value = values.find(one => one === text)
  if (value === undefined)
    throw new UserError(`${flag} ${text}: use one of ${values.join(', ')}.`, { exitCode: 2 })
  return value
}

function writePicture(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes)
  } catch (cause) {
    throw new UserError(`${path} cannot be written: check the folder and its permissions.`, { cause })
  }
}
