import { allows } from '../../../../foundation/access/may.ts'
import type { Role } from '../../../../foundation/access/roles.ts'
import { readRecords } from '../../../../foundation/records/records.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { readSealed, type SealedBody } from '../read-sealed.ts'

/** What is said in place of a note that its reader may not see. */
const withTheVisit = 'Noted with the visit, for sergeants'

/**
 * What officers noted at doors that they propose to leave out, by the event that told it: empty where they noted nothing or it was
 * erased. Undefined for a proposal of the desk. Logs the homes.
 */
export const notesOf = async (
  tx: Transaction,
  role: Role,
  proposals: readonly { event: string | null }[],
): Promise<(event: string | null) => string | undefined> => {
  const events = proposals.flatMap(({ event }) => event ?? [])
  const mayRead = events.length > 0 && allows(role, { verb: 'read', kind: 'phone_event' })
  const rows = mayRead
    ? await readRecords<SealedBody & { id: string; home: string | null }>(
        tx,
        { operation: 'consultation', kind: 'home', of: ({ home }) => home },
        `select id, home, data_key, key_version, body from engagement.phone_event where id = any ($1::uuid[])`,
        [events],
      )
    : []
  const notes = new Map(
    rows.map((row) => {
      const told = readSealed(tx, row.id, row)
      return [row.id, typeof told !== 'string' && told.kind === 'leave-out' ? (told.note ?? '') : '']
    }),
  )
  return (event) => (event === null ? undefined : (notes.get(event) ?? withTheVisit))
}
