import type { PlacedEntry } from './log-entries.ts'

const moment = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** A moment as people in London read it. */
export const momentInWords = (at: Date): string => moment.format(at)

const plural = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`

/** How long ago: the largest unit that fits. */
export const ageInWords = (at: Date, now: Date): string => {
  const seconds = Math.max(0, Math.round((now.getTime() - at.getTime()) / 1000))
  if (seconds < 60) return `${plural(seconds, 'second')} ago`
  if (seconds < 3600) return `${plural(Math.floor(seconds / 60), 'minute')} ago`
  if (seconds < 86_400) return `${plural(Math.floor(seconds / 3600), 'hour')} ago`
  return `${plural(Math.floor(seconds / 86_400), 'day')} ago`
}

/** A role as it is written down, `ward_officer`, in words. */
export const roleInWords = (role: string): string => role.replaceAll('_', ' ')

export type EntryInWords = {
  id: string
  at: string
  actor: string
  role: string
  purpose: string
  operation: string
  kind: string
  records: string
  place: number | null
}

export const entryInWords = (entry: PlacedEntry): EntryInWords => ({
  id: entry.id,
  at: momentInWords(new Date(entry.at)),
  actor: entry.actor,
  role: roleInWords(entry.role),
  purpose: entry.purpose,
  operation: entry.operation,
  kind: entry.kind,
  records: entry.list_size === null ? (entry.subject ? '1' : '0') : String(entry.list_size),
  place: entry.place,
})
