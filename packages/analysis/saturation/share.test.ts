import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOfWork } from './days-of-work.ts'
import { homesToGo, homesWanted } from './homes-to-go.ts'
import { endOfMark, marksOn, renewalsDue } from './renewals.ts'
import { saturationOf, sumOfCounts, type HomeCounts } from './share.ts'

const street: HomeCounts = {
  homes: 100,
  excluded: 25,
  offered: 80,
  protected: 60,
  deliveredOnly: 7,
  refused: 9,
  noAnswer: 15,
}
const nothing: HomeCounts = {
  homes: 0,
  excluded: 0,
  offered: 0,
  protected: 0,
  deliveredOnly: 0,
  refused: 0,
  noAnswer: 0,
}

describe('saturation of an area', () => {
  test('is of all homes, with its two bounds beside it', () => {
    expect(saturationOf(street)).toEqual({
      ...street,
      notYet: 9,
      share: 0.6,
      shareWithExcluded: 0.48,
      shareOfFound: 0.75,
    })
  })
  test('is not known where there is nothing to divide by', () => {
    expect(saturationOf({ ...nothing, excluded: 2 })).toMatchObject({
      share: null,
      shareWithExcluded: 0,
      shareOfFound: null,
    })
    expect(saturationOf(nothing).shareWithExcluded).toBeNull()
  })

  /** A street with any number of homes in each state; `met`: offered, and to come back to. */
  const anyStreet = fc
    .record({
      protected: fc.nat({ max: 500 }),
      deliveredOnly: fc.nat({ max: 500 }),
      refused: fc.nat({ max: 500 }),
      noAnswer: fc.nat({ max: 500 }),
      excluded: fc.nat({ max: 500 }),
      met: fc.nat({ max: 500 }),
      untried: fc.nat({ max: 500 }),
    })
    .map(
      ({ met, untried, excluded, protected: protectedNow, deliveredOnly, refused, noAnswer }): HomeCounts => {
        const offered = protectedNow + deliveredOnly + refused + met
        const homes = offered + noAnswer + untried
        return { homes, excluded, offered, protected: protectedNow, deliveredOnly, refused, noAnswer }
      },
    )
  test('lies between its bounds, and its parts add up', () => {
    fc.assert(
      fc.property(anyStreet, (counts) => {
        const { share, shareWithExcluded, shareOfFound, ...parts } = saturationOf(counts)
        expect(parts.protected + parts.deliveredOnly + parts.refused + parts.noAnswer + parts.notYet).toBe(
          counts.homes,
        )
        expect(parts.notYet).toBeGreaterThanOrEqual(0)
        if (share === null) return
        expect(shareWithExcluded).toBeLessThanOrEqual(share)
        if (shareOfFound !== null) expect(shareOfFound).toBeGreaterThanOrEqual(share)
      }),
    )
  })
  test('of a larger place is that of its summed parts', () => {
    expect(sumOfCounts([])).toEqual(nothing)
    const second = {
      ...street,
      homes: 30,
      offered: 17,
      protected: 1,
      deliveredOnly: 2,
      refused: 3,
      noAnswer: 4,
    }
    expect(sumOfCounts([street, second])).toEqual({
      homes: 130,
      excluded: 50,
      offered: 97,
      protected: 61,
      deliveredOnly: 9,
      refused: 12,
      noAnswer: 19,
    })
  })
  test.each([
    ['more offered and without an answer than homes', { homes: 94 }],
    ['more outcomes than offers', { offered: 75 }],
    ['a half home', { refused: 8.5 }],
    ['fewer than none', { excluded: -1 }],
    ['no number', { noAnswer: Number.NaN }],
  ])('cannot be of %s', (_, wrong) => {
    expect(() => saturationOf({ ...street, ...wrong })).toThrow(RangeError)
  })
  test('may be of a street where everything is settled', () => {
    expect(saturationOf({ ...street, homes: 91, offered: 76 }).notYet).toBe(0)
  })
})

