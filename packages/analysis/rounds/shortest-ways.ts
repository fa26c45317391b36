import FlatQueue from 'flatqueue'

/** Streets between places, each the same both ways: where it begins and ends, and what it costs to go along it. */
export type Streets = {
  readonly places: number
  readonly from: Int32Array
  readonly to: Int32Array
  readonly cost: Float64Array
}

export type ShortestWays = {
  /** Cost of the cheapest way from place a to place b, `between[a * places + b]`; Infinity where there is none. */
  readonly between: Float64Array
  /** Streets of that way, in order from a to b. */
  readonly streetsOf: (a: number, b: number) => number[]
}

/** Errors: RangeError for streets that end nowhere or whose cost is no number from 0. */
const checkStreets = ({ places, from, to, cost }: Streets): void => {
  if (from.length !== to.length || from.length !== cost.length) {
    throw new RangeError(`${from.length} streets have ${to.length} ends and ${cost.length} costs`)
  }
  for (const place of [...from, ...to]) {
    if (place < 0 || place >= places) throw new RangeError(`place ${place} is not one of ${places}`)
  }
  const wrong = cost.findIndex((value) => !(value >= 0 && value < Infinity))
  if (wrong >= 0) throw new RangeError(`street ${wrong} costs ${cost[wrong]}`)
}

/** The cheapest ways between all places: Dijkstra's algorithm (1959) from each of them. Errors: RangeError. */
export const shortestWays = (streets: Streets): ShortestWays => {
  checkStreets(streets)
  const { places, from, to, cost } = streets
  const at: number[][] = Array.from({ length: places }, () => [])
  for (let street = 0; street < cost.length; street++) {
    at[from[street]!]!.push(street)
    at[to[street]!]!.push(street)
  }
  const between = new Float64Array(places * places).fill(Infinity)
  /** The last street of each way; −1 from a place to itself. */
  const last = new Int32Array(places * places).fill(-1)
  const queue = new FlatQueue<number>()
  for (let start = 0; start < places; start++) {
    const row = start * places
    between[row + start] = 0
    queue.push(start, 0)
    for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
      for (const street of at[place]!) {
        const other = from[street] === place ? to[street]! : from[street]!
        const there = between[row + place]! + cost[street]!
        if (there >= between[row + other]!) continue
        between[row + other] = there
        last[row + other] = street
        queue.push(other, there)
      }
    }
  }
  const streetsOf = (a: number, b: number): number[] => {
    const way: number[] = []
    for (let place = b; place !== a;) {
      const street = last[a * places + place]!
      if (street < 0) throw new RangeError(`there is no way from place ${a} to place ${b}`)
      way.push(street)
      place = from[street] === place ? to[street]! : from[street]!
    }
    return way.toReversed()
  }
  return { between, streetsOf }
}
