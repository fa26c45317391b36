import fc from 'fast-check'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { aggregate } from './aggregate.ts'
import { never, type Panel } from '../panel.ts'
import { groupTimeEffects, type GroupTimeQuestion } from './group-time-effects.ts'
import { prePeriodTest } from './pre-period-test.ts'
import { simultaneousCriticalValue } from './simultaneous-band.ts'
import type { GroupTimeEstimator } from './two-periods.ts'

const question = (rows: number[][], start: number[], more: Partial<GroupTimeQuestion> = {}) => ({
  outcome: { units: rows.length, times: rows[0]!.length, values: Float64Array.from(rows.flat()) },
  start: Int32Array.from(start),
  covariates: [],
  controls: 'never' as const,
  estimator: 'reg' as const,
  ...more,
})

/** Four treated by 5 and 3 in two cohorts, four never; effects of cohorts 2 and 3 by hand. */
const small = question(
  [
    [1, 2, 8, 8],
    [3, 4, 12, 12],
    [5, 6, 7, 12],
    [7, 8, 9, 12],
    [0, 1, 2, 3],
    [2, 3, 4, 5],
  ],
  [2, 2, 3, 3, -1, -1],
)

/** A panel with unit and period effects, noise, two cohorts and a planted effect. */
const planted = (seed: number, effect: number, units = 60, times = 6) => {
  const random = xoroshiro128plus(seed)
  const unit = (): number => (random.next() >>> 0) / 0x1_0000_0000
  const start = Int32Array.from({ length: units }, (_, u) => [never, 2, 4][u % 3]!)
  const covariate = new Float64Array(units * times)
  const outcome = new Float64Array(units * times)
  for (let u = 0; u < units; u++) {
    const own = 10 * unit()
    const trait = unit() + (start[u]! > 0 ? 0.2 : 0)
    for (let t = 0; t < times; t++) {
      covariate[u * times + t] = trait
      outcome[u * times + t] = own + t * t + trait * t + unit() - 0.5
      if (start[u]! > 0 && t >= start[u]!) outcome[u * times + t]! += effect
    }
  }
  return {
    outcome: { units, times, values: outcome },
    start,
    covariates: [{ units, times, values: covariate }],
  }
}

describe('effects by cohort and period', () => {
  test('are differences of mean changes, worked by hand', () => {
    const { cells } = groupTimeEffects(small)
    const of = (cohort: number, time: number) =>
      cells.find((cell) => cell.cohort === cohort && cell.time === time)!
    // (8 − 2 + 12 − 4)/2 − 1 = 6; (8 − 2 + 12 − 4)/2 − 2 = 5; (12 − 7 + 12 − 9)/2 − 1 = 3.
    expect(of(2, 2)).toMatchObject({ estimate: 6, base: 1, treated: 2, controls: 2 })
    expect(of(2, 3).estimate).toBe(5)
    expect(of(3, 3)).toMatchObject({ estimate: 3, base: 2 })
    expect(of(3, 1).estimate).toBe(0)
    // Changes 6 and 8 about 7: √(1² + 1²)/2; the controls do not vary.
    expect(of(2, 2).se).toBeCloseTo(Math.SQRT2 / 2, 12)
  })

  test('are brought together by size, age, cohort and period', () => {
    const effects = groupTimeEffects(small)
    expect(aggregate(effects, 'simple').overall.estimate).toBeCloseTo((6 + 5 + 3) / 3, 12)
    expect(aggregate(effects, 'group').overall.estimate).toBeCloseTo((5.5 + 3) / 2, 12)
    expect(aggregate(effects, 'dynamic').overall.estimate).toBeCloseTo((4.5 + 5) / 2, 12)
    expect(aggregate(effects, 'calendar').overall.estimate).toBeCloseTo((6 + 4) / 2, 12)
  })

  test('not yet treated units are controls until they start, and what has none is said', () => {
    const { cells } = groupTimeEffects(
      question(
        [
          [1, 2, 8, 8],
          [3, 4, 12, 12],
          [5, 6, 7, 12],
          [7, 8, 9, 12],
        ],
        [2, 2, 3, 3],
        { controls: 'notyet' },
      ),
    )
    expect(cells.map(({ cohort, time }) => [cohort, time])).toEqual([
      [2, 1],
      [2, 2],
    ])
    expect(cells[1]!.estimate).toBe(6)
  })

  test('units treated from the first period on take no part', () => {
    const more = question(
      [
        [1, 2, 8, 8],
        [3, 4, 12, 12],
        [0, 1, 2, 3],
        [2, 3, 4, 5],
        [9, 9, 0, 0],
      ],
      [2, 2, -1, -1, 0],
    )
    const effects = groupTimeEffects(more)
    expect(effects.units).toBe(4)
    expect(aggregate(effects, 'simple').overall.estimate).toBe(5.5)
  })

  test('a cohort or a control of one unit gets no error, and neither does what it goes into', () => {
    const effects = groupTimeEffects(
      question(
        [
          [1, 2, 8],
          [0, 1, 2],
          [2, 3, 5],
        ],
        [2, -1, -1],
      ),
    )
    expect(effects.cells[1]).toMatchObject({ estimate: 4.5, se: null })
    expect(effects.cells[1]!.reason).toEqual({ code: 'single', side: 'treated', of: 'unit' })
    expect(aggregate(effects, 'simple').overall.se).toBeNull()
  })

  test('nothing to measure is refused', () => {
    const rows = [
      [1, 2, 3],
      [1, 2, 3],
    ]
    expect(() => groupTimeEffects(question(rows, [-1, -1]))).toThrow('no-treated')
    expect(() => groupTimeEffects(question(rows, [1, 2]))).toThrow('no-never-treated')
    expect(() => groupTimeEffects(question(rows, [1, 1], { controls: 'notyet' }))).toThrow(
      'all-start-together',
    )
  })

  test('covariates that repeat one another, or tell treated from control without fail, are said', () => {
    const { covariates, ...panel } = planted(1, 0)
    const twice = groupTimeEffects({
      ...panel,
      covariates: [covariates[0]!, covariates[0]!],
      controls: 'never',
      estimator: 'reg',
    })
    expect(twice.cells.every(({ estimate }) => estimate === null)).toBe(true)
    expect(twice.cells[0]!.reason).toEqual({ code: 'covariate-repeats', covariate: 1, among: 'controls' })
    const telling = panel.outcome.values.map((_, i) =>
      panel.start[Math.floor(i / panel.outcome.times)]! > 0 ? 1 + (i % 7) / 10 : (i % 5) / 10,
    )
    const apart = groupTimeEffects({
      ...panel,
      covariates: [{ ...panel.outcome, values: telling }],
      controls: 'never',
      estimator: 'ipw',
    })
    expect(apart.cells[0]!.reason).toEqual({ code: 'covariates-separate', covariates: [0] })
  })
})

