/** A day of the calendar, `2025-02-24`: as text, days compare as they follow each other. */
export type Day = string

/** Errors: `RangeError` for what is no day of the calendar. */
export const mustBeDay = (day: Day): Day => {
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined
  if (!time || Number.isNaN(time.getTime()) || !time.toJSON().startsWith(day))
    throw new RangeError(`A day must be like 2025-02-24, and is “${day}”.`)
  return day
}

/** Whether a day lies from a first to a last day; without a last one there is no end. */
export const liesIn = (day: Day, { from, to }: { from: Day; to: Day | null }): boolean =>
  from <= day && (to === null || day <= to)
