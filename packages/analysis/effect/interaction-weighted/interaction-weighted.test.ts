import fc from 'fast-check'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { multiply, symmetricInverse } from '../../special/symmetric-inverse.ts'
import { never } from '../panel.ts'
import { interactionWeightedEffects, type InteractionQuestion } from './interaction-weighted.ts'

const counts = (seed: number, units = 18, times = 6): Omit<InteractionQuestion, 'family'> => {
  const random = xoroshiro128plus(seed)
  const unit = (): number => (random.next() >>> 0) / 0x1_0000_0000
  const start = Int32Array.from({ length: units }, (_, u) => [never, 2, 4][u % 3]!)
  const values = Float64Array.from({ length: units * times }, () => Math.floor(12 * unit() * unit()) + 1)
  const trait = values.map(() => unit())
  return {
    outcome: { units, times, values },
    start,
    covariates: [{ units, times, values: trait }],
  }
}

/** The whole regression with every dummy written out, and its clustered errors: slow and plain. */
const written = ({ outcome, start, covariates, family, cluster }: InteractionQuestion) => {
  const { units, times, values } = outcome
  const cohorts = [...new Set(start)].filter((cohort) => cohort !== never).toSorted((a, b) => a - b)
  const cells = cohorts.flatMap((cohort) =>
    Array.from({ length: times }, (_, time) => ({ cohort, time })).filter(({ time }) => time !== cohort - 1),
  )
  const first = cells.length + covariates.length
  const columns = first + units + times - 1
  const rows = Array.from(values, (_, i) => {
    const [u, t] = [Math.floor(i / times), i % times]
    const row = new Float64Array(columns)
    cells.forEach(({ cohort, time }, k) => {
      if (start[u] === cohort && t === time) row[k] = 1
    })
    covariates.forEach((panel, k) => {
      row[cells.length + k] = panel.values[i]!
    })
    row[first + u] = 1
    if (t > 0) row[first + units + t - 1] = 1
    return row
  })
  let beta: Float64Array = new Float64Array(columns)
  let inverse: Float64Array = new Float64Array()
  let means = new Float64Array(values.length)
  if (family === 'poisson') beta.fill(1, first, first + units)
  for (let round = 0; round < (family === 'linear' ? 2 : 60); round++) {
    means = Float64Array.from(rows, (row) => {
      const linear = row.reduce((sum, value, k) => sum + value * beta[k]!, 0)
      return family === 'linear' ? linear : Math.exp(linear)
    })
    const information = new Float64Array(columns * columns)
    const score = new Float64Array(columns)
    rows.forEach((row, i) => {
      for (let a = 0; a < columns; a++) {
        if (row[a] === 0) continue
        score[a]! += row[a]! * (values[i]! - means[i]!)
        for (let b = 0; b <= a; b++)
          information[a * columns + b]! += (family === 'linear' ? 1 : means[i]!) * row[a]! * row[b]!
      }
    })
    inverse = symmetricInverse(information, columns)!
    const move = multiply(inverse, score, columns)
    beta = beta.map((value, k) => value + move[k]!)
  }
  const scores = new Map<number, Float64Array>()
  rows.forEach((row, i) => {
    const u = Math.floor(i / times)
    const of = cluster ? cluster[u]! : u
    const sum = scores.get(of) ?? new Float64Array(columns)
    row.forEach((value, k) => {
      sum[k]! += value * (values[i]! - means[i]!)
    })
    scores.set(of, sum)
  })
  const groups = scores.size
  const parameters = first + times
  const factor = (((values.length - 1) / (values.length - parameters)) * groups) / (groups - 1)
  const moves = [...scores.values()].map((score) => multiply(inverse, score, columns))
  const combined = (weights: readonly number[]) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const along = (vector: Float64Array): number =>
      weights.reduce((sum, weight, k) => sum + (weight / total) * vector[k]!, 0)
    return {
      estimate: along(beta),
      se: Math.sqrt(factor * moves.reduce((sum, move) => sum + along(move) ** 2, 0)),
    }
  }
  const size = (cohort: number): number => start.filter((from) => from === cohort).length
  return {
    cells: cells.map((_, k) => combined(cells.map((__, l) => (k === l ? 1 : 0)))),
    overall: combined(cells.map(({ cohort, time }) => (time >= cohort ? size(cohort) : 0))),
    atAge: (age: number) =>
      combined(cells.map(({ cohort, time }) => (time - cohort === age ? size(cohort) : 0))),
  }
}

