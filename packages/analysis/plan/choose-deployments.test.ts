import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { testCounts } from '../../../test/counts.ts'
import { sharedData } from '../../../test/shared-data.ts'
import { checkDeployments } from './check-deployments.ts'
import { chooseDeployments, type ChosenDeployments } from './choose-deployments.ts'
import { deploymentProblem, type DeploymentChoice } from './deployment-choice.ts'
import { deploymentsExactly } from './deployments-exactly.ts'
import { around, neighboursOfPairs, type Neighbours } from './neighbours.ts'

/** A strip of areas, each the neighbour of the next. */
const strip = (areas: number): Neighbours =>
  neighboursOfPairs(
    areas,
    Array.from({ length: areas - 1 }, (_, area) => [area, area + 1] as const),
  )

const choiceOf = (
  areas: readonly (readonly [homes: number, expected: number])[],
  rest: Partial<DeploymentChoice> = {},
): DeploymentChoice => ({
  homes: Float64Array.from(areas, ([homes]) => homes),
  expected: Float64Array.from(areas, ([, expected]) => expected),
  kits: 1000,
  saturation: 1,
  rounding: 'none',
  neighbours: strip(areas.length),
  smallest: 0,
  largest: Infinity,
  ...rest,
})

describe('a strip of five areas', () => {
  const five = [
    [100, 5],
    [100, 1],
    [100, 4],
    [100, 0],
    [100, 3],
  ] as const
  const choose = (rest: Partial<DeploymentChoice>): ChosenDeployments =>
    chooseDeployments(choiceOf(five, rest))

  test('gives the best areas, neighbours as one', () => {
    expect(choose({ kits: 300 })).toMatchObject({
      deployments: [[0], [2], [4]],
      expected: 12,
      bound: 12,
      gap: 0,
      status: 'optimal',
      kitsUsed: 300,
      floorCost: null,
    })
    expect(choose({ kits: 400 }).deployments).toEqual([[0, 1, 2], [4]])
  })

  test('keeps to a smallest and a largest size', () => {
    expect(choose({ kits: 300, smallest: 200 })).toMatchObject({ deployments: [[0, 1, 2]], expected: 10 })
    expect(choose({ kits: 400, smallest: 200, largest: 200 })).toMatchObject({ expected: 10 })
    expect(choose({ kits: 500, largest: 99 }).deployments).toEqual([])
  })

  test('keeps to a number of deployment areas', () => {
    expect(choose({ kits: 300, most: 1 }).deployments).toEqual([[0, 1, 2]])
    expect(choose({ kits: 300, most: 2 })).toMatchObject({ expected: 10 })
  })

  test('takes what it must, and not what it must not or what has kits already', () => {
    expect(choose({ kits: 200, include: [3] }).deployments).toEqual([[0], [3]])
    expect(choose({ kits: 200, exclude: [0] }).deployments).toEqual([[2], [4]])
    expect(choose({ kits: 200, covered: [0, 2] })).toMatchObject({ deployments: [[1], [4]], expected: 4 })
  })

  test('gives each group its floor, and tells what that costs', () => {
    const group = Int32Array.of(0, 0, 0, 1, 1)
    expect(choose({ kits: 200, group, floors: [{ group: 1, share: 0.5 }] })).toMatchObject({
      deployments: [[0], [4]],
      expected: 8,
      floorCost: 1,
    })
    expect(choose({ kits: 300, group, floors: [{ group: 1, share: 0.1 }] })).toMatchObject({ floorCost: 0 })
  })
})

describe('conditions that cannot be', () => {
  const areas = Array.from({ length: 20 }, (_, at) => [100, at] as const)
  const group = new Int32Array(20)
  test.each<[string, Partial<DeploymentChoice>]>([
    ['area 3 is both included and excluded', { include: [3], exclude: [3] }],
    ['area 3 is included but has kits already', { include: [3], covered: [3] }],
    ['include: there is no area 20 among 20', { include: [20] }],
    ['more homes than the largest', { include: [3], largest: 50 }],
    ['need more kits', { include: [3, 4], kits: 150 }],
    ['the kits must be 0 or more', { kits: -1 }],
    ['the saturation must be', { saturation: 1.1 }],
    ['must not be below the smallest', { smallest: 10, largest: 9 }],
    ['whole number of 1 or more', { most: 0 }],
    ['the limit of work', { workLimit: 0.5 }],
    [
      'more than one floor',
      {
        group,
        floors: [
          { group: 0, share: 0.1 },
          { group: 0, share: 0.1 },
        ],
      },
    ],
    ['together at most 1', { group, floors: [{ group: 0, share: 1.1 }] }],
    ['need the group of every area', { floors: [{ group: 0, share: 0.1 }] }],
    ['the neighbours must be those of 20 areas', { neighbours: strip(19) }],
    ['no choice of deployment areas', { include: [0, 19], most: 1, kits: 500 }],
    ['no choice of deployment areas', { include: [0], smallest: 300, kits: 200 }],
  ])('%s', (words, rest) => {
    expect(() => chooseDeployments(choiceOf(areas, rest))).toThrow(words)
  })
})

