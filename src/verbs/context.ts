// What every verb of the command line shares: settings, the store, the lexicon, the clock, and where results go.
import type { ReadText } from '../answer/summarize.ts'
import { codeText } from '../claims/code-text.ts'
import { type Config, readConfig } from '../config.ts'
import { type Lexicon, openLexicon } from '../lexicon/lexicon.ts'
import type { OpenModel } from '../llm/open.ts'
import { openStore } from '../store/open.ts'
import type { Store } from '../store/store.ts'
import { modelOf } from './model.ts'

export interface CommonOptions {
  readonly db?: string
  readonly json?: boolean
}

export interface Context {
  readonly config: Config
  readonly store: Store
  readonly lexicon: Lexicon
  readonly clock: () => Temporal.Instant
  /** The model that the operator configured; without one everything is done by itself. */
  readonly model?: OpenModel
  /** Reads a text that is not stored. */
  readonly readText: ReadText
}

/** Runs `work` with everything open, and closes the store whatever happens. */
export async function withContext<T>(
  options: CommonOptions,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  const config = readConfig()
  const clock = (): Temporal.Instant => Temporal.Now.instant()
  const store = await openStore(options.db ?? config.db, { clock: () => new Date(clock().epochMilliseconds) })
  try {
    const lexicon = openLexicon()
    const model = await modelOf(config, store, clock)
    const readText: ReadText = text => codeText(text, lexicon)
    return await work({ config, store, lexicon, clock, readText, ...(model && { model }) })
  } finally {
    await store.close()
  }
}

/** Today in the operator's time zone, `YYYY-MM-DD`. */
export function todayOf({ clock, config }: Pick<Context, 'clock' | 'config'>): string {
  return clock().toZonedDateTimeISO(config.zone).toPlainDate().toString()
}

/** Writes one result line to standard output; a reader that has gone away (`| head`) ends the program quietly. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
}

/** One JSON object on one line. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value))
}

/** For a person, on standard error: results stay alone on standard output. */
export function tell(text: string): void {
  process.stderr.write(text.endsWith('\n') ? text : `${text}\n`)
}

/** Lines of standard input, trimmed, as they come; empty ones only where they are asked for. */
export async function* readLines(
  input: NodeJS.ReadableStream = process.stdin,
  { empty = false }: { readonly empty?: boolean } = {},
): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of input) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk as Uint8Array, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (empty || line.trim() !== '') yield line.trim()
  }
  rest += decoder.decode()
  if (rest.trim() !== '') yield rest.trim()
}