test('the covariate that is constant, repeats or separates is named, whichever it is', () => {
  const { covariates, ...panel } = planted(1, 0)
  const own = covariates[0]!
  const of = (value: (unit: number, at: number) => number): Panel => ({
    ...own,
    values: own.values.map((_, at) => value(Math.floor(at / own.times), at)),
  })
  const reasonOf = (all: readonly Panel[], estimator: GroupTimeEstimator) =>
    groupTimeEffects({ ...panel, covariates: all, controls: 'never', estimator }).cells[0]!.reason
  const isTreated = (unit: number): boolean => panel.start[unit] === 2
  const flat = of(() => 7)
  const flatAmongControls = of((unit, at) => (panel.start[unit] === never ? 3 : at % 5))
  const mixed = of((_, at) => 2 * own.values[at]! - 1)
  for (const estimator of ['reg', 'ipw', 'dr'] as const)
    expect(reasonOf([own, flat], estimator)).toMatchObject({ code: 'covariate-constant', covariate: 1 })
  expect(reasonOf([own, flatAmongControls], 'reg')).toEqual({
    code: 'covariate-constant',
    covariate: 1,
    among: 'controls',
  })
  expect(reasonOf([own, mixed], 'ipw')).toEqual({ code: 'covariate-repeats', covariate: 1, among: 'all' })
  // Neither tells treated from controls alone; their difference does.
  const one = of((unit) => (unit % 7) + (isTreated(unit) ? 1 : 0))
  const other = of((unit) => unit % 7)
  expect(reasonOf([own, one, other], 'ipw')).toEqual({ code: 'covariates-separate', covariates: [1, 2] })
})

test('a start after the last time is a control', () => {
  const { covariates, ...panel } = planted(3, 2)
  const late = panel.start.map((from) => (from === never ? panel.outcome.times + 3 : from))
  const asked = { ...panel, covariates, estimator: 'dr', controls: 'never' } as const
  const [found, plain] = [groupTimeEffects({ ...asked, start: late }), groupTimeEffects(asked)]
  expect(found.cells).toEqual(plain.cells)
  expect(aggregate(found, 'simple').overall).toEqual(aggregate(plain, 'simple').overall)
})

test('no band holds where the draws of one effect do not spread', () => {
  const spread = Float64Array.from({ length: 40 }, (_, unit) => (unit % 2 === 0 ? 1 : -1))
  const band = { units: 40, cluster: undefined, level: 0.95, draws: 200, seed: 1 }
  expect(simultaneousCriticalValue({ ...band, influence: [spread, spread] })).toBeLessThan(4)
  expect(simultaneousCriticalValue({ ...band, influence: [spread, new Float64Array(40)] })).toBe(Infinity)
})

