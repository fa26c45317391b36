import fc from 'fast-check'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { never } from '../panel.ts'
import { jackknifeError } from './jackknife.ts'
import { nearestMixture } from './nearest-mixture.ts'
import { missRatioP, placeboEffects, placeboError, placeboFigures, placeboPlan } from './placebo.ts'
import { ridgeMixture } from './ridge-mixture.ts'
import { syntheticEffect, type SyntheticKind, type SyntheticQuestion } from './synthetic-effect.ts'
import { timeWeights } from './weights.ts'

const generator = (seed: number): (() => number) => {
  const random = xoroshiro128plus(seed)
  return () => (random.next() >>> 0) / 0x1_0000_0000
}

/** Units that share two hidden factors, so that some mixture of controls follows the treated. */
const factored = (
  seed: number,
  {
    units,
    times,
    start,
    effect,
    noise,
  }: { units: number; times: number; start: (unit: number) => number; effect: number; noise: number },
): Omit<SyntheticQuestion, 'kind'> => {
  const unit = generator(seed)
  const factors = Array.from({ length: 2 }, () => Array.from({ length: times }, () => 3 * unit()))
  const starts = Int32Array.from({ length: units }, (_, u) => start(u))
  const values = new Float64Array(units * times)
  for (let u = 0; u < units; u++) {
    const [own, one, other] = [5 * unit(), unit(), unit()]
    for (let t = 0; t < times; t++) {
      values[u * times + t] = own + one * factors[0]![t]! + other * factors[1]![t]! + noise * (unit() - 0.5)
      if (starts[u] !== never && t >= starts[u]!) values[u * times + t]! += effect
    }
  }
  return { outcome: { units, times, values }, start: starts }
}

const objective = (
  points: Float64Array,
  length: number,
  ridge: number,
  weights: ArrayLike<number>,
): number => {
  let sum = 0
  for (let t = 0; t < length; t++) {
    let mixture = 0
    for (let j = 0; j < weights.length; j++) mixture += weights[j]! * points[j * length + t]!
    sum += mixture * mixture
  }
  for (let j = 0; j < weights.length; j++) sum += ridge * weights[j]! * weights[j]!
  return sum
}

/** How far weights are from the best: at the best no single point lies further down the slope than the mixture. */
const optimalityGap = (
  points: Float64Array,
  length: number,
  ridge: number,
  weights: Float64Array,
): number => {
  const mixture = new Float64Array(length)
  for (let j = 0; j < weights.length; j++)
    for (let t = 0; t < length; t++) mixture[t]! += weights[j]! * points[j * length + t]!
  const slopes = weights.map((weight, j) => {
    let sum = ridge * weight
    for (let t = 0; t < length; t++) sum += mixture[t]! * points[j * length + t]!
    return sum
  })
  return slopes.reduce((sum, slope, j) => sum + weights[j]! * slope, 0) - Math.min(...slopes)
}

const innerProducts = (points: Float64Array, length: number, j: number): Float64Array =>
  Float64Array.from({ length: points.length / length }, (_, k) => {
    let sum = 0
    for (let t = 0; t < length; t++) sum += points[j * length + t]! * points[k * length + t]!
    return sum
  })

const square = (weights: Float64Array): number => weights.reduce((sum, one) => sum + one * one, 0)

