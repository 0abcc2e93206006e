import { type Command, type Request, textOption } from '../src/chat/command.ts'
import { localized, say } from '../src/chat/messages.ts'
import { noticeReply } from '../src/chat/reply.ts'
import type { PlatformLedger } from '../src/store/platforms.ts'

export interface FeedbackDeps {
  readonly store: { readonly platforms: Pick<PlatformLedger, 'addFeedback'> }
}

/** `/feedback WORDS`: also what the buttons under a reply are, with a verdict and the key of what it is about. */
export function createFeedback({ store }: FeedbackDeps): Command {
  return {
    name: 'feedback',
    summary: localized('command.feedback.summary'),
    help: localized('command.feedback.help'),
    forAskerAlone: true,
    options: [
      { kind: 'text', name: 'words', summary: localized('option.words') },
      {
        kind: 'choice',
        name: 'verdict',
        summary: localized('option.verdict'),
        choices: [
          { value: 'good', label: localized('feedback.good') },
          { value: 'bad', label: localized('feedback.bad') },
        ],
      },
      { kind: 'text', name: 'about', summary: localized('option.about_reply'), longest: 300 },
    ],
    run: async request => {
      const { lang } = request
      const words = textOption(request, 'words')
      const verdict = textOption(request, 'verdict') as 'good' | 'bad' | undefined
      if (words === undefined && verdict === undefined)
        return noticeReply(lang, 'warning', say(lang, 'feedback.empty'))
      const about = textOption(request, 'about')
      await store.platforms.addFeedback({
        key: keyOf(request, about, words),
        at: request.now.toInstant().toString({ fractionalSecondDigits: 3 }),
        ...whereOf(request),
        ...(about !== undefined && { about }),
        ...(verdict !== undefined && { verdict }),
        ...(words !== undefined && { words }),
      })
      return noticeReply(lang, 'info', say(lang, 'feedback.thanks'))
    },
  }
}

/** One verdict of a person about a reply takes the place of the one before; words are kept beside each other. */
function keyOf(request: Request, about: string | undefined, words: string | undefined): string {
  const person = whereOf(request).person ?? request.surface
  if (about !== undefined && words === undefined) return `${about} ${person}`
  return `${request.now.epochMilliseconds} ${person}`
}

function whereOf({ workspace, channel, user, surface }: Request) {
  return {
    ...(workspace !== undefined && { workspace }),
    ...(channel !== undefined && { channel }),
    ...(user !== undefined && { person: `${workspace ?? surface}/${user.id}` }),
  }
}
