import { clipLine, simplerLine, type Box } from '../../../places/clip-line.ts'
import type { StreetExtent } from '../../../places/street-extents.ts'
import { decodeLine } from '../../../places/wkb.ts'
import { classesOf, widthOf, type MapClass } from './map-of-places.ts'

/** A street as it is drawn: a straight line through its homes, in the units of the map, and its number in the table. */
export type DrawnStreet = {
  x1: number
  y1: number
  x2: number
  y2: number
  shade: MapClass['name']
  label: { x: number; y: number; text: string; width: number }
}

export type StreetsMap = {
  width: number
  height: number
  /** Roads of the ground, as `d` of a path. */
  roads: string[]
  streets: DrawnStreet[]
  legend: MapClass[]
}

/** Width of a map in its own units, the most that it is high, and metres beyond the outermost street. */
const [mapWidth, mostHeight, margin] = [600, 560, 40]

/** To a tenth of the map's units. */
const round = (value: number): number => Number(value.toFixed(1))

/** Both ends of the line along which homes spread most: homes that are even along a line reach the root of three deviations. */
const endsOf = ({ easting, northing, across, up, both }: StreetExtent) => {
  const most = (across + up) / 2 + Math.hypot((across - up) / 2, both)
  const turn = Math.atan2(2 * both, across - up) / 2
  const half = Math.sqrt(3 * Math.max(0, most))
  const [east, north] = [half * Math.cos(turn), half * Math.sin(turn)]
  return [
    { easting: easting - east, northing: northing - north },
    { easting: easting + east, northing: northing + north },
  ] as const
}

const boxOf = (places: readonly { easting: number; northing: number }[]): Box => ({
  west: Math.min(...places.map(({ easting }) => easting)) - margin,
  east: Math.max(...places.map(({ easting }) => easting)) + margin,
  south: Math.min(...places.map(({ northing }) => northing)) - margin,
  north: Math.max(...places.map(({ northing }) => northing)) + margin,
})

/** What is to be read of the ground around streets; undefined where there is none. */
export const boxOfStreets = (extents: readonly StreetExtent[]): Box | undefined =>
  extents.length === 0 ? undefined : boxOf(extents.flatMap((each) => endsOf(each)))

/**
 * A map of streets by their share of protected homes, by the place of each in the table beside it. Undefined where the actor sees no home.
 * `shares`: of each row of the table, null where no home is counted.
 */
export const mapOfStreets = (
  extents: readonly StreetExtent[],
  shares: readonly (number | null)[],
  roads: readonly Buffer[],
  target: number,
): StreetsMap | undefined => {
  const box = boxOfStreets(extents)
  if (!box) return undefined
  const scale = Math.min(mapWidth / (box.east - box.west), mostHeight / (box.north - box.south))
  const x = (easting: number): number => round((easting - box.west) * scale)
  const y = (northing: number): number => round((box.north - northing) * scale)
  const classes = classesOf(target)
  const streets = extents.map((extent): DrawnStreet => {
    const [from, to] = endsOf(extent)
    const share = shares[extent.place - 1] ?? null
    const text = share === null ? String(extent.place) : `${extent.place}: ${Math.floor(100 * share)}%`
    return {
      x1: x(from.easting),
      y1: y(from.northing),
      x2: x(to.easting),
      y2: y(to.northing),
      shade: share === null ? 'none' : classes.find((each) => share >= each.from)!.name,
      label: { x: x(extent.easting), y: y(extent.northing), text, width: widthOf(text) },
    }
  })
  const shown = new Set(streets.map(({ shade }) => shade))
  return {
    width: Math.ceil((box.east - box.west) * scale),
    height: Math.ceil((box.north - box.south) * scale),
    roads: roads.flatMap((line) =>
      clipLine([...decodeLine(line)], box).map((piece) => {
        const corners = simplerLine(piece, 1)
        return Array.from(
          { length: corners.length / 2 },
          (_, at) => `${at === 0 ? 'M' : 'L'}${x(corners[2 * at]!)} ${y(corners[2 * at + 1]!)}`,
        ).join('')
      }),
    ),
    streets,
    legend: [
      ...classes.map(({ name, words }) => ({ name, words })),
      { name: 'none' as const, words: 'no homes counted' },
    ].filter(({ name }) => shown.has(name)),
  }
}
