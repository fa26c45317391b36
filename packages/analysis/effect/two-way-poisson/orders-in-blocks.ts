import { seededShuffle } from '../../near-repeat/shuffle.ts'
import { mostExactOrders, ordersOf, type Orders } from './orders.ts'

/**
 * Every order in which these starts could have fallen within their blocks, the real one among them, where there are at
 * most `mostExactOrders`; else `draws` at random. Starts never cross from one block to another, as they did not when they
 * were drawn (Rosenbaum 2002, chapter 2). `block` is the block of each group.
 */
export const ordersInBlocks = (
  starts: Int32Array,
  block: Int32Array,
  { draws, seed }: { draws: number; seed: number },
): Orders => {
  const blocks = [...Map.groupBy(starts.keys(), (at) => block[at]!).values()]
  const own = blocks.map((members) => Int32Array.from(members, (at) => starts[at]!))
  const orders = own.map((each) => ordersOf(each, { draws: 1, seed }))
  const count = orders.reduce((ways, each) => ways * (each.exact ? each.count : Infinity), 1)
  const exact = count <= mostExactOrders
  const order = (number: number): Int32Array => {
    const all = starts.slice()
    let rest = number
    for (const [at, members] of blocks.entries()) {
      let within: Int32Array
      if (exact) {
        within = orders[at]!.order(rest % orders[at]!.count)
        rest = Math.floor(rest / orders[at]!.count)
      } else {
        within = own[at]!.slice()
        seededShuffle((seed + Math.imul(number + 1, 0x9e37_79b1) + Math.imul(at, 0x85eb_ca6b)) >>> 0)(within)
      }
      for (const [place, group] of members.entries()) all[group] = within[place]!
    }
    return all
  }
  return { exact, count: exact ? count : draws, order }
}
