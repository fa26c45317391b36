import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'

/**
 * xoroshiro128+ (Blackman and Vigna 2018) from a small seed. It starts from a state that is almost all zeros or ones, so
 * the first numbers are thrown away. Throws RangeError where the seed is not a whole number that fits 32 bits.
 */
export const seededGenerator = (seed: number): RandomGenerator => {
  if (!Number.isInteger(seed) || seed < -(2 ** 31) || seed >= 2 ** 32) {
    throw new RangeError(`the seed must be a whole number of at most 32 bits, found ${seed}`)
  }
  const generator = xoroshiro128plus(seed)
  for (let i = 0; i < 64; i++) generator.next()
  return generator
}