describe('weights', () => {
  test('of two points on a line, by hand', () => {
    // Without a ridge 3 − 4w = 0; with 16, (3 − 4w)² + 16(w² + (1 − w)²) is least at w = 56/96.
    const points = Float64Array.of(-1, 3)
    const exact = nearestMixture(2, [1, 9], (j) => innerProducts(points, 1, j), 0)
    expect(exact.reachesOrigin).toBe(true)
    expect(exact.weights[0]).toBeCloseTo(0.75, 10)
    expect(ridgeMixture(points, 1, 16)[0]).toBeCloseTo(56 / 96, 12)
  })

  test('satisfy what only the best satisfy, by either method, and agree', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 1, max: 15 }),
        fc.constantFrom(0.01, 0.3, 5, 100),
        (seed, count, length, ridge) => {
          const unit = generator(seed)
          const points = Float64Array.from({ length: count * length }, () => 2 * unit() - 0.7)
          const squares = Float64Array.from({ length: count }, (_, j) => innerProducts(points, length, j)[j]!)
          const dual = ridgeMixture(points, length, ridge)
          const faces = nearestMixture(count, squares, (j) => innerProducts(points, length, j), ridge).weights
          for (const weights of [dual, faces]) {
            expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 10)
            expect(Math.min(...weights)).toBeGreaterThanOrEqual(0)
            expect(optimalityGap(points, length, ridge, weights)).toBeLessThan(1e-9)
          }
          expect(objective(points, length, ridge, dual)).toBeCloseTo(
            objective(points, length, ridge, faces),
            9,
          )
        },
      ),
    )
  })

  test('with hardly a ridge are still the best, where many mixtures fit and where none does', () => {
    for (const [seed, count, length] of [
      [1, 60, 5],
      [2, 10, 30],
      [3, 300, 40],
    ] as const) {
      const unit = generator(seed)
      const points = Float64Array.from({ length: count * length }, () => unit() - (seed === 1 ? 0.5 : 0.1))
      const squares = Float64Array.from({ length: count }, (_, j) => innerProducts(points, length, j)[j]!)
      const found = nearestMixture(count, squares, (j) => innerProducts(points, length, j), 1e-12)
      expect(found.reachesOrigin).toBe(seed === 1)
      if (seed === 1) {
        // Of all that reach the origin the one nearest to even weights, which no ridge that is small enough moves.
        const even = ridgeMixture(points, length, 1e-11)
        expect(objective(points, length, 0, even)).toBeLessThan(1e-18)
        expect(square(even)).toBeLessThan(square(found.weights))
        ridgeMixture(points, length, 1e-9).forEach((weight, j) => expect(weight).toBeCloseTo(even[j]!, 6))
      } else expect(optimalityGap(points, length, 0, found.weights)).toBeLessThan(1e-9)
    }
  })

  test('of times pick the time before that is like after', () => {
    const values = Float64Array.from(
      [
        [1, 9, 3, 3],
        [7, 2, 5, 5],
        [4, 4, 8, 8],
        [0, 0, 0, 0],
      ].flat(),
    )
    const comparison = {
      outcome: { units: 4, times: 4, values },
      treated: [3],
      controls: [0, 1, 2],
      start: 3,
    }
    expect(Array.from(timeWeights(comparison, 0), (weight) => Math.round(weight * 1e6) / 1e6)).toEqual([
      0, 0, 1,
    ])
  })
})

describe.each(['sdid', 'scm', 'did'] as const)('%s', (kind: SyntheticKind) => {
  test('finds a planted effect, staggered or not', () => {
    for (const start of [
      (u: number) => (u < 6 ? 12 : never),
      (u: number) => (u < 3 ? 10 : u < 6 ? 14 : never),
    ]) {
      const question = factored(3, { units: 60, times: 20, start, effect: -2, noise: 0.05 })
      const { estimate, cohorts } = syntheticEffect({ ...question, kind })
      expect(Math.abs(estimate + 2)).toBeLessThan(kind === 'did' ? 0.8 : 0.1)
      const weights = cohorts.map(({ comparison: { treated, start: from } }) => treated.length * (20 - from))
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const mean = cohorts.reduce((sum, cohort, c) => sum + (cohort.estimate * weights[c]!) / total, 0)
      expect(estimate).toBeCloseTo(mean, 12)
    }
  })

  test('a constant of time moves nothing, and one of units nothing but synthetic control', () => {
    const question = factored(5, {
      units: 25,
      times: 12,
      start: (u) => (u < 2 ? 8 : never),
      effect: 1,
      noise: 1,
    })
    const { estimate } = syntheticEffect({ ...question, kind })
    const { outcome } = question
    const moved = outcome.values.map(
      (value, i) =>
        value +
        Math.cos(i % outcome.times) +
        (kind === 'scm' ? 0 : 9 * Math.sin(Math.floor(i / outcome.times))),
    )
    const again = syntheticEffect({ ...question, outcome: { ...outcome, values: moved }, kind })
    // The noise level is taken from changes over time, so a constant of time alters the penalty a little.
    if (kind !== 'sdid') expect(again.estimate).toBeCloseTo(estimate, 7)
    else expect(Math.abs(again.estimate - estimate)).toBeLessThan(0.1)
  })
})

test('differences with even weights, by hand', () => {
  const values = Float64Array.from(
    [
      [1, 3, 9, 11],
      [1, 1, 2, 2],
      [2, 4, 6, 8],
    ].flat(),
  )
  const question = {
    outcome: { units: 3, times: 4, values },
    start: Int32Array.of(2, never, never),
    kind: 'did' as const,
  }
  const { estimate, cohorts } = syntheticEffect(question)
  // (10 − 2) − ((2 − 1) + (7 − 3)) / 2
  expect(estimate).toBeCloseTo(5.5, 12)
  expect(Array.from(cohorts[0]!.gaps.subarray(2))).toEqual([5, 6])
})

