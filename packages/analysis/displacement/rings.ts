/** Ring of an area: covered itself, beyond the last ring, and one whose distance cannot be told. */
export const covered = -1
export const beyond = -2
export const untold = -3

/** Outer edges of the rings that the pilot's evaluation looked for displacement in, metres (EThOS 690078). */
export const ringEdges: readonly number[] = [250, 500, 750]

/**
 * Ring of each area by its distance to the nearest covered one: 0 up to and including the first edge, 1 to the second …;
 * `covered` for a covered area, `beyond` after the last edge, `untold` for a distance of NaN.
 */
export const ringsOf = (
  distances: ArrayLike<number>,
  marked: ArrayLike<number>,
  edges: readonly number[] = ringEdges,
): Int16Array =>
  Int16Array.from({ length: distances.length }, (_, at) => {
    if (marked[at]! > 0) return covered
    if (Number.isNaN(distances[at])) return untold
    const ring = edges.findIndex((edge) => distances[at]! <= edge)
    return ring < 0 ? beyond : ring
  })
