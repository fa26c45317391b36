import { doorSpots } from '@mettrace/analysis/rounds/streets/door-spots'
import type { StreetHome } from '@mettrace/analysis/rounds/streets/faces'
import type { StreetGraph } from '@mettrace/analysis/rounds/streets/street-graph'

/** Doors on both sides of every street, as far apart and as far from its middle, metres; expected minutes at each. */
const everyMetres = 9
const beside = 8
const minutes = 6

/**
 * The `most` doors nearest to a place along the streets there: odd numbers on the left, even ones on the right. None
 * stands on another street, or between the two carriageways of its own.
 */
export const doorsAlong = (
  graph: StreetGraph,
  { easting, northing, most }: { easting: number; northing: number; most: number },
): StreetHome[] => {
  const doors: (StreetHome & { away: number })[] = []
  for (const [link, { line, metres }] of graph.links.entries()) {
    let corner = 1
    for (let along = everyMetres / 2; along < metres.at(-1)!; along += everyMetres) {
      while (metres[corner]! < along) corner++
      const [x, y, toX, toY] = line.subarray(2 * corner - 2, 2 * corner + 2) as unknown as [
        number,
        number,
        number,
        number,
      ]
      const length = Math.hypot(toX - x, toY - y)
      const share = (along - metres[corner - 1]!) / (metres[corner]! - metres[corner - 1]!)
      for (const side of [1, -1]) {
        const place = {
          easting: x + share * (toX - x) - (side * beside * (toY - y)) / length,
          northing: y + share * (toY - y) + (side * beside * (toX - x)) / length,
        }
        doors.push({
          ...place,
          street: `street ${link}`,
          number: String(2 * Math.floor(along / everyMetres) + (side === 1 ? 1 : 2)),
          core: null,
          floor: null,
          flat: null,
          minutes,
          away: Math.hypot(place.easting - easting, place.northing - northing),
        })
      }
    }
  }
  const nearest = doors.toSorted((a, b) => a.away - b.away)
  const spots = doorSpots(graph, nearest, () => false)
  return nearest.filter((door, at) => door.street === `street ${spots[at]!.link}`).slice(0, most)
}
