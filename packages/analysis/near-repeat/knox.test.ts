import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { NearRepeatEvents } from './events.ts'
import { knoxTable, type KnoxOptions } from './knox.ts'

type Event = {
  readonly x: number
  readonly y: number
  readonly day: number
  readonly dayTo: number
}

const columns = (events: readonly Event[]): NearRepeatEvents => ({
  x: Float64Array.from(events, (event) => event.x),
  y: Float64Array.from(events, (event) => event.y),
  day: Float64Array.from(events, (event) => event.day),
  dayTo: Float64Array.from(events, (event) => event.dayTo),
})

const onDay = (x: number, y: number, day: number): Event => ({ x, y, day, dayTo: day })

const options: KnoxOptions = {
  distances: [0, 6, 120],
  days: [0, 3, 11],
  metric: 'euclidean',
  permutations: 1999,
  seed: 1,
}

// Gaps: AB 2, AC 1, AD 3, BC 1, BD 1, CD 2 days. Near (below 6 m): AB 5 m and CD 1 m; the other four about 100 m.
const four = [onDay(0, 0, 0), onDay(3, 4, 2), onDay(100, 0, 1), onDay(100, 1, 3)]

describe('worked by hand: four events', () => {
  const table = knoxTable(columns(four), options)

  test('counts, margins, expectation', () => {
    expect(table.observed).toEqual([
      [2, 0],
      [3, 1],
    ])
    expect(table.rowPairs).toEqual([2, 4])
    expect(table.columnPairs).toEqual([5, 1])
    expect(table.expected).toEqual([
      [10 / 6, 2 / 6],
      [20 / 6, 4 / 6],
    ])
    expect(table.ratio[0]).toEqual([2 / (10 / 6), 0])
  })

  test('p: of the six pairs of places days 0 and 3 fall on, two are near, so the first cell is below 2 in a third', () => {
    expect(table.p[0]?.[0]).toBeCloseTo(2 / 3, 1)
    expect(table.p[0]?.[1]).toBe(1)
    expect(table.p[1]?.[1]).toBeCloseTo(2 / 3, 1)
  })

  test('adjusted p: both informative cells move together, so there is nothing to adjust for but the fall in others', () => {
    // Tables: days 0 and 3 far apart (2/3): z of near-soon and far-late is +; near (1/3): near-late and far-soon is +.
    // The largest z is √2 in the rare tables and √½ in the common ones, so adjusting makes every table at least as large.
    expect(table.pAdjusted[0]?.[0]).toBe(1)
  })
})

test('a range of two days beside a known day adds half a pair to each gap', () => {
  const events = columns([{ x: 0, y: 0, day: 0, dayTo: 1 }, onDay(1, 0, 1)])
  const table = knoxTable(events, { ...options, distances: [0, 5], days: [0, 1, 2] })
  expect(table.observed).toEqual([[0.5, 0.5]])
  expect(table.columnPairs).toEqual([0.5, 0.5])
  expect(table.expected).toEqual([[0.5, 0.5]])
  expect(table.p).toEqual([[1, 1]])
})

test('the band edge belongs to the band above it, in space and in time', () => {
  const events = columns([onDay(0, 0, 0), onDay(200, 0, 7)])
  const table = knoxTable(events, { ...options, distances: [0, 200, 400], days: [0, 7, 14] })
  expect(table.observed).toEqual([
    [0, 0],
    [0, 1],
  ])
})

test('rare near repeats stand out, plain and adjusted', () => {
  // Twenty twins, 1 m and 1 day apart, each 10 km and 100 days from the next.
  const twins = Array.from({ length: 20 }, (_, i) => [
    onDay(i * 10_000, 0, i * 100),
    onDay(i * 10_000 + 1, 0, i * 100 + 1),
  ])
  const table = knoxTable(columns(twins.flat()), { ...options, permutations: 199 })
  expect(table.observed[0]).toEqual([20, 0])
  expect(table.p[0]?.[0]).toBe(1 / 200)
  expect(table.pAdjusted[0]?.[0]).toBe(1 / 200)
})

const place = fc.integer({ min: -60, max: 60 })
const someEvents = fc.array(
  fc
    .record({
      x: place,
      y: place,
      day: fc.integer({ min: -20, max: 20 }),
      days: fc.integer({ min: 0, max: 4 }),
    })
    .map(({ x, y, day, days }) => ({ x, y, day, dayTo: day + days })),
  { maxLength: 25 },
)
const edges = (max: number) =>
  fc
    .uniqueArray(fc.integer({ min: 0, max }), { minLength: 2, maxLength: 5 })
    .map((values) => values.toSorted((a, b) => a - b))
const someOptions = fc.record({
  distances: edges(90),
  days: edges(25),
  metric: fc.constantFrom('manhattan' as const, 'euclidean' as const),
  permutations: fc.constant(9),
  seed: fc.integer({ min: 0, max: 1000 }),
})

const inBand = (bands: readonly number[], band: number, value: number): boolean =>
  value >= bands[band]! && value < bands[band + 1]!

const bruteForce = (events: readonly Event[], { distances, days, metric }: KnoxOptions): number[][] =>
  distances.slice(1).map((_, row) =>
    days.slice(1).map((__, column) => {
      let pairs = 0
      for (const [i, a] of events.entries()) {
        for (const b of events.slice(i + 1)) {
          const dx = Math.abs(a.x - b.x)
          const dy = Math.abs(a.y - b.y)
          if (!inBand(distances, row, metric === 'manhattan' ? dx + dy : Math.sqrt(dx * dx + dy * dy)))
            continue
          let together = 0
          for (let dayA = a.day; dayA <= a.dayTo; dayA++) {
            for (let dayB = b.day; dayB <= b.dayTo; dayB++) {
              if (inBand(days, column, Math.abs(dayA - dayB))) together++
            }
          }
          pairs += together / ((a.dayTo - a.day + 1) * (b.dayTo - b.day + 1))
        }
      }
      return pairs
    }),
  )

