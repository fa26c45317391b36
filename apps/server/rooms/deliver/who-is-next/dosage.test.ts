import { expect, test } from 'vitest'
import { inOrderOfNeed, type Circle } from './circles.ts'
import { dosageOf, sumOfDosages, type DoneAround } from './dosage.ts'
import { inTurn } from './who-is-next.ts'

const circle = (homes: string, reportedOn: string, comesFirst = false): Circle => ({
  home: homes[0]!,
  reportedOn,
  comesFirst,
  byPlace: false,
  beyond: false,
  doors: homes.split('').map((home, at) => ({ home, doors: Math.ceil(at / 2) })),
})
const all = new Set('abcdefghij')

test('victims who come first are first, then the latest report', () => {
  const circles = [
    circle('ab', '2026-11-28'),
    circle('cd', '2026-11-25', true),
    circle('ef', '2026-11-30'),
    circle('gh', '2026-11-27', true),
  ]
  expect(
    inOrderOfNeed(circles)
      .map(({ home }) => home)
      .join(''),
  ).toBe('gcea')
})

test('a home has one turn, in its first circle; those that are done with or not counted have none', () => {
  const turns = inTurn([circle('abc', '2026-11-30'), circle('bdef', '2026-11-29')], {
    out: new Map([
      ['c', 'declined'],
      ['d', 'given'],
      ['e', 'kit'],
    ]),
    counted: new Set('abcde'),
    booked: new Map(),
  })
  expect(turns.map(({ home, now, circle: of }) => [home, of.home, now])).toEqual([
    ['a', 'a', null],
    ['b', 'b', null],
    ['d', 'b', 'given'],
  ])
  // One that stands beside another and was burgled itself is told to be.
  const both = inTurn([circle('abc', '2026-11-30'), circle('bd', '2026-11-29')], {
    out: new Map(),
    counted: all,
    booked: new Map(),
  })
  expect(both.map(({ home, doors, circle: of }) => [home, of.home, doors])).toEqual([
    ['a', 'a', 0],
    ['b', 'b', 0],
    ['c', 'a', 1],
    ['d', 'b', 1],
  ])
  const peace = inTurn([circle('a', '2026-11-30')], {
    out: new Map([['a', 'settled']]),
    counted: all,
    booked: new Map(),
  })
  expect(peace).toEqual([])
})

const done: DoneAround = {
  visits: [
    { home: 'a', day: '2026-11-19', met: true },
    { home: 'a', day: '2026-11-20', met: false },
    { home: 'a', day: '2026-11-22', met: true },
    { home: 'b', day: '2026-11-25', met: false },
    { home: 'b', day: '2026-11-26', met: true },
    { home: 'z', day: '2026-11-21', met: true },
  ],
  declines: [{ home: 'c', day: '2026-11-23' }],
  kits: [
    { home: 'a', day: '2026-11-22' },
    { home: 'd', day: '2026-11-19' },
  ],
}

test('homes are counted from the day of the report on, each on its first day', () => {
  // By hand: a is visited on day 0, met and given a kit on day 2; b visited on day 5, met on day 6; c declines on day 3.
  expect(dosageOf(circle('abcde', '2026-11-20'), done, new Set('abcd'), '2026-11-30')).toEqual({
    homes: 4,
    hadKit: 1,
    visited: { within: [1, 1, 1, 1, 1, 2], soFar: 2 },
    offered: { within: [0, 0, 1, 2, 2, 2], soFar: 3 },
    delivered: { within: [0, 0, 1, 1, 1, 1], soFar: 1 },
  })
})

test('days to come are not counted as nothing', () => {
  const young = dosageOf(circle('ab', '2026-11-20'), done, all, '2026-11-22')
  expect(young.visited.within).toEqual([1, 1, 1, null, null, null])
  expect(young.delivered.within).toEqual([0, 0, 1, null, null, null])
})

test('sums take a circle whose days are not over with what there is', () => {
  const old = dosageOf(circle('abc', '2026-11-20'), done, all, '2026-11-30')
  const young = dosageOf(circle('d', '2026-11-29'), done, all, '2026-11-30')
  expect(sumOfDosages([old, young])).toEqual({
    homes: 4,
    hadKit: 1,
    visited: { within: 2, soFar: 2 },
    offered: { within: 2, soFar: 3 },
    delivered: { within: 1, soFar: 1 },
  })
})
