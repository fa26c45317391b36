import { expect, test } from 'vitest'
import { heldPage } from '@mettrace/phone-sync/fetch/held-pages'
import { momentOf } from '@mettrace/protocol/words/values'
import { homesOfRound, pageOf, rowsAtFirst } from '../../../../test/field/station-town.ts'
import { afternoon, assignmentOf, homeOf, noAnswerAt } from '../../../../test/phone-events.ts'
import type { Appointment } from './door-notes.ts'
import { walkedOf, type Recorded, type Walked } from './next-door.ts'
import { readRound, type Door } from './read-round.ts'
import { roundBefore, roundNow } from './round-now.ts'
import { nextOfWalk } from './walk.ts'

const today = '2026-11-26'
const round = assignmentOf(1)

/** The made-up round, with an order of the walk. */
const walked = (...homes: number[]) => {
  const rows = Map.groupBy(rowsAtFirst(afternoon), ({ page }) => page)
  const pages = new Map(
    Array.from(rows, ([page, of]) => [
      page,
      heldPage(of.map(({ id, data }) => ({ id, version: '1-0', data }))),
    ]),
  )
  const data = { assignment: round, homes: homes.map((home) => homeOf(home)) }
  return readRound(pages.set(pageOf(round, 'walk'), heldPage([{ id: round, version: '1-0', data }])))
}
const read = walked(3, 1, 20, 2)
const door = (home: number): Door => read.byHome.get(homeOf(home))!
const walk = [3, 1, 20, 2].map(door)
const hourOf = (time: string): number => Date.parse(`${today}T${time}:00Z`)

type Asked = {
  toDo?: number[]
  last?: [number, ...number[]]
  at?: string
  booked?: { home: number; from: string; to: string; day?: string }
  /** When somebody was there last, and they said to come back. */
  seen?: string
}
const next = ({ toDo = [3, 1, 20, 2], last, at = '14:00', booked, seen }: Asked) => {
  const appointment: Appointment | null = booked
    ? {
        from: momentOf(Date.parse(`${booked.day ?? today}T${booked.from}:00Z`)),
        to: momentOf(Date.parse(`${booked.day ?? today}T${booked.to}:00Z`)),
      }
    : null
  const found = nextOfWalk(walk, new Set(toDo.map(door)), {
    now: hourOf(at),
    walked: last ? (last.map(door) as unknown as Walked) : null,
    stateOf: () => ({
      state: seen ? 'come-back' : 'not-yet',
      at: seen ? momentOf(hourOf(seen)) : null,
      tries: 0,
      card: null,
      record: null,
    }),
    bookedAt: ({ home }) => (booked && home === homeOf(booked.home) ? appointment : null),
  })
  return found && [Number(found.door.door), found.by]
}

test('doors are listed in the order of the walk from the day on which their round begins', () => {
  const now = roundNow(roundBefore(read), new Map(), today)
  expect(now.walk?.doors.map(({ door: number }) => number)).toEqual(['3', '1', '20', '2'])
  expect(now.left.get(now.walk!)).toBe(4)
  // The day before it there is none, and the streets are as they were.
  expect(roundNow(roundBefore(read), new Map(), '2026-11-19').walk).toBeNull()
  expect(now.streets.map(({ name }) => name)).toEqual(['Tannery Row', 'Weir Lane', 'Halewood Court'])
  expect(roundNow(roundBefore({ ...read, walks: [] }), new Map(), today).walk).toBeNull()
  // A home that the phone does not hold is passed over.
  const more = roundNow(roundBefore(walked(3, 999, 1)), new Map(), today)
  expect(more.walk?.doors).toHaveLength(2)
  expect(homesOfRound).toHaveLength(45)
})

test('the next door is the next of the walk, wherever doors are nearer, and what was passed over comes last', () => {
  expect(next({})).toEqual([3, 'walk'])
  expect(next({ last: [3], toDo: [1, 20, 2] })).toEqual([1, 'walk'])
  expect(next({ last: [1], toDo: [3, 20, 2] })).toEqual([20, 'walk'])
  expect(next({ last: [2], toDo: [3, 20] })).toEqual([3, 'walk'])
  expect(next({ toDo: [] })).toBeNull()
  // A door of none of its rounds does not move it.
  expect(next({ last: [9, 1], toDo: [3, 20, 2] })).toEqual([20, 'walk'])
})

