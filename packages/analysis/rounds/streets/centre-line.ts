import { shortestWays } from '../shortest-ways.ts'
import { solveRounds, type Search } from '../solve-rounds.ts'
import type { StreetHome } from './faces.ts'
import type { Spot } from './pavements.ts'
import type { RoundWishes } from './round-wishes.ts'
import { searchParts } from './search-parts.ts'
import { sharedByPlace } from './shared-by-place.ts'
import { joinedFaces, roundsProblem, stopsOf } from './street-rounds.ts'
import type { StreetsGround } from './streets-ground.ts'
import { walkedRounds, type StreetRounds } from './walked-rounds.ts'

/** Farther than any way on foot, minutes: where the loaded streets do not join two places, none is preferred. */
const notJoined = 1000

/** Minutes between places on the middle of streets, which have no sides. */
const centreLineMinutes = (
  { graph: { junctions, links } }: StreetsGround,
  { metresPerMinute }: RoundWishes,
): ((spots: readonly Spot[]) => Float64Array) => {
  const { between } = shortestWays({
    places: junctions,
    from: Int32Array.from(links, ({ from }) => from),
    to: Int32Array.from(links, ({ to }) => to),
    cost: Float64Array.from(links, ({ metres }) => metres.at(-1)! / metresPerMinute),
  })
  return (spots) => {
    const on = spots.map(({ link, along }) => {
      const { from, to, metres } = links[link]!
      const after = along / metresPerMinute
      return { link, from, to, after, before: metres.at(-1)! / metresPerMinute - after }
    })
    const ways = on.flatMap((a) =>
      on.map((b) =>
        Math.min(
          a.link === b.link ? Math.abs(a.after - b.after) : notJoined,
          a.after + between[a.from * junctions + b.from]! + b.after,
          a.after + between[a.from * junctions + b.to]! + b.before,
          a.before + between[a.to * junctions + b.from]! + b.after,
          a.before + between[a.to * junctions + b.to]! + b.before,
        ),
      ),
    )
    return Float64Array.from(ways)
  }
}

/**
 * What rounds come to where doors are points on the middle of the road, as programs for routing vehicles have them: the
 * same homes, wishes and search, each entrance a task of its own, and what is found walked on the pavements.
 */
export const centreLineRounds = (
  homes: readonly StreetHome[],
  ground: StreetsGround,
  wishes: RoundWishes,
  search: Search,
): StreetRounds => {
  const costs = centreLineMinutes(ground, wishes)
  const groups = joinedFaces(homes, ground, wishes).map((faces) => faces.flat().map((stop) => [stop]))
  const all = groups.reduce((count, stops) => count + stops.length, 0)
  const searches = searchParts(
    search,
    groups.map(({ length }) => length / all),
  )
  const rounds = groups.flatMap((stops, group) => {
    const problem = roundsProblem(stops, costs, wishes)
    const from = { rounds: sharedByPlace(ground.graph, stops, problem), heat: 1 }
    const found = solveRounds(problem, { ...searches[group]!, from })
    return found.rounds.map((round) => ({ stops: stopsOf(stops, round), target: problem.balance.target }))
  })
  return walkedRounds(rounds, ground, wishes)
}
