import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  calibrationContrasts,
  calibrationJackknife,
  calibrationPlacebos,
  type CalibrationStudy,
} from './calibration-effect.ts'
import { contrastByTime } from './calibration-by-time.ts'
import { calibrationWeights } from './calibration-weights.ts'
import { sparseRows, sumOfRows } from './sparse-rows.ts'

const weightsOf = (found: ReturnType<typeof calibrationWeights>): number[] =>
  'weights' in found ? [...found.weights] : expect.unreachable(JSON.stringify(found))

describe('calibration weights', () => {
  test('are those that can be worked out by hand', () => {
    // One treated unit at x = 3 and controls at 0, 2 and 4, d = 1/3: w = d (1 + a + b x) with Σw = 1 and Σwx = 3
    // gives a = −3/4 and b = 3/8, so w = 1/12, 1/3, 7/12.
    const matrix = sparseRows([Float64Array.of(1, 1, 1, 1), Float64Array.of(3, 0, 2, 4)])
    const weights = weightsOf(calibrationWeights(matrix, Int32Array.of(0), Int32Array.of(1, 2, 3), 1e-13))
    for (const [at, weight] of [1 / 12, 1 / 3, 7 / 12].entries()) expect(weights[at]).toBeCloseTo(weight, 12)
  })

  test('are never negative: a unit that would be is left at nothing, and the others make up for it', () => {
    // x = 3.8: unbounded, the control at 0 would have −7/60; bounded, 0, 1/10 and 9/10 are all that is left.
    const matrix = sparseRows([Float64Array.of(1, 1, 1, 1), Float64Array.of(3.8, 0, 2, 4)])
    const weights = weightsOf(calibrationWeights(matrix, Int32Array.of(0), Int32Array.of(1, 2, 3), 1e-13))
    for (const [at, weight] of [0, 0.1, 0.9].entries()) expect(weights[at]).toBeCloseTo(weight, 9)
  })

  test('are refused with the right reason where a value is no number', () => {
    const matrix = sparseRows([Float64Array.of(1, 1, 1), Float64Array.of(3, Number.NaN, 2)])
    expect(() => calibrationWeights(matrix, Int32Array.of(0), Int32Array.of(1, 2))).toThrow('no-number')
    const study = { matrix: sparseRows([Float64Array.of(1, 1, 1)]), after: [Float64Array.of(1, Infinity, 2)] }
    const weights = Float64Array.of(0.5, 0.5)
    expect(() => calibrationContrasts(study, Int32Array.of(0), Int32Array.of(1, 2), weights)).toThrow(
      'no-number',
    )
  })

  test('are the least of all that meet the totals', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(counts, counts, (first, second) => {
        const columns = [new Float64Array(8).fill(1), Float64Array.from(first), Float64Array.from(second)]
        const matrix = sparseRows(columns)
        const treated = Int32Array.of(0, 1)
        const controls = Int32Array.of(2, 3, 4, 5, 6, 7)
        const found = calibrationWeights(matrix, treated, controls, 1e-12)
        const best = leastByEnumeration(columns)
        if (best === undefined) {
          expect(found).toHaveProperty('infeasible')
          return
        }
        const weights = weightsOf(found)
        const wanted = sumOfRows(matrix, treated)
        const reached = sumOfRows(matrix, controls, Float64Array.from(weights))
        for (const [at, total] of wanted.entries()) expect(reached[at]).toBeCloseTo(total, 8)
        expect(weights.reduce((sum, weight) => sum + (weight - 1 / 3) ** 2 * 3, 0)).toBeCloseTo(best, 6)
      }),
      { numRuns: 200 },
    )
  })

  test('are found to the last digits, where the objective has none left to tell a better step by', () => {
    const matrix = sparseRows([
      new Float64Array(8).fill(1),
      Float64Array.of(3, 0, 1, 2, 2, 0, 3, 2),
      Float64Array.of(3, 0, 2, 3, 1, 4, 2, 1),
    ])
    const found = calibrationWeights(matrix, Int32Array.of(0, 1), Int32Array.of(2, 3, 4, 5, 6, 7), 1e-13)
    for (const [at, weight] of [1, 0, 0.5, 0, 0, 0.5].entries())
      expect(weightsOf(found)[at]).toBeCloseTo(weight, 12)
  })

  test('bear columns that say the same twice, and columns of zeros', () => {
    const x = Float64Array.of(3, 0, 2, 4)
    const one = new Float64Array(4).fill(1)
    const matrix = sparseRows([one, x, x.map((value) => 2 * value), new Float64Array(4)])
    const weights = weightsOf(calibrationWeights(matrix, Int32Array.of(0), Int32Array.of(1, 2, 3), 1e-10))
    expect(weights[2]).toBeCloseTo(7 / 12, 8)
  })

  test('that cannot be are said, with the total that cannot be met', () => {
    const matrix = sparseRows([Float64Array.of(1, 1, 1), Float64Array.of(9, 2, 4)])
    const found = calibrationWeights(matrix, Int32Array.of(0), Int32Array.of(1, 2))
    expect(found).toHaveProperty('infeasible')
    const none = sparseRows([Float64Array.of(1, 1, 1), Float64Array.of(9, 0, 0)])
    expect(calibrationWeights(none, Int32Array.of(0), Int32Array.of(1, 2))).toEqual({
      infeasible: { constraint: 1, wanted: 9, reached: 0 },
    })
  })
})

