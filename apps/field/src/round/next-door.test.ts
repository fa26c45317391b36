import { metresBetween } from '@mettrace/protocol/words/metres-between'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../../test/property-runs.ts'
import { heldPage } from '@mettrace/phone-sync/fetch/held-pages'
import { rowsAtFirst } from '../../../../test/field/station-town.ts'
import { afternoon } from '../../../../test/phone-events.ts'
import { nextDoor } from './next-door.ts'
import { nameOf, readRound, type Door } from './read-round.ts'

const pages = new Map(
  Array.from(
    Map.groupBy(rowsAtFirst(afternoon), ({ page }) => page),
    ([page, rows]) => [page, heldPage(rows.map(({ id, data }) => ({ id, version: '1-0', data })))],
  ),
)
const { doors } = readRound(pages)
const named = (name: string): Door => doors.find((door) => nameOf(door) === name)!
const of = (street: string, ...numbers: number[]): Door[] =>
  numbers.map((number) => named(`${number} ${street}`))
const at = ({ latitude, longitude }: Door, accuracy = 8) => ({ latitude, longitude, accuracy })
const nextName = (...given: Parameters<typeof nextDoor>): string | undefined => {
  const next = nextDoor(...given)
  return next ? nameOf(next.door) : undefined
}

test('at first the door that goes first; nothing where all is done', () => {
  expect(nextDoor(doors, null, null)).toMatchObject({ door: { door: '15' }, by: 'start', metres: null })
  expect(nextDoor([], at(doors[0]!), [doors[0]!])).toBeNull()
})

test('with a position the nearest door still to do, wherever something was recorded last', () => {
  expect(nextDoor(doors, at(named('20 Tannery Row')), null)).toMatchObject({
    door: { door: '20', street: 'Tannery Row' },
    by: 'position',
    metres: 0,
  })
  const [far] = of('Tannery Row', 2)
  const toDo = of('Tannery Row', 4, 19, 23)
  expect(nextName(toDo, at(named('20 Tannery Row')), [far!])).toBe('19 Tannery Row')
  fc.assert(
    fc.property(fc.subarray([...doors], { minLength: 1 }), fc.constantFrom(...doors), (some, here) => {
      const found = nextDoor(some, at(here), null)!
      const least = Math.min(...some.map((door) => metresBetween(here, door)))
      expect(metresBetween(here, found.door)).toBe(least)
      expect(found.metres).toBe(Math.round(least))
    }),
  )
})

test('what a poor position cannot tell apart the order along the street decides, by the last door', () => {
  const [last] = of('Tannery Row', 15)
  // The phone says that the officer is by 18; with 30 m either way they may well be where they just were.
  expect(nextName(of('Tannery Row', 17, 18, 19), at(named('18 Tannery Row'), 30), [last!])).toBe(
    '17 Tannery Row',
  )
  expect(nextName(of('Tannery Row', 17, 18, 19), at(named('18 Tannery Row'), 3), [last!])).toBe(
    '18 Tannery Row',
  )
})

const from = (...walked: [Door, ...Door[]]) => ({ to: (toDo: Door[]) => nextName(toDo, null, walked) })

test('without a position the order along the street: on this side, then across, then of the nearest street', () => {
  const [nine, fifteen, seventeen] = of('Tannery Row', 9, 15, 17) as [Door, Door, Door]
  // 14 is nearer than 21, and across the road.
  expect(from(fifteen).to(of('Tannery Row', 13, 14, 21, 23))).toBe('21 Tannery Row')
  expect(from(fifteen).to(of('Tannery Row', 9, 13, 14))).toBe('13 Tannery Row')
  // Whoever walks down the numbers goes on down.
  expect(from(fifteen, seventeen).to(of('Tannery Row', 13, 19))).toBe('13 Tannery Row')
  expect(from(fifteen, nine).to(of('Tannery Row', 13, 19))).toBe('19 Tannery Row')
  expect(from(fifteen).to([...of('Tannery Row', 2, 14), ...of('Weir Lane', 5)])).toBe('14 Tannery Row')
  expect(from(fifteen).to(of('Weir Lane', 1, 9))).toBe('9 Weir Lane')
})

test('flats of a block are gone through before another door, each once', () => {
  const flats = doors.filter(({ flat }) => flat !== null)
  let last = flats[0]!
  const walked = [last]
  for (let left = flats.slice(1); left.length > 0; left = left.filter((door) => door !== last)) {
    last = nextDoor([...left, ...of('Weir Lane', 1)], null, [last])!.door
    walked.push(last)
  }
  expect(new Set(walked).size).toBe(flats.length)
  expect(walked.every(({ flat }) => flat !== null)).toBe(true)
})
