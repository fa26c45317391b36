/**
 * Year of two figures, seen from a year (General Specifications 7.12): 51 or more ahead is the last century, 50 or more
 * behind the next.
 */
const yearOf = (figures: number, seenFrom: number): number => {
  const century = seenFrom - (seenFrom % 100)
  const ahead = figures - (seenFrom % 100)
  return century + figures + (ahead >= 51 ? -100 : ahead <= -50 ? 100 : 0)
}

/**
 * Day of a date `yymmdd` of an element string, as `2026-11-30`; day 00 is the last of its month. Undefined for a day
 * that the calendar does not have. `seenFrom`: the year it is read in.
 */
export const dayOfElement = (value: string, seenFrom: number): string | undefined => {
  const [, figures, month, day] = /^(\d\d)(\d\d)(\d\d)$/.exec(value) ?? []
  if (month === undefined || Number(month) < 1 || Number(month) > 12) return undefined
  const year = yearOf(Number(figures), seenFrom)
  const last = new Date(Date.UTC(year, Number(month), 0)).getUTCDate()
  const on = Number(day) || last
  return on <= last ? `${year}-${month}-${String(on).padStart(2, '0')}` : undefined
}
