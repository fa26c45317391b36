import fc from 'fast-check'
import FlatQueue from 'flatqueue'
import { describe, expect, test } from 'vitest'
import { postmanWalk, type PostmanWalk } from './postman.ts'
import { streetsProblem, visitsProblem } from './problems.ts'
import { shortestWays, type Streets } from './shortest-ways.ts'
import { solveRounds } from './solve-rounds.ts'

type Row = readonly [from: number, to: number, cost: number, required?: number]

const streetsOf = (places: number, rows: readonly Row[]): Streets => ({
  places,
  from: Int32Array.from(rows, ([from]) => from),
  to: Int32Array.from(rows, ([, to]) => to),
  cost: Float64Array.from(rows, ([, , cost]) => cost),
})
const requiredOf = (rows: readonly Row[]): Uint8Array => Uint8Array.from(rows, (row) => row[3] ?? 1)
const search = { seed: 1, spent: (iterations: number) => iterations / 1000 }

/** Streets that hang together: one from each place to an earlier one, and some more. */
const network = (places: number): fc.Arbitrary<Row[]> => {
  const cost = fc.nat(20)
  const required = fc.nat(1)
  const tree = fc.tuple(
    ...Array.from({ length: places - 1 }, (_, at) =>
      fc.tuple(fc.nat(at), fc.constant(at + 1), cost, required),
    ),
  )
  const more = fc.array(fc.tuple(fc.nat(places - 1), fc.nat(places - 1), cost, required), { maxLength: 4 })
  return fc.tuple(tree, more).map(([rows, others]) => rows.concat(others))
}

/** The cheapest walk from a place back to it along the required streets, by place and what is still to do (Dijkstra). */
const leastCost = (places: number, rows: readonly Row[]): number => {
  const todo = rows.flatMap((row, at) => ((row[3] ?? 1) === 1 ? [at] : []))
  const start = rows[todo[0]!]![0]
  const done = (1 << todo.length) - 1
  const least = new Float64Array(places << todo.length).fill(Infinity)
  const queue = new FlatQueue<number>()
  const offer = (place: number, set: number, cost: number): void => {
    if (cost >= least[set * places + place]!) return
    least[set * places + place] = cost
    queue.push(set * places + place, cost)
  }
  offer(start, 0, 0)
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    const [place, set] = [state % places, Math.floor(state / places)]
    for (const [at, [from, to, cost]] of rows.entries()) {
      if (from !== place && to !== place) continue
      const task = todo.indexOf(at)
      offer(from === place ? to : from, task < 0 ? set : set | (1 << task), least[state]! + cost)
    }
  }
  return least[done * places + start]!
}

const expectWalk = (rows: readonly Row[], { walk, cost }: PostmanWalk): void => {
  const first = rows[walk[0]!]!
  const goes = (start: number): boolean => {
    let at = start
    for (const street of walk) {
      const [from, to] = rows[street]!
      if (from !== at && to !== at) return false
      at = from === at ? to : from
    }
    return at === start
  }
  expect(goes(first[0]) || goes(first[1])).toBe(true)
  for (const [street, row] of rows.entries()) if ((row[3] ?? 1) === 1) expect([...walk]).toContain(street)
  expect(cost).toBeCloseTo(
    walk.reduce((sum, street) => sum + rows[street]![2], 0),
    9,
  )
}

describe('a postman', () => {
  test('walks the seven bridges of Königsberg in 39', () => {
    const rows = [
      [0, 1, 3],
      [0, 1, 5],
      [0, 2, 2],
      [0, 2, 10],
      [0, 3, 1],
      [1, 3, 9],
      [2, 3, 3],
    ] as const
    const answer = postmanWalk(streetsOf(4, rows), requiredOf(rows), search)
    expect(answer).toMatchObject({ cost: 39, exact: true })
    expectWalk(rows, answer)
  })

  test('takes the cheapest walk there is of any few streets', () => {
    fc.assert(
      fc.property(network(6), (rows) => {
        const required = requiredOf(rows)
        fc.pre(required.includes(1))
        const answer = postmanWalk(streetsOf(6, rows), required, search)
        expectWalk(rows, answer)
        expect(answer.cost).toBeCloseTo(leastCost(6, rows), 9)
      }),
    )
  })

  test('says whether no walk can be cheaper, which is so where the required streets hang together', () => {
    const rows = [
      [0, 1, 4],
      [1, 2, 1, 0],
      [2, 3, 4],
      [1, 3, 9, 0],
    ] as const
    const apart = postmanWalk(streetsOf(4, rows), requiredOf(rows), search)
    expect(apart).toMatchObject({ cost: 18, exact: false })
    const joined = postmanWalk(streetsOf(4, rows), Uint8Array.of(1, 1, 1, 0), search)
    expect(joined).toMatchObject({ cost: 18, exact: true })
  })

  test('is refused what cannot be walked', () => {
    const rows = [
      [0, 1, 4],
      [2, 3, 4],
    ] as const
    expect(() => postmanWalk(streetsOf(4, rows), new Uint8Array(2), search)).toThrow(
      new RangeError('no street is required'),
    )
    expect(() => postmanWalk(streetsOf(4, rows), Uint8Array.of(1, 1), search)).toThrow(
      new RangeError('there is no way from place 0 to place 2'),
    )
    expect(postmanWalk(streetsOf(4, rows), Uint8Array.of(0, 1), search).cost).toBe(8)
  })
})