const close = (found: readonly number[][], wanted: readonly number[][]): void => {
  found.flat().forEach((value, cell) => expect(value).toBeCloseTo(wanted.flat()[cell]!, 9))
}

describe('for any events and bands', () => {
  test('observed agrees with counting every pair, also for ranges of days', () => {
    fc.assert(
      fc.property(someEvents, someOptions, (events, choice) => {
        close(knoxTable(columns(events), choice).observed, bruteForce(events, choice))
      }),
    )
  })

  test('known days count as whole pairs', () => {
    fc.assert(
      fc.property(someEvents, someOptions, (events, choice) => {
        const known = events.map((event) => ({ ...event, dayTo: event.day }))
        expect(knoxTable(columns(known), choice).observed).toEqual(bruteForce(known, choice))
      }),
    )
  })

  test('margins are the pairs in a band whatever the other, and expectation is their product', () => {
    fc.assert(
      fc.property(someEvents, someOptions, (events, choice) => {
        const table = knoxTable(columns(events), choice)
        const anyDay = bruteForce(events, { ...choice, days: [0, 1000] })
        const anyPlace = bruteForce(events, { ...choice, distances: [0, 1000] })
        expect(table.rowPairs).toEqual(anyDay.flat().map(Math.round))
        close([table.columnPairs], anyPlace)
        table.expected.forEach((row, i) =>
          row.forEach((value, j) =>
            expect(value * table.pairs).toBeCloseTo(table.rowPairs[i]! * table.columnPairs[j]!, 6),
          ),
        )
      }),
    )
  })

  test('the order of events, a shift in space and a shift in time change nothing observed or expected', () => {
    fc.assert(
      fc.property(
        someEvents,
        someOptions,
        place,
        fc.integer({ min: -9, max: 9 }),
        (events, choice, shift, late) => {
          const table = knoxTable(columns(events), choice)
          const moved = events.toReversed().map(({ x, y, day, dayTo }) => ({
            x: x + shift,
            y: y - shift,
            day: day + late,
            dayTo: dayTo + late,
          }))
          const again = knoxTable(columns(moved), choice)
          close(again.observed, table.observed)
          close(again.expected, table.expected)
        },
      ),
    )
  })

  test('p is reproducible, lies between 1/(1 + permutations) and 1, and never exceeds its adjusted p', () => {
    fc.assert(
      fc.property(someEvents, someOptions, (events, choice) => {
        const table = knoxTable(columns(events), choice)
        expect(knoxTable(columns(events), choice)).toEqual(table)
        table.p.flat().forEach((p, cell) => {
          expect(p).toBeGreaterThanOrEqual(0.1)
          expect(table.pAdjusted.flat()[cell]!).toBeGreaterThanOrEqual(p)
          expect(table.pAdjusted.flat()[cell]!).toBeLessThanOrEqual(1)
        })
      }),
    )
  })
})

test('ranges of very many lengths, too many for a table, count the same', () => {
  const events = Array.from({ length: 90 }, (_, i) => {
    const day = (i * 37) % 50
    return { x: Math.floor(i / 2) * 1000, y: i % 2, day, dayTo: day + i * 4 }
  })
  const choice = { ...options, distances: [0, 5], days: [0, 7, 30], permutations: 3 }
  const table = knoxTable(columns(events), choice)
  close(table.observed, bruteForce(events, choice))
})

test('missing dates are left out and counted; one known end of a range is taken for the day', () => {
  const events = columns([...four, onDay(0, 0, Number.NaN), { x: 0, y: 0, day: Number.NaN, dayTo: 5 }])
  const table = knoxTable(events, options)
  expect(table.n).toBe(5)
  expect(table.missingDates).toBe(1)
})

const bad =
  (events: readonly Event[], change: Partial<KnoxOptions> = {}) =>
  () =>
    knoxTable(columns(events), { ...options, ...change })

test('what cannot be used is refused in plain words', () => {
  expect(bad(four, { distances: [0] })).toThrow('distances need at least two edges, found 1')
  expect(bad(four, { days: [0, 7, 7] })).toThrow('days must rise, found 7 after 7')
  expect(bad(four, { days: [-1, 7] })).toThrow('days must be 0 or more, found -1')
  expect(bad(four, { permutations: 0 })).toThrow('permutations must be a whole number of 1 or more, found 0')
  expect(bad(four, { seed: 0.5 })).toThrow('the seed must be a whole number')
  expect(bad([onDay(Number.NaN, 0, 1)])).toThrow('event 0 has no usable coordinates')
  expect(bad([onDay(0, 0, 1.5)])).toThrow('event 0: days must be whole numbers, found 1.5 to 1.5')
  expect(bad([{ x: 0, y: 0, day: 5, dayTo: 4 }])).toThrow('event 0 ends on day 4, before it starts on day 5')
  expect(bad([onDay(0, 0, 0), onDay(0, 0, 20_160_101)])).toThrow('are they day numbers?')
  expect(() => knoxTable({ ...columns(four), y: new Float64Array(3) }, options)).toThrow('of one length')
})
