/** A day as 2026-11-29 moved by so many days. */
const moved = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

/** Days looked through for one of work: more than any holiday. */
const longestRest = 366

/**
 * The nth day of work after a day; 0 is the day itself. `isWorked` is told each day as 2026-11-29 and its place in the week,
 * 1 Monday to 7 Sunday. Throws RangeError for a day that is not written like this, or where a year has no day of work.
 */
export const dayOfWork = (
  from: string,
  count: number,
  isWorked: (day: string, weekday: number) => boolean,
): string => {
  if (!/^\d{4}-\d\d-\d\d$/.test(from) || Number.isNaN(Date.parse(from)))
    throw new RangeError('a day is written as 2026-11-29')
  let day = from
  for (let left = count; left > 0; left--) {
    let rest = 0
    do {
      if (rest++ === longestRest) throw new RangeError(`no day of work in the year after ${from}`)
      day = moved(day, 1)
    } while (!isWorked(day, new Date(day).getUTCDay() || 7))
  }
  return day
}
