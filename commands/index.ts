import type { AnswerDeps } from '../src/answer/answer.ts'
import type { SummaryDeps } from '../src/answer/summarize.ts'
import type { Command } from '../src/chat/command.ts'
import type { Messenger } from '../src/chat/messenger.ts'
import type { SourceDesk } from '../src/model/source.ts'
import { createAsk } from './ask.ts'
import { createChanges } from './changes.ts'
import { createDigest } from './digest.ts'
import { createFeedback } from './feedback.ts'
import { createHelp } from './help.ts'
import { createLatest } from './latest.ts'
import { createSources } from './sources.ts'
import { createStatus } from './status.ts'
import { createSubscribe } from './subscribe.ts'
import { createSubscriptions } from './subscriptions.ts'
import { withSuggestions } from './suggest.ts'
import { createSummarize } from './summarize.ts'
import { createTimeline, type TimelineDeps } from './timeline.ts'
import { createUnsubscribe } from './unsubscribe.ts'
import { createWho } from './who.ts'

/** What the commands need: a store, the lexicon, the clock, how to read a given text, and what may be left out. */
export interface CommandDeps extends SummaryDeps, TimelineDeps {
  /** Where articles come from; without it there is no such command. */
  readonly sources?: SourceDesk
  /** Of a surface (`slack`), where this process has one: asked whether a channel can be posted to. */
  readonly messengerOf?: (surface: string) => Messenger | undefined
}

/** Every command, in the order help lists them. Adding one is a file here and its line below. */
export function createCommands(deps: CommandDeps): readonly Command[] {
  const commands: Command[] = withSuggestions(
    [
      inWorkspace(createAsk, deps),
      inWorkspace(createDigest, deps),
      inWorkspace(createSummarize, deps),
      inWorkspace(createTimeline, deps),
      inWorkspace(createWho, deps),
      inWorkspace(createLatest, deps),
      ...(deps.sources ? [createSources({ sources: deps.sources })] : []),
      createSubscribe(deps),
      createSubscriptions(deps),
      createUnsubscribe(deps),
      createStatus(deps),
      createChanges(deps),
      createFeedback(deps),
      createHelp(() => commands),
    ],
    deps,
  )
  return commands
}

/** The command over the store as the asker's workspace sees it. */
function inWorkspace<Deps extends AnswerDeps>(create: (deps: Deps) => Command, deps: Deps): Command {
  return {
    ...create(deps),
    run: request => create({ ...deps, store: deps.store.seenBy(request.workspace) }).run(request),
  }
}