describe('homes to go', () => {
  test('are whole homes, where dividing would miss by a hair', () => {
    expect(homesToGo(620, 472, 0.85)).toBe(55)
    expect(homesWanted(20, 0.85)).toBe(17)
    expect(homesWanted(100, 0.07)).toBe(7)
    expect(homesWanted(100, 0.29)).toBe(29)
    expect(homesWanted(21, 0.85)).toBe(18)
    expect(homesWanted(0, 0.85)).toBe(0)
    expect(homesWanted(7, 1)).toBe(7)
    expect(homesWanted(1, 0.000001)).toBe(1)
    expect(homesToGo(620, 527, 0.85)).toBe(0)
    expect(homesToGo(620, 600, 0.85)).toBe(0)
    expect(homesToGo(620, 526, 0.85)).toBe(1)
  })
  test('agree with whole per cent in whole numbers', () => {
    fc.assert(
      fc.property(fc.nat({ max: 4_000_000 }), fc.integer({ min: 1, max: 100 }), (homes, percent) => {
        const wanted = (BigInt(percent) * BigInt(homes) + 99n) / 100n
        expect(homesWanted(homes, percent / 100)).toBe(Number(wanted))
      }),
    )
  })
  test.each([0, -0.1, 1.01, 1 / 3, Number.NaN])('cannot aim at %d', (target) => {
    expect(() => homesWanted(20, target)).toThrow(RangeError)
  })
  test.each([-1, 2.5, 1e9, Number.NaN])('cannot be of %d homes', (homes) => {
    expect(() => homesWanted(homes, 0.85)).toThrow(RangeError)
  })
})

describe('renewals', () => {
  test('a mark counts until the day five years later', () => {
    expect(endOfMark('2026-11-29')).toBe('2031-11-29')
    expect(endOfMark('2024-02-29')).toBe('2029-03-01')
    expect(endOfMark('2024-02-29', 4)).toBe('2028-02-29')
    const applied = ['2021-11-29', '2021-11-30', '2026-11-29', '2026-11-30']
    expect(marksOn(applied, '2026-11-29')).toEqual({ inForce: 2, lapsed: 1 })
    expect(marksOn(applied, '2026-11-29', 6)).toEqual({ inForce: 3, lapsed: 0 })
  })
  test('are due on the day on which a mark ends, both days included', () => {
    const applied = ['2021-12-01', '2021-12-02', '2021-12-31', '2022-01-01']
    expect(renewalsDue(applied, { from: '2026-12-02', to: '2026-12-31' })).toBe(2)
    expect(renewalsDue(applied, { from: '2026-12-01', to: '2027-01-01' })).toBe(4)
    expect(renewalsDue(applied, { from: '2024-12-01', to: '2024-12-01' }, 3)).toBe(1)
  })
  test.each(['29/11/2026', '2026-13-01', 'x2026-11-29', '2026-11-29T10:00'])('cannot be of %s', (day) => {
    expect(() => endOfMark(day)).toThrow(RangeError)
  })
})

const weekdays = (_: string, weekday: number): boolean => weekday <= 5

describe('days of work', () => {
  test('are counted over week-ends, months and years', () => {
    // 2026-12-31 is a Thursday.
    expect(dayOfWork('2026-12-31', 0, weekdays)).toBe('2026-12-31')
    expect(dayOfWork('2026-12-31', 1, weekdays)).toBe('2027-01-01')
    expect(dayOfWork('2026-12-31', 2, weekdays)).toBe('2027-01-04')
    expect(dayOfWork('2026-12-31', 7, weekdays)).toBe('2027-01-11')
    expect(dayOfWork('2026-12-31', 1, (day, weekday) => day !== '2027-01-01' && weekday === 7)).toBe(
      '2027-01-03',
    )
    expect(dayOfWork('2026-12-31', 2, (day) => day.endsWith('12-31'))).toBe('2028-12-31')
  })
  test('are refused where there are none, or the day is no day', () => {
    expect(() => dayOfWork('2026-12-31', 1, () => false)).toThrow(RangeError)
    expect(() => dayOfWork('2026-11-31T', 0, weekdays)).toThrow(RangeError)
    expect(() => dayOfWork('2026-99-31', 0, weekdays)).toThrow(RangeError)
  })
})
