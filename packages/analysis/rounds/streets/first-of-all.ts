import type { Stop } from './faces.ts'
import type { Pavements } from './pavements.ts'

/** Minutes of the ways between stops, in their order. */
const minutesOf = (stops: readonly Stop[], way: Pavements['way']): number =>
  stops.slice(1).reduce((sum, { spot }, at) => sum + way(stops[at]!.spot, spot).minutes, 0)

/**
 * A round whose homes that come first of all are walked first: these in the order of the walk, then the others in theirs, each
 * part whichever way round is the shorter walk. Flats behind one entrance come first together.
 */
export const firstOfAll = (
  stops: readonly Stop[],
  comesFirst: (home: number) => boolean,
  way: Pavements['way'],
): readonly Stop[] => {
  const first = stops.filter(({ homes }) => homes.some(comesFirst))
  if (first.length === 0) return stops
  const rest = stops.filter((stop) => !first.includes(stop))
  const ways = [first, first.toReversed()].flatMap((one) =>
    [rest, rest.toReversed()].map((other) => one.concat(other)),
  )
  return ways.reduce((best, each) => (minutesOf(each, way) < minutesOf(best, way) ? each : best))
}
