import fc from 'fast-check'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { blocksOf } from '../phase-in/blocks.ts'
import { heldOut, orderOfStarts } from '../phase-in/order.ts'
import { overdispersionOf, phasedPower, type PowerQuestion } from './phased-power.ts'

/** Counts by area and month: Poisson about a level of each area that wanders from month to month by `spread`. */
const history = (areas: number, months: number, mean: number, spread: number, seed: number): Int32Array => {
  const random = xoroshiro128plus(seed)
  const unit = (): number => ((random.next() >>> 0) + 0.5) / 0x1_0000_0000
  const normal = (): number => Math.sqrt(-2 * Math.log(unit())) * Math.cos(2 * Math.PI * unit())
  const counts = new Int32Array(areas * months)
  for (let area = 0; area < areas; area++) {
    let log = spread * normal()
    for (let month = 0; month < months; month++) {
      log = 0.8 * log + 0.6 * spread * normal()
      const limit = Math.exp(-mean * Math.exp(log - spread ** 2 / 2))
      let count = 0
      for (let product = unit(); product > limit; product *= unit()) count++
      counts[area * months + month] = count
    }
  }
  return counts
}

const dispersion = (spread: number): number =>
  overdispersionOf({ counts: history(200, 72, 3, spread, 5), areas: 200, months: 72 })

const question = (areas: number, mean: number, spread: number): PowerQuestion => ({
  counts: history(areas, 72, mean, spread, 3),
  areas,
  months: 72,
  blocks: Int32Array.from({ length: areas }, (_, area) => Math.floor(area / 6)),
  waves: 4,
  gap: 3,
  follow: 12,
  holdOut: 0.25,
  halfLife: Infinity,
  effects: [0],
  plays: 400,
  orders: 99,
  level: 0.05,
  seed: 1,
})

describe('the order of starts', () => {
  const designs = fc.integer({ min: 2, max: 60 }).chain((areas) =>
    fc.record({
      waves: fc.integer({ min: 1, max: 6 }),
      holdOut: fc.constantFrom(0, 0.1, 0.25, 0.5),
      turn: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      draws: fc.uniqueArray(fc.integer(), { minLength: areas, maxLength: areas }),
    }),
  )

  test('gives every wave and the hold-out their share', () => {
    fc.assert(
      fc.property(designs, ({ waves, holdOut, turn, draws }) => {
        const areas = draws.length
        const order = orderOfStarts({ blocks: draws.map((_, area) => area % 3), waves, holdOut, draws, turn })
        const held = order.filter((wave) => wave === heldOut).length
        expect(Math.abs(held - holdOut * areas)).toBeLessThan(1 + 1e-9)
        for (let wave = 0; wave < waves; wave++) {
          const own = order.filter((each) => each === wave).length
          expect(Math.abs(own - (areas - held) / waves)).toBeLessThan(1 + 1e-9)
        }
      }),
    )
  })

  test('stands by the draws within blocks', () => {
    const design = { blocks: [0, 0, 1, 1], waves: 4, holdOut: 0, turn: 0 }
    expect([...orderOfStarts({ ...design, draws: ['b', 'a', 'c', 'd'] })]).toEqual([1, 0, 2, 3])
  })

  test('is refused without waves, with too much held out, a turn out of range, or equal draws', () => {
    const design = { blocks: [0, 0], waves: 2, holdOut: 0, draws: [1, 2], turn: 0 }
    expect(() => orderOfStarts({ ...design, waves: 0 })).toThrow(RangeError)
    expect(() => orderOfStarts({ ...design, holdOut: 1 })).toThrow(RangeError)
    expect(() => orderOfStarts({ ...design, turn: 1 })).toThrow(RangeError)
    expect(() => orderOfStarts({ ...design, draws: [1, 1] })).toThrow('same draw')
  })
})

test('blocks hold areas of one group that stand together by rate, none too small', () => {
  const units = Array.from({ length: 27 }, (_, at) => ({
    id: `a${at}`,
    rate: at,
    group: at % 2 === 0 ? 'N' : 'S',
  }))
  const blocks = blocksOf(units, 6)
  const sizes = new Map<number, number>()
  for (const [at, block] of blocks.entries()) {
    sizes.set(block, (sizes.get(block) ?? 0) + 1)
    expect(
      units.filter((_, other) => blocks[other] === block).every(({ group }) => group === units[at]?.group),
    ).toBe(true)
  }
  expect([...sizes.values()].toSorted()).toEqual([6, 7, 8, 6].toSorted())
  expect(() => blocksOf(units, 1)).toThrow(RangeError)
})

describe('power', () => {
  test('is the level where there is no effect, also when counts are overdispersed and clustered', () => {
    for (const spread of [0, 0.6]) {
      const [none] = phasedPower(question(24, 4, spread)).power
      // Within four standard errors of 5% of 400 plays.
      expect(none?.power).toBeGreaterThan(0.05 - 4 * 0.011)
      expect(none?.power).toBeLessThan(0.05 + 4 * 0.011)
    }
  })

  test('rises with the effect and with the number of areas, and falls with overdispersion', () => {
    const effects = [0.1, 0.3, 0.5]
    const of = (areas: number, spread: number): number[] =>
      phasedPower({ ...question(areas, 4, spread), effects, plays: 100 }).power.map(({ power }) => power)
    const [few, many, spread] = [of(8, 0), of(48, 0), of(48, 0.8)]
    expect(many[1]).toBeGreaterThan(few[1] ?? 1)
    expect(many[0]).toBeLessThan(many[2] ?? 0)
    expect(spread[0]).toBeLessThan(many[0] ?? 0)
  })

  test('finds a large effect in a large city, and says where even a large one cannot be told', () => {
    const effects = [0.1, 0.2, 0.3, 0.5]
    const large = phasedPower({ ...question(96, 6, 0.2), effects, plays: 60 })
    expect(large.detectable).toBeLessThan(0.2)
    const small = phasedPower({ ...question(4, 1, 0.5), effects, plays: 60 })
    expect(small.detectable).toBeNull()
  })

  test('refuses a programme longer than the history, and a single area', () => {
    expect(() => phasedPower({ ...question(8, 1, 0), follow: 100 })).toThrow('as long a history')
    expect(() => phasedPower({ ...question(1, 1, 0) })).toThrow('two areas')
  })
})

test('overdispersion is one for chance alone, and more where levels wander', () => {
  expect(dispersion(0)).toBeCloseTo(1, 1)
  expect(dispersion(0.6)).toBeGreaterThan(2)
})
