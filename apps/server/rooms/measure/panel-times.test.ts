import { describe, expect, test } from 'vitest'
import { TimeScale } from './panel-times.ts'

const scaleOf = (...texts: string[]): TimeScale => {
  const scale = new TimeScale('panel.csv', 'time')
  for (const [at, text] of texts.entries()) scale.see(text, at + 2)
  return scale
}

/** Places of the times in their order. */
const placesOf = (...texts: string[]): number[] => {
  const { values, valueOfText } = scaleOf(...texts).sorted()
  return valueOfText.map((value) => values.indexOf(value))
}

describe('times of one kind are in order and without a hole', () => {
  test.each([
    ['months as numbers', ['201411', '201412', '201501']],
    ['months as fractions of a number', ['201411.0', '201412.0', '201501.0']],
    ['months with a slash', ['2014/11', '2014/12', '2015/1']],
    ['months after the year', ['11/2014', '12/2014', '01/2015']],
    ['months of Stata', ['2014m11', '2014m12', '2015m1']],
    ['months by name', ['Nov 2014', 'December 2014', 'Jan-2015']],
    ['months as spreadsheets show them', ['Nov-14', 'Dec-14', 'Jan-15']],
    ['quarters of R', ['2014 Q3', '2014 Q4', '2015 Q1']],
    ['quarters of pandas and Stata', ['2014Q3', '2014Q4', '2015Q1']],
    ['quarters with a hyphen', ['2014-Q3', '2014-Q4', '2015-Q1']],
    ['quarters before the year', ['Q3 2014', 'Q4 2014', 'Q1 2015']],
    ['halves', ['2014h1', '2014h2', '2015h1']],
    ['weeks of ISO 8601', ['2015-W52', '2015-W53', '2016-W01']],
    ['weeks of Stata', ['2014w51', '2014w52', '2015w1']],
    ['financial years', ['2012/13', '2013/14', '2014/15']],
    ['years', ['2013', '2014', '2015']],
    ['years as fractions', ['2013.0', '2014.0', '2015.0']],
    ['ends of months', ['2014-01-31', '2014-02-28', '2014-03-31', '2014-04-30']],
    ['ends of months in a leap year', ['2016-01-31', '2016-02-29', '2016-03-31']],
    ['last working days', ['2014-01-31', '2014-02-28', '2014-03-31', '2014-04-30', '2014-05-30']],
    ['ends of quarters', ['2014-03-31', '2014-06-30', '2014-09-30']],
    ['ends of years', ['2011-12-31', '2012-12-31', '2013-12-31']],
    ['first days with a time', ['2014-01-01 00:00:00', '2014-02-01 00:00:00', '2014-03-01 00:00:00']],
    [
      'first days in a zone',
      ['2014-03-01T00:00:00+00:00', '2014-04-01T00:00:00+01:00', '2014-05-01T00:00:00+01:00'],
    ],
    ['days first', ['31/01/2014', '28/02/2014', '31/03/2014']],
    ['months first', ['1/31/2014', '2/28/2014', '3/31/2014']],
    ['two figures of a year', ['31/01/14', '28/02/14', '31/03/14']],
    ['days of Stata', ['01jan2014', '01feb2014', '01mar2014']],
    ['packed days', ['20140131', '20140228', '20140331']],
    ['days that a spreadsheet counts', ['41640', '41671', '41699']],
    ['days that R counts', ['16071', '16102', '16130']],
    ['months as R has them', ['2014', '2014.08333333333', '2014.16666666667', '2014.25']],
    ['months as R rounds them', ['2014', '2014.083', '2014.167', '2014.25']],
    ['weeks by their days', ['2014-01-06', '2014-01-13', '2014-01-20']],
    ['days', ['2014-02-27', '2014-02-28', '2014-03-01']],
    ['hours', ['2014-02-28 22:00', '2014-02-28 23:00', '2014-03-01 00:00']],
  ])('%s', (_, texts) => {
    const expected = texts.map((_text, at) => at)
    expect(placesOf(...texts)).toEqual(expected)
    expect(placesOf(...texts.toReversed())).toEqual(expected.toReversed())
  })

  test('numbers are labels as numbers, and everything else as it is written', () => {
    expect(scaleOf('2013', '2014').sorted().labels).toEqual([2013, 2014])
    expect(scaleOf('2014Q1', '2014Q2').sorted().labels).toEqual(['2014Q1', '2014Q2'])
  })
})

describe('a hole is told where there is one', () => {
  test.each([
    ['months', ['2014-01', '2014-02', '2014-04']],
    ['ends of months', ['2014-01-31', '2014-02-28', '2014-04-30']],
    ['years', ['2000', '2001', '2003']],
    ['quarters', ['2014Q1', '2014Q2', '2014Q4']],
    ['weeks', ['2014-01-06', '2014-01-13', '2014-01-27']],
    ['counted days', ['41640', '41671', '41730']],
  ])('%s', (_, texts) => {
    expect(() => scaleOf(...texts).sorted()).toThrow('hole')
  })
})

describe('times that may be two are refused by their value', () => {
  test('day and month', () => {
    expect(() => scaleOf('01/01/2014', '01/02/2014', '01/03/2014').sorted()).toThrow(
      expect.objectContaining({
        code: 'value_invalid',
        where: {
          file: 'panel.csv',
          line: 3,
          column: 'time',
          found: '01/02/2014',
          expected: '2014-02-01 or 2014-01-02',
        },
      }) as Error,
    )
  })

  test('month and financial year', () => {
    expect(() => scaleOf('2009-10', '2010-11', '2011-12').sorted()).toThrow('may be a month or a year')
    expect(placesOf('2009-10', '2010-11', '2011-12', '2012-13')).toEqual([0, 1, 2, 3])
  })
})

test('what is no time as the others are is named with its line', () => {
  for (const texts of [
    ['2014-01', '2014-02', 'soon'],
    ['2014-01-01', '2014-02-01', '2014-02-30'],
    ['2014', '2015', ''],
  ])
    expect(() => scaleOf(...texts).sorted()).toThrow(
      expect.objectContaining({
        where: expect.objectContaining({ line: 4, column: 'time' }) as unknown,
      }) as Error,
    )
})

const startIn = (start: string, ...texts: string[]): number => {
  const scale = scaleOf(...texts)
  const { values } = scale.sorted()
  return values.indexOf(scale.valueOf(start, 'start', 2) ?? Number.NaN)
}

describe('a start is a time of the series', () => {
  test.each([
    ['2014-03', ['201402', '201403', '201404']],
    ['2014-03-31', ['2014-02-28', '2014-03-31', '2014-04-30']],
    ['2014-03-01', ['2014-02-28', '2014-03-31', '2014-04-30']],
    ['15/03/2014', ['2014-02', '2014-03', '2014-04']],
    ['2014-05', ['2014Q1', '2014Q2', '2014Q3']],
    ['2014.0', ['2013', '2014', '2015']],
    ['41699', ['41671', '41699', '41730']],
  ])('%s', (start, texts) => {
    expect(startIn(start, ...texts)).toBe(1)
  })

  test('that may be two is refused', () => {
    expect(() => startIn('03/04/2014', '2014-02', '2014-03', '2014-04')).toThrow('may be')
  })

  test('that is none is not in the series', () => {
    expect(startIn('2015-03', '2014-02', '2014-03')).toBe(-1)
  })
})
