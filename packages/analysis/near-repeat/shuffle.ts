import { seededGenerator } from '../special/seeded-generator.ts'

export type Shuffle = (values: Int32Array) => void

/**
 * A seeded shuffle in place (Fisher and Yates; Durstenfeld 1964) on xoroshiro128+ (Blackman and Vigna 2018).
 * The draw below k is the high half of a 32-bit product (Lemire 2019) without its rejection step: no place is
 * preferred by more than k in 2³², far below what any number of permutations could show.
 * Throws RangeError where the seed is not a whole number that fits 32 bits.
 */
export const seededShuffle = (seed: number): Shuffle => {
  const generator = seededGenerator(seed)
  return (values) => {
    for (let last = values.length - 1; last > 0; last--) {
      const draw = Math.floor(((generator.next() >>> 0) * (last + 1)) / 2 ** 32)
      const kept = values[last]!
      values[last] = values[draw]!
      values[draw] = kept
    }
  }
}
