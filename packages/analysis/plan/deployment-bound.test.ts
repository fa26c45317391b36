import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { linearChoice } from './deployment-bound.ts'
import { deploymentProblem, type DeploymentChoice } from './deployment-choice.ts'
import { neighboursOfPairs } from './neighbours.ts'

const choiceOf = (
  areas: readonly (readonly [homes: number, expected: number, group: number])[],
  rest: Partial<DeploymentChoice>,
): DeploymentChoice => ({
  homes: Float64Array.from(areas, ([homes]) => homes),
  expected: Float64Array.from(areas, ([, expected]) => expected),
  group: Int32Array.from(areas, ([, , group]) => group),
  kits: 200,
  saturation: 1,
  rounding: 'none',
  neighbours: neighboursOfPairs(areas.length, []),
  smallest: 0,
  largest: Infinity,
  ...rest,
})
const boundOf = (choice: DeploymentChoice) => linearChoice(deploymentProblem(choice))

describe('the bound under floors', () => {
  const four = [
    [100, 10, 0],
    [100, 9, 0],
    [100, 2, 1],
    [100, 1, 1],
  ] as const

  test('spends first what a floor asks for, on the best of its group, and then on the best of all', () => {
    expect(boundOf(choiceOf(four, {}))).toEqual({ bound: 19, price: 0.09 })
    const half = boundOf(choiceOf(four, { floors: [{ group: 1, share: 0.5 }] }))
    expect(half.bound).toBeCloseTo(12, 6)
    expect(half.price).toBe(0.09)
    expect(boundOf(choiceOf(four, { floors: [{ group: 1, share: 0.25 }] })).bound).toBeCloseTo(15.5, 6)
  })

  test('counts what must be chosen towards its group’s floor', () => {
    const floors = [{ group: 1, share: 0.5 }]
    expect(boundOf(choiceOf(four, { floors, include: [3] })).bound).toBeCloseTo(11, 6)
  })

  test('costs nothing where the floor is met anyway', () => {
    expect(boundOf(choiceOf(four, { floors: [{ group: 0, share: 0.5 }] }))).toEqual(
      boundOf(choiceOf(four, {})),
    )
  })

  test('is the least that the prices of the budget and of the floor allow (linear duality), in 300 cities by lot', () => {
    const random = xoroshiro128plus(1)
    const draw = (from: number, to: number) => uniformInt(random, from, to)
    for (let city = 0; city < 300; city++) {
      const areas = Array.from({ length: draw(2, 9) }, () => [draw(1, 300), draw(0, 40), draw(0, 1)] as const)
      const homesIn = areas.reduce((sum, [homes, , group]) => sum + (group === 0 ? homes : 0), 0)
      // Every area fits into the budget: one that does not is left out before.
      const kits = draw(300, 900)
      const share = draw(0, 10) / 10
      if (share * kits > homesIn) continue
      const problem = deploymentProblem(choiceOf(areas, { kits, floors: [{ group: 0, share }] }))
      const rates = [0, ...areas.map(([homes, expected]) => expected / homes)]
      let least = Infinity
      for (const price of rates)
        for (const inGroup of rates) {
          const bonus = Math.max(0, price - inGroup)
          const dual = areas.reduce(
            (sum, [homes, expected, group]) =>
              sum + Math.max(0, expected - homes * (price - (group === 0 ? bonus : 0))),
            price * kits - bonus * share * kits,
          )
          least = Math.min(least, dual)
        }
      expect(linearChoice(problem).bound).toBeCloseTo(least, 5)
    }
  })
})
