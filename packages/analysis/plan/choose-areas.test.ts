import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseAreas, type AreaChoice, type ChosenAreas } from './choose-areas.ts'
import { kitsPerArea } from './kits.ts'

type Area = {
  readonly homes: number
  readonly expected: number
}

const choose = (areas: readonly Area[], rest: Partial<AreaChoice> = {}): ChosenAreas =>
  chooseAreas({
    homes: Float64Array.from(areas, (area) => area.homes),
    expected: Float64Array.from(areas, (area) => area.expected),
    kits: 100,
    saturation: 0.85,
    rounding: 'up',
    ...rest,
  })

/** The most that any of the 2ⁿ choices covers. */
const bruteForce = (areas: readonly Area[], rest: Partial<AreaChoice>): number => {
  const saturation = rest.saturation ?? 0.85
  const homes = Float64Array.from(areas, (area) => area.homes)
  const kits = kitsPerArea(homes, saturation, rest.rounding ?? 'up')
  let most = 0
  for (let subset = 0; subset < 2 ** areas.length; subset++) {
    const has = (area: number): boolean => (subset & (1 << area)) !== 0
    const wrong = areas.some(
      ({ homes: number }, area) =>
        (has(area) && (number === 0 || rest.exclude?.includes(area))) ||
        (!has(area) && rest.include?.includes(area)),
    )
    const sum = (values: ArrayLike<number>): number =>
      areas.reduce((total, _, area) => total + (has(area) ? values[area]! : 0), 0)
    if (wrong || sum(kits) > (rest.kits ?? 100) + 1e-9) continue
    most = Math.max(most, sum(areas.map((area) => area.expected)))
  }
  return most
}

const someAreas = fc.array(
  fc.record({
    homes: fc.integer({ min: 0, max: 60 }),
    expected: fc.oneof(
      fc.constant(0),
      fc.double({ min: 0, max: 20, noNaN: true }),
      fc.integer({ min: 1, max: 5 }),
    ),
  }),
  { maxLength: 12 },
)
const budget = {
  kits: fc.integer({ min: 0, max: 400 }),
  rounding: fc.constantFrom('up' as const, 'none' as const),
  saturation: fc.constantFrom(0.85, 1, 0.5, 1 / 3),
}
const conditions = fc.record(budget)
const exclusions = fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 2 })

describe('against trying every choice', () => {
  test('the choice is the best there is, and says so', () => {
    fc.assert(
      fc.property(someAreas, conditions, exclusions, (areas, rest, exclude) => {
        const given = { ...rest, exclude: exclude.filter((area) => area < areas.length) }
        const found = choose(areas, given)
        expect(found.status).toBe('optimal')
        expect(found.gap).toBe(0)
        expect(found.expected).toBeCloseTo(bruteForce(areas, given), 9)
        expect(found.kitsUsed).toBeLessThanOrEqual(given.kits)
      }),
    )
  })

  test('the same with an area that must be in', () => {
    fc.assert(
      fc.property(someAreas, conditions, fc.nat(), (areas, rest, pick) => {
        fc.pre(areas.some((area) => area.homes > 0))
        const withHomes = [...areas.keys()].filter((area) => areas[area]!.homes > 0)
        const given = { ...rest, kits: rest.kits + 60, include: [withHomes[pick % withHomes.length]!] }
        const found = choose(areas, given)
        expect(found.chosen).toContain(given.include[0])
        expect(found.expected).toBeCloseTo(bruteForce(areas, given), 9)
      }),
    )
  })

  test('cut short at any point, the bound still holds and the choice still fits', () => {
    fc.assert(
      fc.property(someAreas, conditions, fc.integer({ min: 1, max: 20 }), (areas, rest, workLimit) => {
        const found = choose(areas, { ...rest, workLimit })
        const best = bruteForce(areas, rest)
        expect(found.kitsUsed).toBeLessThanOrEqual(rest.kits)
        expect(found.expected).toBeLessThanOrEqual(best + 1e-9)
        expect(found.bound).toBeGreaterThanOrEqual(best - 1e-9)
        if (found.status === 'optimal') expect(found.expected).toBeCloseTo(best, 9)
      }),
    )
  })
})

