import { describe, expect, it } from 'vitest'
import { calibrateTail, logFactor } from './hindcast-calibration.ts'

const AREAS = 1000
const logRisk = Float64Array.from({ length: AREAS }, (_, i) => -1 + (2.5 * i) / AREAS)
const expected = logRisk.map((value) => 40 * Math.exp(value))

describe('calibrateTail', () => {
  it('leaves a forecast alone that came out as said', () => {
    const fit = calibrateTail(logRisk, [{ logRisk, expected, actual: expected }])!
    for (const value of logRisk) expect(Math.abs(logFactor(fit, value))).toBeLessThan(1e-9)
  })

  it('raises the hottest where they came out hotter, in part, and touches no other', () => {
    const actual = expected.map((mean, i) => (i >= 0.9 * AREAS ? 1.3 * mean : mean))
    const fit = calibrateTail(logRisk, [{ logRisk, expected, actual }])!
    expect(logFactor(fit, logRisk[995]!)).toBeGreaterThan(0.12)
    expect(logFactor(fit, logRisk[995]!)).toBeLessThan(0.35)
    expect(logFactor(fit, logRisk[700]!)).toBeCloseTo(0, 12)
  })

  it('says nothing without past forecasts or with few areas', () => {
    expect(calibrateTail(logRisk, [])).toBeUndefined()
    const few = logRisk.slice(0, 50)
    expect(
      calibrateTail(few, [{ logRisk: few, expected: few.map(() => 1), actual: few.map(() => 1) }]),
    ).toBeUndefined()
  })
})
