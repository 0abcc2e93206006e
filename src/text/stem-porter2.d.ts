// The package exports one function and ships no types.
declare module 'wink-porter2-stemmer' {
  export default function stem(word: string): string
}
