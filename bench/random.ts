// Random choices that are the same in every run: a benchmark must measure the same articles tomorrow.

export interface Random {
  /** 0 ≤ x < 1. */
  next(): number
  /** A whole number, both ends inclusive. */
  between(from: number, to: number): number
  pick<T>(list: readonly T[]): T
  /** An early item far more often than a late one, as words and names are in the news. */
  pickEarly<T>(list: readonly T[]): T
  chance(share: number): boolean
  /** Around 1, seldom under a third or over three: lengths of articles. */
  spread(sigma: number): number
}

/** Numbers from two seeds, 32 bits each (the mulberry32 generator). */
export function createRandom(seed: number, place = 0): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(place + 1, 0xc2b2ae35)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  for (let i = 0; i < 4; i++) next()
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: list => list[Math.floor(next() * list.length)]!,
    // Density 1/x over the list: Zipf's law.
    pickEarly: list => list[Math.floor((list.length + 1) ** next()) - 1]!,
    chance: share => next() < share,
    spread: sigma => {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
      return Math.exp(sigma * normal)
    },
  }
}
