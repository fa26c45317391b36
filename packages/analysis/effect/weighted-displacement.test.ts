import { describe, expect, test } from 'vitest'
import { displacementQuotient, logRateRatio, weightedDisplacement } from './weighted-displacement.ts'

/** The worked counts of the paper. */
const control = { before: 308, after: 318, area: 1 }
const treated = { before: 207, after: 110, area: 1 }
const near = { before: 178, after: 157, area: 1 }
const nearControl = { before: 150, after: 140, area: 1 }

describe('weighted displacement difference', () => {
  test('gives the printed figures of the paper', () => {
    const { local, displacement, total } = weightedDisplacement({
      treated,
      control,
      displacement: { near, control: nearControl },
    })
    expect(local.estimate).toBe(-107)
    expect(local.se).toBeCloseTo(30.708305066, 9)
    expect(displacement).toMatchObject({ estimate: -11, se: 25 })
    expect(total?.estimate).toBe(-118)
    expect(total?.se).toBeCloseTo(39.597979746, 9)
    expect(-118 / (total?.se ?? 0)).toBeCloseTo(-2.979950006, 9)
    expect(total?.low).toBeCloseTo(-195.610614164, 8)
    expect(total?.high).toBeCloseTo(-40.389385836, 8)
  })

  test('has intervals of any level', () => {
    const { local } = weightedDisplacement({ treated, control }, undefined, 0.9)
    expect(local.high).toBeCloseTo(-107 + 1.6448536269514722 * local.se!, 9)
    expect(logRateRatio(treated, control, 0.5)!.low).toBeGreaterThan(logRateRatio(treated, control)!.low!)
    const [narrow, wide] = [0.5, 0.99].map((level) => displacementQuotient(treated, control, near, level)!)
    expect(narrow!.high).toBeLessThan(wide!.high!)
  })

  test('divides by areas', () => {
    const { local, displacement, total } = weightedDisplacement({
      treated: { ...treated, area: 1.2 },
      control: { ...control, area: 0.9 },
      displacement: { near: { ...near, area: 1.5 }, control: { ...nearControl, area: 1.6 } },
    })
    expect(local.estimate).toBeCloseTo(-91.944444444, 9)
    expect(local.se).toBeCloseTo(31.511559705, 9)
    expect(displacement?.estimate).toBeCloseTo(-7.75, 12)
    expect(displacement?.se).toBeCloseTo(16.191668811, 9)
    expect(total?.estimate).toBeCloseTo(-99.694444444, 9)
    expect(total?.se).toBeCloseTo(35.428075504, 9)
    expect(total?.low).toBeCloseTo(-169.132196475, 8)
    expect(total?.high).toBeCloseTo(-30.256692414, 8)
  })

  test('divides by the lengths of the times: twice as long before halves what stood before', () => {
    const { local } = weightedDisplacement(
      { treated: { before: 200, after: 80, area: 1 }, control: { before: 100, after: 50, area: 1 } },
      { before: 2, after: 1 },
    )
    expect(local.estimate).toBe(-20)
    expect(local.se).toBe(Math.sqrt(80 + 200 / 4 + 50 + 100 / 4))
  })
})

describe('weighted displacement quotient', () => {
  test('gives the worked quotient', () => {
    expect(displacementQuotient(treated, control, near)?.estimate).toBeCloseTo(0.2581856883, 10)
  })

  test('has the error that small changes of each count give', () => {
    const places = [treated, control, near] as const
    let variance = 0
    for (const [at, place] of places.entries())
      for (const when of ['before', 'after'] as const) {
        const moved = (by: number): number => {
          const [one, two, three] = places.with(at, { ...place, [when]: place[when] + by })
          return displacementQuotient(one!, two!, three!)?.estimate ?? 0
        }
        variance += ((moved(1e-4) - moved(-1e-4)) / 2e-4) ** 2 * place[when]
      }
    expect(displacementQuotient(treated, control, near)?.se).toBeCloseTo(Math.sqrt(variance), 6)
  })

  test('is none where there is nothing to divide by', () => {
    expect(displacementQuotient(treated, { ...control, before: 0 }, near)).toBeUndefined()
    expect(displacementQuotient(control, control, near)).toBeUndefined()
  })
})

test('the rate ratio has its error on the scale of logarithms, and none with a count of nothing', () => {
  const row = logRateRatio(treated, control)
  expect(Math.exp(row?.estimate ?? 0)).toBeCloseTo(110 / 207 / (318 / 308), 12)
  expect(row?.se).toBeCloseTo(Math.sqrt(1 / 110 + 1 / 207 + 1 / 318 + 1 / 308), 12)
  expect(logRateRatio({ ...treated, after: 0 }, control)).toBeUndefined()
})
