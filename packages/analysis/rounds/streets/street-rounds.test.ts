import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Search } from '../solve-rounds.ts'
import { cutBy, type BarrierLines } from './barriers.ts'
import { centreLineRounds } from './centre-line.ts'
import { doorSpots } from './door-spots.ts'
import { cutFace, facesOf, type StreetHome } from './faces.ts'
import { usualWishes, type RoundWishes } from './round-wishes.ts'
import { searchParts } from './search-parts.ts'
import { streetRounds } from './street-rounds.ts'
import { groundOf, type LoadedStreets } from './streets-ground.ts'
import type { StreetCosts, StreetRounds } from './walked-rounds.ts'

type Piece = readonly [x: number, y: number, toX: number, toY: number]

const streetsOf = (pieces: readonly Piece[], barriers: BarrierLines = []): LoadedStreets => ({
  pieces: {
    fromEasting: pieces.map(([x]) => x),
    fromNorthing: pieces.map(([, y]) => y),
    toEasting: pieces.map(([, , x]) => x),
    toNorthing: pieces.map(([, , , y]) => y),
    metres: pieces.map(([x, y, toX, toY]) => Math.hypot(toX - x, toY - y)),
  },
  barriers,
})
const search = (iterations: number, seed = 1): Search => ({ seed, spent: (done) => done / iterations })
const home = (easting: number, northing: number, rest: Partial<StreetHome> = {}): StreetHome => ({
  easting,
  northing,
  street: 'Acacia Road',
  number: String(easting),
  core: null,
  floor: null,
  flat: null,
  minutes: 5,
  ...rest,
})
/** Houses every 10 m on both sides of a street from west to east, 8 m from its middle. */
const houses = (length: number, north: number, street = 'Acacia Road'): StreetHome[] =>
  Array.from({ length: Math.floor(length / 10) }, (_, at) => [
    home(10 * at + 5, north + 8, { street, number: String(2 * at + 1) }),
    home(10 * at + 5, north - 8, { street, number: String(2 * at + 2) }),
  ]).flat()
const rounds = (
  homes: readonly StreetHome[],
  streets: LoadedStreets,
  wishes: Partial<RoundWishes> = {},
  iterations = 400,
): StreetRounds => {
  const all = { ...usualWishes, ...wishes }
  return streetRounds(homes, groundOf(homes, streets, all), all, search(iterations))
}
const sumOfParts = (costs: StreetCosts): number =>
  Object.entries(costs).reduce((sum, [part, minutes]) => sum + (part === 'total' ? 0 : minutes), 0)
const numbersOf = (homes: readonly StreetHome[], order: readonly number[]): number[] =>
  order.map((at) => Number(homes[at]!.number))

const allCrossings = (found: StreetRounds): number =>
  found.rounds.reduce((sum, each) => sum + each.crossings, 0)
const flatsOf = (count: number, perFloor: number): StreetHome[] =>
  Array.from({ length: count }, (_, at) =>
    home(50, 20, { number: '7', floor: Math.floor(at / perFloor), flat: at + 1, minutes: 4 }),
  )
const spotsOf = (homes: readonly StreetHome[], pieces: readonly Piece[]) =>
  groundOf(homes, streetsOf(pieces), usualWishes).spots

