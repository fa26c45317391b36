import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, it } from 'vitest'
import { traitNames } from './area-traits.ts'
import { effectColumns, effectCount, effectFactor, effectNames, learnEffects } from './learnt-effects.ts'

const trueEffects = Float64Array.of(-0.12, 0.08, 0, 0.03, 0.1, 0.2)
const none = new Float64Array(effectCount)

/** A past forecast of areas whose true risk is what was expected times the factor of their columns, without chance. */
const hindcast = (areas: number, effects: Float64Array, seed = 1) => {
  const random = xoroshiro128plus(seed)
  const traits = Float64Array.from({ length: areas * traitNames.length }, () => {
    const side = uniformFloat64(random) < 0.5 ? -1 : 1
    return side * (0.5 + uniformFloat64(random))
  })
  const logRisk = Float64Array.from({ length: areas }, () => -1 + 2.5 * uniformFloat64(random) ** 2)
  const expected = logRisk.map((value) => 20 * Math.exp(value))
  const columns = effectColumns(traits, logRisk)
  const raw = expected.map((value, i) => value * Math.exp(effectFactor(columns, effects, i)))
  const scale = expected.reduce((sum, value) => sum + value, 0) / raw.reduce((sum, value) => sum + value, 0)
  return { logRisk, expected, actual: raw.map((value) => value * scale), columns, weight: 1 }
}
const deviationsOf = (covariance: Float64Array) =>
  effectNames.map((_, a) => Math.sqrt(covariance[a * effectCount + a]!))

describe('learnEffects', () => {
  it('finds the effects where there is much to learn from', () => {
    const found = learnEffects(
      [1, 2, 3, 4].map((seed) => hindcast(4000, trueEffects, seed)),
      4000,
      true,
    )!
    trueEffects.forEach((effect, a) => expect(Math.abs(found.mean[a]! - effect)).toBeLessThan(0.03))
    expect(found).toMatchObject({ hindcasts: 4, converged: true })
  })

  it('without past forecasts says what London taught, and as unsurely as another city must', () => {
    const found = learnEffects([], 4000, true)!
    expect(Array.from(found.mean, (value) => Number(value.toFixed(9)))).toEqual([
      -0.04, 0.032, 0.03, -0.018, -0.045, 0.06,
    ])
    expect(deviationsOf(found.covariance)[4]).toBeCloseTo(Math.hypot(0.025, 0.01), 12)
    expect(deviationsOf(found.covariance)[5]).toBeCloseTo(Math.hypot(0.06, 0.03), 12)
    expect(learnEffects([], 4000, false)!.mean[5]).toBeCloseTo(0.16, 12)
  })

  it('believes little where there is little, and is the surer the more there is', () => {
    const usual = learnEffects([], 150, true)!
    const few = learnEffects([hindcast(150, trueEffects)], 150, true)!
    const many = learnEffects([hindcast(4000, trueEffects)], 4000, true)!
    const moved = (found: typeof usual) => found.mean[0]! - usual.mean[0]!
    expect(moved(few)).toBeLessThan(-0.005)
    expect(moved(few)).toBeGreaterThan(moved(many))
    effectNames.forEach((_, a) => {
      const [nothing, little, much] = [usual, few, many].map(({ covariance }) => deviationsOf(covariance)[a]!)
      expect(little).toBeLessThan(nothing!)
      expect(much).toBeLessThan(little!)
    })
  })

  it('knows that one period differs from the next, however many areas there are', () => {
    const one = learnEffects([hindcast(20_000, trueEffects)], 20_000, true)!
    deviationsOf(one.covariance).forEach((deviation, a) => {
      const least = [0.01, 0.005, 0.012, 0.003, 0.01, 0.03][a]!
      expect(deviation).toBeGreaterThan(1.2 * least)
    })
  })

  it('counts a forecast from a short history for less', () => {
    const long = hindcast(4000, trueEffects)
    const short = hindcast(4000, none, 2)
    const equal = learnEffects([long, short], 4000, true)!.mean[0]!
    const weighed = learnEffects([long, { ...short, weight: 0.25 }], 4000, true)!.mean[0]!
    expect(weighed).toBeLessThan(equal - 0.01)
  })

  it('tells that a fit did not settle', () => {
    const odd = hindcast(200, none)
    odd.actual.fill(0)
    odd.actual[0] = 1e6
    expect(learnEffects([odd], 200, true)!.converged).toBe(false)
  })

  it('says nothing with few areas, and bears a period without burglaries', () => {
    expect(learnEffects([hindcast(50, trueEffects)], 50, true)).toBeUndefined()
    const empty = hindcast(200, trueEffects)
    empty.actual.fill(0)
    expect(learnEffects([empty], 200, true)).toMatchObject({ hindcasts: 0 })
  })
})

describe('effectColumns', () => {
  it('are nothing below the upper fifth, whole above the 92nd percentile, and rise beyond', () => {
    const level = Float64Array.from({ length: 1000 }, (_, i) => i / 1000)
    const columns = effectColumns(new Float64Array(4000), level)
    const at = (i: number) => Array.from(columns.subarray(i * effectCount + 4, (i + 1) * effectCount))
    expect(at(700)).toEqual([0, 0])
    expect(at(860)[0]).toBeCloseTo(0.5, 9)
    expect(at(970)[0]).toBe(1)
    expect(at(970)[1]).toBeCloseTo(0.05, 9)
  })

  it('know no upper fifth where all areas are alike', () => {
    expect(effectColumns(new Float64Array(400), new Float64Array(100))).toEqual(new Float64Array(600))
  })
})
