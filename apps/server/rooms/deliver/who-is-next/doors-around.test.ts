import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Door } from '../../../places/homes-beside.ts'
import { doorsAround } from './doors-around.ts'

const door = (number: string, easting: number, northing = 0, more: Partial<Door> = {}): Door => ({
  id: `${number}${more.flat === undefined ? '' : `/${more.flat}`}`,
  street: 'Ash Street',
  number,
  core: null,
  floor: null,
  flat: null,
  easting,
  northing,
  ...more,
})

/** Odd numbers on one side and even ones across, 8 m a house and 15 m over the street. */
const sided = Array.from({ length: 30 }, (_, at) =>
  door(String(at + 1), 8 * Math.floor(at / 2), at % 2 === 0 ? 0 : 15),
)
const around = (burgled: Door, doors: readonly Door[], how?: { eitherSide: number; metres: number }) =>
  doorsAround(burgled, doors, how).map(({ home, doors: away }) => `${home}:${away}`)

test('four doors either side on the same side of the street, the burgled home first', () => {
  expect(around(sided[14]!, sided)).toEqual([
    '15:0',
    '13:1',
    '17:1',
    '11:2',
    '19:2',
    '9:3',
    '21:3',
    '7:4',
    '23:4',
  ])
})

test('at the end of a street there are fewer, and none is taken from elsewhere', () => {
  const others = sided.map((each) => ({ ...each, id: `x${each.id}`, street: 'Beech Street' }))
  expect(around(sided[2]!, [...others, ...sided])).toEqual(['3:0', '1:1', '5:1', '7:2', '9:3', '11:4'])
})

test('numbers that run along one side are neighbours one after the other', () => {
  const row = Array.from({ length: 12 }, (_, at) => door(String(at + 1), 10 * at))
  expect(around(row[5]!, row)).toEqual(['6:0', '5:1', '7:1', '4:2', '8:2', '3:3', '9:3', '2:4', '10:4'])
})

test('nobody farther than 200 metres, and 200 is within', () => {
  const far = [door('1', 0), door('2', 100), door('3', 200), door('4', 301)]
  expect(around(far[1]!, far)).toEqual(['2:0', '1:1', '3:1'])
  expect(around(far[0]!, far)).toEqual(['1:0', '2:1', '3:2'])
})

test('flats of a building are neighbours by stairs, floor and number; 12A stands behind 12', () => {
  const flats = Array.from({ length: 12 }, (_, at) =>
    door('7', 0, 0, { floor: Math.floor(at / 2), flat: at + 1 }),
  )
  expect(around(flats[5]!, flats, { eitherSide: 2, metres: 200 })).toEqual([
    '7/6:0',
    '7/5:1',
    '7/7:1',
    '7/4:2',
    '7/8:2',
  ])
  const row = [door('11', 0), door('12', 10), door('12A', 20), door('13', 30)]
  expect(around(row[1]!, row, { eitherSide: 1, metres: 200 })).toEqual(['12:0', '11:1', '12A:1'])
})

test('a house with a name has the nearest doors', () => {
  const row = [door('The Old Forge', 0), door('1', 10), door('2', -20), door('Mill House', 30)]
  expect(around(row[0]!, row, { eitherSide: 1, metres: 200 })).toEqual(['The Old Forge:0', '1:1', '2:1'])
})

test('at most nine homes of the same street, each once, none beyond the metres, whatever the street', () => {
  const doors = fc.uniqueArray(
    fc.record({ number: fc.nat(60), easting: fc.integer({ min: -300, max: 300 }), northing: fc.nat(30) }),
    { minLength: 1, maxLength: 40, selector: ({ number }) => number },
  )
  fc.assert(
    fc.property(doors, (made) => {
      const street = made.map(({ number, easting, northing }) => door(String(number), easting, northing))
      const [burgled] = street as [Door]
      const circle = doorsAround(burgled, street)
      expect(circle[0]).toEqual({ home: burgled.id, doors: 0 })
      expect(circle.length).toBeLessThanOrEqual(9)
      expect(new Set(circle.map(({ home }) => home)).size).toBe(circle.length)
      for (const { home } of circle) {
        const found = street.find(({ id }) => id === home)!
        expect(
          Math.hypot(found.easting - burgled.easting, found.northing - burgled.northing),
        ).toBeLessThanOrEqual(200)
      }
    }),
  )
})
