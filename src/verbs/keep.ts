// Keeping what is stored: copies, exports, imports.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { UserError } from '../errors.ts'
import { type CommonOptions, printJson, tell, withContext } from './context.ts'

/** `backup FILE`: a verified copy, made while the store is in use. */
export async function backupVerb(target: string, options: CommonOptions): Promise<void> {
  await withContext(options, async ({ store }) => {
    await store.backup(target)
    const counts = await store.counts()
    if (options.json) printJson({ backup: target, ...counts })
    else tell(`Backed up ${counts.articles} articles to ${target}.`)
  })
}

/** `export`: everything as JSON lines on standard output. */
export async function exportVerb(options: CommonOptions): Promise<void> {
  await withContext(options, async ({ store }) => {
    for await (const line of store.export()) {
      if (!process.stdout.write(line)) await new Promise(resolve => process.stdout.once('drain', resolve))
    }
  })
}

/** `import FILE|-`: adds what an export holds. */
export async function importVerb(path: string, options: CommonOptions): Promise<void> {
  const input = path === '-' ? process.stdin : createReadStream(path)
  const failed = new Promise<never>((_, reject) => {
    input.once('error', cause =>
      reject(new UserError(`${path} cannot be read: check the name and its permissions.`, { cause })),
    )
  })
  await withContext(options, async ({ store }) => {
    const added = await Promise.race([
      store.import(createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })),
      failed,
    ])
    if (options.json) printJson(added)
    else tell(`Imported ${added.articles} articles.`)
  })
}
