import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Ranks from 1; ties share their mean. */
const ranksOf = (values: Float64Array): Float64Array => {
  const order = Uint32Array.from(values.keys()).toSorted((a, b) => values[a]! - values[b]!)
  const ranks = new Float64Array(values.length)
  for (let from = 0; from < order.length;) {
    let to = from
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++
    for (let at = from; at < to; at++) ranks[order[at]!] = (from + 1 + to) / 2
    from = to
  }
  return ranks
}

/**
 * Two-sided permutation test on paired differences: were both of a pair the same, either sign would be as likely as the
 * other. The statistic is the signed-rank sum (Wilcoxon 1945), which a few late answers of a busy machine hardly move.
 * Returns p, at least 1 / (1 + rounds) (Phipson and Smyth 2010).
 */
export const signFlipTest = (differences: Float64Array, rounds: number, seed: number): number => {
  const ranks = ranksOf(differences.map(Math.abs))
  const random = xoroshiro128plus(seed)
  let observed = 0
  for (let at = 0; at < ranks.length; at++) observed += Math.sign(differences[at]!) * ranks[at]!
  let asFar = 0
  for (let round = 0; round < rounds; round++) {
    let sum = 0
    for (let at = 0; at < ranks.length;) {
      // Thirty signs from one draw.
      let bits = Math.floor(uniformFloat64(random) * 2 ** 30)
      for (let bit = 0; bit < 30 && at < ranks.length; bit++, at++) {
        sum += bits & 1 ? ranks[at]! : -ranks[at]!
        bits >>>= 1
      }
    }
    if (Math.abs(sum) >= Math.abs(observed)) asFar++
  }
  return (1 + asFar) / (1 + rounds)
}
