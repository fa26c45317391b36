/** Exposure of a cell that is left out of the comparison, and of one that is in it with no kits. */
export const leftOut = -2
export const unexposed = -1

/** Counts by area and month, and which of them were exposed to what; n areas, m months, k groups of exposure. */
export type ExposureCells = {
  readonly areas: number
  readonly months: number
  /** Month t of area a at `a * months + t`; whole numbers of 0 or more. */
  readonly counts: ArrayLike<number>
  /** Group of each cell from 0 to k − 1, or `unexposed`, or `leftOut`; laid out as the counts. */
  readonly exposure: Int16Array
  readonly groups: number
  /** Cluster of each area, from 0: what happens in one is not independent. */
  readonly cluster: Int32Array
}

/**
 * Areas whose cells are exposed alike, month by month, and their counts together. With an effect of every area in the
 * model these sums are sufficient: the area effects of one pattern share its total in proportion to their own.
 */
export type Pattern = {
  readonly areas: number[]
  /** Months that are used, rising, the group of each, and the count of all the areas in it. */
  readonly month: Int32Array
  readonly group: Int16Array
  readonly count: Float64Array
  readonly total: number
}

/** Gathers areas by pattern. An area without burglaries in any cell that is used says nothing and is left out. */
export const gatherPatterns = ({
  areas,
  months,
  counts,
  exposure,
}: Omit<ExposureCells, 'cluster'>): Pattern[] => {
  const byKey = new Map<string, { areas: number[]; sums: Float64Array }>()
  for (let area = 0; area < areas; area++) {
    const row = exposure.subarray(area * months, (area + 1) * months)
    let total = 0
    for (let month = 0; month < months; month++) {
      if (row[month] !== leftOut) total += counts[area * months + month]!
    }
    if (total === 0) continue
    const key = String.fromCharCode(...row.map((group) => group - leftOut))
    let pattern = byKey.get(key)
    if (!pattern) byKey.set(key, (pattern = { areas: [], sums: new Float64Array(months) }))
    pattern.areas.push(area)
    for (let month = 0; month < months; month++) pattern.sums[month]! += counts[area * months + month]!
  }
  return Array.from(byKey.values(), ({ areas: own, sums }) => {
    const row = own[0]! * months
    const month = Int32Array.from({ length: months }, (_, at) => at).filter(
      (at) => exposure[row + at] !== leftOut,
    )
    const count = Float64Array.from(month, (at) => sums[at]!)
    return {
      areas: own,
      month,
      group: Int16Array.from(month, (at) => exposure[row + at]!),
      count,
      total: count.reduce((sum, each) => sum + each, 0),
    }
  })
}
