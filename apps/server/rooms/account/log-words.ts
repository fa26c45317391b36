import { personRoles, type PersonRole } from '../../foundation/access/roles.ts'
import { count } from '../../foundation/words/figures.ts'
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

/** How long ago: the largest unit that fits. */
export const ageInWords = (at: Date, now: Date): string => {
  const seconds = Math.max(0, Math.round((now.getTime() - at.getTime()) / 1000))
  if (seconds < 60) return `${count(seconds, 'second')} ago`
  if (seconds < 3600) return `${count(Math.floor(seconds / 60), 'minute')} ago`
  if (seconds < 86_400) return `${count(Math.floor(seconds / 3600), 'hour')} ago`
  return `${count(Math.floor(seconds / 86_400), 'day')} ago`
}

/** A role as it is written down, `ward_officer`, in words. */
export const roleInWords = (role: string): string =>
  personRoles[role as PersonRole]?.title ?? role.replaceAll('_', ' ')

/** Who acted: people by name, an account of the machine as such, parts of the product as they are called. */
export const accountInWords = (actor: string, nameOf: (actor: string) => string): string => {
  const machine = /^command line: (.+)$/.exec(actor)?.[1]
  return machine === undefined ? nameOf(actor) : `${machine}, at the command line`
}

export type EntryInWords = {
  id: string
  at: string
  actor: string
  role: string
  purpose: string
  /** `disclosure of 2 homes`, or that nobody's record was dealt with. */
  done: string
  operation: string
  kind: string
  records: string
  position: number | null
}

const pluralKinds: Record<string, string> = { person: 'people', 'words of an entry': 'words of entries' }

const kindInWords = (kind: string, records: number): string => {
  if (records === 1) return kind
  return (
    pluralKinds[kind] ?? (/(s|x|ch)$/.test(kind) ? `${kind}es` : kind.replace(/([^aeiou])y$/, '$1ie') + 's')
  )
}

const recordsOf = (entry: PlacedEntry): number => entry.list_size ?? (entry.subject ? 1 : 0)

export const entryInWords = (entry: PlacedEntry, nameOf: (actor: string) => string): EntryInWords => {
  const records = recordsOf(entry)
  const { operation, kind } = entry
  return {
    id: entry.id,
    at: momentInWords(new Date(entry.at)),
    actor: accountInWords(entry.actor, nameOf),
    role: roleInWords(entry.role),
    purpose: entry.purpose,
    done:
      operation === null || kind === null
        ? 'no record'
        : `${operation} of ${records === 0 ? 'no' : records} ${kindInWords(kind, records)}`,
    operation: operation ?? 'none: no record was dealt with',
    kind: kind ?? '–',
    records: String(records),
    position: entry.place,
  }
}
