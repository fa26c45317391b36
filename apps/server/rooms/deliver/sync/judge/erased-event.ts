import type { CardCode } from '@mettrace/protocol/codes/left-card'
import type { DoorFact } from '@mettrace/protocol/events/door'
import type { PhoneEvent } from '@mettrace/protocol/events/event'
import type { Fact } from '@mettrace/protocol/events/facts'
import { momentOf, type EventId, type HomeId, type Serial } from '@mettrace/protocol/words/values'
import { recordOfAccount } from '../../../../foundation/person-account.ts'

/** An event that was erased, by its columns. */
export type ErasedRow = {
  id: string
  sequence: number | null
  kind: string | null
  format: number | null
  ofEvent: string | null
  actor: string
  phone: string
  assignment: string | null
  home: string | null
  kit: string | null
  /** The card that it left. */
  card: string | null
  occurredAt: Date | null
}

const nobody: Extract<DoorFact, { kind: 'delivered' }>['resident'] = {
  name: null,
  contact: null,
  language: 'en',
  needs: [],
  consent: { version: 1, day: '1900-01-01', language: 'en', agreed: false },
}

/**
 * As much of an erased event as judging its undo needs: whose it was, at which home, and what it moved, left and took
 * away. All else is gone, and nothing may be written from what stands in its place here.
 */
export const erasedEvent = (row: ErasedRow): PhoneEvent => {
  const { kit, card } = row
  const atDoor = { home: row.home as HomeId, position: null }
  const told: DoorFact =
    kit === null
      ? { kind: 'no-answer', ...atDoor, ...(card !== null && { card: card as CardCode }) }
      : {
          kind: 'delivered',
          ...atDoor,
          kit: kit as Serial,
          recorded: 'typed',
          resident: nobody,
          applied: [],
          sticker: null,
        }
  const of = row.ofEvent as EventId
  // Of replies to it those that took it away have a home or are not erased: they have no words.
  const fact: Fact =
    row.kind === 'reply'
      ? {
          kind: 'reply',
          of,
          says: row.home === null ? { kind: 'it-is-right' } : { kind: 'correct', instead: told },
        }
      : told
  return {
    id: row.id as EventId,
    format: row.format ?? 1,
    sequence: row.sequence ?? 0,
    author: recordOfAccount(row.actor) as PhoneEvent['author'],
    device: row.phone as PhoneEvent['device'],
    assignment: row.assignment as PhoneEvent['assignment'],
    app: '0.0.0',
    occurredAt: momentOf(row.occurredAt?.getTime() ?? 0),
    clock: { run: 0, monotonic: 0, offset: null },
    fact,
  }
}
