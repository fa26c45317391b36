import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { fingerprint } from '../../../test/fingerprint.ts'
import { chooseAreas } from '../plan/choose-areas.ts'
import { chooseDeployments } from '../plan/choose-deployments.ts'
import type { DeploymentChoice } from '../plan/deployment-choice.ts'
import { neighboursOfPairs } from '../plan/neighbours.ts'
import { nearMisses, ranksByRate } from '../plan/near-misses.ts'

// What is chosen for seeded cities, area for area; kept anew as in risk.test.ts. That a choice is good is held elsewhere
// (against brute force and bounds): this holds that it is the same one.

const made = (side: number, seed: number): Pick<DeploymentChoice, 'homes' | 'expected' | 'neighbours'> => {
  const random = xoroshiro128plus(seed)
  const unit = (): number => (random.next() >>> 0) / 0x1_0000_0000
  const areas = side * side
  const pairs = Array.from({ length: areas }, (_, area) => [
    ...(area % side < side - 1 ? [[area, area + 1] as const] : []),
    ...(area < areas - side ? [[area, area + side] as const] : []),
  ]).flat()
  return {
    homes: Float64Array.from({ length: areas }, () => 300 + Math.floor(500 * unit())),
    expected: Float64Array.from({ length: areas }, () => 1 + 12 * unit() ** 3),
    neighbours: neighboursOfPairs(areas, pairs),
  }
}

const group = Int32Array.from({ length: 81 }, (_, area) => Math.floor(area / 27))
const limits = { kits: 9000, saturation: 0.85, rounding: 'up', workLimit: 40_000 } as const

describe('deployment areas', () => {
  test.each<[string, Partial<DeploymentChoice>]>([
    ['of any size', { smallest: 0, largest: Infinity }],
    ['of two to four areas', { smallest: 1000, largest: 2400 }],
    ['with few kits, not rounded', { smallest: 900, largest: 1500, kits: 2500, rounding: 'none' }],
    ['at most three', { smallest: 1200, largest: 4000, most: 3 }],
    [
      'with some asked for, some not, some covered',
      { include: [40, 44], exclude: [0, 41, 80], covered: [10, 11], smallest: 1000, largest: 3000 },
    ],
    [
      'with floors',
      {
        group,
        floors: [
          { group: 2, share: 0.4 },
          { group: 0, share: 0.2 },
        ],
        smallest: 800,
        largest: 2500,
      },
    ],
    [
      'from an earlier answer',
      {
        smallest: 1000,
        largest: 2400,
        start: [
          [3, 4, 12],
          [30, 31, 39],
        ],
      },
    ],
  ])('%s', (_, rest) => {
    expect(
      [21, 22].map((seed) =>
        fingerprint(
          chooseDeployments({ ...limits, smallest: 0, largest: Infinity, ...made(9, seed), ...rest }),
        ),
      ),
    ).toMatchSnapshot()
  })

  test('solved exactly where few areas may be chosen', () => {
    const few = made(9, 23)
    const exclude = Array.from({ length: 81 }, (_, area) => area).filter((area) => area % 9 > 3 || area > 27)
    const rest = { ...limits, ...few, exclude, smallest: 900, largest: 2200 }
    expect(
      [2000, 3500, 5000].map((kits) => fingerprint(chooseDeployments({ ...rest, kits }))),
    ).toMatchSnapshot()
  })
})

test('single areas', () => {
  expect(
    [31, 32, 33].map((seed) => {
      const { homes, expected } = made(12, seed)
      const base = { homes, expected, kits: 12_345, saturation: 0.85 }
      return fingerprint([
        chooseAreas({ ...base, rounding: 'none' }),
        chooseAreas({ ...base, rounding: 'up', include: [5, 17], exclude: [1, 2, 3] }),
        chooseAreas({ ...base, rounding: 'none', workLimit: 20 }),
      ])
    }),
  ).toMatchSnapshot()
})

test('the ranks of areas and those that just missed', () => {
  expect([
    fingerprint(ranksByRate(Float64Array.of(3, 6, 2, 0, 1, 5), Float64Array.of(100, 200, 100, 50, 0, 400))),
    nearMisses(Float64Array.of(3, 6, 2, 0, 1, 5), Float64Array.of(10, 20, 10, 5, 0, 40), [1], [2], 2),
  ]).toMatchSnapshot()
})
