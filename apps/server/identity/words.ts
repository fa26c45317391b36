import type { PostedTo } from './people.ts'

const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/London',
})
const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

/** A time, in London's. */
export const timeInWords = (time: Date): string => dayAndTime.format(time)

/** `2026-11-26` as 26 November 2026. */
export const dayInWords = (date: string): string => day.format(new Date(`${date}T00:00:00Z`))

const kinds = { ward: 'ward', bcu: 'BCU' } as const

/** Where somebody is posted to, by name, or by code where no boundary of it is loaded. */
export const placeInWords = ({ placeKind, place, placeName }: PostedTo): string => {
  if (placeKind === 'force') return 'the whole force'
  const name = placeName ?? place
  return name.toLowerCase().includes(kinds[placeKind].toLowerCase()) ? name : `${name} ${kinds[placeKind]}`
}
