import { seededShuffle } from '../../near-repeat/shuffle.ts'

/** Orders of starts to hold the real one against. Each is a list of starts, one for each group. */
export type Orders = { exact: boolean; count: number; order: (number: number) => Int32Array }

/** No more orders than this are gone through one by one. */
export const mostExactOrders = 5000

/**
 * Every order in which these starts could have fallen to the groups, the real one among them, where there are at most
 * `mostExactOrders`; else `draws` at random. Groups that start together are not told apart, so three of six make 20
 * orders and not 720 (Fisher 1935; Rosenbaum 2002, chapter 2).
 */
export const ordersOf = (starts: Int32Array, { draws, seed }: { draws: number; seed: number }): Orders => {
  const values = [...new Set(starts)].toSorted((one, other) => one - other)
  const counts = values.map((value) => starts.filter((start) => start === value).length)
  const count = orderings(counts)
  if (count > mostExactOrders) {
    const order = (number: number): Int32Array => {
      const shuffled = starts.slice()
      seededShuffle((seed + Math.imul(number + 1, 0x9e37_79b1)) >>> 0)(shuffled)
      return shuffled
    }
    return { exact: false, count: draws, order }
  }
  return { exact: true, count, order: (number) => orderAt(values, counts, number) }
}

/** n!/Πkᵢ!, or more than `mostExactOrders` where it is. */
const orderings = (counts: readonly number[]): number => {
  let [ways, placed] = [1, 0]
  for (const count of counts) {
    for (let each = 1; each <= count; each++) {
      placed++
      ways = (ways * placed) / each
      if (ways > mostExactOrders * 1e3) return Infinity
    }
  }
  return Math.round(ways)
}

/** The order with this number, counting in the order of the alphabet. */
const orderAt = (values: readonly number[], counts: readonly number[], number: number): Int32Array => {
  const left = [...counts]
  let rest = number
  const length = counts.reduce((sum, count) => sum + count, 0)
  return Int32Array.from({ length }, () => {
    for (let at = 0; at < left.length; at++) {
      if (left[at] === 0) continue
      left[at]!--
      const below = orderings(left)
      if (rest < below) return values[at]!
      rest -= below
      left[at]!++
    }
    return 0
  })
}
