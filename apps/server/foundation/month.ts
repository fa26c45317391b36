/** A month as a running number: year × 12 + month − 1, so that months can be counted and compared. */
export type Month = number

/** Reads `2014-12`; undefined when it is not a month of the years 1900 to 2199. */
export const parseMonth = (text: string): Month | undefined => {
  const match = /^((?:19|20|21)\d{2})-(0[1-9]|1[0-2])$/.exec(text)
  return match ? Number(match[1]) * 12 + Number(match[2]) - 1 : undefined
}

/** Writes `2014-12`. */
export const formatMonth = (month: Month): string =>
  `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`

/** The month's first day, `2014-12-01`. */
export const firstDay = (month: Month): string => `${formatMonth(month)}-01`

/** Month of a day written `2014-12-31`. */
export const monthOfDay = (day: string): Month => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
