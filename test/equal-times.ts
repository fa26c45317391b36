import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import { signFlipTest } from './permutation.ts'

const [rounds, level, patience] = [9999, 0.001, 300_000]

type Asked = {
  /** Asks for what there is, or for what there is not. */
  ask: (isThere: boolean) => Promise<unknown>
  /** Holds answers about what there is back for two milliseconds, or no more. */
  plant: (isPlanted: boolean) => void
}

/** Two tests: that the time of an answer tells nothing, and that the same test would find two milliseconds. */
export const testEqualTimes = ({ ask, plant }: Asked): void => {
  const timed = async (isThere: boolean): Promise<number> => {
    const begun = performance.now()
    await ask(isThere)
    return performance.now() - begun
  }
  /** Pairs of both, which first by lot: how much longer it takes where there is such a thing, in milliseconds. */
  const differences = async (pairs: number, seed: number): Promise<Float64Array> => {
    const random = xoroshiro128plus(seed)
    const made = new Float64Array(pairs)
    for (let at = 0; at < pairs; at++) {
      const first = uniformFloat64(random) < 0.5
      const one = await timed(first)
      const two = await timed(!first)
      made[at] = first ? one - two : two - one
    }
    return made
  }

  test(
    'by the time that it takes',
    async () => {
      await differences(20, 1)
      expect(signFlipTest(await differences(300, 2), rounds, 3)).toBeGreaterThanOrEqual(level)
    },
    patience,
  )

  test(
    'and where it took two milliseconds longer, the same test would find it',
    async () => {
      plant(true)
      try {
        let made: Float64Array = new Float64Array()
        while (made.length < 10_000 && (made.length === 0 || signFlipTest(made, rounds, 3) >= level))
          made = Float64Array.of(...made, ...(await differences(300, made.length)))
        expect(signFlipTest(made, rounds, 3)).toBeLessThan(level)
      } finally {
        plant(false)
      }
    },
    patience,
  )
}
