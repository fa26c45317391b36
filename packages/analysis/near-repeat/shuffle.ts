import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

export type Shuffle = (values: Int32Array) => void

/**
 * A seeded shuffle in place (Fisher and Yates; Durstenfeld 1964) on xoroshiro128+ (Blackman and Vigna 2018).
 * The draw below k is the high half of a 32-bit product (Lemire 2019) without its rejection step: no place is
 * preferred by more than k in 2³², far below what any number of permutations could show.
 * Throws RangeError where the seed is not a whole number that fits 32 bits.
 */
export const seededShuffle = (seed: number): Shuffle => {
  if (!Number.isInteger(seed) || seed < -(2 ** 31) || seed >= 2 ** 32) {
    throw new RangeError(`the seed must be a whole number of at most 32 bits, found ${seed}`)
  }
  const generator = xoroshiro128plus(seed)
  // The generator starts from a state that is almost all zeros or ones for small seeds: let it mix first.
  for (let i = 0; i < 64; i++) generator.next()
  return (values) => {
    for (let last = values.length - 1; last > 0; last--) {
      const draw = Math.floor(((generator.next() >>> 0) * (last + 1)) / 2 ** 32)
      const kept = values[last]!
      values[last] = values[draw]!
      values[draw] = kept
    }
  }
}