describe('rounds on a street', () => {
  test('go along one side and back along the other', () => {
    const homes = houses(100, 0)
    const { rounds: found, costs } = rounds(homes, streetsOf([[0, 0, 100, 0]]))
    expect(found).toHaveLength(1)
    const numbers = numbersOf(homes, found[0]!.order)
    const odd = [1, 3, 5, 7, 9, 11, 13, 15, 17, 19]
    const even = odd.map((number) => number + 1)
    const ends = [numbers.slice(0, 10), numbers.slice(10)]
    for (const side of ends) {
      const up = side.toSorted((a, b) => a - b)
      expect([odd, even]).toContainEqual(up)
      expect([up, up.toReversed()]).toContainEqual(side)
    }
    // 90 m on each side. Round the end it is 5 m, 10 m and 5 m; straight over it is 10 m and a crossing at 20 m.
    expect(found[0]).toMatchObject({ metres: 200, crossings: 0 })
    expect(costs).toMatchObject({ walking: 2.5, crossings: 0, doors: 100, rounds: usualWishes.perRound })
    expect(found[0]!.minutes).toBeCloseTo(102.5, 9)
  })

  test('are filled evenly by doors of one face', () => {
    const homes = houses(480, 0)
    const found = rounds(homes, streetsOf([[0, 0, 480, 0]]), {}, 4000)
    expect(found.rounds.map(({ order }) => order.length).toSorted((a, b) => a - b)).toEqual([48, 48])
  })

  test('hold no more homes and minutes than they may', () => {
    const homes = houses(480, 0)
    const streets = streetsOf([[0, 0, 480, 0]])
    for (const { order } of rounds(homes, streets, { mostHomes: 13, wishedHomes: 10 }).rounds) {
      expect(order.length).toBeLessThanOrEqual(13)
    }
    for (const { order } of rounds(homes, streets, { mostMinutes: 60 }).rounds) {
      expect(order.length).toBeLessThanOrEqual(12)
    }
  })

  test('cost far less than those of doors on the middle of the road', () => {
    const homes = [0, 100, 200].flatMap((north) => houses(300, north, `Street ${north}`))
    const streets = streetsOf([
      ...[0, 100, 200].map((north): Piece => [0, north, 300, north]),
      [0, 0, 0, 100],
      [0, 100, 0, 200],
      [300, 0, 300, 100],
      [300, 100, 300, 200],
    ])
    const ground = groundOf(homes, streets, usualWishes)
    const own = streetRounds(homes, ground, usualWishes, search(4000))
    const other = centreLineRounds(homes, ground, usualWishes, search(4000))
    expect(other.rounds.flatMap(({ order }) => order)).toHaveLength(homes.length)
    expect(own.costs.walking).toBeLessThan(0.8 * other.costs.walking)
    expect(allCrossings(own)).toBeLessThanOrEqual(0.1 * allCrossings(other))
    expect(sumOfParts(other.costs)).toBeCloseTo(other.costs.total, 9)
  })
})

describe('homes behind one entrance', () => {
  test('are visited from the top down, floor by floor', () => {
    const homes = flatsOf(12, 4)
    const [round] = rounds(homes, streetsOf([[0, 0, 100, 0]])).rounds
    expect(round!.order).toEqual([8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3])
    // Two floors down, half a minute each.
    expect(round).toMatchObject({ metres: 0, crossings: 0, minutes: 49 })
  })

  test('are shared among rounds by whole floors where they are too many for one', () => {
    const homes = flatsOf(120, 8)
    const found = rounds(homes, streetsOf([[0, 0, 100, 0]])).rounds
    expect(found.flatMap(({ order }) => order).toSorted((a, b) => a - b)).toEqual([...homes.keys()])
    const floors = found.map(({ order }) => new Set(order.map((at) => homes[at]!.floor)))
    expect(floors.reduce((sum, { size }) => sum + size, 0)).toBe(15)
    for (const { order } of found) expect(order.length).toBeLessThanOrEqual(50)
  })

  test('of one floor that is too much for a round are cut within it', () => {
    const found = rounds(flatsOf(70, 70), streetsOf([[0, 0, 100, 0]])).rounds
    expect(found.map(({ order }) => order.length).toSorted((a, b) => a - b)).toEqual([20, 50])
  })
})

