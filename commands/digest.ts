import { buildDigest, type DigestDeps, latestBusyDay, windowOf } from '../digests/digest.ts'
import { fitDigest } from '../digests/fit.ts'
import { readTopics } from '../digests/subscribe.ts'
import { type Command, daysOption, LANG_OPTION, type Request, textOption } from '../src/chat/command.ts'
import { replyOfDigest } from '../src/chat/digest-reply.ts'
import { localized } from '../src/chat/messages.ts'
import { noticeReply, type Reply } from '../src/chat/reply.ts'
import type { DigestForm } from '../src/model/subscription.ts'

const USUAL_DAYS = { daily: 2, weekly: 7 } as const
/** A range as long as this or longer is told in the weekly's form unless asked otherwise. */
const LONG_DAYS = 6

/** `/digest [DAY or RANGE] [--topics …]`: a day with the day before it; without any, the latest day that has enough to tell. */
export function createDigest(deps: DigestDeps): Command {
  return {
    name: 'digest',
    summary: localized('command.digest.summary'),
    help: localized('command.digest.help'),
    options: [
      { kind: 'dates', name: 'date', summary: localized('option.dates') },
      { kind: 'text', name: 'topics', summary: localized('option.topics'), longest: 300 },
      {
        kind: 'choice',
        name: 'form',
        summary: localized('option.form'),
        choices: (['daily', 'weekly'] as const).map(value => ({ value, label: localized(`form.${value}`) })),
      },
      LANG_OPTION,
    ],
    run: request => run(request, deps),
  }
}

async function run(request: Request, deps: DigestDeps): Promise<Reply> {
  const { lang } = request
  const asked = daysOption(request, 'date')
  const topics = readTopics(textOption(request, 'topics') ?? '', lang, deps.lexicon)
  if ('fault' in topics) return noticeReply(lang, 'warning', topics.fault)
  const isLong =
    asked !== undefined && windowOf(asked.to, LONG_DAYS).from >= asked.from && asked.from !== asked.to
  const form = (textOption(request, 'form') ?? (isLong ? 'weekly' : 'daily')) as DigestForm
  const latest = (await latestBusyDay(deps.store)) ?? request.now.toPlainDate().toString()
  const window =
    asked === undefined || asked.from === asked.to ? windowOf(asked?.to ?? latest, USUAL_DAYS[form]) : asked
  const digest = await buildDigest(window, lang, deps, {
    form,
    topics: topics.ids,
    workspace: request.workspace,
  })
  return replyOfDigest(fitDigest(digest, 'long'))
}
