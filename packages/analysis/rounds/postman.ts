import { closedWalk } from './closed-walk.ts'
import { perfectMatching } from './perfect-matching.ts'
import { streetsProblem } from './problems.ts'
import { shortestWays, type ShortestWays, type Streets } from './shortest-ways.ts'
import { solveRounds, type Search } from './solve-rounds.ts'

export type PostmanWalk = {
  /** Streets in the order in which they are gone along, ending where the first begins. */
  readonly walk: Int32Array
  readonly cost: number
  /** True where no walk can be cheaper; else it is the better of two good ones. */
  readonly exact: boolean
}

/** For each place a place that stands for all that some streets join with it. */
const joinedPlaces = ({ places, from, to }: Streets, streets: readonly number[]): Int32Array => {
  const above = Int32Array.from({ length: places }, (_, place) => place)
  const rootOf = (place: number): number => {
    let root = place
    while (above[root] !== root) root = above[root]!
    return root
  }
  for (const street of streets) above[rootOf(from[street]!)] = rootOf(to[street]!)
  return above.map((_, place) => rootOf(place))
}

/** Streets of the cheapest ways that join all pieces of some streets into one: Prim 1957. */
const joiningStreets = (streets: Streets, chosen: readonly number[], ways: ShortestWays): number[] => {
  const { places, from, to } = streets
  const piece = joinedPlaces(streets, chosen)
  const waiting = new Set(chosen.flatMap((street) => [from[street]!, to[street]!]))
  const joined: number[] = []
  const join = (which: number): void => {
    for (const place of waiting) {
      if (piece[place] !== which) continue
      waiting.delete(place)
      joined.push(place)
    }
  }
  join(piece[from[chosen[0]!]!]!)
  const added: number[] = []
  while (waiting.size > 0) {
    let [best, a, b] = [Infinity, -1, -1]
    for (const here of joined) {
      for (const there of waiting) {
        const cost = ways.between[here * places + there]!
        if (cost >= best) continue
        ;[best, a, b] = [cost, here, there]
      }
    }
    if (a < 0) throw new RangeError(`there is no way from place ${joined[0]} to place ${[...waiting][0]}`)
    added.push(...ways.streetsOf(a, b))
    join(piece[b]!)
  }
  return added
}

/** Streets of the cheapest ways between places where an odd number of some streets meets, two and two. */
const pairingStreets = (
  { places, from, to }: Streets,
  chosen: readonly number[],
  ways: ShortestWays,
): number[] => {
  const meeting = new Int32Array(places)
  for (const street of chosen) {
    meeting[from[street]!]!++
    meeting[to[street]!]!++
  }
  const odd = [...meeting.keys()].filter((place) => meeting[place]! % 2 === 1)
  const between = odd.flatMap((a) => odd.map((b) => ways.between[a * places + b]!))
  const partner = perfectMatching(odd.length, Float64Array.from(between))
  return odd.flatMap((place, at) => (partner[at]! > at ? ways.streetsOf(place, odd[partner[at]!]!) : []))
}

/**
 * The cheapest closed walk along all required streets, which may take the others and any of them again. Where the
 * required streets hang together it is exact: the places where an odd number of them meets are paired two and two at
 * least cost (Edmonds and Johnson 1973, "Matching, Euler tours and the Chinese postman", doi 10.1007/BF01580113). Where
 * they do not (the rural postman), it is the cheaper of two: pieces joined by a cheapest tree before pairing (Frederickson
 * 1979, doi 10.1145/322139.322150), and a round found by `solveRounds` with the streets as tasks.
 * Errors: RangeError where no street is required or no way leads between two of them.
 */
export const postmanWalk = (streets: Streets, required: Uint8Array, search: Search): PostmanWalk => {
  const chosen = [...required.keys()].filter((street) => required[street] === 1)
  if (chosen.length === 0) throw new RangeError('no street is required')
  const ways = shortestWays(streets)
  const joining = joiningStreets(streets, chosen, ways)
  const together = [...chosen, ...joining]
  const walks = [[...together, ...pairingStreets(streets, together, ways)]]
  const pieces = new Set(chosen.map((street) => joinedPlaces(streets, chosen)[streets.from[street]!]))
  if (pieces.size > 1) {
    const depot = streets.from[chosen[0]!]!
    const load = Float64Array.from(required)
    const { rounds } = solveRounds(streetsProblem(streets, { load, capacity: Infinity, depot }), search)
    walks.push(
      rounds.flatMap(({ tasks, backwards }) => {
        let at = depot
        const walk: number[] = []
        for (const [order, task] of tasks.entries()) {
          const street = chosen[task]!
          const ends = [streets.from[street]!, streets.to[street]!] as const
          const [first, last] = backwards[order] === 1 ? [ends[1], ends[0]] : ends
          walk.push(...ways.streetsOf(at, first), street)
          at = last
        }
        walk.push(...ways.streetsOf(at, depot))
        return walk
      }),
    )
  }
  const costOf = (walk: readonly number[]): number =>
    walk.reduce((sum, street) => sum + streets.cost[street]!, 0)
  const [best] = walks.toSorted((a, b) => costOf(a) - costOf(b))
  return { walk: closedWalk(streets, best!), cost: costOf(best!), exact: pieces.size === 1 }
}