test('the jackknife is the estimate without each unit in turn', () => {
  const question = {
    ...factored(8, { units: 14, times: 10, start: (u) => [6, 6, 8, 8, 8][u] ?? never, effect: 1, noise: 1 }),
    kind: 'sdid' as const,
  }
  const effect = syntheticEffect(question)
  let sum = 0
  for (let out = 0; out < 14; out++) {
    let [weighted, total] = [0, 0]
    for (const cohort of effect.cohorts) {
      const { comparison, unitWeights, timeWeights: lambda } = cohort
      const shift = (unit: number): number => {
        const series = question.outcome.values.subarray(unit * 10, unit * 10 + 10)
        const after = series.subarray(comparison.start)
        return (
          after.reduce((all, value) => all + value, 0) / after.length -
          lambda.reduce((all, weight, t) => all + weight * series[t]!, 0)
        )
      }
      const treated = comparison.treated.filter((unit) => unit !== out)
      let [mixture, weight] = [0, 0]
      comparison.controls.forEach((unit, j) => {
        if (unit === out) return
        mixture += unitWeights[j]! * shift(unit)
        weight += unitWeights[j]!
      })
      const estimate = treated.reduce((all, unit) => all + shift(unit), 0) / treated.length - mixture / weight
      weighted += treated.length * (10 - comparison.start) * estimate
      total += treated.length * (10 - comparison.start)
    }
    sum += (weighted / total - effect.estimate) ** 2
  }
  expect(jackknifeError(effect)).toBeCloseTo(Math.sqrt((13 / 14) * sum), 10)
})

describe('placebos', () => {
  test('of a single treated unit are every control once, whatever the seed', () => {
    const question = {
      ...factored(2, { units: 12, times: 9, start: (u) => (u === 4 ? 6 : never), effect: 9, noise: 0.1 }),
      kind: 'scm' as const,
    }
    const plan = placeboPlan(question, 50)
    expect(plan).toEqual({ rounds: 11, exhaustive: true })
    const one = placeboEffects(question, plan, { seed: 1, from: 0, to: 11 })
    expect(placeboEffects(question, plan, { seed: 2, from: 0, to: 11 })).toEqual(one)
    // Nothing among the placebos moves as the treated unit does.
    expect(missRatioP(syntheticEffect(question), placeboFigures(one, 1, 1))).toBeCloseTo(1 / 12, 12)
    expect(placeboError(placeboFigures(one, 1, 0))).toBeGreaterThan(0)
  })

  test('of several are drawn by seed, with the starts of the treated, and can be shared out', () => {
    const question = {
      ...factored(2, { units: 20, times: 9, start: (u) => [5, 6, 6][u] ?? never, effect: 0, noise: 1 }),
      kind: 'sdid' as const,
    }
    const plan = placeboPlan(question, 20)
    const one = placeboEffects(question, plan, { seed: 1, from: 0, to: 20 })
    expect(one).toHaveLength(20 * 4)
    const parts = [
      placeboEffects(question, plan, { seed: 1, from: 0, to: 7 }),
      placeboEffects(question, plan, { seed: 1, from: 7, to: 20 }),
    ]
    expect(parts.flatMap((part) => Array.from(part))).toEqual(Array.from(one))
    expect(placeboEffects(question, plan, { seed: 2, from: 0, to: 20 })).not.toEqual(one)
    const [effect, , first, second] = one
    // Cohorts of one and two units, with four and three times after.
    expect(effect).toBeCloseTo((4 * first! + 6 * second!) / 10, 12)
  })
})

test('what cannot be told is refused, with the reason', () => {
  const base = factored(1, { units: 6, times: 8, start: (u) => (u === 0 ? 5 : never), effect: 1, noise: 1 })
  const sdid = { ...base, kind: 'sdid' as const }
  const starts = (...start: number[]): SyntheticQuestion => ({ ...sdid, start: Int32Array.from(start) })
  expect(() => syntheticEffect(starts(-1, -1, -1, -1, -1, -1))).toThrow('no-treated')
  expect(() => syntheticEffect(starts(3, 3, 3, 4, 4, 4))).toThrow('no-never-treated')
  expect(() => syntheticEffect(starts(1, -1, -1, -1, -1, -1))).toThrow('few-times-before')
  expect(() => jackknifeError(syntheticEffect(sdid))).toThrow('jackknife-single')
  expect(() => placeboPlan(starts(5, 5, 5, -1, -1, -1), 10)).toThrow('few-placebos')
  const given = { units: Float64Array.of(0, 0.5, 0.4, 0, 0, 0) }
  expect(() => syntheticEffect({ ...sdid, given })).toThrow('weights-total')
  const below = { units: Float64Array.of(0, 1.5, -0.5, 0, 0, 0) }
  expect(() => syntheticEffect({ ...sdid, given: below })).toThrow('weights-negative')
  expect(() => syntheticEffect({ ...starts(5, 6, -1, -1, -1, -1), given })).toThrow('weights-staggered')
})
