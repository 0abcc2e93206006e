// The Slack app in a process of its own, so that those who ask do not take its time: told by the environment where
// Slack and the store are; prints its port, and its memory whenever it is asked.
import { createCommands } from '../commands/index.ts'
import { createDispatch } from '../src/chat/dispatch.ts'
import { codeText } from '../src/claims/code-text.ts'
import { openLexicon } from '../src/lexicon/lexicon.ts'
import { createSlack } from '../src/slack/slack.ts'
import { openStore } from '../src/store/open.ts'
import { detectLanguage } from '../src/text/language.ts'
import { startWeb } from '../src/web/web.ts'
import { readState } from './growth.ts'

const [file = '', apiUrl = '', signingSecret = ''] = process.argv.slice(2)
const clock = () => Temporal.Now.instant()
const store = await openStore(file, { clock: () => new Date() })
const lexicon = openLexicon()
const commands = createCommands({ store, lexicon, clock, readText: text => codeText(text, lexicon) })
const tell = (fields: object, message: string) =>
  process.stderr.write(`${message} ${JSON.stringify(fields)}
`)
const log = { info: () => {}, warn: tell, error: tell }
const app = createSlack({
  settings: {
    apiUrl,
    signingSecret,
    authorizeUrl: apiUrl,
    botToken: 'xoxb-bench',
    appToken: '',
    clientId: '',
    clientSecret: '',
  },
  commands,
  dispatch: createDispatch({ commands, detectLanguage, report: () => {} }),
  platforms: store.platforms,
  kept: store.kept,
  clock,
  reader: { lang: 'en', zone: 'UTC' },
  rate: { most: 1_000_000, everyMs: 1 },
  observe: ({ outcome, fault }) => {
    if (outcome !== 'answered') tell({ fault: String(fault) }, outcome)
  },
  forget: async () => {},
  log,
})
const health = { faults: async () => ({}), metrics: async () => ({ type: 'text/plain', text: '' }) }
const web = await startWeb({ host: '127.0.0.1', port: 0, health, ...(app.door && { door: app.door }) })

process.on('message', async message => {
  if (message === 'memory') process.send?.(readState())
  if (message === 'stop') {
    await web.stop()
    await app.stop()
    await store.close()
    process.disconnect?.()
  }
})
process.send?.({ port: web.port })
