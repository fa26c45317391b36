import type { Search } from '../solve-rounds.ts'

/** A search's budget shared out, one part after another, by shares that sum to 1. */
export const searchParts = ({ seed, spent }: Search, shares: readonly number[]): Search[] => {
  let [before, iterations] = [0, 0]
  return shares.map((share) => {
    const start = before
    before += share
    let last = 0
    return {
      seed,
      spent: (own) => {
        iterations += own - last
        last = own
        return (spent(iterations) - start) / share
      },
    }
  })
}
