// The Discord app in a process of its own, so that those who ask do not take its time: told by its arguments where the
// store and Discord are; tells its memory whenever it is asked.
import { createCommands } from '../commands/index.ts'
import { createDispatch } from '../src/chat/dispatch.ts'
import { codeText } from '../src/claims/code-text.ts'
import { createDiscordApp } from '../src/discord/discord.ts'
import { openLexicon } from '../src/lexicon/lexicon.ts'
import { openStore } from '../src/store/open.ts'
import { detectLanguage } from '../src/text/language.ts'
import { readState } from './growth.ts'

const [file = '', url = ''] = process.argv.slice(2)
const clock = () => Temporal.Now.instant()
const store = await openStore(file, { clock: () => new Date() })
const lexicon = openLexicon()
const commands = createCommands({ store, lexicon, clock, readText: text => codeText(text, lexicon) })
const app = createDiscordApp({
  token: 'bench',
  store,
  commands,
  dispatch: createDispatch({ commands, detectLanguage, report: () => {} }),
  lang: 'en',
  clock: () => clock().toZonedDateTimeISO('UTC'),
  rate: { most: 1_000_000, everyMs: 1 },
  observe: () => {},
  log: {
    info: () => {},
    warn: (facts, message) => void process.send?.({ message: `${message} ${JSON.stringify(facts)}` }),
    error: (facts, message) => void process.send?.({ message: `${message} ${JSON.stringify(facts)}` }),
  },
  url,
})
await app.start()

process.on('message', async message => {
  if (message === 'memory') process.send?.(readState())
  if (message === 'stop') {
    await app.stop()
    await store.close()
    if (process.connected) process.disconnect?.()
  }
})
process.send?.({ ready: true })
