import { readFileSync } from 'node:fs'
import { text as readAll } from 'node:stream/consumers'
import { codeText } from '../claims/code-text.ts'
import { UserError } from '../errors.ts'
import { decodeBytes } from '../ingest/charset.ts'
import { openLexicon } from '../lexicon/lexicon.ts'
import type { Claim } from '../model/claim.ts'
import { type CommonOptions, print, printJson } from './context.ts'
import { langOption, readDay } from './options.ts'

interface CodeOptions extends CommonOptions {
  readonly date?: string
  readonly lang?: string
}

/** `code FILE|-`: the claims of one text. */
export async function codeVerb(path: string, options: CodeOptions): Promise<void> {
  const text = path === '-' ? await readAll(process.stdin) : readFile(path)
  const lang = langOption(options.lang)
  const date = options.date === undefined ? undefined : readDay(options.date, '--date')
  const coded = codeText(text, openLexicon(), { ...(lang ? { lang } : {}), ...(date ? { date } : {}) })
  if (options.json) {
    printJson({ sentences: coded.sentences, claims: coded.claims.map(claim => toSnakeCase(claim)) })
    return
  }
  for (const sentence of coded.sentences) {
    print(sentence.text)
    for (const claim of coded.claims) {
      if (claim.trigger.start >= sentence.start && claim.trigger.end <= sentence.end)
        print(`  ${claimLine(claim)}`)
    }
  }
}

function readFile(path: string): string {
  try {
    return decodeBytes(readFileSync(path)).text
  } catch (cause) {
    throw new UserError(`${path} cannot be read: check the name and its permissions.`, { cause })
  }
}

/** One claim on one line: `PER.biden → GOV.jp refuse affirmed asserted (own_voice) high "…"`. */
export function claimLine(claim: Claim): string {
  const ids = (refs: Claim['actors']): string => refs.map(ref => ref.id).join('+') || '?'
  const whom = claim.recipients.length > 0 ? ` → ${ids(claim.recipients)}` : ''
  const time = claim.timeEvent?.start ? ` ${claim.timeEvent.start}` : ''
  const topics = claim.topics.length > 0 ? ` #${claim.topics.join(' #')}` : ''
  return `${ids(claim.actors)}${whom} · ${claim.act} ${claim.polarity} ${claim.modality} (${claim.evidentiality}, ${claim.confidence.band})${time}${topics}`
}

/** The claim as others read it: the field names of the published claim schema are in snake case. */
export function toSnakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toSnakeCase)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replaceAll(/[A-Z]/g, c => `_${c.toLowerCase()}`),
      toSnakeCase(inner),
    ]),
  )
}
