// A small desk for tests: a store in memory filled through the real ingest.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ReadText } from '../../src/answer/summarize.ts'
import { codeText } from '../../src/claims/code-text.ts'
import { ingestPath } from '../../src/ingest/ingest.ts'
import { type Lexicon, openLexicon } from '../../src/lexicon/lexicon.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'

export interface Desk {
  readonly store: Store
  readonly lexicon: Lexicon
  readonly clock: () => Temporal.Instant
  readonly readText: ReadText
  close(): Promise<void>
}

const NOW = '2026-01-01T00:00:00Z'

/** A desk with the given files (name → text) or folders of real ones stored. */
export async function openDesk(
  files: Readonly<Record<string, string>>,
  paths: readonly string[] = [],
): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'attache-desk-'))
  const store = await openStore(':memory:', { clock: () => new Date(NOW) })
  const lexicon = openLexicon()
  const desk = {
    store,
    lexicon,
    clock: () => Temporal.Instant.from(NOW),
    readText: (text: string) => codeText(text, lexicon),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  for (const path of [...(Object.keys(files).length > 0 ? [folder] : []), ...paths]) {
    for await (const outcome of ingestPath(path, desk, { maxBytes: 20_000_000, samples: true })) {
      if (outcome.failed) throw new Error(`${outcome.path}: ${outcome.skipped}`)
    }
  }
  return {
    ...desk,
    close: async () => {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
