import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { never, type Panel } from '../panel.ts'
import { mostExactOrders, ordersOf } from './orders.ts'
import { permutedStatistics, startOfClusters, treatmentPanel } from './permuted-starts.ts'
import { twoWayPoisson, type TwoWayQuestion } from './two-way-poisson.ts'

/** A panel of small counts that follow units, times and, by half, the treatment. */
const madeUp = (
  units: number,
  times: number,
  seed: number,
): { outcome: Panel; start: Int32Array; noise: Panel } => {
  const generator = xoroshiro128plus(seed)
  const uniform = (): number => (generator.next() >>> 0) / 2 ** 32
  for (let skipped = 0; skipped < 64; skipped++) generator.next()
  const start = Int32Array.from({ length: units }, (_, unit) =>
    unit % 3 === 0 ? 2 + (unit % (times - 2)) : never,
  )
  const level = Array.from({ length: units }, () => 1 + 4 * uniform())
  const season = Array.from({ length: times }, () => 0.5 + uniform())
  const values = new Float64Array(units * times)
  for (let unit = 0; unit < units; unit++)
    for (let time = 0; time < times; time++) {
      const on = start[unit] !== never && time >= start[unit]!
      const mean = level[unit]! * season[time]! * (on ? 0.5 : 1)
      let count = 0
      for (let product = uniform(); product > Math.exp(-mean); product *= uniform()) count++
      values[unit * times + time] = count
    }
  const noise = { units, times, values: values.map(() => uniform()) }
  return { outcome: { units, times, values }, start, noise }
}

/**
 * The same model the long way: a column for every unit and time, iteratively reweighted least squares on the whole design
 * by Gaussian elimination, and the sandwich of all its columns.
 */
const denseFit = (
  { outcome, regressors, exposure }: TwoWayQuestion,
  clusterOf: (unit: number) => number,
): { coefficients: number[]; clustered: number[] } => {
  const { units, times, values } = outcome
  const live = Array.from({ length: units }, (_, unit) => unit).filter((unit) =>
    values.subarray(unit * times, (unit + 1) * times).some((value) => value > 0),
  )
  const rows = live.flatMap((unit, u) =>
    Array.from({ length: times }, (_, time) => ({
      unit,
      y: values[unit * times + time]!,
      offset: exposure ? Math.log(exposure.values[unit * times + time]!) : 0,
      x: [
        ...live.map((_each, other) => (other === u ? 1 : 0)),
        ...Array.from({ length: times - 1 }, (_each, other) => (other + 1 === time ? 1 : 0)),
        ...regressors.map((regressor) => regressor.values[unit * times + time]!),
      ],
    })),
  )
  const size = rows[0]!.x.length
  let beta = Array.from({ length: size }, () => 0)
  let inverse: number[][] = []
  let means: number[] = []
  for (let iteration = 0; iteration < 60; iteration++) {
    const gram = Array.from({ length: size }, () => Array.from({ length: 2 * size + 1 }, () => 0))
    for (let a = 0; a < size; a++) gram[a]![size + 1 + a] = 1
    for (const { x, y, offset } of rows) {
      const linear = x.reduce((sum, value, at) => sum + value * beta[at]!, 0)
      const mean = Math.exp(linear + offset)
      const working = linear + (y - mean) / mean
      for (let a = 0; a < size; a++) {
        if (x[a] === 0) continue
        for (let b = 0; b < size; b++) gram[a]![b]! += mean * x[a]! * x[b]!
        gram[a]![size]! += mean * x[a]! * working
      }
    }
    for (let a = 0; a < size; a++) {
      const pivot = gram[a]![a]!
      for (let c = 0; c <= 2 * size; c++) gram[a]![c]! /= pivot
      for (let b = 0; b < size; b++) {
        if (b === a || gram[b]![a] === 0) continue
        const factor = gram[b]![a]!
        for (let c = 0; c <= 2 * size; c++) gram[b]![c]! -= factor * gram[a]![c]!
      }
    }
    beta = gram.map((row) => row[size]!)
    inverse = gram.map((row) => row.slice(size + 1))
    means = rows.map(({ x, offset }) =>
      Math.exp(offset + x.reduce((sum, value, at) => sum + value * beta[at]!, 0)),
    )
  }
  const scores = new Map<number, number[]>()
  for (const [at, { unit, x, y }] of rows.entries()) {
    const score = scores.get(clusterOf(unit)) ?? Array.from({ length: size }, () => 0)
    for (let a = 0; a < size; a++) score[a]! += x[a]! * (y - means[at]!)
    scores.set(clusterOf(unit), score)
  }
  const groups = scores.size
  const n = rows.length
  const factor = ((n - 1) / (n - regressors.length - times)) * (groups / (groups - 1))
  const errorOf = (a: number): number =>
    Math.sqrt(
      factor *
        [...scores.values()].reduce(
          (sum, score) => sum + score.reduce((inner, each, b) => inner + inverse[a]![b]! * each, 0) ** 2,
          0,
        ),
    )
  const first = size - regressors.length
  return {
    coefficients: beta.slice(first),
    clustered: regressors.map((_, at) => errorOf(first + at)),
  }
}