describe('faces', () => {
  test('are cut in parts that differ little', () => {
    const homes = houses(200, 0)
    const faces = facesOf(homes, spotsOf(homes, [[0, 0, 200, 0]]), 50)
    expect(faces.map((face) => face.length)).toEqual([20, 20])
    expect(cutFace(faces[0]!, 15).map((piece) => piece.length)).toEqual([10, 10])
    expect(cutFace(faces[0]!, 20)).toEqual([faces[0]])
  })

  test('are of the street that a house is called by, though another is nearer', () => {
    const side = [10, 20, 30, 40, 50].map((north) =>
      home(8, north, { street: 'Beech Close', number: String(north) }),
    )
    const corner = home(12, 14, { street: 'Acacia Road', number: '99' })
    const homes = [...houses(100, 0), ...side, corner]
    const spots = spotsOf(homes, [
      [0, 0, 100, 0],
      [0, 0, 0, 60],
      [-100, 0, 0, 0],
    ])
    expect(spots.at(-1)).toMatchObject({ link: 0, side: 0 })
    expect(spots.at(-2)).toMatchObject({ link: 1, side: 1 })
  })

  test('are told by odd and even where the map has a house on the wrong side', () => {
    const homes = houses(100, 0)
    homes[4] = home(25, -2, { number: '5' })
    const spots = doorSpots(
      { junctions: 2, links: groundOf(homes, streetsOf([[0, 0, 100, 0]]), usualWishes).graph.links },
      homes,
      cutBy([]),
    )
    expect(spots[4]).toMatchObject({ side: 0, along: 25 })
  })
})

describe('homes beside no street that is loaded', () => {
  test('are on streets made from their addresses, with sides', () => {
    const homes = houses(200, 0)
    const { rounds: found } = rounds(homes, streetsOf([]))
    expect(found).toHaveLength(1)
    expect(found[0]!.crossings).toBeLessThanOrEqual(1)
    expect(found[0]!.metres).toBeLessThan(420)
  })

  test('are as far apart along it as they are', () => {
    for (const count of [2, 3, 4, 9]) {
      const row = Array.from({ length: count }, (_, at) => home(10 * at, 0, { number: String(at + 1) }))
      const [round] = rounds(row, streetsOf([])).rounds
      expect(round!.metres).toBeCloseTo(10 * (count - 1), 6)
      expect(round!.crossings).toBe(0)
    }
  })

  test('are behind one entrance where they have one place, on land or afloat', () => {
    const homes = Array.from({ length: 12 }, (_, at) => home(0, 0, { number: '3', core: 'A', flat: at }))
    for (const barriers of [[], [[-9, 0, 9, 0]]]) {
      const [round, ...others] = rounds(homes, streetsOf([], barriers)).rounds
      expect(others).toEqual([])
      expect(round).toMatchObject({ order: [...homes.keys()], metres: 0, crossings: 0 })
    }
  })

  test('are all there, wherever they are', () => {
    const homes = [home(0, 0), home(5000, 5000, { street: 'Far Lane' }), home(0, 3000, { number: 'Boat' })]
    const barrier = [-500, 3000, 500, 3000]
    const found = rounds(homes, streetsOf([[0, 8, 50, 8]], [barrier])).rounds
    expect(found.flatMap(({ order }) => order).toSorted((a, b) => a - b)).toEqual([0, 1, 2])
  })
})

/** A town of streets in a grid, some without a name for their houses, a river through it, and blocks of flats. */
const town = fc.record({
  across: fc.integer({ min: 1, max: 4 }),
  along: fc.integer({ min: 1, max: 4 }),
  doors: fc.array(
    fc.record({
      x: fc.integer({ min: -20, max: 420 }),
      y: fc.integer({ min: -20, max: 420 }),
      number: fc.integer({ min: 1, max: 60 }),
      flats: fc.constantFrom(1, 1, 1, 3, 30),
    }),
    { minLength: 1, maxLength: 40 },
  ),
  river: fc.option(fc.integer({ min: 50, max: 350 })),
  loaded: fc.boolean(),
  wishes: fc.record({
    mostHomes: fc.integer({ min: 5, max: 50 }),
    mostMinutes: fc.constantFrom(Infinity, 200, 60),
    perRound: fc.constantFrom(0, 15),
    balance: fc.constantFrom(0, 0.3, 1),
    spread: fc.constantFrom(0, 1),
    crossing: fc.constantFrom(0, 0.25, 2),
  }),
  seed: fc.nat(1000),
})

