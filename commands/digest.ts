import { buildDigest, type DigestDeps, latestBusyDay, windowOf } from '../digests/digest.ts'
import { type Command, daysOption, LANG_OPTION } from '../src/chat/command.ts'
import { replyOfDigest } from '../src/chat/digest-reply.ts'
import { localized } from '../src/chat/messages.ts'

const USUAL_DAYS = 2

/** `/digest [DAY or RANGE]`: a day with the day before it; without any, the latest day that has enough to tell. */
export function createDigest(deps: DigestDeps): Command {
  return {
    name: 'digest',
    summary: localized('command.digest.summary'),
    help: localized('command.digest.help'),
    options: [{ kind: 'dates', name: 'date', summary: localized('option.dates') }, LANG_OPTION],
    run: async request => {
      const asked = daysOption(request, 'date')
      const latest = (await latestBusyDay(deps.store)) ?? request.now.toPlainDate().toString()
      const window =
        asked === undefined
          ? windowOf(latest, USUAL_DAYS)
          : asked.from === asked.to
            ? windowOf(asked.to, USUAL_DAYS)
            : asked
      return replyOfDigest(await buildDigest(window, request.lang, deps))
    },
  }
}
