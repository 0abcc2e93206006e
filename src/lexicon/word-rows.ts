// The rows of src/lexicon/data/words-*.jsonl: ordinary words of diplomatic news in four languages, so that a question
// in one finds sentences in another. They carry no claim; they are for search.
import { z } from 'zod'

const forms = z.array(z.string().trim().min(1))

/**
 * One concept. English nouns get their plural by rule; `@verb` after an English form gives it verb forms,
 * `@fixed` leaves it as it is. Traditional Chinese is found by folding, so `zh` may be Simplified alone;
 * words that Taiwan or Hong Kong call differently are listed beside it.
 */
const wordRow = z.strictObject({
  id: z.string().regex(/^W\.[a-z0-9_]+$/),
  zh: forms,
  ja: forms,
  ko: forms,
  en: forms.min(1),
  not: forms.optional(),
})

/** A word with its forms: words-*.jsonl. */
export type WordRow = z.infer<typeof wordRow>
/** Parses one row of words; throws a ZodError on any fault. */
export const WordRow: z.ZodType<WordRow> = wordRow
