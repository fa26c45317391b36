import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mostOfWalk } from '@mettrace/protocol/pages/rows'
import { deal, fitted, minutesOfDay, timeOfDay, type BookedVisit, type Hours } from './deal-rounds.ts'

/** A round of homes `a`, `b` …, ten minutes each. */
const walkOf = (homes: string) => ({
  order: homes.split(''),
  done: homes.split('').map((_, at) => 10 * (at + 1)),
})
const hours = (begins: string, ends: string): Hours => ({
  begins: minutesOfDay(begins),
  ends: minutesOfDay(ends),
})
const visit = (home: string, from: string, to: string): BookedVisit => ({
  home,
  from: minutesOfDay(from),
  to: minutesOfDay(to),
})

test('a round is cut where the hours end, and what is left is told', () => {
  expect(fitted(walkOf('abcde'), hours('14:00', '14:35'), [])).toEqual({
    order: ['a', 'b', 'c'],
    done: [10, 20, 30],
    left: ['d', 'e'],
    outside: [],
    later: [],
  })
  expect(fitted(walkOf('abc'), null, [visit('b', '18:30', '19:00')])).toMatchObject({
    order: ['a', 'b', 'c'],
    left: [],
  })
})

test('a round has no more homes than a phone takes, and its booked visits are among them', () => {
  const homes = Array.from({ length: mostOfWalk + 3 }, (_, at) => `h${at}`)
  const walk = { order: homes, done: homes.map((_, at) => at + 1) }
  const left = homes.slice(mostOfWalk)
  expect(fitted(walk, null, [])).toMatchObject({ order: homes.slice(0, mostOfWalk), left })
  const cut = fitted(walk, hours('10:00', '18:00'), [visit(homes.at(-1)!, '17:30', '18:00')])
  expect([cut.order.length, cut.order.at(-1), cut.left]).toEqual([
    mostOfWalk,
    homes.at(-1),
    homes.slice(mostOfWalk - 1, -1),
  ])
})

test('a booked home is gone to at its time, wherever it is on the walk', () => {
  const cut = fitted(walkOf('abcde'), hours('14:00', '15:00'), [visit('a', '14:25', '14:45')])
  // Two others first; the third would not be done by 14:25, so the officer is there then.
  expect(cut).toEqual({
    order: ['b', 'c', 'a', 'd', 'e'],
    done: [10, 20, 35, 45, 55],
    left: [],
    outside: [],
    later: [],
  })
  expect(fitted(walkOf('ab'), hours('14:00', '20:00'), [visit('a', '18:30', '19:00')])).toMatchObject({
    order: ['b', 'a'],
    done: [10, 280],
  })
})

test('a visit booked outside the hours is told, and never dropped or done at another time', () => {
  const visits = [visit('b', '18:30', '19:00'), visit('c', '12:00', '13:00')]
  expect(fitted(walkOf('abcd'), hours('14:00', '18:00'), visits)).toMatchObject({
    order: ['a', 'd'],
    outside: ['c', 'b'],
  })
})

test('every home of a round is in it once, left for another or told to be outside the hours', () => {
  const many = fc.record({
    waiting: fc.array(fc.record({ home: fc.nat(20), begins: fc.nat(1400), wide: fc.nat(300) }), {
      maxLength: 5,
    }),
    homes: fc.integer({ min: 1, max: 20 }),
    length: fc.integer({ min: 0, max: 300 }),
    visits: fc.array(
      fc.record({ home: fc.nat(25), from: fc.nat(1400), wide: fc.integer({ min: 1, max: 90 }) }),
      {
        maxLength: 6,
      },
    ),
  })
  fc.assert(
    fc.property(many, ({ homes, length, visits, waiting }) => {
      const walk = {
        order: Array.from({ length: homes }, (_, at) => `h${at}`),
        done: Array.from({ length: homes }, (_, at) => 7 * (at + 1)),
      }
      const booked = new Map(
        visits.map(({ home, from, wide }) => [`h${home}`, { home: `h${home}`, from, to: from + wide }]),
      )
      const times = new Map(
        waiting.map(({ home, begins, wide }) => [
          `h${home}`,
          wide === 0 ? null : { begins, ends: begins + wide },
        ]),
      )
      const cut = fitted(walk, { begins: 600, ends: 600 + length }, [...booked.values()], times)
      expect([...cut.order, ...cut.left, ...cut.outside, ...cut.later].toSorted()).toEqual(
        walk.order.toSorted(),
      )
      expect(cut.done).toEqual(cut.done.toSorted((a, b) => a - b))
      for (const home of cut.order) {
        const at = booked.get(home)
        if (at) expect(600 + cut.done[cut.order.indexOf(home)]!).toBeGreaterThanOrEqual(at.from + 7)
      }
    }),
  )
})

