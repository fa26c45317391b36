import { expect, test } from 'vitest'
import { momentOf } from '@mettrace/protocol/words/values'
import { homeOf } from '../../../../test/phone-events.ts'
import type { Door, Round } from './read-round.ts'
import { roundBefore, roundNow } from './round-now.ts'
import { streetEnded, streetNow, streetWords } from './street-now.ts'

const today = '2026-11-26'

/** A street of houses by what the station knows of each; null where nobody has been. */
const roundOf = (...outcomes: (string | null)[]): ReturnType<typeof roundNow> => {
  const doors = outcomes.map(
    (outcome, at) =>
      ({
        home: homeOf(at + 1),
        street: 'Linden Road',
        door: String(at + 1),
        flat: null,
        block: null,
        order: at + 1,
        outcome: outcome && { outcome, at: momentOf(Date.parse(`${today}T10:00Z`)), tries: 1, card: null },
      }) as unknown as Door,
  )
  const byHome = new Map(doors.map((door) => [door.home, door]))
  const round = { doors, byHome, assignments: [], walks: [] } as unknown as Round
  return roundNow(roundBefore(round), new Map(), today)
}
const nowOf = (...outcomes: (string | null)[]) => {
  const now = roundOf(...outcomes)
  return streetNow(now.streets[0]!, now)
}

test('what a street has now: homes with a kit of those that count, and how many more reach 85%', () => {
  const now = nowOf('protected', 'delivered', 'refused', 'no-answer', 'leave-out', null)
  expect(now).toEqual({ name: 'Linden Road', homes: 5, withKit: 2, isProtected: 1, toGo: 4, toDo: 1 })
  expect(streetWords(now)).toBe(
    'Your round here: 2 of 5 homes have a kit (40%), 1 protected. 4 more protected reach 85%.',
  )
})

test('85% is said where it is reached and never before', () => {
  const protectedHomes = (count: number, of: number) =>
    nowOf(...Array.from({ length: of }, (_, at) => (at < count ? 'protected' : 'refused')))
  expect(streetWords(protectedHomes(17, 20))).toBe(
    'Your round here: 17 of 20 homes have a kit (85%), 17 protected. 85% is reached.',
  )
  expect(streetWords(protectedHomes(16, 20))).toBe(
    'Your round here: 16 of 20 homes have a kit (80%), 16 protected. 1 more protected reach 85%.',
  )
  expect(streetWords(nowOf('protected'))).toBe(
    'Your round here: 1 of 1 home has a kit (100%), 1 protected. 85% is reached.',
  )
  expect(streetWords(nowOf('leave-out'))).toBe('No home of your round here counts: all are left out.')
})

test('a street is told of after its last door of today, and not before', () => {
  expect(streetEnded(homeOf(1), roundOf('protected', null))).toBeUndefined()
  expect(streetEnded(homeOf(1), roundOf('protected', 'no-answer'))).toMatchObject({ homes: 2, withKit: 1 })
  expect(streetEnded(homeOf(9), roundOf('protected'))).toBeUndefined()
})
