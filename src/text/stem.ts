// Stems of English words, so that `refused` is found by `refuse` and `met` by `meet`.
import porter2 from 'wink-porter2-stemmer'
import data from './data/english.json' with { type: 'json' }

const BASES = new Map(
  data.irregular.flatMap(row => {
    const [base = '', ...forms] = row.split(' ')
    return forms.map(form => [form, base] as const)
  }),
)
const IZE = new Set(data.ize.split(' '))
const ISE = /^(.{3,})is(e|es|ed|ing|ation|ations|er|ers)$/

/** News repeats its words: most are stemmed once. Cleared when full, so that strange input cannot fill memory. */
const CACHE = new Map<string, string>()
const CACHE_SIZE = 50_000

function findStem(word: string): string {
  const base = BASES.get(word)
  if (base !== undefined) return porter2(base)
  const [, root, ending] = ISE.exec(word) ?? []
  return porter2(root !== undefined && IZE.has(root) ? `${root}iz${ending}` : word)
}

/**
 * The Porter2 stem of a lower-case English word without apostrophe; irregular and British forms go to the
 * same stem as the usual one. Anything but a to z comes back as it is.
 * @example stemEnglish('met') === stemEnglish('meeting')
 */
export function stemEnglish(word: string): string {
  const known = CACHE.get(word)
  if (known !== undefined) return known
  const stem = /^[a-z]{3,40}$/.test(word) ? findStem(word) : word
  if (CACHE.size >= CACHE_SIZE) CACHE.clear()
  CACHE.set(word, stem)
  return stem
}
