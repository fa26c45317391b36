import fc from 'fast-check'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { never, type Panel } from '../panel.ts'
import { interactionWeightedEffects, type InteractionQuestion } from './interaction-weighted.ts'
import { fitPoissonGroups } from './poisson-groups.ts'
import { pooledRatio } from './pooled-ratio.ts'

const [units, times] = [18, 6]
const start = Int32Array.from({ length: units }, (_, u) => [never, 2, 4][u % 3]!)
const groups = [2, 4, never].map((cohort) => [...start.keys()].filter((unit) => start[unit] === cohort))
const cells = [2, 4].flatMap((cohort, group) =>
  Array.from({ length: times - cohort }, (_, age) => ({ group, cohort, time: cohort + age })),
)

const panels = (seed: number): { outcome: Panel; covariate: Panel } => {
  const random = xoroshiro128plus(seed)
  const unit = (): number => (random.next() >>> 0) / 0x1_0000_0000
  const values = Float64Array.from({ length: units * times }, () => Math.floor(12 * unit() * unit()) + 1)
  return {
    outcome: { units, times, values },
    covariate: { units, times, values: values.map(() => unit()) },
  }
}

const sum = (outcome: Panel, members: readonly number[], time: number): number =>
  members.reduce((total, unit) => total + outcome.values[unit * times + time]!, 0)

/** Without a covariate: what each cohort had just before its start, moved as the controls moved. */
const byHand = (outcome: Panel): { observed: number; expected: number } => {
  let [observed, expected] = [0, 0]
  for (const { group, cohort, time } of cells) {
    observed += sum(outcome, groups[group]!, time)
    expected +=
      (sum(outcome, groups[group]!, cohort - 1) * sum(outcome, groups[2]!, time)) /
      sum(outcome, groups[2]!, cohort - 1)
  }
  return { observed, expected }
}

const question = (outcome: Panel, more: Partial<InteractionQuestion> = {}): InteractionQuestion => ({
  outcome,
  start,
  covariates: [],
  family: 'poisson',
  ...more,
})

describe('the ratio of events counted to events expected', () => {
  test('is what can be worked out by hand, and so is its error', () => {
    const { outcome } = panels(3)
    const { pooled } = interactionWeightedEffects(question(outcome))
    const { observed, expected } = byHand(outcome)
    expect(pooled!.overall.observed).toBe(observed)
    expect(pooled!.overall.expected).toBeCloseTo(expected, 9)
    expect(pooled!.overall.estimate).toBeCloseTo(Math.log(observed / expected), 12)
    expect(pooled!.byAge.map(({ age }) => age)).toEqual([0, 1, 2, 3])
    // By the delta method on the totals of group and time, each unit moving them by its residuals.
    let squares = 0
    for (const [unit, own] of start.entries()) {
      const group = own === 2 ? 0 : own === 4 ? 1 : 2
      const members = groups[group]!
      const all = members.reduce((total, each) => total + unitTotal(outcome, each), 0)
      let move = 0
      for (let time = 0; time < times; time++) {
        const total = sum(outcome, members, time)
        const residual = outcome.values[unit * times + time]! - (unitTotal(outcome, unit) * total) / all
        move += residual * slopeOf(outcome, group, time)
      }
      squares += move * move
    }
    const n = units * times
    const factor = ((n - 1) / (n - (2 * (times - 1) + times))) * (units / (units - 1))
    expect(pooled!.overall.se).toBeCloseTo(Math.sqrt(factor * squares), 9)
  })

  test('moves with a unit’s residuals as its influence says, through a covariate too', () => {
    const { outcome, covariate } = panels(8)
    const of = (values: Float64Array) => {
      const taken = { outcome: { units, times, values }, covariates: [covariate], times }
      const fit = fitPoissonGroups({ ...taken, groups })
      return { fit, ...pooledRatio(fit, cells, taken) }
    }
    const found = of(outcome.values)
    for (const unit of [0, 1, 2, 16]) {
      const group = found.fit.groups.find(({ members }) => members.includes(unit))!
      const row = group.members.indexOf(unit)
      const step = 1e-5
      const moved = (sign: number): number => {
        const values = outcome.values.slice()
        for (let time = 0; time < times; time++) {
          const residual = values[unit * times + time]! - group.mean[row * times + time]!
          values[unit * times + time]! += sign * step * residual
        }
        const { observed, expected } = of(values)
        return Math.log(observed / expected)
      }
      expect((moved(1) - moved(-1)) / (2 * step)).toBeCloseTo(found.influence[unit]!, 6)
    }
  })

  test('never rises when a treated area counts fewer after its start, down to none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: 5 }), (seed, member) => {
        const { outcome } = panels(seed)
        const unit = groups[0]![member]!
        let before = Infinity
        for (let time = 2; time < times; time++) {
          outcome.values[unit * times + time] = 0
          const { pooled } = interactionWeightedEffects(question(outcome))
          expect(pooled!.overall.estimate!).toBeLessThan(before)
          before = pooled!.overall.estimate!
        }
      }),
      { numRuns: 30 },
    )
  })

  test('counts a cell without an event, where the mean of logarithms is refused', () => {
    const { outcome } = panels(5)
    for (const unit of groups[0]!) outcome.values[unit * times + 3] = 0
    const none = interactionWeightedEffects(question(outcome))
    expect(none.overall).toMatchObject({ estimate: null, reason: { code: 'no-event', side: 'treated' } })
    const { observed, expected } = byHand(outcome)
    expect(none.pooled!.overall.estimate).toBeCloseTo(Math.log(observed / expected), 12)
    expect(none.pooled!.overall.se).toBeGreaterThan(0)
    outcome.values[groups[0]![0]! * times + 3] = 1
    const one = interactionWeightedEffects(question(outcome))
    expect(one.pooled!.overall.estimate!).toBeGreaterThan(none.pooled!.overall.estimate!)
    expect(one.overall.estimate).not.toBeNull()
  })

  test('is refused where nothing was counted at all, with what was expected', () => {
    const { outcome } = panels(5)
    for (const unit of [...groups[0]!, ...groups[1]!]) outcome.values[unit * times + 4] = 0
    const found = interactionWeightedEffects(question(outcome)).pooled!.byAge.find(({ age }) => age === 2)!
    expect(found.observed).toBe(0)
    for (const unit of groups[1]!) outcome.values[unit * times + 5] = 0
    for (const unit of groups[0]!) outcome.values[unit * times + 3] = 0
    const [, young] = interactionWeightedEffects(question(outcome)).pooled!.byAge
    expect(young).toMatchObject({
      age: 1,
      observed: 0,
      estimate: null,
      se: null,
      reason: { code: 'unbounded-ratio' },
    })
    expect(young!.expected).toBeGreaterThan(0)
  })

  test('is refused where the controls have no event just before a start, and counts treated that had none', () => {
    const { outcome } = panels(6)
    const bare = { ...outcome, values: outcome.values.slice() }
    for (const unit of groups[2]!) bare.values[unit * times + 1] = 0
    expect(interactionWeightedEffects(question(bare)).pooled!.overall).toMatchObject({
      estimate: null,
      reason: { code: 'no-event', cohort: 2, side: 'control', at: 'reference' },
    })
    for (const unit of groups[1]!) outcome.values[unit * times + 3] = 0
    const found = interactionWeightedEffects(question(outcome))
    const { observed, expected } = byHand(outcome)
    expect(found.pooled!.overall.estimate).toBeCloseTo(Math.log(observed / expected), 12)
    expect(found.overall).toMatchObject({ estimate: null, reason: { cohort: 4, at: 'reference' } })
  })
})

