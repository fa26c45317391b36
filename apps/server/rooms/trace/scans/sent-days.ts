/** Whether a text is a day of the calendar, `2026-11-28`. */
export const isDay = (text: string): boolean => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
}

/** Whether a text is a day that is not after another. */
export const isDayUntil = (text: string, last: string): boolean => isDay(text) && text <= last
