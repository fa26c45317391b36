import { expect, test } from 'vitest'
import { heldPage } from '@mettrace/phone-sync/fetch/held-pages'
import { momentOf, type EventId } from '@mettrace/protocol/words/values'
import type { Fact } from '@mettrace/protocol/events/facts'
import { cards, homesOfRound, pageOf, rowsAtFirst } from '../../../../test/field/station-town.ts'
import {
  afternoon,
  assignmentOf,
  deliveredAt,
  eventOf,
  homeOf,
  kitA,
  noAnswerAt,
} from '../../../../test/phone-events.ts'
import { doorNow, homesToGo, isToDo } from './door-state.ts'
import { nextCards } from './next-cards.ts'
import { ownRecords, recordsByHome, type OwnRecord } from './own-records.ts'
import { blockName, nameOf, readRound } from './read-round.ts'
import { coresOf, sidesOf, streetsOf } from './streets.ts'

const pages = new Map(
  Array.from(
    Map.groupBy(rowsAtFirst(afternoon), ({ page }) => page),
    ([page, rows]) => [page, heldPage(rows.map(({ id, data }) => ({ id, version: '1-0', data })))],
  ),
)
const round = readRound(pages)
const door = (at: number) => round.byHome.get(homeOf(at))!

const recordOf = (sequence: number, fact: Fact, came: OwnRecord['came'] = 'on-phone') => {
  const event = eventOf(sequence, fact)
  const answered =
    came === 'on-phone'
      ? null
      : {
          epoch: 'a',
          at: momentOf(afternoon),
          answer: { id: event.id, answer: came === 'sent' ? 'accepted' : 'set-aside' },
        }
  return { event, answered } as never as { event: typeof event; answered: null }
}
const recordsOf = (...rows: ReturnType<typeof recordOf>[]): OwnRecord[] =>
  ownRecords({
    unsaved: [],
    unsent: rows.filter(({ answered }) => answered === null),
    answered: rows.filter(({ answered }) => answered !== null),
  } as never)

test('pages become a round; what cannot be read is counted and hides nothing else', () => {
  expect([round.doors.length, round.kits.length, round.unread]).toEqual([45, 36, 0])
  expect(door(8).safety).toHaveLength(1)
  expect([nameOf(door(15)), nameOf(door(32))]).toEqual(['15 Tannery Row', 'Flat 8, Halewood Court'])
  expect(blockName({ door: '2', street: 'Candle Place' })).toBe('2 Candle Place')
  const broken = new Map(pages)
  broken.set(
    pageOf(assignmentOf(1), 'safety'),
    heldPage([{ id: 'x', version: '1-0', data: { home: 'next door' } }]),
  )
  expect([readRound(broken).unread, readRound(broken).doors.length]).toEqual([1, 45])
})

test('streets have two sides, blocks have cores with floors from the top down', () => {
  const streets = streetsOf(round.doors)
  expect(streets.map(({ name, doors }) => [name, doors.length])).toEqual([
    ['Tannery Row', 24],
    ['Weir Lane', 9],
    ['Halewood Court', 12],
  ])
  const { odd, even } = sidesOf(streets[0]!.doors)
  expect(odd.slice(0, 3).map(({ door: number }) => number)).toEqual(['1', '3', '5'])
  expect(even).toHaveLength(12)
  const cores = coresOf(streets[2]!.doors)
  expect(cores.map(({ core, floors }) => [core, floors.map(({ floor }) => floor)])).toEqual([
    ['A', ['3', '2', '1', 'G']],
    ['B', ['1', 'G']],
  ])
})

test('a door is what was recorded last, here or at the station; an undo takes it back (C37)', () => {
  expect(doorNow(door(5), [])).toMatchObject({ state: 'no-answer', tries: 2, record: null })
  const first = recordOf(1, noAnswerAt(homeOf(5)))
  const undone = recordOf(2, { kind: 'undo', of: first.event.id })
  const then = recordOf(3, deliveredAt(homeOf(5), kitA))
  const stateAfter = (...rows: Parameters<typeof recordsOf>) =>
    doorNow(door(5), recordsByHome(recordsOf(...rows)).get(homeOf(5)) ?? [])
  expect(stateAfter(first)).toMatchObject({ state: 'no-answer', tries: 3 })
  expect(stateAfter(first, undone)).toMatchObject({ state: 'no-answer', tries: 2, record: null })
  expect(stateAfter(first, undone, then).state).toBe('protected')
  expect(stateAfter(first, undone, recordOf(3, { kind: 'undo', of: undone.event.id })).tries).toBe(3)
  // What was set aside is still what its author saw, until it is given up; an undo set aside undoes nothing.
  expect(stateAfter(recordOf(1, deliveredAt(homeOf(5), kitA), 'set-aside')).state).toBe('protected')
  const given = recordOf(2, { kind: 'reply', of: first.event.id, says: { kind: 'give-up' } })
  expect(stateAfter(recordOf(1, noAnswerAt(homeOf(5)), 'set-aside'), given).tries).toBe(2)
  expect(stateAfter(first, recordOf(2, { kind: 'undo', of: first.event.id }, 'set-aside')).tries).toBe(3)
})

test('a door without an answer is to be tried again on another day, not on the same', () => {
  const noAnswer = { ...doorNow(door(5), []), at: '2026-11-26T13:00:00.000Z' }
  expect([isToDo(noAnswer, '2026-11-26'), isToDo(noAnswer, '2026-11-27')]).toEqual([false, true])
  expect(isToDo(doorNow(door(9), []), '2026-11-27')).toBe(false)
  expect(isToDo(doorNow(door(1), []), '2026-11-26')).toBe(true)
  // In summer the day in London begins an hour before the one in UTC.
  const afterMidnight = { ...noAnswer, at: '2026-06-29T23:30:00.000Z' }
  expect([isToDo(afterMidnight, '2026-06-30'), isToDo(afterMidnight, '2026-06-29')]).toEqual([false, true])
})

test('homes to go are counted in whole numbers', () => {
  expect([homesToGo(620, 472), homesToGo(45, 11), homesToGo(45, 45), homesToGo(0, 0)]).toEqual([55, 28, 0, 0])
})

test('the card under the last one that was left is offered; of an undone one it is the same again', () => {
  expect(nextCards(recordsOf(), 2)).toEqual([])
  const left = recordOf(1, { kind: 'no-answer', home: homeOf(1), position: null, card: cards[0]! })
  expect(nextCards(recordsOf(left), 2)).toEqual([cards[1], cards[2]])
  expect(nextCards(recordsOf(left, recordOf(2, { kind: 'undo', of: left.event.id as EventId })), 1)).toEqual(
    [],
  )
  expect(homesOfRound).toHaveLength(45)
})
