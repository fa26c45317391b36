import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { costsOf, type Round, type RoutingProblem } from './routing-problem.ts'
import { solveRounds } from './solve-rounds.ts'

type Wanted = {
  places: number
  between: number[]
  tasks: { from: number; to: number; twoWay: number; service: number; load: number }[]
  capacity: number
} & Pick<RoutingProblem, 'begin' | 'end' | 'perRound' | 'balance'>

const problemOf = ({ between, tasks, ...rest }: Wanted): RoutingProblem => ({
  ...rest,
  between: Float64Array.from(between),
  from: Int32Array.from(tasks, ({ from }) => from),
  to: Int32Array.from(tasks, ({ to }) => to),
  twoWay: Uint8Array.from(tasks, ({ twoWay }) => twoWay),
  service: Float64Array.from(tasks, ({ service }) => service),
  load: Float64Array.from(tasks, ({ load }) => load),
})

/** Any problem with so many places and tasks: ways that cost other things back, open and closed ends, every objective. */
const wanted = (places: number, least: number, most: number): fc.Arbitrary<Wanted> => {
  const place = fc.nat(places - 1)
  const end = fc.option(place, { freq: 2 })
  return fc.record({
    places: fc.constant(places),
    between: fc.array(fc.nat(30), { minLength: places * places, maxLength: places * places }),
    tasks: fc.array(
      fc.record({
        from: place,
        to: place,
        twoWay: fc.nat(1),
        service: fc.nat(9),
        load: fc.integer({ min: 1, max: 4 }),
      }),
      { minLength: least, maxLength: most },
    ),
    capacity: fc.integer({ min: 4, max: 9 }),
    begin: end,
    end,
    perRound: fc.constantFrom(0, 0, 5, 100),
    balance: fc.option(fc.record({ target: fc.nat(40), weight: fc.constantFrom(0.25, 1) })),
  })
}

type Step = { task: number; turned: boolean }

/** Written for the tests alone: what a round costs, task by task. */
const costOfRound = (wish: Wanted, steps: readonly Step[]): number => {
  const ends = steps.map(({ task, turned }) => {
    const { from, to } = wish.tasks[task]!
    return turned ? [to, from] : [from, to]
  })
  const places = [wish.begin, ...ends.flat(), wish.end]
  let minutes = steps.reduce((sum, { task }) => sum + wish.tasks[task]!.service, 0)
  for (let at = 0; at < places.length; at += 2) {
    const [a, b] = [places[at] ?? null, places[at + 1] ?? null]
    if (a !== null && b !== null) minutes += wish.between[a * wish.places + b]!
  }
  const off = wish.balance ? wish.balance.weight * Math.abs(minutes - wish.balance.target) : 0
  return minutes + wish.perRound + off
}

/** The cheapest round of each set of tasks by trying all, then the cheapest way to make the whole of sets. */
const leastCost = (wish: Wanted): number => {
  const sets = 1 << wish.tasks.length
  const least = new Float64Array(sets).fill(Infinity)
  const tryAll = (steps: Step[], set: number, load: number): void => {
    if (steps.length > 0) least[set] = Math.min(least[set]!, costOfRound(wish, steps))
    for (const [task, { twoWay, load: own }] of wish.tasks.entries()) {
      if ((set >> task) & 1 || load + own > wish.capacity) continue
      tryAll([...steps, { task, turned: false }], set | (1 << task), load + own)
      if (twoWay) tryAll([...steps, { task, turned: true }], set | (1 << task), load + own)
    }
  }
  tryAll([], 0, 0)
  const whole = new Float64Array(sets).fill(Infinity)
  whole[0] = 0
  for (let set = 1; set < sets; set++) {
    for (let part = set; part > 0; part = (part - 1) & set) {
      whole[set] = Math.min(whole[set]!, least[part]! + whole[set ^ part]!)
    }
  }
  return whole[sets - 1]!
}

const stepsOf = ({ tasks, backwards }: Round): Step[] =>
  Array.from(tasks, (task, at) => ({ task, turned: backwards[at] === 1 }))

const after = (most: number) => (iterations: number) => iterations / most

