import type { Fact } from '@mettrace/protocol/events/facts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { kindWords } from './kind-words.ts'
import { readSealed, type SealedBody } from './read-sealed.ts'

/** An event as subject access reads it. */
export type SealedEvent = SealedBody & {
  id: string
  kind: string | null
  /** Whom it registered, and whether it is from before they lived there, as far as known. */
  resident: string | null
  before: boolean
  [field: string]: unknown
}

type Subject = { id: string; name?: string | null; contact?: string | null }

/** What an event says, its parts by name: `consent agreed`, `far note`. */
const partsOf = (value: unknown, name = ''): [string, unknown][] => {
  if (Array.isArray(value)) return value.length === 0 ? [] : [[name, value.join(', ')]]
  if (typeof value !== 'object' || value === null) return value === null ? [] : [[name, value]]
  return Object.entries(value).flatMap(([part, member]) => partsOf(member, name ? `${name} ${part}` : part))
}

/** Whether an event names this resident: it registered them, or says their name or contact as they gave it. */
const namesThem = (tx: Transaction, { resident }: SealedEvent, told: Fact, who: Subject): boolean => {
  if (resident === who.id) return true
  if (told.kind !== 'delivered') return false
  return (['name', 'contact'] as const).some((column) => {
    const [said, theirs] = [told.resident[column], who[column]]
    return said !== null && theirs && tx.fields.digest(column, said).equals(tx.fields.digest(column, theirs))
  })
}

/**
 * What is told to a resident of an event: when, by whom, of what kind, what became of it, and what it says, but for the
 * name of anybody else (DPA 2018, Schedule 2, paragraph 16). Undefined where it was before their time and not about them.
 */
export const openedEvent = (
  tx: Transaction,
  event: SealedEvent,
  who: Subject,
): Record<string, unknown> | undefined => {
  const { id, data_key: _key, key_version: _version, body: _body, before, resident, ...rest } = event
  const columns: Record<string, unknown> = { id, ...rest, kind: kindWords[rest.kind ?? ''] ?? rest.kind }
  const isTheirs = resident === who.id
  const told = readSealed(tx, id, event)
  if (told === 'erased' || told === 'not readable') {
    if (before && !isTheirs) return undefined
    return told === 'erased' ? columns : { ...columns, says: told }
  }
  const named = namesThem(tx, event, told, who)
  if (before && !named) return undefined
  const { kind: _kind, ...said } = told as Record<string, unknown> & Fact
  if (told.kind === 'delivered' && !named) {
    const { name, contact, ...household } = told.resident
    const hidden = name === null && contact === null ? {} : { name: 'of somebody else' }
    Object.assign(said, { resident: { ...household, ...hidden } })
  }
  return { ...columns, ...Object.fromEntries(partsOf(said).map(([part, value]) => [`says: ${part}`, value])) }
}
