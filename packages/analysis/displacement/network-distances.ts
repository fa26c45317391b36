import FlatQueue from 'flatqueue'
import { centroidDistances } from './distances.ts'
import type { Meeting, StreetNetwork } from './street-network.ts'

/**
 * Metres along the streets from each corner to the nearest of the meetings, up to `reach` and Infinity beyond: Dijkstra's
 * algorithm (1959) from all of them at once.
 */
const fromMeetings = (
  { corners, from, to, metres, start, at }: StreetNetwork,
  meetings: readonly Meeting[],
  reach: number,
): Float64Array => {
  const distances = new Float64Array(corners).fill(Infinity)
  const queue = new FlatQueue<number>()
  const offer = (corner: number, distance: number): void => {
    if (distance > reach || distance >= distances[corner]!) return
    distances[corner] = distance
    queue.push(corner, distance)
  }
  for (const { piece, along, off } of meetings) {
    offer(from[piece]!, off + along)
    offer(to[piece]!, off + metres[piece]! - along)
  }
  for (;;) {
    const distance = queue.peekValue()
    const corner = queue.pop()
    if (distance === undefined || corner === undefined) return distances
    if (distance > distances[corner]!) continue
    for (let row = start[corner]!; row < start[corner + 1]!; row++) {
      const piece = at[row]!
      const other = from[piece] === corner ? to[piece]! : from[piece]!
      offer(other, distance + metres[piece]!)
    }
  }
}

/** Metres from each meeting to the nearest of `sources` along the streets, where that is within `reach`. */
const alongStreets = (
  network: StreetNetwork,
  meetings: readonly Meeting[],
  sources: readonly Meeting[],
  reach: number,
): Float64Array => {
  const { from, to, metres } = network
  const corners = fromMeetings(network, sources, reach)
  const onPiece = Map.groupBy(sources, ({ piece }) => piece)
  return Float64Array.from(meetings, ({ piece, along, off }) => {
    if (piece < 0) return Infinity
    const around = Math.min(corners[from[piece]!]! + along, corners[to[piece]!]! + metres[piece]! - along)
    const beside = (onPiece.get(piece) ?? []).map((source) => source.off + Math.abs(source.along - along))
    const least = off + Math.min(around, ...beside)
    return least <= reach ? least : Infinity
  })
}

/**
 * Metres from each point to the nearest of those marked by way of the streets, straight to the nearest street at both
 * ends: 0 for a marked one, Infinity beyond `reach`, NaN where it cannot be told. No way along streets is shorter than
 * the straight line, so a point off the network that is farther than `reach` by straight line is beyond; a nearer one
 * cannot be told, and no more can one that has a marked point off the network nearer to it than the way that was found.
 */
export const networkDistances = (
  network: StreetNetwork,
  easting: ArrayLike<number>,
  northing: ArrayLike<number>,
  marked: ArrayLike<number>,
  reach: number,
): Float64Array => {
  const meetings = Array.from({ length: easting.length }, (_, at) =>
    network.meet(easting[at]!, northing[at]!),
  )
  const isOn = (at: number): boolean => meetings[at]!.piece >= 0
  const sources = meetings.filter(({ piece }, at) => marked[at]! > 0 && piece >= 0)
  const along = alongStreets(network, meetings, sources, reach)
  const straight = centroidDistances(easting, northing, marked)
  const toOffNetwork = centroidDistances(
    easting,
    northing,
    meetings.map((_, at) => (marked[at]! > 0 && !isOn(at) ? 1 : 0)),
  )
  return along.map((way, at) => {
    if (marked[at]! > 0) return 0
    const unseen = isOn(at) ? toOffNetwork[at]! : straight[at]!
    if (way <= unseen) return way
    return unseen > reach ? Infinity : NaN
  })
}
