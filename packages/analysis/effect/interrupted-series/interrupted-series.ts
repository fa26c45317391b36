import { negativeBinomialRegression } from './negative-binomial.ts'
import { NoAnswer } from '../reason.ts'
import { poissonRegression, RepeatedColumn, type PoissonRegression } from '../poisson/regression.ts'
import { neweyWest } from './newey-west.ts'

export type SeriesQuestion = {
  /** Counts in order of time, equally spaced. */
  readonly counts: Float64Array
  /** Index of the first time after the interruption. */
  readonly start: number
  /** What counts stand for (people, homes), above 0. */
  readonly exposure?: Float64Array | undefined
  readonly covariates: readonly Float64Array[]
  /** Pairs of sine and cosine, and times in a year. */
  readonly harmonics: number
  readonly period: number
  /** Lags of the Newey–West errors. */
  readonly lag: number
  /** Whether the slope changes too; the level is then told at the start. */
  readonly slopeChange: boolean
}

/** A coefficient on the scale of logarithms, with its error by each way of taking the counts. */
export type SeriesTerm = {
  readonly estimate: number
  readonly poisson: number
  readonly quasi: number
  readonly neweyWest: number
}

export type SeriesFit = {
  readonly level: SeriesTerm
  readonly trend: SeriesTerm
  readonly slope: SeriesTerm | undefined
  readonly dispersion: number
  /** The level by negative binomial regression; undefined where counts are no more spread out than Poisson counts. */
  readonly spread: { readonly estimate: number; readonly se: number; readonly size: number } | undefined
  /** Degrees of freedom: times less unknowns. */
  readonly degrees: number
  /** Counts after the start, and what the model puts in their place without the interruption. */
  readonly observed: number
  readonly expected: number
}

/**
 * Interrupted time series (Bernal, Cummins & Gasparrini 2017, International Journal of Epidemiology 46): a Poisson
 * regression of the counts on a trend, a level that changes at the start, the season as harmonics and, if asked, a slope
 * that changes. Throws NoAnswer where there are too few times, one side has no counts, or columns explain one another.
 */
export const interruptedSeries = (question: SeriesQuestion): SeriesFit => {
  const { counts, start, exposure, covariates, harmonics, period, slopeChange } = question
  const rows = counts.length
  if (start < 2 || rows - start < 2) throw new NoAnswer({ code: 'short-side' })
  const trend = Float64Array.from({ length: rows }, (_, row) => row + 1)
  const columns = [
    new Float64Array(rows).fill(1),
    trend.map((_, row) => (row >= start ? 1 : 0)),
    trend,
    ...(slopeChange ? [trend.map((_, row) => Math.max(0, row - start))] : []),
    ...Array.from({ length: harmonics }, (_, pair) => (2 * Math.PI * (pair + 1)) / period).flatMap((turn) =>
      // At half a period the sine is nothing throughout.
      Math.abs(turn - Math.PI) < 1e-12
        ? [trend.map((time) => Math.cos(turn * time))]
        : [trend.map((time) => Math.sin(turn * time)), trend.map((time) => Math.cos(turn * time))],
    ),
    ...covariates,
  ]
  const width = columns.length
  const design = new Float64Array(rows * width)
  for (const [column, values] of columns.entries())
    for (let row = 0; row < rows; row++) design[row * width + column] = values[row]!
  const offset = exposure ? exposure.map(Math.log) : new Float64Array(rows)
  const after = counts.subarray(start).reduce((sum, count) => sum + count, 0)
  if (after === 0 || counts.subarray(0, start).every((count) => count === 0))
    throw new NoAnswer({ code: 'one-side-empty' })
  const fit = fitted(() => poissonRegression(counts, design, width, offset), width - covariates.length)
  const robust = neweyWest(counts, design, fit, question.lag)
  const termAt = (column: number): SeriesTerm => {
    const at = column * (width + 1)
    return {
      estimate: fit.coefficients[column]!,
      poisson: Math.sqrt(fit.covariance[at]!),
      quasi: Math.sqrt(fit.covariance[at]! * fit.dispersion),
      neweyWest: Math.sqrt(Math.max(0, robust[at]!)),
    }
  }
  const wide = negativeBinomialRegression(counts, design, width, offset)
  let expected = 0
  for (let row = start; row < rows; row++) {
    const change = fit.coefficients[1]! + (slopeChange ? fit.coefficients[3]! * (row - start) : 0)
    expected += fit.means[row]! * Math.exp(-change)
  }
  return {
    level: termAt(1),
    trend: termAt(2),
    slope: slopeChange ? termAt(3) : undefined,
    dispersion: fit.dispersion,
    spread: wide && {
      estimate: wide.fit.coefficients[1]!,
      se: Math.sqrt(wide.fit.covariance[width + 1]!),
      size: wide.size,
    },
    degrees: rows - width,
    observed: after,
    expected,
  }
}

/** A fit whose repeated column is named as the covariate that it is; covariates stand from column `first` on. */
const fitted = (work: () => PoissonRegression, first: number): PoissonRegression => {
  try {
    return work()
  } catch (fault) {
    if (!(fault instanceof RepeatedColumn)) throw fault
    const { column } = fault
    const covariate = column < first ? null : column - first
    throw new NoAnswer({ code: 'column-repeats', covariate })
  }
}
