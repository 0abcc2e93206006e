// All commands as the desk has them, for looking at what they say of themselves.
import { createCommands } from '../../commands/index.ts'
import type { Command } from '../../src/chat/command.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'

/** They cannot be run: nothing stands behind them. */
export function allCommands(): readonly Command[] {
  const nothing = { sources: {}, store: { platforms: {} }, lexicon: openLexicon() }
  return createCommands(nothing as never)
}
