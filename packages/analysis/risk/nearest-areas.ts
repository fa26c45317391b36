import Flatbush from 'flatbush'

/** The nearest areas of every area by distance between centres, in two rings. */
export type NearestAreas = {
  /** Areas in the first and in the second ring of every area. */
  inner: number
  outer: number
  /** n × (inner + outer) area indexes, nearest first. */
  index: Int32Array
  /** Distances in metres in the same order. */
  distance: Float64Array
  /** Median distance to the nearest other area in metres; the natural unit of length here. */
  spacing: number
}

const innerCount = 6
const outerCount = 12

/**
 * Nearest neighbours through a packed R-tree (flatbush): n log n. Ties are taken by index, so the answer does
 * not depend on the tree. With few areas the rings shrink, down to nothing for a single area.
 */
export const nearestAreas = (eastings: ArrayLike<number>, northings: ArrayLike<number>): NearestAreas => {
  const areas = eastings.length
  const inner = Math.min(innerCount, areas - 1)
  const outer = Math.max(0, Math.min(outerCount, areas - 1 - inner))
  const reach = inner + outer
  const index = new Int32Array(areas * reach)
  const distance = new Float64Array(areas * reach)
  if (reach === 0) return { inner, outer, index, distance, spacing: 1 }

  const tree = new Flatbush(areas)
  for (let i = 0; i < areas; i++) tree.add(eastings[i]!, northings[i]!, eastings[i]!, northings[i]!)
  tree.finish()
  const nearest = new Float64Array(areas)
  for (let i = 0; i < areas; i++) {
    const found = tree
      .neighbors(eastings[i]!, northings[i]!, reach + 1, Infinity, (j) => j !== i)
      .slice(0, reach)
      .map((j) => ({ j, d: Math.hypot(eastings[j]! - eastings[i]!, northings[j]! - northings[i]!) }))
      .toSorted((a, b) => a.d - b.d || a.j - b.j)
    found.forEach(({ j, d }, k) => {
      index[i * reach + k] = j
      distance[i * reach + k] = d
    })
    nearest[i] = distance[i * reach]!
  }
  nearest.sort()
  return { inner, outer, index, distance, spacing: Math.max(nearest[Math.floor(areas / 2)]!, 1e-6) }
}
