// Wiring and command-line verbs: results to standard output, all else to standard error;
// exit 0 done, 1 failed, 2 wrong usage.
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { messageOf, UserError } from './errors.ts'

// What was stripped of its types and compiled once is kept: half the time of a short run, and 30 MB of memory. Where
// it cannot be kept, everything is as it was.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/attache'))

const program = new Command('attache')
  .description(
    'A diplomacy desk: cited digests and answers from stored articles in Chinese, Japanese, Korean and English.',
  )
  .exitOverride()
  .showSuggestionAfterError()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^(?:error: )?/, 'attache: ')) })

/** A verb with the options all verbs take. */
function verb(usage: string, summary: string): Command {
  return program
    .command(usage)
    .description(summary)
    .option('--db <url>', 'where articles are stored: a file, sqlite:FILE or :memory:')
    .option('--json', 'write JSON to standard output')
}

// Verbs load what they need when they run, so that `--help` and a mistyped verb answer at once.
verb('start', 'open the desk in this terminal: digest, then questions').action(async options =>
  (await import('./verbs/start.ts')).startVerb(options),
)
verb(
  'ingest <path...>',
  'store articles from files, folders and web addresses (.txt .html .md .json .jsonl)',
).action(async (paths, options) => (await import('./verbs/ingest.ts')).ingestVerb(paths, options))
verb('ask <question...>', 'answer from the stored articles; - reads one question a line')
  .option('--lang <lang>', 'answer in en, zh-Hans, zh-Hant, ja or ko (default: the language of the question)')
  .option('--show-prompt', 'show what a configured model would be sent, and send nothing')
  .action(async (words, options) => (await import('./verbs/ask.ts')).askVerb(words, options))
verb('who <name...>', 'who a person is or who holds an office, by date, with the latest claims')
  .option('--lang <lang>', 'en, zh-Hans, zh-Hant, ja or ko (default: the language of the words)')
  .action(async (words, options) => (await import('./verbs/tell.ts')).whoVerb(words, options))
verb('timeline <topic...>', 'a topic or a person day by day, one cited line an event')
  .option('--dates <days>', 'a day, month, year or range: 2019-11, 2013-12-03..2013-12-06')
  .option('--lang <lang>', 'en, zh-Hans, zh-Hant, ja or ko (default: the language of the words)')
  .action(async (words, options) => (await import('./verbs/tell.ts')).timelineVerb(words, options))
verb('latest [topic...]', 'the newest reports, of everything or of a topic or person')
  .option('--lang <lang>', 'en, zh-Hans, zh-Hant, ja or ko (default: the language of the words)')
  .action(async (words, options) => (await import('./verbs/tell.ts')).latestVerb(words, options))
verb('summarize [about...]', 'a topic, days, a stored article or a text in its own sentences; - reads a text')
  .option('--dates <days>', 'a day, month, year or range: 2019-11, 2013-12-03..2013-12-06')
  .option('--lang <lang>', 'en, zh-Hans, zh-Hant, ja or ko (default: the language of the words)')
  .action(async (words, options) => (await import('./verbs/tell.ts')).summarizeVerb(words, options))
verb('search <query...>', 'list sentences and why each was found; - reads one query a line')
  .option('--limit <n>', 'at most this many sentences', '10')
  .action(async (words, options) => (await import('./verbs/ask.ts')).searchVerb(words, options))
verb('digest', 'tell a day or a range of days')
  .option('--as-of <date>', 'last day of the window, YYYY-MM-DD (default: today)')
  .option('--days <n>', 'length of the window in days (default: 1, of a weekly 7)')
  .option('--lang <lang>', 'en, zh-Hans, zh-Hant, ja or ko (default: the setting)')
  .option('--form <form>', 'daily or weekly', 'daily')
  .option('--topics <names>', 'only about these topics, states or persons, with commas between')
  .option('--length <length>', 'short, usual or long: 1,500, 3,000 or 6,000 characters', 'long')
  .option('--picture <file>', 'also draw the twelve weeks to its end as PNG')
  .action(async options => (await import('./verbs/digest.ts')).digestVerb(options))
verb('deliveries', 'what was posted where, what waits, what failed and why')
  .option('--state <state>', 'only pending, sending, sent, unknown, failed or quiet ones')
  .option('--channel <channel>', 'only to this channel: slack:T0123/C0456')
  .option('--id <id>', 'only this one')
  .option('--resolve <what>', 'with --id of an unknown one: sent, again or failed')
  .option('--limit <n>', 'at most this many', '50')
  .action(async options => (await import('./verbs/deliveries.ts')).deliveriesVerb(options))
