// `who`, `timeline`, `latest` and `summarize` on the command line: the same as in the chat apps.
import { tellLatest } from '../answer/latest.ts'
import { tellSummary } from '../answer/summarize.ts'
import { tellTimeline } from '../answer/timeline.ts'
import { tellWho } from '../answer/who.ts'
import type { DayRange } from '../chat/command.ts'
import { readDays, splitDays } from '../chat/days.ts'
import { replyOfLatest } from '../chat/latest-reply.ts'
import type { Reply } from '../chat/reply.ts'
import { replyOfSummary } from '../chat/summary-reply.ts'
import { replyOfTimeline } from '../chat/timeline-reply.ts'
import { replyOfProfile } from '../chat/who-reply.ts'
import { UserError } from '../errors.ts'
import { decodeBytes } from '../ingest/charset.ts'
import type { Lang } from '../model/language.ts'
import { detectLanguage } from '../text/language.ts'
import { type CommonOptions, type Context, printJson, todayOf, withContext } from './context.ts'
import { langOption } from './options.ts'
import { show } from './show-reply.ts'

interface TellOptions extends CommonOptions {
  readonly lang?: string
  readonly dates?: string
}

/** `who NAME`: a person, an office or a body. */
export async function whoVerb(words: readonly string[], options: TellOptions): Promise<void> {
  await tell(words, options, (asked, lang, context) => tellWho(asked, context, { lang }), replyOfProfile)
}

/** `timeline TOPIC [--dates DAYS]`. */
export async function timelineVerb(words: readonly string[], options: TellOptions): Promise<void> {
  await tell(
    words,
    options,
    (asked, lang, context) => {
      const { words: topic, days } = split(asked, options, context)
      return tellTimeline(topic, context, { lang, window: days })
    },
    timeline => replyOfTimeline(timeline),
  )
}

/** `latest [TOPIC]`. */
export async function latestVerb(words: readonly string[], options: TellOptions): Promise<void> {
  await tell(
    words,
    options,
    (asked, lang, context) => tellLatest(asked === '' ? null : asked, context, { lang }),
    replyOfLatest,
  )
}

/** `summarize [ABOUT] [--dates DAYS]`; `-` reads a text from standard input. */
export async function summarizeVerb(words: readonly string[], options: TellOptions): Promise<void> {
  const isText = words.length === 1 && words[0] === '-'
  const about = isText ? [await readAll()] : words
  await tell(
    about,
    options,
    (asked, lang, context) => {
      if (isText || asked.includes('\n')) return tellSummary({ about: asked, isText }, context, { lang })
      const { words: topic, days } = split(asked, options, context)
      return tellSummary({ about: topic, window: days }, context, { lang })
    },
    replyOfSummary,
  )
}

/** Asks in the language of the words, or of the setting where they tell none, and shows the reply. */
async function tell<T>(
  words: readonly string[],
  options: TellOptions,
  ask: (asked: string, lang: Lang, context: Context) => Promise<T>,
  replyOf: (told: T) => Reply,
): Promise<void> {
  const named = langOption(options.lang)
  const asked = words.join(' ').trim()
  await withContext(options, async context => {
    const found = detectLanguage(asked)
    const told = await ask(
      asked,
      named ?? (found.confidence >= 0.5 ? found.lang : context.config.lang),
      context,
    )
    if (options.json) printJson(told)
    else show(replyOf(told))
  })
}

/** The days of `--dates`, or those that stand beside the words. @throws UserError when they are none */
function split(
  asked: string,
  { dates }: TellOptions,
  context: Context,
): { words: string; days: DayRange | null } {
  const today = Temporal.PlainDate.from(todayOf(context))
  if (dates === undefined) return splitDays(asked, today)
  const days = readDays(dates, today)
  if (days === null)
    throw new UserError(
      `--dates ${dates}: write a day, month, year or range, for example 2019-11 or 2013-12-03..2013-12-06.`,
      {
        exitCode: 2,
      },
    )
  return { words: asked, days }
}

async function readAll(): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array)
  return decodeBytes(Buffer.concat(chunks)).text
}