describe('shortest ways', () => {
  test('cost what trying every place between gives, and are made of streets that join', () => {
    fc.assert(
      fc.property(network(8), (rows) => {
        const streets = streetsOf(9, rows)
        const { between, streetsOf: streetsBetween } = shortestWays(streets)
        const wanted = new Float64Array(81).fill(Infinity)
        for (let place = 0; place < 9; place++) wanted[place * 10] = 0
        for (const [from, to, cost] of rows) {
          wanted[from * 9 + to] = wanted[to * 9 + from] = Math.min(cost, wanted[from * 9 + to]!)
        }
        for (let by = 0; by < 9; by++) {
          for (let way = 0; way < 81; way++) {
            const around = wanted[Math.floor(way / 9) * 9 + by]! + wanted[by * 9 + (way % 9)]!
            wanted[way] = Math.min(wanted[way]!, around)
          }
        }
        expect(between).toEqual(wanted)
        let [at, cost] = [0, 0]
        for (const street of streetsBetween(0, 7)) {
          const [from, to] = rows[street]!
          expect([from, to]).toContain(at)
          at = from === at ? to : from
          cost += rows[street]![2]
        }
        expect([at, cost]).toEqual([7, wanted[7]])
        expect(() => streetsBetween(0, 8)).toThrow(new RangeError('there is no way from place 0 to place 8'))
      }),
    )
  })

  test.each([
    ['place 2 is not one of 2', { to: Int32Array.of(2) }],
    ['place -1 is not one of 2', { from: Int32Array.of(-1) }],
    ['street 0 costs -1', { cost: Float64Array.of(-1) }],
    ['street 0 costs Infinity', { cost: Float64Array.of(Infinity) }],
    ['1 streets have 1 ends and 2 costs', { cost: Float64Array.of(1, 2) }],
    ['1 streets have 0 ends and 1 costs', { to: new Int32Array() }],
  ])('refuses: %s', (message, rest) => {
    expect(() => shortestWays({ ...streetsOf(2, [[0, 1, 5]]), ...rest })).toThrow(new RangeError(message))
  })
})

describe('published kinds of problems', () => {
  test('visits without a capacity are one tour, though two would be cheaper', () => {
    // From the depot out and back costs nothing; between the others it costs 10.
    const between = Float64Array.of(0, 0, 0, 0, 0, 10, 0, 10, 0)
    const load = Float64Array.of(9, 1, 2)
    const visits = { places: 3, between, depot: 0, load }
    const tour = solveRounds(visitsProblem({ ...visits, capacity: Infinity }), search)
    expect(tour.rounds).toHaveLength(1)
    expect(tour.costs.ways).toBe(10)
    const rounds = solveRounds(visitsProblem({ ...visits, capacity: 3 }), search)
    expect(rounds.costs).toMatchObject({ ways: 0, rounds: 0, total: 0 })
    expect(visitsProblem({ ...visits, depot: 1, capacity: 9 })).toMatchObject({
      from: Int32Array.of(0, 2),
      load: Float64Array.of(9, 2),
      begin: 1,
      end: 1,
    })
  })

  test('streets with a load are gone along once, by way of others and of no place that is not reached', () => {
    const rows = [
      [3, 1, 4],
      [1, 2, 1],
      [2, 3, 2],
      [0, 4, 7],
    ] as const
    const problem = streetsProblem(streetsOf(5, rows), {
      load: Float64Array.of(1, 0, 2, 0),
      capacity: 2,
      depot: 1,
    })
    expect(problem).toMatchObject({
      places: 3,
      from: Int32Array.of(1, 2),
      to: Int32Array.of(0, 1),
      twoWay: Uint8Array.of(1, 1),
      service: Float64Array.of(4, 2),
      load: Float64Array.of(1, 2),
    })
    // 1 to 3 and back by way of 2; 1 to 2 to 3 and back.
    expect(solveRounds(problem, search).costs).toMatchObject({ ways: 7, service: 6 })
    expect(() =>
      streetsProblem(streetsOf(5, rows), { load: Float64Array.of(1, 0, 0, 1), capacity: 2, depot: 1 }),
    ).toThrow(new RangeError('there is no way from place 1 to place 0'))
  })
})
