import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choleskyInPlace, logDeterminant, solveLowerInPlace, solveUpperInPlace } from './cholesky.ts'
import { countInterval } from './count-interval.ts'
import { nelderMead } from './nelder-mead.ts'
import { nonNegativeLeastSquares } from './non-negative-least-squares.ts'
import { normalQuantile } from './normal-quantile.ts'

describe('cholesky', () => {
  it('solves every system of the form (BBᵀ + I)x = y', () => {
    const square = fc
      .integer({ min: 1, max: 6 })
      .chain((n) =>
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: n * n, maxLength: n * n }),
      )
    fc.assert(
      fc.property(square, (entries) => {
        const n = Math.sqrt(entries.length)
        const matrix = new Float64Array(n * n)
        for (let a = 0; a < n; a++)
          for (let b = 0; b < n; b++) {
            let sum = a === b ? 1 : 0
            for (let k = 0; k < n; k++) sum += entries[a * n + k]! * entries[b * n + k]!
            matrix[a * n + b] = sum
          }
        const factor = Float64Array.from(matrix)
        expect(choleskyInPlace(factor, n)).toBe(true)
        const x = Float64Array.from({ length: n }, (_, i) => i + 1)
        solveLowerInPlace(factor, n, x)
        solveUpperInPlace(factor, n, x)
        for (let a = 0; a < n; a++) {
          let sum = 0
          for (let b = 0; b < n; b++) sum += matrix[a * n + b]! * x[b]!
          expect(sum).toBeCloseTo(a + 1, 6)
        }
        expect(logDeterminant(factor, n)).toBeGreaterThan(-1e-9)
      }),
    )
  })
  it('refuses a matrix that is not positive definite', () => {
    expect(choleskyInPlace(Float64Array.of(1, 0, 2, 1), 2)).toBe(false)
  })
})

describe('countInterval', () => {
  it('gives the shortest Poisson intervals', () => {
    // P(0..3) = .9344 and P(0..4) = .9810 for mean 1.5.
    expect(countInterval(1.5, 1.5, 0.9)).toEqual({ low: 0, high: 3 })
    expect(countInterval(1.5, 1.5, 0.95)).toEqual({ low: 0, high: 4 })
    expect(countInterval(0, 0, 0.9)).toEqual({ low: 0, high: 0 })
  })
  it('holds at least the level of a negative binomial, and no narrower run of counts does', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 60, noNaN: true }),
        fc.double({ min: 1.01, max: 8, noNaN: true }),
        fc.constantFrom(0.5, 0.8, 0.9, 0.95),
        (mean, ratio, level) => {
          const { low, high } = countInterval(mean, mean * ratio, level)
          const size = mean / (ratio - 1)
          const p = [Math.exp(-size * Math.log(ratio))]
          for (let k = 0; k < 4000; k++) p.push((p[k]! * (k + size) * (1 - 1 / ratio)) / (k + 1))
          const held = (from: number, to: number) => p.slice(from, to + 1).reduce((a, b) => a + b, 0)
          expect(held(low, high)).toBeGreaterThan(level - 1e-9)
          const width = high - low
          const last = width > 0 ? high + 2 : -1
          for (let from = 0; from <= last; from++)
            expect(held(from, from + width - 1)).toBeLessThan(level + 1e-9)
        },
      ),
    )
  })
  it('agrees with the normal distribution where counts are large', () => {
    const { low, high } = countInterval(100_000, 100_000, 0.95)
    expect(Math.abs(low - (100_000 - 1.96 * 316.2))).toBeLessThan(5)
    expect(Math.abs(high - (100_000 + 1.96 * 316.2))).toBeLessThan(5)
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14)
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167813, 14)
  })
  it('refuses a level that is no probability', () => {
    expect(() => countInterval(1, 1, 1)).toThrow(RangeError)
    expect(() => countInterval(Number.NaN, 1, 0.9)).toThrow(RangeError)
  })
})

describe('nelderMead', () => {
  it('finds the bottom of Rosenbrock’s valley', () => {
    const { point, value, converged } = nelderMead(
      (p) => 100 * (p[1]! - p[0]! ** 2) ** 2 + (1 - p[0]!) ** 2,
      [-1.2, 1],
      { step: 0.5, tolerance: 1e-12, maximumEvaluations: 2000 },
    )
    expect(value).toBeLessThan(1e-8)
    expect(point[0]).toBeCloseTo(1, 3)
    expect(converged).toBe(true)
  })

  it('says that it did not settle where it ran out of evaluations', () => {
    const slow = nelderMead((p) => 100 * (p[1]! - p[0]! ** 2) ** 2 + (1 - p[0]!) ** 2, [-1.2, 1], {
      step: 0.5,
      tolerance: 1e-12,
      maximumEvaluations: 20,
    })
    expect(slow.converged).toBe(false)
  })
})

describe('nonNegativeLeastSquares', () => {
  it('solves exactly where the answer is positive, and stops at zero where it is not', () => {
    const design = Float64Array.of(1, 0, 1, 1, 0, 1)
    const ones = Float64Array.of(1, 1, 1)
    const positive = nonNegativeLeastSquares(design, Float64Array.of(2, 5, 3), ones, 2)
    expect(positive.solution[0]).toBeCloseTo(2, 6)
    expect(positive.solution[1]).toBeCloseTo(3, 6)
    expect(positive.residual).toBeCloseTo(0, 9)
    const bounded = nonNegativeLeastSquares(design, Float64Array.of(2, 0, -2), ones, 2)
    expect(bounded.solution[1]).toBe(0)
    expect(bounded.solution[0]).toBeCloseTo(1, 6)
  })
})
