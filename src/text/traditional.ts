// Simplified words written in Traditional characters, for words of ours that are kept in one script only. Character by
// character, the commonest reading of each: good enough for single words, never used for what is quoted.
import characters from 'opencc-js/dict/STCharacters'

let table: ReadonlyMap<string, string> | undefined

/** The words with each Simplified character in its usual Traditional form. */
export function toTraditional(words: string): string {
  table ??= new Map(
    characters.split('|').map(entry => {
      const [from = '', to = from] = entry.split(' ')
      return [from, to] as const
    }),
  )
  return [...words].map(letter => table!.get(letter) ?? letter).join('')
}
