import type { Day } from '../value/day.ts'

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/** A day as people print it, `19 June 2019`, `6th February 2019`, `06/02/2019` or `2019-02-06`; undefined for what is none. */
export const printedDay = (text: string): Day | undefined => {
  const words = /^(\d{1,2})(?:st|nd|rd|th)? ([a-z]+),? (\d{4})$/i.exec(text.trim())
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim())
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text.trim())
  const [year, month, day] = words
    ? [words[3], String(months.indexOf(words[2]!.toLowerCase()) + 1), words[1]]
    : slashed
      ? [slashed[3], slashed[2], slashed[1]]
      : [iso?.[1], iso?.[2], iso?.[3]]
  if (year === undefined || month === undefined || day === undefined) return undefined
  const made = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const time = new Date(`${made}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toJSON().startsWith(made) ? made : undefined
}
