import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sharedData } from '../../../../test/shared-data.ts'
import { interruptedSeries, type SeriesQuestion } from './interrupted-series.ts'
import { poissonRegression } from '../poisson/regression.ts'
import { neweyWest } from './newey-west.ts'

const plain = { covariates: [], harmonics: 0, period: 12, lag: 2, slopeChange: false }

describe('Poisson regression', () => {
  test('of two groups is the ratio of their means, with Woolf’s error', () => {
    const counts = Float64Array.of(10, 14, 5, 7)
    const design = Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1)
    const fit = poissonRegression(counts, design, 2, new Float64Array(4))
    expect(fit.coefficients[1]).toBeCloseTo(Math.log(12 / 24), 12)
    expect(Math.sqrt(fit.covariance[3]!)).toBeCloseTo(Math.sqrt(1 / 24 + 1 / 12), 12)
    expect(fit.dispersion).toBeCloseTo((4 / 12 + 4 / 12 + 1 / 6 + 1 / 6) / 2, 12)
    // Without lags the sandwich adds up squares: of the second coefficient Σ (count − mean)² / total² of each side.
    const squares = neweyWest(counts, design, fit, 0)
    expect(squares[3]).toBeCloseTo(8 / 24 ** 2 + 2 / 12 ** 2, 12)
    // Influences are 2/24, −2/24, −1/12, 1/12; with one lag half the product of neighbours counts, twice.
    const lagged = neweyWest(counts, design, fit, 1)
    expect(lagged[3]).toBeCloseTo(8 / 24 ** 2 + 2 / 12 ** 2 - 4 / 24 ** 2 + 2 / 24 / 12 - 1 / 12 ** 2, 12)
  })

  test('refuses columns that explain one another, and more unknowns than times', () => {
    const twice = Float64Array.of(1, 2, 1, 2, 1, 2)
    expect(() => poissonRegression(Float64Array.of(1, 2, 3), twice, 2, new Float64Array(3))).toThrow('repeat')
    expect(() => poissonRegression(Float64Array.of(1, 2), twice, 2, new Float64Array(2))).toThrow('few-times')
  })
})

/** Means without chance: a trend, a step of a fifth down, then a slope. */
const means = (slope: number): Float64Array =>
  Float64Array.from({ length: 40 }, (_, t) =>
    Math.exp(3 + 0.01 * t + (t >= 24 ? Math.log(0.8) + slope * (t - 24) : 0)),
  )

describe('an interrupted series', () => {
  test('gives back a planted step, and a planted slope', () => {
    const step = interruptedSeries({ ...plain, counts: means(0), start: 24 })
    expect(Math.exp(step.level.estimate)).toBeCloseTo(0.8, 9)
    expect(step.trend.estimate).toBeCloseTo(0.01, 9)
    expect(step.observed / step.expected).toBeCloseTo(0.8, 9)
    // Without chance nothing is spread out.
    expect(step.spread).toBeUndefined()
    const bent = interruptedSeries({ ...plain, counts: means(-0.02), start: 24, slopeChange: true })
    expect(Math.exp(bent.level.estimate)).toBeCloseTo(0.8, 9)
    expect(bent.slope?.estimate).toBeCloseTo(-0.02, 9)
  })

  test('is not taken in by a season that its harmonics can follow, down to two times a year', () => {
    const season = means(0).map((mean, t) => mean * (t % 2 === 0 ? 1.5 : 0.7))
    const fit = interruptedSeries({ ...plain, counts: season, start: 24, harmonics: 1, period: 2 })
    expect(Math.exp(fit.level.estimate)).toBeCloseTo(0.8, 9)
  })

  test('names the covariate that the rest of the model gives', () => {
    const counts = means(0)
    const covariates = [counts.map((_, t) => t % 3), counts.map((_, t) => 5 - 2 * t)]
    const refusal = { reason: { code: 'column-repeats', covariate: 1 } }
    expect(() => interruptedSeries({ ...plain, counts, start: 24, covariates })).toThrow(
      expect.objectContaining(refusal),
    )
  })

  test('refuses what cannot bear it', () => {
    expect(() => interruptedSeries({ ...plain, counts: means(0).fill(0, 24), start: 24 })).toThrow(
      'one-side-empty',
    )
    expect(() => interruptedSeries({ ...plain, counts: means(0), start: 39 })).toThrow('short-side')
    expect(() =>
      interruptedSeries({ ...plain, counts: means(0).subarray(20, 27), start: 4, harmonics: 2 }),
    ).toThrow()
  })
})

const file = sharedData('vectors', 'its_sicily.csv')
const answers = sharedData('vectors', 'its_sicily_expected.json')

const question = (): Omit<SeriesQuestion, 'harmonics' | 'slopeChange'> => {
  const rows = readFileSync(file!, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number))
  return {
    counts: Float64Array.from(rows, (row) => row[2]!),
    start: rows.findIndex((row) => row[4] === 1),
    exposure: Float64Array.from(rows, (row) => row[6]!),
    covariates: [],
    period: 12,
    lag: 12,
  }
}

describe.skipIf(file === undefined || answers === undefined)('the smoking ban of Sicily', () => {
  const reach = 1.959963985

  test('comes out with each kind of error', () => {
    const expected = JSON.parse(readFileSync(answers!, 'utf8'))
    const { level, dispersion, spread } = interruptedSeries({
      ...question(),
      harmonics: 0,
      slopeChange: false,
    })
    expect(Math.exp(level.estimate)).toBeCloseTo(expected.poisson.RR, 9)
    for (const [side, sign] of [-1, 1].entries()) {
      expect(Math.exp(level.estimate + sign * reach * level.poisson)).toBeCloseTo(
        expected.poisson.ci[side],
        6,
      )
      expect(Math.exp(level.estimate + sign * reach * level.quasi)).toBeCloseTo(expected.quasi_ci[side], 6)
    }
    // The reference takes its residuals before the last step.
    expect(dispersion).toBeCloseTo(expected.dispersion, 4)
    expect(level.neweyWest).toBeCloseTo(expected.newey_west_se_lag12, 9)
    expect(spread?.size).toBeCloseTo(expected.nb.theta, 2)
    expect(spread?.estimate).toBeCloseTo(expected.nb.coef, 7)
    expect(spread?.se).toBeCloseTo(expected.nb.se, 7)
  })

  test('comes out with the season, and with a slope that changes', () => {
    const { harmonic2_quasi: season, slope_change_model: bent } = JSON.parse(readFileSync(answers!, 'utf8'))
    const fit = interruptedSeries({ ...question(), harmonics: 2, slopeChange: false })
    expect(Math.exp(fit.level.estimate)).toBeCloseTo(season.RR, 9)
    for (const [side, sign] of [-1, 1].entries())
      expect(Math.exp(fit.level.estimate + sign * reach * fit.level.quasi)).toBeCloseTo(season.ci[side], 6)
    expect(fit.dispersion).toBeCloseTo(season.dispersion, 4)
    const { level, slope } = interruptedSeries({ ...question(), harmonics: 0, slopeChange: true })
    expect(slope?.estimate).toBeCloseTo(bent.interaction, 9)
    // The reference tells the level at time 0, ours at the first time after.
    expect(level.estimate - 37 * (slope?.estimate ?? 0)).toBeCloseTo(bent.smokban, 8)
  })
})
