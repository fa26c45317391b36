import type { StreetPieces } from '../../displacement/street-network.ts'
import { cutBy, type BarrierLines } from './barriers.ts'
import { doorSpots } from './door-spots.ts'
import type { StreetHome } from './faces.ts'
import { pavements, type Pavements, type Spot } from './pavements.ts'
import type { RoundWishes } from './round-wishes.ts'
import { streetGraph, type StreetGraph, type WalkedPieces } from './street-graph.ts'
import { streetsOfDoors } from './streets-of-doors.ts'

/** What is loaded of an area: streets, none where there are none, and what nobody is sent across. */
export type LoadedStreets = { readonly pieces: WalkedPieces; readonly barriers: BarrierLines }

/** Homes where they stand on streets, and ways between them. */
export type StreetsGround = {
  readonly graph: StreetGraph
  readonly spots: readonly Spot[]
  readonly pavements: Pavements
}

const joined = (one: WalkedPieces, other: StreetPieces): WalkedPieces => {
  const both = (name: keyof StreetPieces): number[] => [...Array.from(one[name]), ...Array.from(other[name])]
  return {
    fromEasting: both('fromEasting'),
    fromNorthing: both('fromNorthing'),
    toEasting: both('toEasting'),
    toNorthing: both('toNorthing'),
    metres: both('metres'),
    crossable: Array.from(
      { length: one.metres.length + other.metres.length },
      (_, at) => one.crossable?.[at] ?? 1,
    ),
  }
}

/** Half of the street that a home is given where no street reaches it: a houseboat, or a home right on a barrier. */
const ownHalf = 1

/** Homes on no street get one for each place, which barriers do not cut and which nothing joins but a straight way. */
const withOwnStreets = (
  graph: StreetGraph,
  spots: readonly (Spot | null)[],
  homes: readonly StreetHome[],
): { graph: StreetGraph; spots: Spot[] } => {
  const links = [...graph.links]
  let { junctions } = graph
  const known = new Map<string, Spot>()
  const all = spots.map((spot, home) => {
    const { easting, northing } = homes[home]!
    const place = `${easting} ${northing}`
    const found = spot ?? known.get(place)
    if (found) return found
    links.push({
      from: junctions++,
      to: junctions++,
      line: Float64Array.of(easting - ownHalf, northing, easting + ownHalf, northing),
      metres: Float64Array.of(0, 2 * ownHalf),
      crossable: true,
    })
    const own = { link: links.length - 1, side: 0, along: ownHalf }
    known.set(place, own)
    return own
  })
  return { graph: { junctions, links }, spots: all }
}

/** Puts homes on the streets that are loaded; those near none on streets that are made from their own addresses. */
export const groundOf = (
  homes: readonly StreetHome[],
  { pieces, barriers }: LoadedStreets,
  wishes: RoundWishes,
): StreetsGround => {
  const isCut = cutBy(barriers)
  const loaded = streetGraph(pieces, isCut)
  const first = doorSpots(loaded, homes, isCut)
  const off = homes.filter((_, home) => first[home] === null)
  const more = off.length === 0 ? loaded : streetGraph(joined(pieces, streetsOfDoors(off, isCut)), isCut)
  const second = off.length === 0 ? first : doorSpots(more, homes, isCut)
  const { graph, spots } = withOwnStreets(more, second, homes)
  const used = new Set(spots.map(({ link }) => link))
  return { graph, spots, pavements: pavements(graph, used, wishes, barriers) }
}