/** The least Σ (w − d)²/d with w ≥ 0, by trying every set of controls with weight; undefined where none will do. */
const leastByEnumeration = (columns: readonly Float64Array[]): number | undefined => {
  let best: number | undefined
  for (let kept = 1; kept < 64; kept++) {
    const units = [2, 3, 4, 5, 6, 7].filter((unit) => kept & (1 << (unit - 2)))
    const weights = nearest(units, columns)
    if (weights === undefined || weights.some((weight) => weight < -1e-9)) continue
    const value =
      weights.reduce((sum, weight) => sum + (weight - 1 / 3) ** 2 * 3, 0) + (6 - units.length) * (1 / 3)
    if (best === undefined || value < best) best = value
  }
  return best
}

/** Weights of these units that are nearest to d and meet the totals, of whatever sign. */
const nearest = (units: readonly number[], columns: readonly Float64Array[]): number[] | undefined => {
  const wanted = columns.map((column) => column[0]! + column[1]!)
  const gap = columns.map(
    (column, at) => wanted[at]! - units.reduce((sum, unit) => sum + column[unit]! / 3, 0),
  )
  const gram = columns.map((one) =>
    columns.map((other) => units.reduce((sum, unit) => sum + one[unit]! * other[unit]!, 0)),
  )
  // Gaussian elimination that passes over columns which depend on earlier ones.
  const eta = [0, 0, 0]
  const rows = gram.map((row, at) => row.concat(gap[at]!))
  const pivots: number[] = []
  for (let column = 0; column < 3; column++) {
    const pivot = rows.findIndex((row, at) => !pivots.includes(at) && Math.abs(row[column]!) > 1e-9)
    pivots.push(pivot)
    if (pivot === -1) continue
    for (const [at, row] of rows.entries()) {
      if (at === pivot) continue
      const factor = row[column]! / rows[pivot]![column]!
      for (let k = 0; k < 4; k++) row[k] = row[k]! - factor * rows[pivot]![k]!
    }
  }
  for (const [column, pivot] of pivots.entries())
    if (pivot !== -1) eta[column] = rows[pivot]![3]! / rows[pivot]![column]!
  const weights = units.map(
    (unit) => 1 / 3 + columns.reduce((sum, column, at) => sum + column[unit]! * eta[at]!, 0),
  )
  const met = columns.every(
    (column, at) =>
      Math.abs(units.reduce((sum, unit, index) => sum + weights[index]! * column[unit]!, 0) - wanted[at]!) <
      1e-7,
  )
  return met ? weights : undefined
}

