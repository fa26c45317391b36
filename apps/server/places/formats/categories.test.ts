import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseMonth } from '../../foundation/month.ts'
import { breaksBetween, breakWarning, categoryOf, isOutsideBoroughs, seriesBreaks } from './categories.ts'

const month = (text: string): number => parseMonth(text)!

describe('the crosswalk of categories', () => {
  test.each([
    ['Burglary', 'Burglary In A Dwelling', 'dwelling', true],
    ['Burglary', 'Domestic Burglary', 'residential', true],
    ['BURGLARY', 'BURGLARY - RESIDENTIAL', 'residential', true],
    ['BURGLARY', 'RES BURGLARY OF A HOME', 'home', true],
    ['BURGLARY', 'RES BURGLARY OF UNCONNECTED BUILDING', 'unconnected building', true],
    ['Burglary', 'Burglary In Other Buildings', 'other', false],
    ['Burglary', 'Burglary - Business & Community', 'other', false],
    ['BURGLARY ', ' burglary  business and community', 'other', false],
  ])('%s / %s is %s', (major, minor, part, residential) => {
    expect(categoryOf(major, minor)).toEqual({ burglary: true, residential, part, recognised: true })
  })

  test('what is not burglary is neither', () => {
    expect(categoryOf('Miscellaneous Crimes Against Society', 'Going Equipped for Stealing')).toMatchObject({
      burglary: false,
      residential: false,
    })
    expect(categoryOf('Criminal Damage', 'Criminal Damage To Dwelling')).toMatchObject({ burglary: false })
  })

  test('a burglary category of a later year counts as burglary and says that it is not known', () => {
    expect(categoryOf('BURGLARY', 'BURGLARY OF A NEW KIND')).toEqual({
      burglary: true,
      residential: false,
      part: 'unspecified',
      recognised: false,
    })
  })

  test('capitals and signs make no difference', () => {
    const words = fc.constantFrom(
      'Domestic Burglary',
      'Burglary - Residential',
      'Burglary In Other Buildings',
    )
    fc.assert(
      fc.property(words, fc.constantFrom(' ', '  ', ' - ', '_'), (minor, gap) => {
        const changed = minor.replaceAll(/ -? ?/g, gap)
        expect(categoryOf('burglary', changed.toUpperCase())).toEqual(categoryOf('Burglary', minor))
      }),
    )
  })
})

describe('breaks', () => {
  test('stand between the last month before and the first month after', () => {
    expect(breaksBetween(month('2017-03'), month('2017-04'))).toHaveLength(1)
    expect(breaksBetween(month('2016-01'), month('2017-03'))).toEqual([])
    expect(breaksBetween(month('2017-04'), month('2019-12'))).toEqual([])
  })

  test('all burglary survives April 2017 and the residential series does not', () => {
    expect(breaksBetween(month('2016-01'), month('2018-12'), 'all')).toEqual([])
    expect(breaksBetween(month('2016-01'), month('2018-12'), 'residential').map(breakWarning)).toEqual([
      expect.stringMatching(/^From April 2017 burglaries of sheds/),
    ])
  })

  test('both series survive the split of 2023 as long as its parts are added', () => {
    expect(breaksBetween(month('2022-01'), month('2023-12'), 'residential')).toEqual([])
    expect(breaksBetween(month('2022-01'), month('2023-12'))).toHaveLength(1)
  })

  test('two periods have the breaks of each', () => {
    const months = fc.integer({ min: month('2005-01'), max: month('2030-12') })
    fc.assert(
      fc.property(months, months, months, (one, two, three) => {
        const [first, middle, last] = [one, two, three].toSorted((a, b) => a - b) as [number, number, number]
        expect([...breaksBetween(first, middle), ...breaksBetween(middle, last)]).toEqual(
          breaksBetween(last, first),
        )
      }),
    )
    expect(seriesBreaks.map((each) => each.month)).toEqual(
      seriesBreaks.map((each) => each.month).toSorted((a, b) => a - b),
    )
  })
})

test('airports and unknown places are no boroughs', () => {
  expect(
    ['Aviation Security (SO18)', 'London Heathrow and London City Airports', 'UNKNOWN'].map(
      isOutsideBoroughs,
    ),
  ).toEqual([true, true, true])
  expect(['Hillingdon', 'E09000017', 'Westminster'].map(isOutsideBoroughs)).toEqual([false, false, false])
})
