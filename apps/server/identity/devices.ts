import { MetTraceError } from '../foundation/errors.ts'
import { readRecords } from '../foundation/records/records.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { endSessions } from './sessions.ts'

export type DeviceLine = {
  id: string
  name: string
  firstSeenAt: Date
  lastSeenAt: Date | null
  /** Null where no sign-in on it is kept. */
  people: string[] | null
  revokedAt: Date | null
  revokedBy: string | null
}

/** Every device that somebody has signed in on but the covert desk alone, the one used last first. */
export const devices = async (tx: Transaction): Promise<DeviceLine[]> => {
  return readRecords<DeviceLine & { ids: string[] | null }>(
    tx,
    { operation: 'consultation', kind: 'person', of: ({ ids }) => ids },
    `select device.id, device.name, device.first_seen_at as "firstSeenAt", max(session.seen_at) as "lastSeenAt",
            array_agg(distinct person.display_name) filter (where person.id is not null) as people,
            array_agg(distinct person.id) filter (where person.id is not null) as ids,
            device.revoked_at as "revokedAt", device.revoked_by as "revokedBy"
     from identity.device
     left join identity.session on session.device = device.id
     left join identity.person on person.id = session.person
       -- Nobody else learns that there is a covert desk.
       and not exists (select from identity.posting c where c.person = person.id and c.role = 'covert')
     group by device.id having count(session.id) = 0 or count(person.id) > 0
     order by max(session.seen_at) desc nulls last, device.id`,
    [],
  )
}

/** Gives a device a name to be known by: the number on its label, say. Errors: `not_found`. */
export const nameDevice = async (tx: Transaction, id: string | undefined, name: string): Promise<void> => {
  const { rowCount } = await tx.query('update identity.device set name = $2 where id = $1', [
    id ?? null,
    name,
  ])
  if (rowCount === 0) throw new MetTraceError('not_found', 'There is no such device.')
  await tx.record({ operation: 'alteration', kind: 'device', subjects: [id ?? ''], reason: 'named' })
}

/**
 * Shuts a device out: its sessions end at once and nobody signs in on it again. `session` is that of who asks, whose own
 * device stays: with it the act would end before it is written down. Errors: `not_found`, `not_allowed`.
 */
export const revokeDevice = async (
  tx: Transaction,
  id: string | undefined,
  { by, session }: { by: string; session: string },
  now: Date,
): Promise<void> => {
  const own = await tx.query('select from identity.session where id = $1 and device = $2', [
    session,
    id ?? null,
  ])
  if (own.rowCount !== 0) {
    throw new MetTraceError('not_allowed', 'You are signed in on this device. Block it from another device.')
  }
  const { rowCount } = await tx.query(
    'update identity.device set revoked_at = $2, revoked_by = $3 where id = $1 and revoked_at is null',
    [id ?? null, now, by],
  )
  if (rowCount === 0)
    throw new MetTraceError('not_found', 'There is no such device, or it is blocked already.')
  await tx.record({ operation: 'alteration', kind: 'device', subjects: [id ?? ''], reason: 'blocked' })
  await endSessions(tx, { device: id ?? '' }, by, now)
}
