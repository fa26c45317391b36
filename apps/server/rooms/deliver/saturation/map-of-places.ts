import type { NamedOutline } from '../../../places/outlines.ts'
import { decodeWkb, type MultiPolygon } from '../../../places/wkb.ts'
import { targetInWords } from './place-words.ts'

/** How far an area is, in classes that a pattern stands for. */
export type MapClass = { name: 'reached' | 'near' | 'half' | 'low' | 'none'; words: string }

/** An area as it is drawn: path in the units of the map, and a label where there is room for it. */
export type DrawnArea = {
  path: string
  shade: MapClass['name']
  label: { x: number; y: number; text: string; width: number } | undefined
}

export type DrawnMap = { width: number; height: number; areas: DrawnArea[]; legend: MapClass[] }

/** Width of a map in its own units, and the most that it is high. */
const [mapWidth, mostHeight, margin] = [600, 560, 6]
/** Points of an outline nearer than this are one, in units of the map: nobody sees less. */
const nearest = 0.7
const [letter, labelHeight] = [7, 18]
/** Width of a label, in units of the map. */
export const widthOf = (text: string): number => letter * text.length + 8

/** Classes of shares up to a target, the highest first. */
export const classesOf = (target: number): (MapClass & { from: number })[] => [
  { name: 'reached', words: `${targetInWords(target)} or more`, from: target },
  ...[
    { name: 'near' as const, from: 0.7 },
    { name: 'half' as const, from: 0.4 },
    { name: 'low' as const, from: 0 },
  ]
    .filter(({ from }) => from < target)
    .map(({ name, from }, at, all) => {
      const to = targetInWords(at === 0 ? target : all[at - 1]!.from)
      return { name, from, words: from === 0 ? `below ${to}` : `${targetInWords(from)} to ${to}` }
    }),
]

/** Metres that outlines lie between. */
type Bounds = { west: number; south: number; east: number; north: number }

const boundsOf = (shapes: readonly MultiPolygon[]): Bounds => {
  const bounds = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const ring of shapes.flat(2))
    for (let at = 0; at < ring.length; at += 2) {
      bounds.west = Math.min(bounds.west, ring[at]!)
      bounds.east = Math.max(bounds.east, ring[at]!)
      bounds.south = Math.min(bounds.south, ring[at + 1]!)
      bounds.north = Math.max(bounds.north, ring[at + 1]!)
    }
  return bounds
}

type Scale = {
  x: (easting: number) => number
  y: (northing: number) => number
  /** Units of the map to a metre. */
  metre: number
  height: number
}

const scaleOf = (shapes: readonly MultiPolygon[]): Scale => {
  const { west, south, east, north } = boundsOf(shapes)
  const [across, up] = [Math.max(1, east - west), Math.max(1, north - south)]
  const metre = Math.min((mapWidth - 2 * margin) / across, (mostHeight - 2 * margin) / up)
  const side = (mapWidth - metre * across) / 2
  return {
    metre,
    height: Math.ceil(metre * up + 2 * margin),
    x: (easting) => side + (easting - west) * metre,
    y: (northing) => margin + (north - northing) * metre,
  }
}

const ringPath = (ring: Float64Array, { x, y }: Scale): string => {
  const points: string[] = []
  let last: [number, number] | undefined
  for (let at = 0; at < ring.length; at += 2) {
    const point: [number, number] = [x(ring[at]!), y(ring[at + 1]!)]
    if (last && Math.hypot(point[0] - last[0], point[1] - last[1]) < nearest) continue
    last = point
    points.push(`${point[0].toFixed(1)} ${point[1].toFixed(1)}`)
  }
  return points.length < 3 ? '' : `M${points.join('L')}Z`
}

/** The longest of some texts that an outline has room for. */
const fitting = (texts: readonly string[], shape: MultiPolygon, { metre }: Scale): string | undefined => {
  const { west, south, east, north } = boundsOf([shape])
  return texts.find((text) => widthOf(text) < (east - west) * metre && labelHeight < (north - south) * metre)
}

const labelOf = (text: string, { easting, northing }: NamedOutline, { x, y }: Scale): DrawnArea['label'] => ({
  x: Number(x(easting).toFixed(1)),
  y: Number(y(northing).toFixed(1)),
  text,
  width: widthOf(text),
})

/** A part of a place with its outline; its number is that of its row in the table beside the map. */
export type MappedPart = { number: number; share: number | null; outline: NamedOutline }

/** A map of areas by their share of protected homes. Undefined where no outline is known. */
export const mapOfPlaces = (parts: readonly MappedPart[], target: number): DrawnMap | undefined => {
  const shapes = parts.map(({ outline }) => decodeWkb(outline.boundary))
  if (shapes.length === 0) return undefined
  const scale = scaleOf(shapes)
  const classes = classesOf(target)
  const areas = parts.map(({ number, share, outline }, at): DrawnArea => {
    const shape = shapes[at]!
    const known = share === null ? [] : [`${number}: ${Math.floor(100 * share)}%`]
    const text = fitting([...known, String(number)], shape, scale)
    return {
      path: shape
        .flat()
        .map((ring) => ringPath(ring, scale))
        .join(''),
      shade: share === null ? 'none' : classes.find(({ from }) => share >= from)!.name,
      label: text === undefined ? undefined : labelOf(text, outline, scale),
    }
  })
  const shown = new Set(areas.map(({ shade }) => shade))
  return {
    width: mapWidth,
    height: scale.height,
    areas,
    legend: [
      ...classes.map(({ name, words }) => ({ name, words })),
      { name: 'none' as const, words: 'no homes counted' },
    ].filter(({ name }) => shown.has(name)),
  }
}
