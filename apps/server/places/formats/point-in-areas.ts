import Flatbush from 'flatbush'

export type IndexedArea = { code: string; polygons: Float64Array[][] }
export type AreaIndex = {
  /** Code of the area that holds a point; of two that both do, the lower code. */
  find: (easting: number, northing: number) => string | undefined
}

/**
 * Where an edge, taken from its lower end, crosses a height. Neighbours draw their common edge in opposite directions:
 * reckoned from its first point, rounding would leave points of it on neither side.
 */
const crossing = (x1: number, y1: number, x2: number, y2: number, y: number): number =>
  y === y2 ? x2 : ((x2 - x1) * (y - y1)) / (y2 - y1) + x1

/** Even–odd rule over all rings, so that holes are outside; a point on an edge belongs to one side or the other. */
const holds = (polygon: readonly Float64Array[], x: number, y: number): boolean => {
  let inside = false
  for (const ring of polygon) {
    for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
      const y1 = ring[at + 1] as number
      const y2 = ring[before + 1] as number
      if (y1 > y === y2 > y) continue
      const x1 = ring[at] as number
      const x2 = ring[before] as number
      if (x < (y1 < y2 ? crossing(x1, y1, x2, y2, y) : crossing(x2, y2, x1, y1, y))) inside = !inside
    }
  }
  return inside
}

/** An index of outlines that tells which area holds a point. */
export const areaIndex = (areas: readonly IndexedArea[]): AreaIndex => {
  const sorted = areas.toSorted((one, other) => (one.code < other.code ? -1 : 1))
  const parts = sorted.flatMap(({ code, polygons }) => polygons.map((polygon) => ({ code, polygon })))
  if (parts.length === 0) return { find: () => undefined }
  const boxes = new Flatbush(parts.length)
  for (const { polygon } of parts) {
    let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
    const outer = polygon[0] ?? new Float64Array(0)
    for (let at = 0; at < outer.length; at += 2) {
      minX = Math.min(minX, outer[at] as number)
      maxX = Math.max(maxX, outer[at] as number)
      minY = Math.min(minY, outer[at + 1] as number)
      maxY = Math.max(maxY, outer[at + 1] as number)
    }
    boxes.add(minX, minY, maxX, maxY)
  }
  boxes.finish()
  return {
    find: (easting, northing) => {
      let best: number | undefined
      for (const part of boxes.search(easting, northing, easting, northing)) {
        if (best !== undefined && part > best) continue
        if (holds(parts[part]?.polygon ?? [], easting, northing)) best = part
      }
      return best === undefined ? undefined : parts[best]?.code
    },
  }
}
