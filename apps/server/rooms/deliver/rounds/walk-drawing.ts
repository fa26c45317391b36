import { clipLine, simplerLine, type Box } from '../../../places/clip-line.ts'
import type { Surroundings } from '../../../places/streets-near.ts'
import { decodeLine } from '../../../places/wkb.ts'

type Place = { easting: number; northing: number }

/** A walk with its number, its doors in order. */
export type WalkToDraw = { number: number; doors: readonly Place[] }

/** A map of walks as SVG: lines as `d` of a path, in its own units; `name` of a street where it is to be read. */
export type WalkDrawing = {
  width: number
  height: number
  streets: string[]
  names: { name: string; x: number; y: number }[]
  walks: {
    number: number
    line: string
    pattern: number
    doors: { x: number; y: number }[]
    begin: { x: number; y: number }
    end: { x: number; y: number }
  }[]
}

/** So far beyond the outermost doors the map goes, metres. */
const margin = 60
const widest = 900
const highest = 640
/** Ways of drawing a line that are told apart without colour. */
const patterns = 6

const boxOf = (places: readonly Place[]): Box => ({
  west: Math.min(...places.map(({ easting }) => easting)) - margin,
  east: Math.max(...places.map(({ easting }) => easting)) + margin,
  south: Math.min(...places.map(({ northing }) => northing)) - margin,
  north: Math.max(...places.map(({ northing }) => northing)) + margin,
})

/** To a tenth of the map's units. */
const round = (value: number): number => Number(value.toFixed(1))

/** Corners of a line as the `d` of a path. */
const lineOf = (corners: readonly (readonly [number, number])[]): string =>
  corners.map(([across, down], at) => `${at === 0 ? 'M' : 'L'}${across} ${down}`).join('')

/** Draws walks from door to door on the streets around them. `withNames`: streets are named, once each. */
export const drawWalks = (
  walks: readonly WalkToDraw[],
  streets: Surroundings['streets'],
  { withNames }: { withNames: boolean },
): WalkDrawing | undefined => {
  const places = walks.flatMap(({ doors }) => doors)
  if (places.length === 0) return undefined
  const box = boxOf(places)
  const scale = Math.min(widest / (box.east - box.west), highest / (box.north - box.south))
  const x = (easting: number): number => round((easting - box.west) * scale)
  const y = (northing: number): number => round((box.north - northing) * scale)
  const pieces = streets.flatMap(({ name, line }) =>
    clipLine([...decodeLine(line)], box).map((piece) => ({ name, line: simplerLine(piece, 1) })),
  )
  const names = new Map<string, { name: string; x: number; y: number; length: number }>()
  for (const { name, line } of withNames ? pieces : []) {
    const length = Math.hypot(line.at(-2)! - line[0]!, line.at(-1)! - line[1]!)
    if (name === null || length < (names.get(name)?.length ?? 60)) continue
    const middle = { x: x((line[0]! + line.at(-2)!) / 2), y: y((line[1]! + line.at(-1)!) / 2) }
    names.set(name, { name, ...middle, length })
  }
  return {
    width: Math.ceil((box.east - box.west) * scale),
    height: Math.ceil((box.north - box.south) * scale),
    streets: pieces.map(({ line }) =>
      lineOf(
        Array.from({ length: line.length / 2 }, (_, at) => [x(line[2 * at]!), y(line[2 * at + 1]!)] as const),
      ),
    ),
    names: [...names.values()].map(({ name, ...at }) => ({ name, x: at.x, y: at.y })),
    walks: walks.map(({ number, doors }, at) => {
      const own = doors.map(({ easting, northing }) => ({ x: x(easting), y: y(northing) }))
      return {
        number,
        line: lineOf(own.map((door) => [door.x, door.y])),
        pattern: at % patterns,
        doors: own,
        begin: own[0]!,
        end: own.at(-1)!,
      }
    }),
  }
}
