import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, it } from 'vitest'
import { TRAITS } from './area-traits.ts'
import { fitTraitEffects, traitFactor } from './trait-effects.ts'

const TRUE_EFFECTS = [-0.08, 0.05, 0, 0.03]

/** A past forecast of areas whose true risk is what was expected times the factor of their traits, without chance. */
function hindcast(areas: number, effects: readonly number[], seed = 1) {
  const random = xoroshiro128plus(seed)
  const traits = Float64Array.from({ length: areas * TRAITS.length }, () => {
    const side = uniformFloat64(random) < 0.5 ? -1 : 1
    return side * (0.5 + uniformFloat64(random))
  })
  const expected = Float64Array.from({ length: areas }, () => 5 + 30 * uniformFloat64(random))
  const raw = expected.map((value, i) => value * Math.exp(traitFactor(traits, Float64Array.from(effects), i)))
  const scale = expected.reduce((sum, value) => sum + value, 0) / raw.reduce((sum, value) => sum + value, 0)
  return {
    logRisk: new Float64Array(areas),
    expected,
    actual: raw.map((value) => value * scale),
    traits,
    weight: 1,
  }
}

describe('fitTraitEffects', () => {
  it('finds the effects where there is much to learn from', () => {
    const effects = fitTraitEffects([hindcast(4000, TRUE_EFFECTS), hindcast(4000, TRUE_EFFECTS, 2)])!
    TRUE_EFFECTS.forEach((effect, k) => expect(Math.abs(effects[k]! - effect)).toBeLessThan(0.005))
  })

  it('believes little where there is little', () => {
    const effects = fitTraitEffects([hindcast(150, TRUE_EFFECTS)])!
    expect(effects[0]).toBeLessThan(-0.005)
    expect(effects[0]).toBeGreaterThan(-0.06)
  })

  it('finds none where forecasts came out as said', () => {
    for (const effect of fitTraitEffects([hindcast(4000, [0, 0, 0, 0])])!) expect(effect).toBeCloseTo(0, 9)
  })

  it('counts a forecast from a short history for less', () => {
    const long = hindcast(4000, TRUE_EFFECTS)
    const short = hindcast(4000, [0, 0, 0, 0], 2)
    const equal = fitTraitEffects([long, short])![0]!
    const weighed = fitTraitEffects([long, { ...short, weight: 0.25 }])![0]!
    expect(Math.abs(weighed)).toBeGreaterThan(1.2 * Math.abs(equal))
  })

  it('says nothing without past forecasts or with few areas, and bears one without burglaries', () => {
    expect(fitTraitEffects([])).toBeUndefined()
    expect(fitTraitEffects([hindcast(50, TRUE_EFFECTS)])).toBeUndefined()
    const empty = hindcast(200, TRUE_EFFECTS)
    empty.actual.fill(0)
    expect(fitTraitEffects([empty])).toBeUndefined()
  })
})
