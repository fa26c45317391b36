import { clockTolerance } from '@mettrace/protocol/events/server-time'
import type { Scan } from './scans.ts'

/** Who or what was scanned. */
export const subjectOf = ({ subject, custody, description, identifiers }: Scan): string =>
  subject === 'person'
    ? `Person${custody === null ? '' : `, ${custody}`}`
    : [description, identifiers].filter((words) => words !== null).join(', ') || 'Item'

export const lampOf = ({ lampName, inCheck }: Scan): { name: string; isOut: boolean } => ({
  name: lampName ?? 'not known',
  isOut: inCheck === false,
})

/** Who scanned; by phone, and how far its clock was off where that is marked. */
export const byWhom = ({ officer, phoneSkew }: Scan, actor: string): string => {
  const who = officer ?? actor
  if (phoneSkew === null) return who
  const isOff = Math.abs(phoneSkew) > clockTolerance
  return `${who}, by phone${isOff ? ` (its clock ${Math.round(Math.abs(phoneSkew) / 60_000)} min ${phoneSkew > 0 ? 'behind' : 'ahead'})` : ''}`
}
