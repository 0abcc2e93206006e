import type { AnswerDeps } from '../src/answer/answer.ts'
import type { Command } from '../src/chat/command.ts'
import { createAsk } from './ask.ts'
import { createDigest } from './digest.ts'
import { createHelp } from './help.ts'

/** Every command, in the order help lists them. Adding one is a file here and its line below. */
export function createCommands(deps: AnswerDeps): readonly Command[] {
  const commands: Command[] = [
    inWorkspace(createAsk, deps),
    inWorkspace(createDigest, deps),
    createHelp(() => commands),
  ]
  return commands
}

/** The command over the store as the asker's workspace sees it. */
function inWorkspace<Deps extends AnswerDeps>(create: (deps: Deps) => Command, deps: Deps): Command {
  return {
    ...create(deps),
    run: request => create({ ...deps, store: deps.store.seenBy(request.workspace) }).run(request),
  }
}
