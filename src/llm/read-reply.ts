// A reply's text → the value asked for. Servers without schemas wrap JSON in words, fences or thoughts.
import type { z } from 'zod'

export type ReadReply<T> =
  | { readonly ok: true; readonly value: T }
  /** In words for the model, so that it can do better. */
  | { readonly ok: false; readonly why: string }

const LONGEST_WHY = 600

/** Reads and checks a reply. */
export function readReply<T>(text: string, schema: z.ZodType<T>): ReadReply<T> {
  const parsed = parseJson(text)
  if (parsed === undefined) return { ok: false, why: 'It is not one JSON object.' }
  const checked = schema.safeParse(parsed)
  if (checked.success) return { ok: true, value: checked.data }
  const why = checked.error.issues
    .map(issue => `${issue.path.join('.') || 'The whole'}: ${issue.message}`)
    .join('; ')
  return { ok: false, why: why.slice(0, LONGEST_WHY) }
}

function parseJson(text: string): unknown {
  const bare = text.replace(/^[\s\S]*<\/think>/, '').trim()
  const whole = tryParse(bare)
  if (whole !== undefined) return whole
  const [start, end] = [bare.indexOf('{'), bare.lastIndexOf('}')]
  return start < 0 || end < start ? undefined : tryParse(bare.slice(start, end + 1))
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