test('a planted effect is found, and no unit or period constant moves it', () => {
  const estimators = ['reg', 'ipw', 'dr'] as const
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.double({ min: -5, max: 5, noNaN: true }),
      fc.constantFrom(...estimators),
      fc.constantFrom('never' as const, 'notyet' as const),
      (seed, effect, estimator, controls) => {
        const panel = planted(seed, effect)
        const found = aggregate(groupTimeEffects({ ...panel, estimator, controls }), 'simple').overall
        expect(Math.abs(found.estimate - effect)).toBeLessThan(6 * found.se!)
        const { times } = panel.outcome
        const moved = panel.outcome.values.map(
          (value, i) => value + 7 * Math.sin(Math.floor(i / times)) + 3 * Math.cos(i % times),
        )
        const outcome = { ...panel.outcome, values: moved }
        const again = aggregate(groupTimeEffects({ ...panel, outcome, estimator, controls }), 'simple')
        expect(again.overall.estimate).toBeCloseTo(found.estimate, 8)
        expect(again.overall.se).toBeCloseTo(found.se!, 8)
      },
    ),
    { numRuns: 30 },
  )
})

const doubled = ({ units, times, values }: Panel): Panel => ({
  units: 2 * units,
  times,
  values: Float64Array.from([...values, ...values]),
})

test('clusters of one are no clusters; whole clusters that repeat one another count once', () => {
  const panel = { ...planted(3, 1), estimator: 'dr' as const, controls: 'never' as const }
  const alone = aggregate(groupTimeEffects(panel), 'simple').overall
  const own = Int32Array.from(panel.start, (_, u) => u)
  const same = aggregate(groupTimeEffects({ ...panel, cluster: own }), 'simple').overall
  expect(same.se).toBeCloseTo(alone.se!, 12)
  const twice = groupTimeEffects({
    ...panel,
    outcome: doubled(panel.outcome),
    covariates: panel.covariates.map(doubled),
    start: Int32Array.from([...panel.start, ...panel.start]),
    cluster: Int32Array.from([...own, ...own]),
  })
  const { overall } = aggregate(twice, 'simple')
  expect(overall.estimate).toBeCloseTo(alone.estimate, 10)
  expect(overall.se).toBeCloseTo(alone.se!, 10)
})

test('the band is wider than one interval, narrower than Bonferroni makes it, and the same for a seed', () => {
  const effects = groupTimeEffects({ ...planted(5, 1, 300), estimator: 'reg', controls: 'never' })
  const { terms } = aggregate(effects, 'dynamic')
  const band = (seed: number): number =>
    simultaneousCriticalValue({
      influence: terms.map(({ influence }) => influence),
      units: effects.units,
      cluster: undefined,
      level: 0.95,
      draws: 2000,
      seed,
    })
  expect(band(1)).toBe(band(1))
  expect(band(1)).not.toBe(band(2))
  expect(band(1)).toBeGreaterThan(2.1)
  expect(band(1)).toBeLessThan(2.95)
})

test('the test before the start is small without a divergence and large with one, or says that it cannot be made', () => {
  const panel = planted(7, 2, 300)
  const calm = prePeriodTest(groupTimeEffects({ ...panel, estimator: 'reg', controls: 'never' }))
  const drifting = panel.outcome.values.map(
    (value, i) =>
      value + (panel.start[Math.floor(i / panel.outcome.times)]! > 0 ? 0.5 * (i % panel.outcome.times) : 0),
  )
  const torn = prePeriodTest(
    groupTimeEffects({
      ...panel,
      covariates: [],
      outcome: { ...panel.outcome, values: drifting },
      estimator: 'reg',
      controls: 'never',
    }),
  )
  expect(calm).toMatchObject({ degrees: 4 })
  if ('code' in calm || 'code' in torn) throw new Error('both can be tested')
  expect(calm.statistic).toBeLessThan(20)
  expect(torn.statistic).toBeGreaterThan(100)
  expect(prePeriodTest(groupTimeEffects(small))).toMatchObject({ code: 'crowded' })
})

test('the test before the start is not made where it would find differences in nothing', () => {
  const many = planted(9, 0, 90, 24)
  const start = many.start.map((from) => (from === 2 ? 12 : from === 4 ? 20 : from))
  const answer = prePeriodTest(
    groupTimeEffects({ ...many, start, covariates: [], estimator: 'reg', controls: 'never' }),
  )
  expect(answer).toEqual({ code: 'crowded', times: 11, members: 30, of: 'unit' })
})
