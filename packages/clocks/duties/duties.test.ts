import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { acknowledgeBy } from './complaint.ts'
import { answerFormatBy, answerInformationBy } from './information.ts'
import { dueOfRequest, extensionInTime } from './request.ts'
import { notifyBy } from './breach.ts'

const of = (received: string, extended = false): string =>
  dueOfRequest({ received, pauses: [], extended }).due

describe('a request of a person', () => {
  test.each([
    ['2026-09-03', '2026-10-05', '2026-12-03'],
    ['2026-01-30', '2026-03-02', '2026-04-30'],
    ['2024-01-30', '2024-02-29', '2024-04-30'],
    ['2026-01-31', '2026-03-02', '2026-04-30'],
    ['2024-01-31', '2024-02-29', '2024-04-30'],
    ['2026-03-31', '2026-04-30', '2026-06-30'],
    ['2026-04-01', '2026-05-01', '2026-07-01'],
    ['2026-11-25', '2026-12-29', '2027-02-25'],
    ['2026-11-28', '2026-12-29', '2027-03-01'],
    ['2025-11-25', '2025-12-29', '2026-02-25'],
    ['2026-12-01', '2027-01-04', '2027-03-01'],
    ['2027-02-26', '2027-03-30', '2027-05-26'],
    ['2026-08-31', '2026-09-30', '2026-11-30'],
    ['2026-10-31', '2026-11-30', '2027-02-01'],
    ['2024-02-29', '2024-04-02', '2024-05-29'],
    ['2026-05-31', '2026-06-30', '2026-09-01'],
    ['2026-03-03', '2026-04-07', '2026-06-03'],
    ['2027-11-27', '2027-12-29', '2028-02-28'],
  ])('of %s is due on %s, extended on %s', (received, due, extended) => {
    expect([of(received), of(received, true)]).toEqual([due, extended])
  })

  test.each([
    ['2026-09-03', '2026-09-10', '2026-09-20', 11, '2026-10-14'],
    ['2026-09-03', '2026-09-03', '2026-09-03', 1, '2026-10-05'],
    ['2026-01-30', '2026-02-10', '2026-02-24', 15, '2026-03-16'],
    ['2026-11-02', '2026-11-30', '2026-12-07', 8, '2026-12-10'],
  ])(
    'of %s, asked on %s and answered on %s, is paused for %i and due on %s',
    (received, asked, answered, paused, due) => {
      expect(dueOfRequest({ received, pauses: [{ asked, answered }], extended: false })).toMatchObject({
        paused,
        due,
      })
    },
  )

  test('is worked to a day before, which never rests on a weekend', () => {
    expect(dueOfRequest({ received: '2026-09-03', pauses: [], extended: false })).toEqual({
      target: '2026-10-02',
      corresponding: '2026-10-03',
      due: '2026-10-05',
      paused: 0,
    })
  })

  test('is paused by each day once, in whatever order the pauses are told', () => {
    const pauses = [
      { asked: '2026-09-12', answered: '2026-09-20' },
      { asked: '2026-09-10', answered: '2026-09-14' },
      { asked: '2026-09-11', answered: '2026-09-12' },
    ]
    expect(dueOfRequest({ received: '2026-09-03', pauses, extended: false }).paused).toBe(11)
    expect(() =>
      dueOfRequest({
        received: '2026-09-03',
        pauses: [{ asked: '2026-09-12', answered: '2026-09-11' }],
        extended: false,
      }),
    ).toThrow('answered on 2026-09-11, before 2026-09-12')
  })

  test('is overdue still where it was asked for something after the last day, or before it came', () => {
    const late = { asked: '2026-10-20', answered: '2026-11-10' }
    const early = { asked: '2026-08-20', answered: '2026-09-05' }
    expect(dueOfRequest({ received: '2026-09-03', pauses: [late, early], extended: false })).toMatchObject({
      due: '2026-10-05',
      paused: 0,
    })
    // The first pause moves the last day beyond the second one's asking.
    const within = [
      { asked: '2026-09-10', answered: '2026-09-30' },
      { asked: '2026-10-10', answered: '2026-10-12' },
    ]
    expect(dueOfRequest({ received: '2026-09-03', pauses: within, extended: false }).paused).toBe(24)
  })

  test('is never due sooner for a pause more, nor on a day when nobody works', () => {
    const day = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
    const pause = fc
      .tuple(day, day)
      .map(([a, b]) => (a < b ? { asked: a, answered: b } : { asked: b, answered: a }))
    fc.assert(
      fc.property(day, fc.array(pause, { maxLength: 2 }), pause, (received, pauses, more) => {
        const before = dueOfRequest({ received, pauses, extended: false })
        const after = dueOfRequest({ received, pauses: [...pauses, more], extended: false })
        expect(after.due >= before.due).toBe(true)
        expect(after.target < after.corresponding && after.corresponding <= after.due).toBe(true)
        expect([0, 6]).not.toContain(new Date(`${after.due}T00:00:00Z`).getUTCDay())
      }),
    )
  })

  test.each([
    ['2026-10-03', 'in time'],
    ['2026-10-05', 'weekend rule'],
    ['2026-10-06', 'late'],
  ])('of 3 September 2026 is extended on %s: %s', (told, expected) => {
    expect(extensionInTime({ received: '2026-09-03', pauses: [] }, told)).toBe(expected)
  })
})

test.each([
  ['2026-11-28', '2026-12-27'],
  ['2026-06-19', '2026-07-18'],
])('a complaint of %s is acknowledged by %s', (received, last) => {
  expect(acknowledgeBy(received)).toBe(last)
})

test.each([
  ['2026-11-27T16:30:00Z', '2026-11-30T16:30:00Z'],
  ['2026-10-24T15:00:00+01:00', '2026-10-27T14:00:00Z'],
  ['2027-03-27T10:00:00Z', '2027-03-30T11:00:00+01:00'],
  ['2026-12-24T18:00:00Z', '2026-12-27T18:00:00Z'],
])('a breach known at %s is notified by %s', (known, last) => {
  expect(notifyBy(new Date(known))).toEqual(new Date(last))
})

test.each([
  ['2026-12-10', '2027-01-13'],
  ['2026-03-27', '2026-04-28'],
])('a request for information of %s is answered by %s', (received, last) => {
  expect(answerInformationBy(received)).toBe(last)
})

test.each([
  ['2026-12-22', '2026-12-31'],
  ['2026-11-30', '2026-12-07'],
])('another format asked for on %s is answered by %s', (received, last) => {
  expect(answerFormatBy(received)).toBe(last)
})
