import type { AnswerDeps } from '../src/answer/answer.ts'
import type { Command } from '../src/chat/command.ts'
import { createAsk } from './ask.ts'
import { createDigest } from './digest.ts'
import { createHelp } from './help.ts'

/** Every command, in the order help lists them. Adding one is a file here and its line below. */
export function createCommands(deps: AnswerDeps): readonly Command[] {
  const commands: Command[] = [createAsk(deps), createDigest(deps), createHelp(() => commands)]
  return commands
}