test('areas without any event count in the size of their cohort, which no outcome moves', () => {
  const { outcome } = panels(9)
  for (const unit of groups[0]!.slice(0, 3)) outcome.values.fill(0, unit * times, (unit + 1) * times)
  const found = interactionWeightedEffects(question(outcome))
  const young = found.byAge.find(({ age }) => age === 0)
  const own = [2, 4].map((cohort) => found.cells.find((cell) => cell.cohort === cohort && cell.age === 0)!)
  expect(found.leftOut.withoutEvents).toBe(3)
  expect(young!.estimate).toBeCloseTo((own[0]!.estimate! + own[1]!.estimate!) / 2, 12)
})

test('all in one cluster has an estimate and no error, with the reason', () => {
  const { outcome } = panels(2)
  const { overall, pooled } = interactionWeightedEffects(
    question(outcome, { cluster: new Int32Array(units) }),
  )
  expect(overall).toMatchObject({ se: null, reason: { code: 'one-cluster' } })
  expect(overall.estimate).not.toBeNull()
  expect(pooled!.overall).toMatchObject({ se: null, reason: { code: 'one-cluster' } })
})

const unitTotal = ({ values }: Panel, unit: number): number =>
  values.subarray(unit * times, (unit + 1) * times).reduce((total, value) => total + value, 0)

/** How log(observed / expected) moves with the total of a group at a time. */
const slopeOf = (outcome: Panel, group: number, time: number): number => {
  const { observed, expected } = byHand(outcome)
  const total = (of: number, at: number): number => sum(outcome, groups[of]!, at)
  let slope = 0
  for (const { group: own, cohort, time: at } of cells) {
    const level = (total(own, cohort - 1) * total(2, at)) / total(2, cohort - 1)
    if (own === group && at === time) slope += 1 / observed
    if (own === group && cohort - 1 === time) slope -= level / total(own, time) / expected
    if (group === 2 && at === time) slope -= level / total(2, time) / expected
    if (group === 2 && cohort - 1 === time) slope += level / total(2, time) / expected
  }
  return slope
}