verb(
  'show <article>',
  'everything read out of one article: blocks, reports, dates, chain, sentences, claims',
).action(async (name, options) => (await import('./verbs/show.ts')).showVerb(name, options))
verb('code <file>', 'the claims of one text; - reads standard input')
  .option('--date <date>', 'the day the text was published, YYYY-MM-DD')
  .option('--lang <lang>', 'en, zh-Hans, zh-Hant, ja or ko (default: found from the text)')
  .action(async (path, options) => (await import('./verbs/code.ts')).codeVerb(path, options))
verb('sources [action] [names...]', 'list, add, remove, pause, resume, check, show, import or export sources')
  .option('--kind <kind>', 'with add: feed, list, page, sitemap or folder (default: found out)')
  .option('--pattern <pattern>', 'with add: which links of a list are articles; * stands for anything')
  .option('--name <name>', 'with add: what it is called')
  .option('--outlet <outlet>', 'with add: who publishes it')
  .option('--country <code>', 'with add: where the outlet is, two letters')
  .option('--lang <lang>', 'with add: en, zh-Hans, zh-Hant, ja or ko (default: found out)')
  .option('--ownership <kind>', 'with add: government, state, party, public, private, nonprofit or academic')
  .option('--text <where>', 'with add: auto, feed or page: where the text of an article is taken from')
  .option('--workspace <name>', "whose private source it is: slack:T0123; without it, everybody's")
  .option('--paused', 'with import: ask nothing of them until they are resumed')
  .action(async (action, names, options) =>
    (await import('./verbs/sources.ts')).sourcesVerb(action, names, options),
  )
verb('poll [sources...]', 'ask the sources that are due, or these, and store what is new')
  .option('--all', 'also those that are not due yet')
  .action(async (names, options) => (await import('./verbs/poll.ts')).pollVerb(names, options))
verb('usage', 'what the language model has cost, by day, purpose and workspace')
  .option('--days <n>', 'so many days back', '31')
  .option('--probe', 'ask the server whether it is there and what it can do')
  .action(async options => (await import('./verbs/usage.ts')).usageVerb(options))
verb(
  'setup [pairs...]',
  'set up Slack and Discord: asks, checks every token, writes .env (or NAME=VALUE…, or -)',
)
  .option('--manifest', 'print the manifest of the Slack app')
  .option('--url <url>', 'public https address, for Slack over HTTP')
  .option('--env <file>', 'the file to write', '.env')
  .action(async (pairs, options) => (await import('./verbs/setup.ts')).setupVerb(pairs, options))
verb('check', 'whether everything that is set up works: tokens, channels, the store, the port').action(
  async options => (await import('./verbs/check.ts')).checkVerb(options),
)
verb('lexicon <words...>', 'check the data files; try TEXT: what is found in it; add FILE ROW: one line')
  .option('--lang <lang>', 'with try: en, zh-Hans, zh-Hant, ja or ko (default: found from the text)')
  .action(async (words, options) => (await import('./verbs/lexicon.ts')).lexiconVerb(words, options))
verb('recode', 'read stored articles again with the lexicon of today; goes on where it was stopped')
  .option('--all', 'also those read with this very lexicon, after the rules have changed')
  .action(async options => (await import('./verbs/recode.ts')).recodeVerb(options))
verb('backup <file>', 'copy the store while it is in use').action(async (target, options) =>
  (await import('./verbs/keep.ts')).backupVerb(target, options),
)
verb('export', 'write everything stored as JSON lines').action(async options =>
  (await import('./verbs/keep.ts')).exportVerb(options),
)
verb('import <file>', 'add what an export holds; - reads standard input').action(async (path, options) =>
  (await import('./verbs/keep.ts')).importVerb(path, options),
)
verb('eval [set]', 'measure quality over the gold sets')
  .option('--passages <file>', 'with `retrieval`: passages, one JSON object {id, lang, text} a line')
  .option('--queries <file>', 'with `retrieval`: questions, one JSON object {id, question} a line')
  .option('--out <file>', 'with `retrieval`: where the ranked passage ids go')
  .option('--model', 'the same as `eval model`: questions and digests through the configured model')
  .action(async (set, options) => (await import('./verbs/eval.ts')).evalVerb(set, options))
verb('bench [name]', 'measure speed and memory').action(async (name, options) =>
  (await import('./verbs/bench.ts')).benchVerb(name, options),
)

process.stdout.on('error', error => {
  // The reader of a pipe has gone away: nothing is left to say to anybody.
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(0)
  process.stderr.write(`attache: the result could not be written: ${messageOf(error)}\n`)
  process.exit(1)
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else if (error instanceof UserError) {
    process.stderr.write(`attache: ${error.message}\n`)
    process.exitCode = error.exitCode
  } else {
    process.stderr.write(
      `attache: this is a fault of ours: ${messageOf(error)}\n${error instanceof Error ? error.stack : ''}\n`,
    )
    process.exitCode = 1
  }
}
