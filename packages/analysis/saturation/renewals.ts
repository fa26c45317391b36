/** Years that a mark lasts, as its makers say. */
export const yearsOfMark = 5

/**
 * The first day on which a mark no longer counts, `2031-11-29` for one applied on 2026-11-29; one of 29 February ends on
 * 1 March where the year has no such day. Throws RangeError for a day that is not written like this.
 */
export const endOfMark = (applied: string, years = yearsOfMark): string => {
  const [, year, rest] = /^(\d{4})-(\d\d-\d\d)$/.exec(applied) ?? []
  if (year === undefined || rest === undefined || Number.isNaN(Date.parse(applied)))
    throw new RangeError('a day is written as 2026-11-29')
  const later = `${String(Number(year) + years).padStart(4, '0')}-${rest}`
  const isDay = new Date(later).toISOString().startsWith(later)
  return isDay ? later : later.replace(/02-29$/, '03-01')
}

export type Marks = {
  /** Applied on the day or before, and still lasting. */
  readonly inForce: number
  /** Applied, and no longer lasting: to be renewed, and not protected until then. */
  readonly lapsed: number
}

/** Marks of homes on a day, by the days on which they were last applied. Throws RangeError for a day not written as 2026-11-29. */
export const marksOn = (applied: readonly string[], day: string, years = yearsOfMark): Marks => {
  const begun = applied.filter((each) => each <= day)
  const inForce = begun.filter((each) => endOfMark(each, years) > day).length
  return { inForce, lapsed: begun.length - inForce }
}

/** Marks that end from `from` up to and including `to`: the renewals of that time. Throws RangeError as `marksOn` does. */
export const renewalsDue = (
  applied: readonly string[],
  { from, to }: { readonly from: string; readonly to: string },
  years = yearsOfMark,
): number =>
  applied.filter((each) => {
    const end = endOfMark(each, years)
    return end >= from && end <= to
  }).length
