import { describe, expect, it } from 'vitest'
import { validateRiskInputs } from './inputs.ts'

const plain = {
  homes: [10, 20],
  months: [24_000, 24_001],
  counts: [1, 0, 2, 3],
  groups: [0, 0],
  eastings: [0, 100],
  northings: [0, 0],
  horizon: 3,
}

describe('validateRiskInputs', () => {
  it('takes burglaries, homes, place and time', () => {
    expect(validateRiskInputs(plain)).toEqual(plain)
    const parts = { repeats: [0, 0, 1, 0], premises: [1, 0, 0, 3] }
    expect(validateRiskInputs({ ...plain, ...parts })).toEqual({ ...plain, ...parts })
    expect(
      validateRiskInputs({ ...plain, counts: Uint16Array.of(1, 0, 2, 3), firstMonth: 24_005 }).firstMonth,
    ).toBe(24_005)
  })

  it.each([
    'ethnicity',
    'stops',
    'stopAndSearch',
    'arrests',
    'names',
    'suspects',
    'intelligence',
    'deprivation',
    'tenure',
    'crimes',
    'Homes',
    'x',
  ])('refuses %s', (key) => {
    expect(() => validateRiskInputs({ ...plain, [key]: [1, 2] })).toThrow(TypeError)
    expect(() => validateRiskInputs({ ...plain, [key]: [1, 2] })).toThrow(
      new RegExp(`"${key}" is refused`, 'u'),
    )
    expect(() => validateRiskInputs({ ...plain, [key]: undefined })).toThrow(TypeError)
  })

  it('refuses what hides behind a symbol or is not shown when keys are listed', () => {
    expect(() => validateRiskInputs({ ...plain, [Symbol('arrests')]: [1] })).toThrow(TypeError)
    const hidden = Object.defineProperty({ ...plain }, 'arrests', { value: [1], enumerable: false })
    expect(() => validateRiskInputs(hidden)).toThrow(TypeError)
  })

  it('refuses missing parts and wrong types', () => {
    const { homes: _homes, ...without } = plain
    expect(() => validateRiskInputs(without)).toThrow('"homes" must be an array of numbers')
    expect(() => validateRiskInputs({ ...plain, homes: ['10', '20'] })).toThrow(TypeError)
    expect(() => validateRiskInputs({ ...plain, horizon: '3' })).toThrow(TypeError)
    expect(() => validateRiskInputs(null)).toThrow(TypeError)
    expect(() => validateRiskInputs([plain])).toThrow(TypeError)
  })

  it('refuses values that cannot be', () => {
    expect(() => validateRiskInputs({ ...plain, counts: [1, 2, 3] })).toThrow('expected 4 values, found 3')
    expect(() => validateRiskInputs({ ...plain, counts: [1, 0, -2, 3] })).toThrow('counts[2]')
    expect(() => validateRiskInputs({ ...plain, repeats: [0, 0, 0] })).toThrow('repeats')
    expect(() => validateRiskInputs({ ...plain, premises: [0, 1, 0, 0] })).toThrow('premises[1]')
    expect(() => validateRiskInputs({ ...plain, homes: [Number.NaN, 1] })).toThrow(RangeError)
    expect(() => validateRiskInputs({ ...plain, months: [24_001, 24_001] })).toThrow('ascending')
    expect(() => validateRiskInputs({ ...plain, horizon: 0 })).toThrow('horizon')
    expect(() => validateRiskInputs({ ...plain, firstMonth: 24_001 })).toThrow('firstMonth')
  })
})
