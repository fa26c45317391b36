/** Part of an area in a comparison; an area that is left out (a buffer, another programme's) counts on neither side. */
export const partOutside = 0
export const partInside = 1
export const partLeftOut = 2

/** Burglaries of the areas inside and outside a programme, in the period before and in the period after. */
export type InsideOutside = {
  insideBefore: number
  insideAfter: number
  outsideBefore: number
  outsideAfter: number
}

/** Sums the counts of areas by their part; all three arrays have a value for each of n areas. */
export const insideOutside = (
  part: ArrayLike<number>,
  before: ArrayLike<number>,
  after: ArrayLike<number>,
): InsideOutside => {
  const sums = { insideBefore: 0, insideAfter: 0, outsideBefore: 0, outsideAfter: 0 }
  for (let i = 0; i < part.length; i++) {
    if (part[i] === partInside) {
      sums.insideBefore += before[i]!
      sums.insideAfter += after[i]!
    } else if (part[i] === partOutside) {
      sums.outsideBefore += before[i]!
      sums.outsideAfter += after[i]!
    }
  }
  return sums
}

/**
 * The plain comparison as the press quotes it: (inside after / before) / (outside after / before) − 1. Null where one
 * of the counts that it divides by is zero: nothing can be said then.
 */
export const plainRatio = (counts: InsideOutside): number | null => {
  const { insideBefore, insideAfter, outsideBefore, outsideAfter } = counts
  if (!(insideBefore > 0 && outsideBefore > 0 && outsideAfter > 0)) return null
  return insideAfter / insideBefore / (outsideAfter / outsideBefore) - 1
}
