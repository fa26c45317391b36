/**
 * Tasks to be shared among rounds. A task begins at one place and ends at another: a customer is a task whose two places
 * are one, a street is one that may be done either way. All costs are minutes, or whatever unit an instance has.
 */
export type RoutingProblem = {
  readonly places: number
  /** Cost of the way from place a to place b, `between[a * places + b]`; ways need not cost the same both ways. */
  readonly between: Float64Array
  /** Place where each task begins, and where it ends. */
  readonly from: Int32Array
  readonly to: Int32Array
  /** 1 where a task may also be done from its end to its beginning, else 0. */
  readonly twoWay: Uint8Array
  /** Cost of doing each task, the same either way. */
  readonly service: Float64Array
  readonly load: Float64Array
  /** The most load of a round. */
  readonly capacity: number
  /** Where every round begins, and where it ends; null for wherever its first task begins, its last task ends. */
  readonly begin: number | null
  readonly end: number | null
  /** Cost of a round for being one. */
  readonly perRound: number
  /**
   * `weight` for each unit by which a round's ways and tasks together differ from `target`; null for none. A weight is at
   * most 1: beyond it, going astray would pay.
   */
  readonly balance: { readonly target: number; readonly weight: number } | null
}

/** Tasks in the order in which they are done, and 1 where one is done from its end to its beginning. */
export type Round = { readonly tasks: Int32Array; readonly backwards: Uint8Array }

/** What the objective is made of; `total` is the sum of the others. */
export type Costs = { ways: number; service: number; rounds: number; balance: number; total: number }

/** Errors: RangeError for lengths that differ, places that are not there, and costs or loads that are no numbers from 0. */
export const checkProblem = (problem: RoutingProblem): void => {
  const { places, between, from, to, twoWay, service, load, capacity, begin, end, perRound, balance } =
    problem
  const tasks = from.length
  if (between.length !== places * places) {
    throw new RangeError(
      `${places} places need ${places * places} costs between them, found ${between.length}`,
    )
  }
  for (const [name, { length }] of Object.entries({ to, twoWay, service, load })) {
    if (length !== tasks)
      throw new RangeError(`${name} must have a value for each of ${tasks} tasks, found ${length}`)
  }
  for (const place of [...from, ...to, begin ?? 0, end ?? 0]) {
    if (place < 0 || place >= Math.max(places, 1)) {
      throw new RangeError(`place ${place} is not one of ${places}`)
    }
  }
  const amounts = { between, service, perRound: [perRound], target: [balance?.target ?? 0] }
  for (const [name, values] of Object.entries({ ...amounts, weight: [balance?.weight ?? 0] })) {
    const wrong = values.find((value) => !(value >= 0 && value < Infinity))
    if (wrong !== undefined) throw new RangeError(`${name} must be numbers from 0, found ${wrong}`)
  }
  if (balance && balance.weight > 1) throw new RangeError(`weight must be at most 1, found ${balance.weight}`)
  const wrong = load.findIndex((value) => !(value >= 0 && value <= capacity))
  if (wrong >= 0)
    throw new RangeError(`task ${wrong} is a load of ${load[wrong]}, and a round takes ${capacity}`)
}

/** What some rounds cost, added up from nothing. */
export const costsOf = (problem: RoutingProblem, rounds: readonly Round[]): Costs => {
  const { places, between, from, to, service, begin, end, perRound, balance } = problem
  const costs: Costs = { ways: 0, service: 0, rounds: rounds.length * perRound, balance: 0, total: 0 }
  for (const { tasks, backwards } of rounds) {
    let [ways, work, at] = [0, 0, begin]
    for (const [order, task] of tasks.entries()) {
      const turned = backwards[order] === 1
      const first = turned ? to[task]! : from[task]!
      if (at !== null) ways += between[at * places + first]!
      work += service[task]!
      at = turned ? from[task]! : to[task]!
    }
    if (at !== null && end !== null) ways += between[at * places + end]!
    costs.ways += ways
    costs.service += work
    if (balance) costs.balance += balance.weight * Math.abs(ways + work - balance.target)
  }
  costs.total = costs.ways + costs.service + costs.rounds + costs.balance
  return costs
}
