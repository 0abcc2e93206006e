import { type Command, LANG_OPTION } from '../src/chat/command.ts'
import { localized, say } from '../src/chat/messages.ts'
import { heading, list, noticeReply, type Reply, text } from '../src/chat/reply.ts'
import type { Change, PlatformLedger } from '../src/store/platforms.ts'

export interface ChangesDeps {
  readonly store: { readonly platforms: Pick<PlatformLedger, 'changes'> }
}

const MOST = 20

/** `/changes`: who changed which settings, latest first; of the asker's workspace, or all of them for the operator. */
export function createChanges({ store }: ChangesDeps): Command {
  return {
    name: 'changes',
    summary: localized('command.changes.summary'),
    help: localized('command.changes.help'),
    admin: true,
    forAskerAlone: true,
    options: [LANG_OPTION],
    run: async ({ lang, workspace, now }): Promise<Reply> => {
      const changes = await store.platforms.changes({
        limit: MOST,
        ...(workspace !== undefined && { workspace }),
      })
      const title = say(lang, 'home.changes')
      if (changes.length === 0) return noticeReply(lang, 'info', say(lang, 'home.no_changes'))
      const lines = changes.map(change => lineOf(change, now.timeZoneId, say(lang, 'home.refused')))
      return {
        lang,
        summary: `${title}: ${lines[0]}`,
        blocks: [heading(title, 1), list(lines.map(line => [text(line)]))],
        ephemeral: true,
      }
    },
  }
}

/** `2026-11-23 08:30 · slack:T0123/U0456 · /subscribe 08:30`. */
function lineOf({ at, person, line, outcome }: Change, zone: string, refused: string): string {
  const when = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime()
  const day = when.toString({ smallestUnit: 'minute' }).replace('T', ' ')
  return [day, person, line, outcome === 'refused' ? refused : null].filter(part => part).join(' · ')
}
