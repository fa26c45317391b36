import { solveLowerInPlace, solveUpperInPlace } from '../../special/cholesky.ts'
import { NoAnswer } from '../reason.ts'

/** A Poisson log likelihood, up to a constant. `evaluate` also leaves gradient and curvature at the same place. */
export type Likelihood = {
  readonly size: number
  readonly gradient: Float64Array
  /** Minus the second derivatives, or what is expected of them; its lower triangle. */
  readonly curvature: Float64Array
  evaluate: (theta: Float64Array) => number
}

export type NewtonQuestion = {
  readonly start: Float64Array
  /** Cholesky factor of the curvature; throws where it has none. */
  readonly factorOf: (curvature: Float64Array) => Float64Array
  /** Throws where an unknown has run off. */
  readonly check?: (theta: Float64Array) => void
  /** Largest move of an unknown at which the fit has settled. */
  readonly tolerance?: number
}

const mostIterations = 100

/**
 * The one fitter of counts in this package: Newton's method on a concave Poisson likelihood, the step halved until the
 * likelihood does not fall (McCullagh & Nelder 1989; with expected curvature it is Fisher scoring). Its variants are likelihoods:
 * `ConcentratedPoisson` with effects of unit and time, `poissonRegression` with a design written out. Returns the
 * maximum with the factor of the curvature there, at which the likelihood was evaluated last.
 * Throws NoAnswer where it does not settle.
 */
export const maximise = (
  likelihood: Likelihood,
  { start, factorOf, check, tolerance = 1e-10 }: NewtonQuestion,
): { theta: Float64Array; factor: Float64Array } => {
  const { size, gradient, curvature } = likelihood
  const theta = start.slice()
  let value = likelihood.evaluate(theta)
  for (let iteration = 0; iteration <= mostIterations; iteration++) {
    const factor = factorOf(curvature)
    const step = gradient.slice()
    solveLowerInPlace(factor, size, step)
    solveUpperInPlace(factor, size, step)
    const from = theta.slice()
    const before = value
    for (let length = 1; ; length /= 2) {
      for (let at = 0; at < size; at++) theta[at] = from[at]! + length * step[at]!
      value = likelihood.evaluate(theta)
      if (value >= before - 1e-12 * Math.abs(before) || length < 1e-8) break
    }
    check?.(theta)
    if (step.every((each) => Math.abs(each) < tolerance)) return { theta, factor: factorOf(curvature) }
  }
  throw new NoAnswer({ code: 'not-settled' })
}