describe.each(['linear', 'poisson'] as const)('%s', (family) => {
  test.each([
    ['without covariates', false, false],
    ['with a covariate', true, false],
    ['with a covariate and clusters of three', true, true],
  ])('agrees with the regression written out, %s', (_, adjusted, clustered) => {
    const all = counts(family === 'linear' ? 11 : 12)
    const question: InteractionQuestion = {
      ...all,
      family,
      covariates: adjusted ? all.covariates : [],
      cluster: clustered ? Int32Array.from(all.start, (__, u) => Math.floor(u / 3)) : undefined,
    }
    const found = interactionWeightedEffects(question)
    const plain = written(question)
    expect(found.cells).toHaveLength(plain.cells.length)
    found.cells.forEach((cell, k) => {
      expect(cell.estimate).toBeCloseTo(plain.cells[k]!.estimate, 8)
      expect(cell.se).toBeCloseTo(plain.cells[k]!.se, 8)
    })
    expect(found.overall.estimate).toBeCloseTo(plain.overall.estimate, 8)
    expect(found.overall.se).toBeCloseTo(plain.overall.se, 8)
    for (const { age, estimate, se } of found.byAge) {
      expect(estimate).toBeCloseTo(plain.atAge(age).estimate, 8)
      expect(se).toBeCloseTo(plain.atAge(age).se, 8)
    }
    expect(found.degrees).toBe(clustered ? 5 : 17)
  })

  // A factor of a unit does move a Poisson fit: it gives the unit more weight.
  test('a constant of unit or time that is added, or a factor of time, moves nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const { outcome, start } = counts(seed)
        const change = (value: number, i: number): number => {
          const own = 2 + Math.sin(Math.floor(i / outcome.times)) + Math.cos(i % outcome.times)
          return family === 'linear' ? value + own : value * (1 + (i % outcome.times))
        }
        const moved = { ...outcome, values: outcome.values.map(change) }
        const found = interactionWeightedEffects({ outcome, start, covariates: [], family })
        const again = interactionWeightedEffects({ outcome: moved, start, covariates: [], family })
        expect(again.overall.estimate).toBeCloseTo(found.overall.estimate!, 9)
        if (family === 'linear') expect(again.overall.se).toBeCloseTo(found.overall.se!, 9)
      }),
      { numRuns: 20 },
    )
  })

  test('a covariate that does not vary within units is refused', () => {
    const { outcome, start } = counts(4)
    const fixed = { ...outcome, values: outcome.values.map((_, i) => Math.floor(i / outcome.times)) }
    expect(() => interactionWeightedEffects({ outcome, start, covariates: [fixed], family })).toThrow(
      'covariate-absorbed',
    )
  })
})

test('a planted ratio comes out exactly, beside trends that differ only by a factor', () => {
  const [units, times] = [9, 5]
  const start = Int32Array.from({ length: units }, (_, u) => [never, 2, 3][u % 3]!)
  const values = Float64Array.from({ length: units * times }, (_, i) => {
    const [u, t] = [Math.floor(i / times), i % times]
    const usual = (u + 1) * (t + 2)
    return start[u] !== never && t >= start[u]! ? 0.75 * usual : usual
  })
  const question = { outcome: { units, times, values }, start, covariates: [] }
  const { overall, byAge } = interactionWeightedEffects({ ...question, family: 'poisson' })
  expect(Math.exp(overall.estimate!)).toBeCloseTo(0.75, 12)
  for (const { age, estimate } of byAge) expect(Math.exp(estimate!)).toBeCloseTo(age < 0 ? 1 : 0.75, 12)
  // The additive reading of the same panel sees a divergence before the start that is none.
  const additive = interactionWeightedEffects({ ...question, family: 'linear' })
  expect(Math.abs(additive.byAge[0]!.estimate!)).toBeGreaterThan(0.1)
})

test('without any never treated, the last to start are the controls until they do', () => {
  const { outcome, start } = counts(5)
  const all = start.map((from) => (from === never ? 5 : from))
  const { lastAsControls, byAge } = interactionWeightedEffects({
    outcome,
    start: all,
    covariates: [],
    family: 'linear',
  })
  expect(lastAsControls).toBe(true)
  expect(Math.max(...byAge.map(({ age }) => age))).toBe(2)
})

test('an area whose only events come after the last start moves nothing', () => {
  const { outcome, start, covariates } = counts(7)
  const all = start.map((from) => (from === never ? 5 : from))
  const late = { ...outcome, values: outcome.values.slice() }
  late.values.fill(0, 2 * outcome.times, 2 * outcome.times + 5)
  const found = interactionWeightedEffects({ outcome: late, start: all, covariates, family: 'poisson' })
  const without = interactionWeightedEffects({
    outcome: late,
    start: all.with(2, 0),
    covariates,
    family: 'poisson',
  })
  const first = (effects: typeof found) => effects.cells.map(({ estimate }) => estimate)
  for (const [at, estimate] of first(found).entries()) expect(estimate).toBeCloseTo(first(without)[at]!, 9)
  expect(found.pooled!.overall.estimate).toBeCloseTo(without.pooled!.overall.estimate!, 9)
  expect(found.pooled!.overall.se).toBeGreaterThan(0)
})

test('what cannot be told is said', () => {
  const { outcome, start } = counts(6)
  const { times } = outcome
  const values = outcome.values.map((value, i) => {
    const [u, t] = [Math.floor(i / times), i % times]
    return u === 0 || (start[u] === 2 && t === 3) ? 0 : value
  })
  const empty = { ...outcome, values }
  const found = interactionWeightedEffects({ outcome: empty, start, covariates: [], family: 'poisson' })
  const reason = { code: 'no-event', cohort: 2, time: 3, side: 'treated', at: 'time' }
  expect(found.cells.filter(({ estimate }) => estimate === null)).toMatchObject([
    { cohort: 2, age: 1, reason },
  ])
  expect(found.byAge.find(({ age }) => age === 1)).toMatchObject({ estimate: null, se: null, reason })
  expect(found.overall).toMatchObject({ estimate: null, se: null, reason })
  expect(found.leftOut).toEqual({ treatedThroughout: 0, withoutEvents: 1 })
  expect(found.units).toBe(17)

  const single = start.map((from, u) => (from === 2 && u > 3 ? never : from))
  const one = interactionWeightedEffects({ outcome, start: single, covariates: [], family: 'poisson' })
  expect(one.overall).toMatchObject({ se: null })
  expect(one.overall.reason).toMatchObject({ code: 'single', of: 'unit' })
  expect(one.pooled?.overall).toMatchObject({ se: null, reason: { code: 'single' } })

  const below = { ...outcome, values: outcome.values.with(3, -1) }
  expect(() =>
    interactionWeightedEffects({ outcome: below, start, covariates: [], family: 'poisson' }),
  ).toThrow('negative-count')
  const nobody = start.map(() => never)
  expect(() =>
    interactionWeightedEffects({ outcome, start: nobody, covariates: [], family: 'linear' }),
  ).toThrow('no-treated')
})
