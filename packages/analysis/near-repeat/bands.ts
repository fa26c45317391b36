/**
 * Half-open bands [edges[0], edges[1]), [edges[1], edges[2]) and so on, as in the Knox table: a value on an edge
 * belongs to the band above it.
 */

/** Throws RangeError unless the edges are at least two finite numbers, from 0 upwards, each above the one before. */
export const checkBands = (edges: readonly number[], name: string): void => {
  if (edges.length < 2) throw new RangeError(`${name} need at least two edges, found ${edges.length}`)
  let before = -Infinity
  for (const edge of edges) {
    if (!Number.isFinite(edge) || edge < 0) throw new RangeError(`${name} must be 0 or more, found ${edge}`)
    if (edge <= before) throw new RangeError(`${name} must rise, found ${edge} after ${before}`)
    before = edge
  }
}

/** Index of the band that holds the value, or −1 where no band does. */
export const bandOf = (edges: readonly number[], value: number): number => {
  if (!(value >= edges[0]!)) return -1
  for (let band = 1; band < edges.length; band++) if (value < edges[band]!) return band - 1
  return -1
}
