import { type Command, type Request, textOption } from '../src/chat/command.ts'
import { localized, say } from '../src/chat/messages.ts'
import { heading, list, noticeReply, type Reply, text } from '../src/chat/reply.ts'
import type { Lang } from '../src/model/language.ts'
import type { KeptFeedback, PlatformLedger } from '../src/store/platforms.ts'

const MOST = 20

export interface FeedbackDeps {
  readonly store: { readonly platforms: Pick<PlatformLedger, 'addFeedback' | 'feedback'> }
}

/** `/feedback WORDS`, and for the operator without words what others said; also what the buttons under a reply are, with a verdict and the key of what it is about. */
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
      if (words === undefined && verdict === undefined) {
        // Without a workspace it is the operator's own terminal.
        if (request.workspace === undefined && request.user?.mayAdminister)
          return replyOfFeedback(lang, await store.platforms.feedback({ limit: MOST }))
        return noticeReply(lang, 'warning', say(lang, 'feedback.empty'))
      }
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

function replyOfFeedback(lang: Lang, given: readonly KeptFeedback[]): Reply {
  if (given.length === 0) return noticeReply(lang, 'info', say(lang, 'feedback.none'))
  const lines = given.map(({ at, verdict, words, question, workspace }) => {
    const said = [verdict && say(lang, `feedback.${verdict}`), words, question && `← ${question}`, workspace]
    return [at.slice(0, 16).replace('T', ' '), ...said].filter(part => part).join(' · ')
  })
  const title = say(lang, 'feedback.latest')
  const blocks = [heading(title, 1), list(lines.map(line => [text(line)]))]
  return { lang, summary: title, blocks, ephemeral: true }
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