describe('contrasts', () => {
  const after = Float64Array.of(4, 6, 10, 20, 30)
  const study: CalibrationStudy = { matrix: sparseRows([new Float64Array(5).fill(1)]), after: [after] }
  const treated = Int32Array.of(0, 1)
  const controls = Int32Array.of(2, 3, 4)
  const weights = Float64Array.of(1, 0.5, 0.5)

  test('have linearised errors that small changes of each unit give', () => {
    const [contrast] = calibrationContrasts(study, treated, controls, weights)
    expect(contrast).toMatchObject({ observed: 10, control: 35 })
    // Treated 4, 6 around 5; controls 10, 20, 30 around 17.5, times their weights; five units, so 5/4.
    const squares = 1 + 1 + 7.5 ** 2 + (0.5 * 2.5) ** 2 + (0.5 * 12.5) ** 2
    expect(contrast?.seDifference).toBeCloseTo(Math.sqrt((squares * 5) / 4), 12)
    const logs = 2 / 10 ** 2 + (7.5 ** 2 + 1.25 ** 2 + 6.25 ** 2) / 35 ** 2
    expect(contrast?.seLog).toBeCloseTo(Math.sqrt((logs * 5) / 4), 12)
  })

  test('add up within clusters', () => {
    const clusters = { ofUnit: Int32Array.of(0, 0, 1, 1, 2), count: 3 }
    const [contrast] = calibrationContrasts(study, treated, controls, weights, clusters)
    // The two treated cancel; −7.5 + 1.25 and 6.25 are left.
    expect(contrast?.seDifference).toBeCloseTo(Math.sqrt((2 * 6.25 ** 2 * 3) / 2), 12)
  })
})

test('errors by time are those of units where there is one time, and smaller where times repeat', () => {
  const treated = Int32Array.of(0, 1)
  const controls = Int32Array.of(2, 3, 4)
  const weights = Float64Array.of(1, 0.5, 0.5)
  const values = Float64Array.of(4, 6, 10, 20, 30)
  const once = contrastByTime({ units: 5, times: 1, values }, 0, treated, controls, weights)
  // (5 − 17.5) over √(5/4 · ((1 + 1)/2² + (7.5² + 1.25² + 6.25²)/2²)), as by unit.
  const squares = (2 + 7.5 ** 2 + 1.25 ** 2 + 6.25 ** 2) / 4
  expect(once.z).toBeCloseTo(-12.5 / Math.sqrt((squares * 5) / 4), 12)
  expect(once.logRatio).toBeCloseTo(Math.log(5 / 17.5), 12)
  const twice = {
    units: 5,
    times: 2,
    values: Float64Array.from([...values].flatMap((value) => [value, value])),
  }
  // Each unit counts as two draws: the error is smaller by √2, but for 10/9 in place of 5/4.
  const again = contrastByTime(twice, 0, treated, controls, weights)
  expect(again.z).toBeCloseTo(once.z * Math.SQRT2 * Math.sqrt(5 / 4 / (10 / 9)), 12)
})

describe('draws', () => {
  const units = 60
  const before = Float64Array.from({ length: units }, (_, unit) => 3 + (unit % 5))
  const study: CalibrationStudy = {
    matrix: sparseRows([new Float64Array(units).fill(1), before]),
    after: [before.map((value, unit) => value + ((unit * 7) % 4))],
  }
  const controls = Int32Array.from({ length: 50 }, (_, at) => at + 10)

  test('are the same however they are shared out', () => {
    const draws = (from: number, to: number): number[] => [
      ...calibrationPlacebos(study, controls, 10, { seed: 5, from, to }),
    ]
    expect([...draws(0, 3), ...draws(3, 8)]).toEqual(draws(0, 8))
    expect(new Set(draws(0, 8)).size).toBeGreaterThan(6)
    expect([...calibrationPlacebos(study, controls, 10, { seed: 6, from: 0, to: 8 })]).not.toEqual(
      draws(0, 8),
    )
  })

  test('of the jackknife leave out each treated unit once', () => {
    const treated = Int32Array.from({ length: 10 }, (_, at) => at)
    const { seLog, groups, infeasible } = calibrationJackknife(study, treated, controls, 1)
    expect({ groups, infeasible }).toEqual({ groups: 10, infeasible: 0 })
    expect(seLog[0]).toBeGreaterThan(0)
    // Where everything after is what was before, nothing changes whoever is left out.
    const still = calibrationJackknife({ ...study, after: [before] }, treated, controls, 1)
    expect(still.seLog[0]).toBeLessThan(1e-4)
  })
})
