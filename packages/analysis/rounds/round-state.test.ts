import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roundState } from './round-state.ts'
import { costsOf, type RoutingProblem } from './routing-problem.ts'
import { nearestTasks, stepsOf } from './steps.ts'

const places = 5
const tasks = 7
const problem = fc.record({
  places: fc.constant(places),
  between: fc
    .array(fc.nat(50), { minLength: places ** 2, maxLength: places ** 2 })
    .map((x) => Float64Array.from(x)),
  from: fc.array(fc.nat(places - 1), { minLength: tasks, maxLength: tasks }).map((x) => Int32Array.from(x)),
  to: fc.array(fc.nat(places - 1), { minLength: tasks, maxLength: tasks }).map((x) => Int32Array.from(x)),
  twoWay: fc.array(fc.nat(1), { minLength: tasks, maxLength: tasks }).map((x) => Uint8Array.from(x)),
  service: fc.array(fc.nat(9), { minLength: tasks, maxLength: tasks }).map((x) => Float64Array.from(x)),
  load: fc.array(fc.nat(9), { minLength: tasks, maxLength: tasks }).map((x) => Float64Array.from(x)),
  capacity: fc.constant(1000),
  begin: fc.option(fc.nat(places - 1)),
  end: fc.option(fc.nat(places - 1)),
  perRound: fc.nat(20),
  balance: fc.option(fc.record({ target: fc.nat(80), weight: fc.nat(3) })),
}) satisfies fc.Arbitrary<RoutingProblem>

test('changes add up to what the rounds cost, and can be taken back', () => {
  fc.assert(
    fc.property(problem, fc.array(fc.nat(1000), { minLength: 40, maxLength: 200 }), (given, draws) => {
      const { modes, ways, step } = stepsOf(given)
      const state = roundState(given, { modes, ways, step })
      let kept = { rounds: state.copy(), total: state.total() }
      for (const draw of draws) {
        const task = draw % tasks
        if (draw % 11 === 0) {
          state.goBack()
          expect(state.copy()).toEqual(kept.rounds)
          expect(state.total()).toBeCloseTo(kept.total, 9)
        } else if (draw % 7 === 0) {
          const before = state.total()
          state.turnChanged()
          if (!given.balance) expect(state.total()).toBeLessThanOrEqual(before + 1e-9)
        } else if (draw % 5 === 0) {
          state.keep()
          kept = { rounds: state.copy(), total: state.total() }
        } else if (state.roundOf[task]! >= 0) state.remove(task)
        else {
          const beside = [...state.roundOf.keys()].filter((node) => node < tasks && state.roundOf[node]! >= 0)
          const node = beside[draw % Math.max(1, beside.length)]
          const fresh = node === undefined || draw % 3 === 0
          const behind = fresh ? state.freshHead() : draw % 2 === 0 ? node : state.previous[node]!
          const gap = state.total()
          const round = state.roundOf[behind]!
          const [way, last, next] = [task * modes, state.wayOf[behind]!, state.wayOf[state.next[behind]!]!]
          const more =
            step[last * ways + way]! +
            step[way * ways + next]! -
            step[last * ways + next]! +
            given.service[task]!
          const off = given.balance && !fresh ? state.offBalance(round, more) : 0
          state.insert(task, behind, way)
          if (!fresh) expect(state.total()).toBeCloseTo(gap + more + off, 9)
        }
        const rounds = state.copy()
        expect(state.total()).toBeCloseTo(costsOf(given, rounds).total, 6)
        expect(state.rounds()).toBe(rounds.length)
        for (const round of rounds) {
          const at = state.roundOf[round.tasks[0]!]!
          expect(state.load[at]).toBe(round.tasks.reduce((sum, each) => sum + given.load[each]!, 0))
          expect(state.size[at]).toBe(round.tasks.length)
        }
      }
    }),
  )
})

test('tasks are turned so that their order costs least', () => {
  fc.assert(
    fc.property(problem, (given) => {
      const steps = stepsOf(given)
      const state = roundState(given, steps)
      let behind = state.freshHead()
      for (let task = 0; task < tasks; task++) {
        state.insert(task, behind, task * steps.modes)
        behind = task
      }
      state.turnChanged()
      const order = Int32Array.from({ length: tasks }, (_, task) => task)
      let least = Infinity
      for (let mask = 0; mask < 1 << tasks; mask++) {
        const backwards = Uint8Array.from(order, (task) => (mask >> task) & 1)
        if (backwards.some((turned, task) => turned > given.twoWay[task]!)) continue
        const { ways } = costsOf(given, [{ tasks: order, backwards }])
        least = Math.min(least, ways)
      }
      const [round] = state.copy()
      expect(round!.tasks).toEqual(order)
      expect(costsOf(given, [round!]).ways).toBe(least)
    }),
  )
})

test('the nearest tasks are those with the least way between any of their ends', () => {
  const given = {
    places: 4,
    between: Float64Array.of(0, 9, 5, 3, 9, 0, 7, 1, 5, 7, 0, 8, 2, 1, 8, 0),
    from: Int32Array.of(0, 1, 2, 3),
    to: Int32Array.of(0, 1, 2, 3),
    service: new Float64Array(4),
    load: new Float64Array(4),
    capacity: 1,
    begin: null,
    end: null,
    perRound: 0,
    balance: null,
  }
  for (const twoWay of [0, 1]) {
    const steps = stepsOf({ ...given, twoWay: new Uint8Array(4).fill(twoWay) })
    expect(steps.modes).toBe(1 + twoWay)
    expect(nearestTasks(4, steps, 2)).toEqual({ width: 2, near: Int32Array.of(3, 2, 3, 2, 0, 1, 1, 0) })
    expect(nearestTasks(4, steps, 9).width).toBe(3)
  }
  const ends = { ...given, from: Int32Array.of(0, 1), to: Int32Array.of(2, 3), twoWay: Uint8Array.of(0, 1) }
  const pair = { ...ends, load: new Float64Array(2), service: new Float64Array(2) }
  expect(stepsOf(pair).step.slice(0, 4)).toEqual(Float64Array.of(5, 0, 7, 8))
})