test('a booked door waits for its hour, and is the next one from ten minutes before until it is over', () => {
  const booked = { home: 1, from: '15:00', to: '15:30' }
  expect(next({ booked, last: [3], toDo: [1, 20, 2] })).toEqual([20, 'walk'])
  expect(next({ booked, last: [3], toDo: [1, 20, 2], at: '14:49' })).toEqual([20, 'walk'])
  expect(next({ booked, last: [3], toDo: [1, 20, 2], at: '14:50' })).toEqual([1, 'booked'])
  expect(next({ booked, last: [20], toDo: [1, 2], at: '15:29' })).toEqual([1, 'booked'])
  // Over, it is a door like another: passed over, it comes last.
  expect(next({ booked, last: [20], toDo: [1, 2], at: '15:30' })).toEqual([2, 'walk'])
  // Where it alone is left it is told at any time; after it the walk goes on where it was left.
  expect(next({ booked, last: [2], toDo: [1] })).toEqual([1, 'booked'])
  expect(next({ booked, last: [1, 3], toDo: [20, 2], at: '15:10' })).toEqual([20, 'walk'])
  // Another day's visit holds nobody up today.
  expect(next({ booked: { ...booked, day: '2026-11-28' }, last: [3], toDo: [1, 20] })).toEqual([1, 'walk'])
  // Who said at noon to come back at three is called at again then, and not when somebody was there at three.
  expect(next({ booked, toDo: [20], seen: '12:00', at: '14:55' })).toEqual([1, 'booked'])
  expect(next({ booked, toDo: [20], seen: '15:05', at: '15:10' })).toEqual([20, 'walk'])
})

test('after a visit at its hour the walk goes on where it was left, and after one on the way from there', () => {
  const booked = { home: 20, from: '15:00', to: '15:30' }
  const there = { booked, at: '15:10', seen: '15:05' }
  // From the first door to the booked third: the second has not been passed over.
  expect(next({ ...there, last: [20, 3], toDo: [1, 2] })).toEqual([1, 'walk'])
  // Who asked at their door to come back tomorrow, or later today, was called at on the way.
  const tomorrow = { ...booked, day: '2026-11-27' }
  expect(next({ ...there, booked: tomorrow, last: [20], toDo: [3, 2] })).toEqual([2, 'walk'])
  expect(next({ booked, at: '14:05', seen: '14:04', last: [20], toDo: [3, 2] })).toEqual([2, 'walk'])
})

test('a walk has the day of London, which in summer begins an hour before the one in UTC', () => {
  const midnight = Date.parse('2026-06-29T23:00:00Z')
  const moment = (minutes: number) => momentOf(midnight + minutes * 60_000)
  const nextAt = (minutes: number, from: number) =>
    nextOfWalk(walk, new Set(walk), {
      now: midnight + minutes * 60_000,
      walked: [door(3)] as unknown as Walked,
      stateOf: () => ({ state: 'not-yet', at: null, tries: 0, card: null, record: null }),
      bookedAt: ({ home }) => (home === homeOf(1) ? { from: moment(from), to: moment(from + 30) } : null),
    })?.door.door
  // Booked for half past nine on 30 June: at half past midnight it waits, and the evening before it is any door.
  expect([nextAt(30, 570), nextAt(-30, 570)]).toEqual(['20', '1'])
})

const at = (home: number, stands = true): Recorded => ({ stands, fact: noAnswerAt(homeOf(home)) })

test('where somebody walked is each door once, however much was recorded there, the last first', () => {
  const doors = walkedOf([at(3), at(1), at(9, false), at(999), at(20), at(20)], read.byHome)
  expect(doors?.map(({ door: number }) => number)).toEqual(['20', '1', '3'])
  expect(walkedOf([at(999)], read.byHome)).toBeNull()
})
