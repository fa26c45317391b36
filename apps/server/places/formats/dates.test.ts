import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayNumber } from './dates.ts'
import { parseDay, parseMoment } from './moments.ts'

describe('days', () => {
  test.each([
    ['2016-01-31', '2016-01-31'],
    [' 2016-1-5 ', '2016-01-05'],
    ['2016/01/31', '2016-01-31'],
    ['20160131', '2016-01-31'],
    ['2016-01-31T23:15', '2016-01-31'],
    ['2016-01-31 23:15:07.123Z', '2016-01-31'],
    ['2016-01-31T23:15:00+01:00', '2016-01-31'],
    ['31/01/2016', '2016-01-31'],
    ['1/2/2016 9:05', '2016-02-01'],
    ['1/2/2016 9:05:00 PM', '2016-02-01'],
    ['31.1.2016', '2016-01-31'],
    ['31-JAN-2016', '2016-01-31'],
    ['5 September 2016 23:15', '2016-09-05'],
    ['Sep 5, 2016', '2016-09-05'],
    ['05sep2016', '2016-09-05'],
    ['05SEP2016:23:15:00', '2016-09-05'],
    ['31-JAN-16', '2016-01-31'],
    ['Sunday, 31 January 2016', '2016-01-31'],
    ['31/01/16', '2016-01-31'],
    ['31-01-14', '2014-01-31'],
    ['42400', '2016-01-31'],
    ['42400.75', '2016-01-31'],
    ['20160131.0', '2016-01-31'],
    ['1454198400', '2016-01-31'],
    ['1454198400000', '2016-01-31'],
    ['2016-01-31 00:00:00+00:00', '2016-01-31'],
    ['2016-01-31 23:15 UTC', '2016-01-31'],
  ])('%s', (text, day) => {
    expect(parseDay(text)).toBe(day)
  })

  test.each([
    '',
    'NA',
    'yesterday',
    '01/31/2016',
    '30/02/2016',
    '2015-02-29',
    '2016-13-01',
    '31/01/45',
    '2016-01-31 25:00',
    '2016-01-31 later',
    '0001-01-01',
    '4240',
    '16071',
  ])('%j is no date', (text) => {
    expect(parseDay(text)).toBeUndefined()
  })

  const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })

  test('every day is read back in every way of writing', () => {
    fc.assert(
      fc.property(days, (date) => {
        const iso = date.toISOString().slice(0, 10)
        const [year, month, day] = iso.split('-') as [string, string, string]
        for (const text of [
          iso,
          `${day}/${month}/${year}`,
          `${Number(day)}/${Number(month)}/${year} 7:05`,
          year + month + day,
        ]) {
          expect(parseDay(text)).toBe(iso)
        }
      }),
    )
  })

  test('day numbers count days', () => {
    expect(dayNumber('1970-01-01')).toBe(0)
    expect(dayNumber('1969-12-31')).toBe(-1)
    expect(dayNumber('2016-01-01')).toBe(16_801)
  })
})

describe('moments', () => {
  test.each([
    ['2024-01-15 14:05', '2024-01-15T14:05:00Z'],
    ['2024-07-15 14:05', '2024-07-15T13:05:00Z'],
    ['15/07/2024 00:30', '2024-07-14T23:30:00Z'],
    ['2024-07-15T14:05:09Z', '2024-07-15T14:05:09Z'],
    ['2024-07-15T14:05:09+02:00', '2024-07-15T12:05:09Z'],
    ['2024-07-15T14:05:09 -0500', '2024-07-15T19:05:09Z'],
    ['2024-07-15', '2024-07-14T23:00:00Z'],
    ['15/7/2024 2:05 pm', '2024-07-15T13:05:00Z'],
    ['15/7/2024 12:05 AM', '2024-07-14T23:05:00Z'],
    ['15/7/2024 1405', '2024-07-15T13:05:00Z'],
    // The hour that comes twice, and the hour that does not come.
    ['2024-10-27 01:30', '2024-10-27T00:30:00Z'],
    ['2024-03-31 01:30', '2024-03-31T01:30:00Z'],
    ['2024-03-31 00:59', '2024-03-31T00:59:00Z'],
    ['2024-03-31 02:00', '2024-03-31T01:00:00Z'],
    ['2024-10-27 02:00', '2024-10-27T02:00:00Z'],
  ])('%s', (text, moment) => {
    expect(parseMoment(text)).toBe(moment)
  })

  test('without a time, the end of the day where it is asked for', () => {
    expect(parseMoment('2024-07-15', { endOfDay: true })).toBe('2024-07-15T22:59:59Z')
    expect(parseMoment('2024-07-15 10:00', { endOfDay: true })).toBe('2024-07-15T09:00:00Z')
  })

  test.each(['', '2024-07-15 24:30', '2024-07-15 10:61', '2024-07-15 13:00 PM', 'soon'])(
    '%j is none',
    (text) => {
      expect(parseMoment(text)).toBeUndefined()
    },
  )

  test('what London clocks showed is read back', () => {
    const london = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/London',
      dateStyle: 'short',
      timeStyle: 'medium',
    })
    const moments = fc.date({ min: new Date('2000-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(moments, (date) => {
        const found = parseMoment(london.format(date))
        expect(found).toBeDefined()
        expect(london.format(new Date(found!))).toBe(london.format(date))
      }),
    )
  })
})