test('a home that is to be tried in the evening is gone to then, before others that are left, or is told to wait', () => {
  const evening = { begins: minutesOfDay('17:00'), ends: minutesOfDay('24:00') }
  const daytime = { begins: 0, ends: minutesOfDay('17:00') }
  const times = new Map([
    ['a', evening],
    ['d', evening],
    ['e', null],
  ])
  // Two by day, of which the second ends at ten to five and a third at five; the evening begins; then what is left.
  expect(fitted(walkOf('abcdef'), hours('16:30', '17:40'), [], times)).toEqual({
    order: ['b', 'c', 'f', 'a', 'd'],
    done: [10, 20, 30, 40, 50],
    left: [],
    outside: [],
    later: ['e'],
  })
  expect(fitted(walkOf('abcd'), hours('16:50', '17:20'), [], times)).toMatchObject({
    order: ['b', 'a', 'd'],
    left: ['c'],
  })
  // With nothing else to do the walk waits: nobody is at a door before its hour.
  expect(fitted(walkOf('abd'), hours('16:00', '18:00'), [], times)).toMatchObject({
    order: ['b', 'a', 'd'],
    done: [10, 70, 80],
  })
  // Nobody is there in the evening: it is said, and not left for another round of these hours.
  expect(fitted(walkOf('abc'), hours('10:00', '14:00'), [], times)).toMatchObject({
    order: ['b', 'c'],
    left: [],
    later: ['a'],
  })
  // By day alone: not after five. A booked visit is gone to at its own time.
  const byDay = new Map([['c', daytime]])
  expect(fitted(walkOf('abc'), hours('16:45', '18:00'), [], byDay)).toMatchObject({
    order: ['a', 'b'],
    later: ['c'],
  })
  expect(fitted(walkOf('ab'), hours('10:00', '14:00'), [visit('a', '11:00', '12:00')], times)).toMatchObject({
    order: ['b', 'a'],
    done: [10, 70],
  })
})

test('whoever is there in the evening gets the round that waits for it', () => {
  const evening = { begins: minutesOfDay('17:00'), ends: minutesOfDay('24:00') }
  const times = new Map(['a', 'b'].map((home) => [home, evening]))
  const rounds = [
    { ...walkOf('abc'), ward: 'W1' },
    { ...walkOf('def'), ward: 'W1' },
  ]
  const dealt = deal(
    rounds,
    [walker('day', ['W1'], '10:00', '14:00'), walker('late', ['W1'], '17:00', '20:00')],
    [],
    times,
  )
  expect(dealt.map((each) => [each.walker.person, each.round.order.join('')])).toEqual([
    ['day', 'def'],
    ['late', 'abc'],
  ])
})

const walker = (person: string, wards: string[] | null, begins: string, ends: string) => ({
  person,
  wards,
  hours: hours(begins, ends),
})

test('everybody on duty gets a round of their ward, one whose booked visits they can keep before another', () => {
  const rounds = [
    { ...walkOf('ab'), ward: 'W1' },
    { ...walkOf('cd'), ward: 'W1' },
    { ...walkOf('ef'), ward: 'W2' },
  ]
  const dealt = deal(
    rounds,
    [
      walker('early', ['W1'], '10:00', '14:00'),
      walker('anywhere', null, '14:00', '20:00'),
      walker('third', ['W3', 'W1'], '14:00', '20:00'),
      walker('elsewhere', ['W3'], '14:00', '20:00'),
    ],
    [visit('a', '18:30', '19:00')],
  )
  expect(dealt.map(({ walker: { person }, round }) => [person, round.order.join('')])).toEqual([
    ['early', 'cd'],
    ['anywhere', 'ab'],
  ])
})

test('times of a day are read and told', () => {
  expect(minutesOfDay('18:30')).toBe(1110)
  expect(timeOfDay(1110.4)).toBe('18:30')
  expect(timeOfDay(65)).toBe('01:05')
})