const grid = (count: number, other: number): Piece[] =>
  Array.from({ length: count }, (_, at) => {
    const x = (at * 400) / Math.max(1, count - 1)
    return Array.from({ length: other }, (_unused, to): Piece => [
      x,
      (to * 400) / other,
      x,
      ((to + 1) * 400) / other,
    ])
  }).flat()

describe('rounds of any town', () => {
  test('have every home once, keep to what they may be, cross no river, and cost the sum of their parts', () => {
    fc.assert(
      fc.property(town, ({ across, along, doors, river, loaded, wishes: wished, seed }) => {
        const homes = doors.flatMap(({ x, y, number, flats }, door) =>
          Array.from({ length: flats }, (_, flat) =>
            home(x + 0.25, y + 0.25, {
              street: `Street ${Math.round(x / 100)}`,
              number: String(number),
              core: flats > 1 ? String(door) : null,
              floor: flats > 1 ? Math.floor(flat / 4) : null,
              flat,
            }),
          ),
        )
        const pieces = loaded ? [...grid(across, along), ...grid(along, across).map(turned)] : []
        // From beyond the town to beyond it, so that nobody can go round.
        const barriers = river === null ? [] : [[-1e6, river, 1e6, river]]
        const wishes = { ...usualWishes, wishedHomes: Math.min(45, wished.mostHomes), ...wished }
        const ground = groundOf(homes, streetsOf(pieces, barriers), wishes)
        const found = streetRounds(homes, ground, wishes, search(200, seed))
        const orders = found.rounds.map(({ order }) => order)
        expect(orders.flat().toSorted((a, b) => a - b)).toEqual([...homes.keys()])
        for (const [at, order] of orders.entries()) {
          expect(order.length).toBeLessThanOrEqual(wishes.mostHomes)
          if (river !== null) expect(new Set(order.map((each) => homes[each]!.northing > river)).size).toBe(1)
          // A block is one task: nothing comes between its homes, unless it is shared among rounds.
          const cores = order
            .map((each) => homes[each]!.core)
            .filter((core, i, all) => core && core !== all[i - 1])
          expect(new Set(cores).size).toBe(cores.length)
          expect(found.rounds[at]!.minutes).toBeGreaterThanOrEqual(5 * order.length)
        }
        const { costs } = found
        expect(sumOfParts(costs)).toBeCloseTo(costs.total, 6)
        const sum = (of: (round: StreetRounds['rounds'][number]) => number): number =>
          found.rounds.reduce((all, round) => all + of(round), 0)
        expect(costs.walking).toBeCloseTo(sum(({ metres }) => metres) / wishes.metresPerMinute, 6)
        expect(costs.crossings).toBeCloseTo(sum(({ crossings }) => crossings) * wishes.crossing, 6)
        expect(costs.rounds).toBe(found.rounds.length * wishes.perRound)
        expect(sum(({ minutes }) => minutes)).toBeCloseTo(costs.walking + costs.crossings + costs.doors, 6)
        expect(streetRounds(homes, ground, wishes, search(200, seed))).toEqual(found)
      }),
      { numRuns: 60 },
    )
  })
})

const turned = ([x, y, toX, toY]: Piece): Piece => [y, x, toY, toX]

test('a search is shared out in parts, one after another', () => {
  const parts = searchParts(search(1000), [0.25, 0.75])
  expect(parts.map(({ seed }) => seed)).toEqual([1, 1])
  expect([0, 100, 250].map(parts[0]!.spent)).toEqual([0, 0.4, 1])
  expect([0, 375, 750].map(parts[1]!.spent)).toEqual([0, 0.5, 1])
})