describe('the check of an answer', () => {
  const choice = choiceOf(
    [
      [100, 1],
      [100, 1],
      [100, 1],
      [100, 1],
    ],
    {
      kits: 300,
      smallest: 100,
      largest: 200,
      most: 2,
      include: [1],
      exclude: [3],
      group: Int32Array.of(0, 1, 1, 1),
      floors: [{ group: 0, share: 1 / 3 }],
    },
  )
  test('passes what is right', () => {
    expect(() => checkDeployments(choice, [[0, 1], [2]])).not.toThrow()
  })
  test.each<[string, number[][]]>([
    ['is not in one piece', [[0, 2], [1]]],
    ['is not in one piece', [[0, 1], []]],
    [
      'is taken twice',
      [
        [0, 1],
        [1, 2],
      ],
    ],
    ['has 300 homes, not 100 to 200', [[0, 1, 2]]],
    ['3 deployment areas, more than 2', [[0], [1], [2]]],
    ['area 1 must be taken', [[0], [2]]],
    ['area 3 must not be taken', [[0, 1], [3]]],
    ['group 0 gets 0', [[1, 2]]],
  ])('says that it %s', (words, deployments) => {
    expect(() => checkDeployments(choice, deployments)).toThrow(words)
  })
  test('says that it takes too many kits', () => {
    expect(() => checkDeployments({ ...choice, kits: 250, floors: [] }, [[0, 1], [2]])).toThrow(
      'take 300 of 250',
    )
  })
})

/** Cities of up to so many areas, with conditions of every kind. */
const cities = (fewest: number, mostAreas: number): fc.Arbitrary<DeploymentChoice> =>
  fc.integer({ min: fewest, max: mostAreas }).chain((areas) => {
    const area = fc.integer({ min: 0, max: Math.max(0, areas - 1) })
    return fc
      .record({
        areas: fc.array(
          fc.tuple(
            fc.integer({ min: 0, max: 400 }),
            fc.oneof(fc.constant(0), fc.double({ min: 0, max: 9, noNaN: true })),
          ),
          { minLength: areas, maxLength: areas },
        ),
        pairs: fc.array(fc.tuple(area, area), { maxLength: areas * 2 }),
        kits: fc.integer({ min: 0, max: 200 * areas }),
        saturation: fc.constantFrom(1, 0.85, 0.5),
        rounding: fc.constantFrom('none' as const, 'up' as const),
        smallest: fc.constantFrom(0, 150, 300),
        largest: fc.constantFrom(400, 800, Infinity),
        most: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
        exclude: fc.array(area, { maxLength: 2 }),
        covered: fc.array(area, { maxLength: 1 }),
        include: fc.array(area, { maxLength: 1 }),
        groups: fc.array(fc.integer({ min: -1, max: 1 }), { minLength: areas, maxLength: areas }),
        floor: fc.constantFrom(0, 0.1, 0.3),
      })
      .map(({ areas: list, pairs, groups, floor, most, ...rest }) =>
        choiceOf(list, {
          ...rest,
          ...(most === undefined ? {} : { most }),
          neighbours: neighboursOfPairs(areas, areas === 0 ? [] : pairs),
          group: Int32Array.from(groups),
          floors: floor > 0 ? [{ group: 0, share: floor }] : [],
        }),
      )
  })

/** The most that any choice is worth, by asking the check about every way of parting every set; undefined for none. */
const worthOfBest = (choice: DeploymentChoice): number | undefined => {
  const areas = [...choice.homes.keys()]
  const passes = (deployments: number[][], only: Partial<DeploymentChoice>): boolean => {
    try {
      checkDeployments({ ...choice, ...only }, deployments)
      return true
    } catch {
      return false
    }
  }
  const sets = 2 ** areas.length
  const membersOf = (set: number): number[] => areas.filter((area) => (set >> area) & 1)
  const alone = Array.from({ length: sets }, (_, set) =>
    passes([membersOf(set)], { include: [], floors: [], most: 1, kits: 1e9 }),
  )
  const fewest = new Map<number, number[][] | undefined>([[0, []]])
  const parted = (set: number): number[][] | undefined => {
    if (fewest.has(set)) return fewest.get(set)
    let best: number[][] | undefined
    for (let part = set; part > set / 2 - 1 && part > 0; part = (part - 1) & set) {
      if (!alone[part] || Math.clz32(part) !== Math.clz32(set)) continue
      const rest = parted(set - part)
      if (rest && (!best || rest.length + 1 < best.length)) best = [membersOf(part), ...rest]
    }
    fewest.set(set, best)
    return best
  }
  let worth: number | undefined
  for (let set = 0; set < sets; set++) {
    const value = membersOf(set).reduce((sum, area) => sum + choice.expected[area]!, 0)
    if (worth !== undefined && value <= worth) continue
    const deployments = parted(set)
    if (deployments && passes(deployments, {})) worth = value
  }
  return worth
}

