import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatGridReference, parseGridReference } from './grid-reference.ts'

describe('grid references', () => {
  test.each([
    ['TQ 30 80', { easting: 530_000, northing: 180_000, metres: 1000 }],
    ['TQ 3012 8045', { easting: 530_120, northing: 180_450, metres: 10 }],
    ['tq3001280456', { easting: 530_012, northing: 180_456, metres: 1 }],
    ['TQ, 30012, 80456', { easting: 530_012, northing: 180_456, metres: 1 }],
    ['SV 000 000', { easting: 0, northing: 0, metres: 100 }],
    ['HP 6000 1600', { easting: 460_000, northing: 1_216_000, metres: 10 }],
    ['TG 51409 13177', { easting: 651_409, northing: 313_177, metres: 1 }],
    ['NN 166 712', { easting: 216_600, northing: 771_200, metres: 100 }],
    ['TQ', { easting: 500_000, northing: 100_000, metres: 100_000 }],
  ])('%s', (text, expected) => {
    expect(parseGridReference(text)).toEqual(expected)
  })

  test.each([
    '',
    'TQ 123',
    'TI 12 34',
    'AA 12 34',
    'ZZ 1234 5678',
    '530120 180450',
    'TQ 1234 567A',
    'SW1A 1AA',
  ])('%j is none', (text) => {
    expect(parseGridReference(text)).toBeUndefined()
  })

  test('the reference of any point names the square that holds it', () => {
    const eastings = fc.integer({ min: 0, max: 699_999 })
    const northings = fc.integer({ min: 0, max: 1_299_999 })
    fc.assert(
      fc.property(eastings, northings, fc.integer({ min: 0, max: 5 }), (easting, northing, figures) => {
        const metres = 10 ** (5 - figures)
        expect(parseGridReference(formatGridReference(easting, northing, figures))).toEqual({
          easting: Math.floor(easting / metres) * metres,
          northing: Math.floor(northing / metres) * metres,
          metres,
        })
      }),
    )
  })

  test('a point off the grid has none', () => {
    expect(() => formatGridReference(700_000, 0)).toThrow(RangeError)
  })
})
