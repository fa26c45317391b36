import { PartialChoices } from './partial-choices.ts'

export type Knapsack = {
  /** Worth of each item, above 0. */
  readonly profit: Float64Array
  /** Weight of each item, above 0. */
  readonly weight: Float64Array
  readonly capacity: number
  /** Partial choices looked at, at most: a limit on work, not on time, so that every machine gives the same result. */
  readonly workLimit: number
}

export type KnapsackResult = {
  /** 1 where the item is taken. */
  readonly taken: Uint8Array
  /** No choice within the capacity is worth more; equal to the worth of what is taken where that is proven best. */
  readonly bound: number
  readonly status: 'optimal' | 'feasible'
}

/** A choice better by less than this share is better by rounding only. */
const rounding = 1e-12

/**
 * The most profitable items within a capacity (0/1 knapsack, real profits and weights): from the items of best ratio
 * that fit, the core is widened one item at a time to both sides of the first that does not, and partial choices
 * that are dominated, or whose linear bound does not beat the best choice found, are dropped
 * (Pisinger 1997, "A minimal algorithm for the 0-1 knapsack problem", doi 10.1287/opre.45.5.758).
 * Profits, weights, capacity and limit are the caller's to check. Ties in ratio go to the item that stands first.
 */
export const solveKnapsack = ({ profit, weight, capacity, workLimit }: Knapsack): KnapsackResult => {
  const ratioOf = (item: number): number => profit[item]! / weight[item]!
  const order = [...profit.keys()]
    .filter((item) => weight[item]! <= capacity)
    .toSorted((a, b) => ratioOf(b) - ratioOf(a) || a - b)
  const n = order.length
  const p = Float64Array.from(order, (item) => profit[item]!)
  const w = Float64Array.from(order, (item) => weight[item]!)

  let broken = 0
  let worth = 0
  let load = 0
  while (broken < n && load + w[broken]! <= capacity) {
    worth += p[broken]!
    load += w[broken]!
    broken++
  }
  // The items of best ratio with some changed, and then, by ratio, whatever still fits.
  const choice = (changed: readonly number[]): Uint8Array => {
    const taken = new Uint8Array(profit.length)
    for (let place = 0; place < broken; place++) taken[order[place]!] = 1
    for (const place of changed) taken[order[place]!] = place < broken ? 0 : 1
    let room = capacity
    for (const item of order) room -= taken[item]! * weight[item]!
    for (const item of order) {
      if (taken[item] === 1 || weight[item]! > room) continue
      taken[item] = 1
      room -= weight[item]!
    }
    return taken
  }
  if (broken === n) return { taken: choice([]), bound: worth, status: 'optimal' }

  // A floor to prune against from the start.
  let bestChanges: readonly number[] = []
  let best = choice([]).reduce((sum, one, item) => sum + one * profit[item]!, 0)
  const beatsBest = (bound: number): boolean => bound > best * (1 + rounding)

  const slope = p[broken]! / w[broken]!
  const linearBound = worth + (capacity - load) * slope
  const choices = new PartialChoices(worth, load)
  let left = broken - 1
  let right = broken
  // What room is worth at most is the ratio of the next item to the right; what an excess costs at least, the ratio
  // of the next to the left. With none left an excess can no longer be cured.
  const boundOf = (chosenWorth: number, chosenLoad: number): number => {
    if (chosenLoad <= capacity)
      return chosenWorth + (right < n ? (capacity - chosenLoad) * (p[right]! / w[right]!) : 0)
    return left < 0 ? -Infinity : chosenWorth - (chosenLoad - capacity) * (p[left]! / w[left]!)
  }
  const settle = (): void => {
    let found = -1
    for (let index = 0; index < choices.size; index++) {
      if (choices.load(index) > capacity || choices.worth(index) <= best) continue
      best = choices.worth(index)
      found = choices.change(index)
    }
    if (found >= 0) bestChanges = choices.placesOf(found)
    choices.filter((chosenWorth, chosenLoad) => beatsBest(boundOf(chosenWorth, chosenLoad)))
  }

  let work = 0
  while (choices.size > 0 && (left >= 0 || right < n)) {
    if (work + choices.size > workLimit) {
      let bound = best
      for (let index = 0; index < choices.size; index++) {
        bound = Math.max(bound, boundOf(choices.worth(index), choices.load(index)))
      }
      return { taken: choice(bestChanges), bound: Math.min(bound, linearBound), status: 'feasible' }
    }
    // By turns, so that the loads stay about the capacity.
    const toRight = right < n && (left < 0 || right - broken <= broken - 1 - left)
    const place = toRight ? right++ : left--
    const sign = toRight ? 1 : -1
    // Changing an item costs at least what its ratio differs from that of the broken item: where that is more than
    // the gap, the item stays as it is in every better choice (Dembo and Hammer 1980).
    if (beatsBest(linearBound + sign * (p[place]! - w[place]! * slope))) {
      work += choices.size
      choices.branch(place, sign * p[place]!, sign * w[place]!)
      settle()
    }
  }
  return { taken: choice(bestChanges), bound: best, status: 'optimal' }
}
