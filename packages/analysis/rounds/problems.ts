import { shortestWays, type Streets } from './shortest-ways.ts'
import type { RoutingProblem } from './routing-problem.ts'

/** Places to visit from a depot and back. Ways need not cost the same both ways; the load of the depot does not count. */
export type Visits = {
  readonly places: number
  /** Cost from place a to place b, `between[a * places + b]`. */
  readonly between: Float64Array
  readonly depot: number
  readonly load: Float64Array
  readonly capacity: number
}

/**
 * Capacitated vehicle routing: every place but the depot is a task. Without a capacity it is the travelling salesman's
 * problem, with one round, because a second costs more than all ways together.
 */
export const visitsProblem = ({ places, between, depot, load, capacity }: Visits): RoutingProblem => {
  const visited = Int32Array.from({ length: places }, (_, place) => place).filter((place) => place !== depot)
  return {
    places,
    between,
    from: visited,
    to: visited,
    twoWay: new Uint8Array(visited.length),
    service: new Float64Array(visited.length),
    load: Float64Array.from(visited, (place) => load[place]!),
    capacity,
    begin: depot,
    end: depot,
    perRound: capacity === Infinity ? between.reduce((sum, cost) => sum + cost, 1) : 0,
    balance: null,
  }
}

/**
 * Capacitated arc routing: the tasks are the streets with a load, in the order of the streets, each to be gone along
 * once, either way, in rounds from a depot and back. Errors: RangeError where there is no way between two of them.
 */
export const streetsProblem = (
  streets: Streets,
  { load, capacity, depot }: { load: Float64Array; capacity: number; depot: number },
): RoutingProblem => {
  const tasks = Int32Array.from(streets.cost.keys()).filter((street) => load[street]! > 0)
  const ends = [...tasks].flatMap((street) => [streets.from[street]!, streets.to[street]!])
  const used = [...new Set([depot, ...ends])]
  const order = new Map(used.map((place, at) => [place, at]))
  const { between } = shortestWays(streets)
  const ways = used.flatMap((a) =>
    used.map((b) => {
      const cost = between[a * streets.places + b]!
      if (cost === Infinity) throw new RangeError(`there is no way from place ${a} to place ${b}`)
      return cost
    }),
  )
  return {
    places: used.length,
    between: Float64Array.from(ways),
    from: tasks.map((street) => order.get(streets.from[street]!)!),
    to: tasks.map((street) => order.get(streets.to[street]!)!),
    twoWay: new Uint8Array(tasks.length).fill(1),
    service: Float64Array.from(tasks, (street) => streets.cost[street]!),
    load: Float64Array.from(tasks, (street) => load[street]!),
    capacity,
    begin: 0,
    end: 0,
    perRound: 0,
    balance: null,
  }
}
