import Flatbush from 'flatbush'

/** An outline: rings of easting, northing, easting, northing …, closed, metres. */
export type Outline = readonly Float64Array[]

/** Metres from each point to the nearest of those marked; 0 for a marked one, Infinity where none is. */
export const centroidDistances = (
  easting: ArrayLike<number>,
  northing: ArrayLike<number>,
  marked: ArrayLike<number>,
): Float64Array => {
  const places = Array.from({ length: easting.length }, (_, at) => at).filter((at) => marked[at]! > 0)
  const distances = new Float64Array(easting.length).fill(Infinity)
  if (places.length === 0) return distances
  const index = new Flatbush(places.length)
  for (const at of places) index.add(easting[at]!, northing[at]!, easting[at]!, northing[at]!)
  index.finish()
  return distances.map((_, at) => {
    const [nearest] = index.neighbors(easting[at]!, northing[at]!, 1)
    const place = places[nearest ?? 0] ?? 0
    return Math.hypot(easting[at]! - easting[place]!, northing[at]! - northing[place]!)
  })
}

const toSegment = (x: number, y: number, ax: number, ay: number, bx: number, by: number): number => {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const along = length > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length)) : 0
  return (x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2
}

/** Square of the least distance from a corner of one outline to a side of the other. */
const cornersToSides = (one: Outline, other: Outline, best: number): number => {
  let least = best
  for (const corners of one) {
    for (let corner = 0; corner < corners.length; corner += 2) {
      for (const sides of other) {
        for (let side = 0; side + 3 < sides.length; side += 2) {
          const square = toSegment(
            corners[corner]!,
            corners[corner + 1]!,
            sides[side]!,
            sides[side + 1]!,
            sides[side + 2]!,
            sides[side + 3]!,
          )
          if (square < least) least = square
        }
      }
      if (least === 0) return 0
    }
  }
  return least
}

type Box = [minX: number, minY: number, maxX: number, maxY: number]

const boxOf = (outline: Outline): Box => {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of outline) {
    for (let at = 0; at < ring.length; at += 2) {
      box[0] = Math.min(box[0], ring[at]!)
      box[1] = Math.min(box[1], ring[at + 1]!)
      box[2] = Math.max(box[2], ring[at]!)
      box[3] = Math.max(box[3], ring[at + 1]!)
    }
  }
  return box
}

/**
 * Metres from each outline to the nearest of those marked, where that is within `reach`; 0 for a marked one and for one
 * that touches it, Infinity beyond. Outlines may touch but do not overlap, as areas of one set of boundaries do, so the
 * least distance is from a corner of one to a side of the other.
 */
export const outlineDistances = (
  outlines: readonly Outline[],
  marked: ArrayLike<number>,
  reach: number,
): Float64Array => {
  const distances = new Float64Array(outlines.length).fill(Infinity)
  const places = [...outlines.keys()].filter((at) => marked[at]! > 0)
  if (places.length === 0) return distances
  const boxes = outlines.map(boxOf)
  const index = new Flatbush(places.length)
  for (const at of places) index.add(...boxes[at]!)
  index.finish()
  for (const [at, [minX, minY, maxX, maxY]] of boxes.entries()) {
    if (marked[at]! > 0) {
      distances[at] = 0
      continue
    }
    let least = reach ** 2 * (1 + 1e-12)
    for (const near of index.search(minX - reach, minY - reach, maxX + reach, maxY + reach)) {
      const other = outlines[places[near]!]!
      least = cornersToSides(outlines[at]!, other, least)
      least = cornersToSides(other, outlines[at]!, least)
      if (least === 0) break
    }
    if (least <= reach ** 2) distances[at] = Math.sqrt(least)
  }
  return distances
}
