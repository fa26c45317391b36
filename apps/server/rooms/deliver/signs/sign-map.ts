import { clipLine, simplerLine, type Box, type Line } from '../../../places/clip-line.ts'
import { decodeLine, decodeWkb } from '../../../places/wkb.ts'

type Point = { easting: number; northing: number }

/** A sign on a map; its number is that of its row in the table. */
export type SignToDraw = Point & { number: number; isStanding: boolean }

/** A map as SVG in its own units: `west`, `north` and `scale` (units to a metre) tell where a point of it is. */
export type SignMap = {
  width: number
  height: number
  west: number
  north: number
  scale: number
  streets: string[]
  borders: string[]
  signs: { number: number; isStanding: boolean; x: number; y: number }[]
}

const widest = 900
const highest = 640
/** So far beyond the outlines the map goes, metres. */
const margin = 30

const ringsOf = (outlines: readonly Buffer[]): Float64Array[] =>
  outlines.flatMap((boundary) => decodeWkb(boundary).flat())

/** What outlines lie between, and a margin; undefined for none. */
export const boxOfOutlines = (outlines: readonly Buffer[]): Box | undefined => {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const ring of ringsOf(outlines))
    for (let at = 0; at < ring.length; at += 2) {
      box.west = Math.min(box.west, ring[at]!)
      box.east = Math.max(box.east, ring[at]!)
      box.south = Math.min(box.south, ring[at + 1]!)
      box.north = Math.max(box.north, ring[at + 1]!)
    }
  if (box.west > box.east) return undefined
  return {
    west: Math.floor(box.west) - margin,
    south: Math.floor(box.south) - margin,
    east: Math.ceil(box.east) + margin,
    north: Math.ceil(box.north) + margin,
  }
}

const round = (value: number): number => Number(value.toFixed(1))

/** Signs within outlines, on the streets around them. */
export const mapOfSigns = (
  box: Box,
  {
    outlines,
    streets,
    signs,
  }: { outlines: readonly Buffer[]; streets: readonly Buffer[]; signs: readonly SignToDraw[] },
): SignMap => {
  const scale = Math.min(widest / (box.east - box.west), highest / (box.north - box.south))
  const x = (easting: number): number => round((easting - box.west) * scale)
  const y = (northing: number): number => round((box.north - northing) * scale)
  const pathOf = (line: Line): string =>
    Array.from(
      { length: line.length / 2 },
      (_, at) => `${at === 0 ? 'M' : 'L'}${x(line[2 * at]!)} ${y(line[2 * at + 1]!)}`,
    ).join('')
  return {
    width: Math.ceil((box.east - box.west) * scale),
    height: Math.ceil((box.north - box.south) * scale),
    west: box.west,
    north: box.north,
    scale,
    streets: streets.flatMap((line) =>
      clipLine([...decodeLine(line)], box).map((piece) => pathOf(simplerLine(piece, 1))),
    ),
    borders: ringsOf(outlines).map((ring) => `${pathOf(simplerLine([...ring], 1))}Z`),
    signs: signs.map(({ number, isStanding, easting, northing }) => ({
      number,
      isStanding,
      x: x(easting),
      y: y(northing),
    })),
  }
}
