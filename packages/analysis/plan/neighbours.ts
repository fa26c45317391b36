/** Which areas share a boundary: those of area i stand in `list` from start[i] up to but not including start[i + 1]. */
export type Neighbours = {
  /** One more than there are areas. */
  readonly start: Int32Array
  /** Each pair stands twice, once for either area. */
  readonly list: Int32Array
}

/**
 * Neighbours from pairs of areas, each pair in either order and any number of times; an area is not its own neighbour.
 * Throws RangeError for an area that there is not.
 */
export const neighboursOfPairs = (areas: number, pairs: Iterable<readonly [number, number]>): Neighbours => {
  const sets = Array.from({ length: areas }, () => new Set<number>())
  for (const [one, other] of pairs) {
    for (const area of [one, other]) {
      if (!sets[area]) throw new RangeError(`neighbours: there is no area ${area} among ${areas}`)
    }
    if (one === other) continue
    sets[one]?.add(other)
    sets[other]?.add(one)
  }
  const start = new Int32Array(areas + 1)
  for (const [area, others] of sets.entries()) start[area + 1] = start[area]! + others.size
  return {
    start,
    list: Int32Array.from(sets.flatMap((others) => Array.from(others).toSorted((a, b) => a - b))),
  }
}

/** The neighbours of one area, as a view. */
export const around = ({ start, list }: Neighbours, area: number): Int32Array =>
  list.subarray(start[area], start[area + 1])
