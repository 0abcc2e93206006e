/** Edits between two short words: insert, delete, replace, swap neighbours, each 1. */
export function editDistance(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  let before: number[] = []
  let previous = Array.from({ length: right.length + 1 }, (_, i) => i)
  for (let i = 1; i <= left.length; i++) {
    const row = [i]
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1]
      let least = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        least = Math.min(least, before[j - 2]! + 1)
      row.push(least)
    }
    before = previous
    previous = row
  }
  return previous[right.length]!
}

const AT_MOST = 3
/** Longer words are not names that somebody mistyped, and comparing them would only take time. */
const LONGEST = 40

/** Up to three of the names that were probably meant, nearest first: begun alike, or two typing slips away. */
export function nearestNames(typed: string, names: readonly string[]): string[] {
  const word = typed.slice(0, LONGEST)
  const slips = word.length < 4 ? 1 : 2
  return names
    .map(name => {
      const begun = word.length >= 2 && (name.startsWith(word) || word.startsWith(name))
      return { name, away: begun ? 0.5 : editDistance(word, name) }
    })
    .filter(({ away }) => away <= slips)
    .sort((a, b) => a.away - b.away || (a.name < b.name ? -1 : 1))
    .slice(0, AT_MOST)
    .map(({ name }) => name)
}
