/**
 * p-values of several outcomes adjusted for their number (Holm 1979): sorted, each times the number of those not yet
 * smaller, never falling, at most 1. A null stays null and counts for nothing. In the order they came.
 */
export const holmAdjusted = (ps: readonly (number | null)[]): (number | null)[] => {
  const known = [...ps.keys()].filter((at) => ps[at] !== null).toSorted((a, b) => ps[a]! - ps[b]!)
  const adjusted: (number | null)[] = ps.map(() => null)
  let most = 0
  for (const [rank, at] of known.entries()) {
    most = Math.max(most, Math.min(1, ps[at]! * (known.length - rank)))
    adjusted[at] = most
  }
  return adjusted
}
