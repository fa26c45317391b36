import { MetTraceError } from '../foundation/errors.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { endSessions } from './sessions.ts'

export type DeviceLine = {
  id: string
  name: string
  firstSeenAt: Date
  lastSeenAt: Date | null
  people: string[]
  revokedAt: Date | null
  revokedBy: string | null
}

/** Every device that somebody has signed in on, the one used last first. */
export const devices = async (tx: Transaction): Promise<DeviceLine[]> => {
  const { rows } = await tx.query<DeviceLine & { ids: string[] | null }>(
    `select device.id, device.name, device.first_seen_at as "firstSeenAt", max(session.seen_at) as "lastSeenAt",
            array_agg(distinct person.display_name) filter (where person.id is not null) as people,
            array_agg(distinct person.id) filter (where person.id is not null) as ids,
            device.revoked_at as "revokedAt", device.revoked_by as "revokedBy"
     from identity.device
     left join identity.session on session.device = device.id
     left join identity.person on person.id = session.person
     group by device.id order by max(session.seen_at) desc nulls last, device.id`,
  )
  const subjects = [...new Set(rows.flatMap(({ ids }) => ids ?? []))]
  await tx.record({ operation: 'consultation', kind: 'person', subjects })
  return rows
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

/** Shuts a device out: its sessions end at once and nobody signs in on it again. Errors: `not_found`. */
export const revokeDevice = async (
  tx: Transaction,
  id: string | undefined,
  by: string,
  now: Date,
): Promise<void> => {
  const { rowCount } = await tx.query(
    'update identity.device set revoked_at = $2, revoked_by = $3 where id = $1 and revoked_at is null',
    [id ?? null, now, by],
  )
  if (rowCount === 0)
    throw new MetTraceError('not_found', 'There is no such device, or it is shut out already.')
  await tx.record({ operation: 'alteration', kind: 'device', subjects: [id ?? ''], reason: 'shut out' })
  await endSessions(tx, { device: id ?? '' }, by, now)
}