describe('two-way Poisson', () => {
  test.each([1, 2, 3])('is what a dense generalised linear model gives (seed %i)', (seed) => {
    const { outcome, start, noise } = madeUp(14, 7, seed)
    outcome.values.fill(0, 7, 14)
    const exposure = { ...noise, values: noise.values.map((value) => 1 + value) }
    const cluster = Int32Array.from({ length: 14 }, (_, unit) => Math.floor(unit / 2))
    const question = { outcome, regressors: [treatmentPanel(start, 7), noise], exposure, cluster }
    const fit = twoWayPoisson(question)
    const dense = denseFit(question, (unit) => cluster[unit]!)
    expect([...fit.units]).not.toContain(1)
    for (const at of [0, 1]) {
      expect(fit.coefficients[at]).toBeCloseTo(dense.coefficients[at]!, 9)
      expect(fit.clustered[at]).toBeCloseTo(dense.clustered[at]!, 9)
    }
    const byUnit = twoWayPoisson({ ...question, cluster: undefined })
    expect(byUnit.clustered[0]).toBeCloseTo(denseFit(question, (unit) => unit).clustered[0]!, 9)
  })

  test('of two units and two times is the plain ratio of ratios', () => {
    const outcome = { units: 2, times: 2, values: Float64Array.of(20, 9, 30, 27) }
    const regressors = [treatmentPanel(Int32Array.of(1, never), 2)]
    expect(Math.exp(twoWayPoisson({ outcome, regressors }).coefficients[0]!)).toBeCloseTo(
      9 / 20 / (27 / 30),
      10,
    )
  })

  test('finds a planted effect whatever the units and the season', () => {
    const { outcome, start } = madeUp(900, 12, 4)
    const { coefficients, clustered } = twoWayPoisson({ outcome, regressors: [treatmentPanel(start, 12)] })
    expect(Math.abs(coefficients[0]! - Math.log(0.5)) / clustered[0]!).toBeLessThan(3)
    expect(clustered[0]).toBeLessThan(0.05)
  })

  test('refuses a ratio without a bound, and a regressor that unit and time explain', () => {
    const outcome = { units: 3, times: 3, values: Float64Array.of(2, 3, 0, 4, 5, 6, 3, 2, 1) }
    const treatment = treatmentPanel(Int32Array.of(2, never, never), 3)
    expect(() => twoWayPoisson({ outcome, regressors: [treatment] })).toThrow('unbounded-ratio')
    const trend = { ...outcome, values: Float64Array.of(1, 2, 3, 1, 2, 3, 1, 2, 3) }
    const good = { ...outcome, values: outcome.values.with(2, 1) }
    expect(() => twoWayPoisson({ outcome: good, regressors: [treatment, trend] })).toThrow(
      'covariate-absorbed',
    )
  })
})

describe('orders of starts', () => {
  test('are all there are, each once, where they are few', () => {
    const starts = Int32Array.of(1, 1, 2, never)
    const { exact, count, order } = ordersOf(starts, { draws: 5, seed: 1 })
    expect({ exact, count }).toEqual({ exact: true, count: 12 })
    const all = Array.from({ length: count }, (_, number) => [...order(number)].join())
    expect(new Set(all).size).toBe(12)
    expect(all).toContain([...starts].join())
    for (const each of all) expect(each.split(',').toSorted()).toEqual([...starts].map(String).toSorted())
  })

  test('are drawn from a seed where they are many', () => {
    const starts = Int32Array.from({ length: 40 }, (_, at) => at % 4)
    const { exact, count, order } = ordersOf(starts, { draws: 5, seed: 1 })
    expect({ exact, count }).toEqual({ exact: false, count: 5 })
    expect(order(3)).toEqual(ordersOf(starts, { draws: 5, seed: 1 }).order(3))
    expect(order(3)).not.toEqual(order(4))
    expect(mostExactOrders).toBeLessThan(10_000)
  })

  test('are of clusters where whole clusters start, and the real order gives the real statistic', () => {
    const { outcome } = madeUp(12, 6, 8)
    const cluster = Int32Array.from({ length: 12 }, (_, unit) => Math.floor(unit / 2))
    const start = cluster.map((each) => (each < 3 ? 2 : never))
    expect(startOfClusters(start.with(0, 3), cluster)).toBeUndefined()
    const question = { outcome, start, covariates: [], cluster }
    const statistics = permutedStatistics(question, { draws: 5, seed: 1, from: 0, to: 20 })
    const { coefficients, clustered } = twoWayPoisson({
      outcome,
      regressors: [treatmentPanel(start, 6)],
      cluster,
    })
    const real = coefficients[0]! / clustered[0]!
    expect(statistics.filter((each) => Math.abs(each - real) < 1e-8)).toHaveLength(1)
  })
})

test('an order whose treated count nothing lies as far out as any, and one cluster has no error', () => {
  // Only unit 0 has counts late: the order that treats unit 1 finds nothing, and no ratio is farther from none.
  const outcome = { units: 3, times: 4, values: Float64Array.of(3, 2, 4, 3, 5, 6, 0, 0, 4, 4, 5, 3) }
  const start = Int32Array.of(2, never, never)
  const question = { outcome, start, covariates: [], exposure: undefined, cluster: undefined }
  const statistics = permutedStatistics(question, { draws: 10, seed: 1, from: 0, to: 3 })
  expect([...statistics].filter((each) => each === Infinity)).toHaveLength(1)
  expect([...statistics].filter(Number.isFinite)).toHaveLength(2)
  const regressors = [treatmentPanel(start, 4)]
  expect(twoWayPoisson({ outcome, regressors, cluster: Int32Array.of(0, 0, 0) }).clustered[0]).toBeNaN()
})