/** Every task in one round, as it may be done, no round overfull, and costs as they are when added up here. */
const expectRounds = (wish: Wanted, { rounds, costs }: ReturnType<typeof solveRounds>): void => {
  const steps = rounds.map(stepsOf)
  expect(
    steps
      .flat()
      .map(({ task }) => task)
      .toSorted((a, b) => a - b),
  ).toEqual([...wish.tasks.keys()])
  for (const round of steps) {
    expect(round.length).toBeGreaterThan(0)
    expect(round.reduce((sum, { task }) => sum + wish.tasks[task]!.load, 0)).toBeLessThanOrEqual(
      wish.capacity,
    )
    for (const { task, turned } of round) if (turned) expect(wish.tasks[task]!.twoWay).toBe(1)
  }
  const total = steps.reduce((sum, round) => sum + costOfRound(wish, round), 0)
  expect(costs.total).toBeCloseTo(total, 6)
  expect(costs.ways + costs.service + costs.rounds + costs.balance).toBeCloseTo(costs.total, 9)
  expect(costs.service).toBe(wish.tasks.reduce((sum, { service }) => sum + service, 0))
  expect(costs.rounds).toBe(rounds.length * wish.perRound)
}

describe('any problem', () => {
  test('of a few tasks is solved as by trying everything, in cases that stay the same', () => {
    fc.assert(
      fc.property(wanted(4, 1, 5), fc.nat(1000), (wish, seed) => {
        const answer = solveRounds(problemOf(wish), { seed, spent: after(2000) })
        expect(answer.costs.total).toBeCloseTo(leastCost(wish), 6)
      }),
      { seed: 7, numRuns: 150 },
    )
  })

  test('of a few tasks is hardly ever solved worse than by trying everything, and never better', () => {
    // A search may miss the least: in some thousand cases it did once in 700.
    let missed = 0
    fc.assert(
      fc.property(wanted(4, 1, 5), fc.nat(1000), (wish, seed) => {
        const answer = solveRounds(problemOf(wish), { seed, spent: after(2000) })
        expectRounds(wish, answer)
        const more = answer.costs.total - leastCost(wish)
        expect(more).toBeGreaterThan(-1e-6)
        if (more > 1e-6) missed++
      }),
      { numRuns: 150 },
    )
    expect(missed).toBeLessThan(4)
  })

  test('of many tasks is solved by rounds that can be walked', () => {
    fc.assert(
      fc.property(wanted(12, 20, 60), fc.nat(1000), (wish, seed) => {
        const search = { seed, spent: after(200) }
        const answer = solveRounds(problemOf(wish), search)
        expectRounds(wish, answer)
        expect(solveRounds(problemOf(wish), search)).toEqual(answer)
      }),
      { numRuns: 30 },
    )
  })
})

