// `recode`: reads what is stored again with the lexicon of today. Stop it at any time; it goes on where it was.
import { recode } from '../ingest/recode.ts'
import { type CommonOptions, print, printJson, tell, withContext } from './context.ts'

interface RecodeOptions extends CommonOptions {
  readonly all?: boolean
}

/** `recode [--all]`. */
export async function recodeVerb({ all = false, ...options }: RecodeOptions): Promise<void> {
  const stop = new AbortController()
  const onSignal = (): void => stop.abort()
  process.once('SIGINT', onSignal)
  process.once('SIGTERM', onSignal)
  try {
    await withContext(options, async ({ store, lexicon }) => {
      const { revisions } = await store.counts()
      const done = await recode(
        { store, lexicon },
        {
          all,
          signal: stop.signal,
          onProgress: ({ looked, read }) => tell(`${looked} of ${revisions} looked at, ${read} read again`),
        },
      )
      if (options.json) printJson({ ...done, lexicon: lexicon.version })
      else
        print(
          done.finished
            ? `${done.read} of ${done.looked} articles read again; lexicon ${lexicon.version}.`
            : `Stopped after ${done.looked} articles, ${done.read} of them read again. Run recode again to go on.`,
        )
      if (!done.finished) process.exitCode = 1
    })
  } finally {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
  }
}