describe('a city of 5,000 areas', () => {
  // A fixed sequence of made-up areas: numbers of homes about 700, rates spread over a factor of about ten.
  let state = 1
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const areas = Array.from({ length: 5000 }, () => {
    const homes = Math.round(400 + 600 * next())
    return { homes, expected: homes * 0.02 * Math.exp((next() + next() + next() - 1.5) * 1.5) }
  })

  test('is solved to the proven best', () => {
    const found = choose(areas, { kits: 129_780 })
    expect(found.status).toBe('optimal')
    expect(found.kitsUsed).toBeGreaterThan(129_700)
    expect(found.kits.reduce((sum, kits) => sum + kits, 0)).toBe(found.kitsUsed)
  })

  test('is within 0.05% of the bound even when hardly any work is allowed', () => {
    const found = choose(areas, { kits: 129_780, workLimit: 1 })
    expect(found.status).toBe('feasible')
    expect(found.gap).toBeGreaterThan(0)
    expect(found.gap).toBeLessThan(0.0005)
  })

  test('gives the same choice again', () => {
    expect(choose(areas, { kits: 50_000 })).toEqual(choose(areas, { kits: 50_000 }))
  })

  test('areas of all but equal rate are cut short with a tiny gap', () => {
    const alike = areas.map(({ homes }) => ({ homes, expected: homes * 0.03 }))
    const found = choose(alike, { kits: 129_780, workLimit: 1000 })
    expect(found.gap).toBeLessThan(0.0005)
  })
})

const two = [
  { homes: 100, expected: 5 },
  { homes: 20, expected: 2 },
]

const bad = (rest: Partial<AreaChoice>, message: string): void =>
  expect(() => choose(two, rest)).toThrow(new RangeError(message))

describe('edges', () => {
  test('no kits, no areas, more kits than homes', () => {
    const none = { chosen: [], kits: [], kitsUsed: 0, expected: 0, bound: 0, gap: 0, status: 'optimal' }
    expect(choose(two, { kits: 0 })).toEqual(none)
    expect(choose([])).toEqual(none)
    expect(choose(two, { kits: 1000 })).toMatchObject({ chosen: [0, 1], kitsUsed: 102, expected: 7, gap: 0 })
  })

  test('a choice that uses the kits to the last fits, in binary too', () => {
    expect(choose(two, { kits: 102 }).chosen).toEqual([0, 1])
    expect(choose(two, { kits: 102, rounding: 'none' }).chosen).toEqual([0, 1])
    expect(choose([{ homes: 140, expected: 1 }], { kits: 119, rounding: 'none' }).chosen).toEqual([0])
  })

  test('areas without homes are left out; areas without expected burglaries too, unless they must be in', () => {
    const areas = [...two, { homes: 0, expected: 9 }, { homes: 10, expected: 0 }]
    expect(choose(areas, { kits: 1000 }).chosen).toEqual([0, 1])
    expect(choose(areas, { kits: 1000, include: [3] })).toMatchObject({
      chosen: [0, 1, 3],
      expected: 7,
      bound: 7,
    })
  })

  test('rounding up takes whole kits, none takes shares', () => {
    expect(choose([{ homes: 21, expected: 1 }]).kits).toEqual([18])
    expect(choose([{ homes: 21, expected: 1 }], { rounding: 'none' }).kitsUsed).toBeCloseTo(17.85, 12)
  })

  test('what cannot be is refused in plain words', () => {
    bad({ kits: 10, include: [0, 1] }, 'the included areas need 102 kits, but there are 10')
    bad({ include: [0], exclude: [0] }, 'area 0 is both included and excluded')
    bad({ include: [2] }, 'include: there is no area 2 among 2')
    bad({ kits: Number.NaN }, 'the kits must be 0 or more, found NaN')
    bad({ saturation: 0 }, 'the saturation must be above 0 and at most 1, found 0')
    bad({ homes: Float64Array.of(1, Number.NaN) }, 'area 1: homes must be 0 or more, found NaN')
    bad(
      { expected: Float64Array.of(Number.NaN, 1) },
      'area 0: expected burglaries must be 0 or more, found NaN',
    )
    bad({ homes: Float64Array.of(1) }, 'homes and expected must be of one length, found 1 and 2')
    bad({ homes: Float64Array.of(0, 1), include: [0] }, 'area 0 must be included but has no homes')
    bad({ workLimit: 0 }, 'the limit of work must be a whole number of 1 or more, found 0')
  })
})
