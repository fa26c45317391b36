import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Chance from a seed: the same numbers on every machine. */
export class Chance {
  readonly #generator: ReturnType<typeof xoroshiro128plus>

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed)
  }

  /** From `low` up to but not including `high`. */
  between(low: number, high: number): number {
    return low + (high - low) * uniformFloat64(this.#generator)
  }

  /** A whole number from 0 up to but not including `limit`. */
  below(limit: number): number {
    return Math.floor(this.between(0, limit))
  }

  happens(probability: number): boolean {
    return this.between(0, 1) < probability
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!
  }

  /** Standard normal (Box and Muller 1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.between(0, 1))) * Math.cos(2 * Math.PI * this.between(0, 1))
  }

  /** Poisson count, by multiplying uniforms (Knuth 1969, 3.4.1) in steps that do not underflow. */
  poisson(mean: number): number {
    let [count, left] = [0, mean]
    while (left > 0) {
      const step = Math.min(left, 30)
      const limit = Math.exp(-step)
      for (let product = this.between(0, 1); product > limit; product *= this.between(0, 1)) count++
      left -= step
    }
    return count
  }
}