describe('a street of doors on both sides', () => {
  /** Places 0 to 5 on a line, 10 apart; five stretches along it, and the depot at its beginning. */
  const line: Wanted = {
    places: 6,
    between: Array.from({ length: 36 }, (_, at) => 10 * Math.abs(Math.floor(at / 6) - (at % 6))),
    tasks: Array.from({ length: 5 }, (_, at) => ({ from: at, to: at + 1, twoWay: 1, service: 10, load: 1 })),
    capacity: 5,
    begin: 0,
    end: 0,
    perRound: 0,
    balance: null,
  }
  const solve = (rest: Partial<Wanted>): ReturnType<typeof solveRounds> =>
    solveRounds(problemOf({ ...line, ...rest }), { seed: 1, spent: after(2000) })

  test('is walked out in order and back', () => {
    expect(solve({}).costs).toEqual({ ways: 50, service: 50, rounds: 0, balance: 0, total: 100 })
  })

  test('costs no way back where a round may end anywhere', () => {
    const { rounds, costs } = solve({ begin: null, end: null })
    expect(costs.total).toBe(50)
    expect(solve({ end: null }).rounds[0]!.tasks).toEqual(Int32Array.of(0, 1, 2, 3, 4))
    expect(solve({ begin: null }).rounds[0]!.backwards).toEqual(Uint8Array.of(1, 1, 1, 1, 1))
    expect(rounds.length).toBeGreaterThan(0)
  })

  test('is shared among more rounds the less each may be', () => {
    expect(solve({ capacity: 3 }).rounds).toHaveLength(2)
    expect(solve({ begin: null, end: null, perRound: 1, capacity: 3 }).costs).toMatchObject({
      ways: 0,
      rounds: 2,
    })
    expect(solve({ begin: null, end: null, perRound: 1 }).rounds).toHaveLength(1)
  })

  test('is shared in rounds of the wanted length, where that is asked for', () => {
    const { rounds, costs } = solve({
      tasks: line.tasks.slice(0, 4),
      begin: null,
      end: null,
      balance: { target: 20, weight: 1 },
    })
    expect(rounds.map(({ tasks }) => tasks.length)).toEqual([2, 2])
    expect(costs).toEqual({ ways: 0, service: 40, rounds: 0, balance: 0, total: 40 })
  })

  test('without tasks needs no round', () => {
    expect(solve({ tasks: [] })).toEqual({
      rounds: [],
      costs: { ways: 0, service: 0, rounds: 0, balance: 0, total: 0 },
    })
  })

  test('keeps the best of its search, not the last', () => {
    const budgets = [1, 64, 128, 1024].map((most) => {
      const search = { seed: 3, spent: (iterations: number) => iterations / most }
      return solveRounds(problemOf({ ...line, capacity: 2 }), search).costs.total
    })
    expect(budgets.toSorted((a, b) => b - a)).toEqual(budgets)
  })

  test('goes on from rounds that are there, and no worse', () => {
    const forwards = Uint8Array.of(0, 0, 0, 0, 0)
    const rounds = [{ tasks: Int32Array.of(4, 0, 2, 1, 3), backwards: forwards }]
    const begun = (spent: (iterations: number) => number): ReturnType<typeof solveRounds> =>
      solveRounds(problemOf(line), { seed: 1, spent, from: { rounds, heat: 0.1 } })
    const untouched = begun(() => 1)
    expect(untouched).toEqual({ rounds, costs: costsOf(problemOf(line), rounds) })
    expect(begun(after(2000)).costs.total).toBe(100)
  })

  test.each([
    ['task 1 is there twice, is none or is not walked that way', [0, 1, 1, 2, 3, 4], 0],
    ['task 7 is there twice, is none or is not walked that way', [0, 1, 2, 3, 7], 0],
    ['task 0 is there twice, is none or is not walked that way', [0, 1, 2, 3, 4], 1],
    ['rounds hold 4 of 5 tasks', [0, 1, 2, 3], 0],
  ])('refuses rounds to begin from: %s', (message, tasks, turned) => {
    const problem = problemOf({ ...line, tasks: line.tasks.map((task) => ({ ...task, twoWay: 0 })) })
    const backwards = Uint8Array.from(tasks, () => turned)
    const from = { rounds: [{ tasks: Int32Array.from(tasks), backwards }], heat: 1 }
    expect(() => solveRounds(problem, { seed: 1, spent: after(64), from })).toThrow(new RangeError(message))
  })

  test.each([
    ['the seed must be a whole number of at most 32 bits, found 0.5', {}, 0.5],
    ['6 places need 36 costs between them, found 35', { between: line.between.slice(1) }, 1],
    ['place 6 is not one of 6', { begin: 6 }, 1],
    ['place 9 is not one of 6', { end: 9 }, 1],
    ['place -1 is not one of 6', { begin: -1 }, 1],
    ['between must be numbers from 0, found -1', { between: line.between.with(7, -1) }, 1],
    ['between must be numbers from 0, found Infinity', { between: line.between.with(7, Infinity) }, 1],
    ['perRound must be numbers from 0, found NaN', { perRound: Number.NaN }, 1],
    ['target must be numbers from 0, found -2', { balance: { target: -2, weight: 1 } }, 1],
    ['weight must be numbers from 0, found -3', { balance: { target: 2, weight: -3 } }, 1],
    ['weight must be at most 1, found 1.5', { balance: { target: 2, weight: 1.5 } }, 1],
    ['task 0 is a load of 1, and a round takes 0.5', { capacity: 0.5 }, 1],
    ['task 0 is a load of 1, and a round takes NaN', { capacity: Number.NaN }, 1],
  ] as const)('refuses: %s', (message, rest, seed) => {
    const problem = problemOf({ ...line, ...(rest as Partial<Wanted>) })
    expect(() => solveRounds(problem, { seed, spent: after(64) })).toThrow(new RangeError(message))
  })

  test('refuses tasks without a value for each', () => {
    const problem = problemOf(line)
    for (const name of ['to', 'twoWay', 'service', 'load'] as const) {
      expect(
        () =>
          costsOf(problem, []) &&
          solveRounds({ ...problem, [name]: problem[name].slice(1) }, { seed: 1, spent: after(1) }),
      ).toThrow(new RangeError(`${name} must have a value for each of 5 tasks, found 4`))
    }
    expect(() =>
      solveRounds({ ...problem, service: problem.service.with(2, -1) }, { seed: 1, spent: after(1) }),
    ).toThrow(new RangeError('service must be numbers from 0, found -1'))
    expect(() =>
      solveRounds({ ...problem, load: problem.load.with(2, -1) }, { seed: 1, spent: after(1) }),
    ).toThrow(new RangeError('task 2 is a load of -1, and a round takes 5'))
    expect(() =>
      solveRounds({ ...problem, to: problem.to.with(2, 6) }, { seed: 1, spent: after(1) }),
    ).toThrow(new RangeError('place 6 is not one of 6'))
  })
})