const answerOrNone = (choice: DeploymentChoice): ChosenDeployments | undefined => {
  try {
    return chooseDeployments(choice)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

describe('small cities', () => {
  test('of up to twelve areas are solved exactly, or cannot be', () => {
    fc.assert(
      fc.property(cities(0, testCounts.full ? 12 : 9), (choice) => {
        const answer = answerOrNone(choice)
        const best = worthOfBest(choice)
        if (best === undefined) expect(answer).toBeUndefined()
        else {
          expect(answer?.status).toBe('optimal')
          expect(answer?.expected).toBeCloseTo(best, 9)
        }
      }),
    )
  })

  test('of fifteen areas are never bettered by every choice there is, and seldom by much', () => {
    let [ours, best] = [0, 0]
    fc.assert(
      fc.property(cities(14, 15), (choice) => {
        const problem = deploymentProblem({ ...choice, include: [], floors: [] })
        const free = [...problem.free.keys()].filter((area) => problem.free[area] === 1)
        const exact = deploymentsExactly(problem, free)?.flat() ?? []
        const worth = exact.reduce((sum, area) => sum + choice.expected[area]!, 0)
        const answer = chooseDeployments({ ...choice, include: [], floors: [], workLimit: 20_000 })
        expect(answer.expected).toBeLessThanOrEqual(worth + 1e-9)
        expect(answer.bound).toBeGreaterThanOrEqual(worth - 1e-9)
        ours += answer.expected
        best += worth
      }),
      { numRuns: 30, seed: 1 },
    )
    expect(ours).toBeGreaterThan(best * 0.99)
  })
})

describe('a city of two hundred areas', () => {
  test('gets an answer within its conditions and below its bound, the same every time, or a refusal', () => {
    fc.assert(
      fc.property(cities(200, 200), (choice) => {
        const answer = answerOrNone({ ...choice, workLimit: 20_000 })
        if (!answer) return
        expect(answer.expected).toBeLessThanOrEqual(answer.bound * (1 + 1e-12))
        expect(answerOrNone({ ...choice, workLimit: 20_000 })).toEqual(answer)
        const again = answerOrNone({ ...choice, start: answer.deployments, workLimit: 2000 })
        if (again) expect(again.expected).toBeLessThanOrEqual(answer.bound * (1 + 1e-12))
      }),
      { numRuns: testCounts.full ? 60 : 10 },
    )
  })
})

const instance = z.object({
  homes: z.array(z.number()),
  risk: z.array(z.number()),
  neighbours: z.array(z.array(z.number())),
  saturation: z.number(),
  kits: z.number(),
  maxAreas: z.number(),
  bestKnown: z.number(),
  bound: z.number(),
})

describe.each(['grid-150', 'grid-300', 'grid-600', 'grid-4900'])('the published instance %s', (name) => {
  const file = sharedData('vectors', 'selection', `${name}.json`)
  test.skipIf(!file)('is solved at least as well as is known', () => {
    const { homes, risk, neighbours, saturation, kits, maxAreas, bestKnown, bound } = instance.parse(
      JSON.parse(readFileSync(file ?? '', 'utf8')),
    )
    const answer = chooseDeployments({
      homes: Float64Array.from(homes),
      expected: Float64Array.from(risk),
      neighbours: neighboursOfPairs(
        homes.length,
        neighbours.flatMap((others, area) => others.map((other) => [area, other] as const)),
      ),
      saturation,
      kits,
      most: maxAreas,
      rounding: 'none',
      smallest: 0,
      largest: Infinity,
    })
    expect(answer.expected).toBeGreaterThanOrEqual(bestKnown - 0.0005)
    expect(answer.bound).toBeLessThanOrEqual(bound + 0.005)
  })
})

describe('neighbours', () => {
  test('stand on both sides, once, in order', () => {
    const neighbours = neighboursOfPairs(4, [
      [2, 0],
      [0, 1],
      [1, 0],
      [3, 3],
    ])
    expect([0, 1, 2, 3].map((area) => Array.from(around(neighbours, area)))).toEqual([[1, 2], [0], [0], []])
    expect(() => neighboursOfPairs(2, [[0, 2]])).toThrow('there is no area 2 among 2')
  })
})
