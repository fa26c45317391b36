import { MetTraceError } from '../../../foundation/errors.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

export const lampKinds = ['lamp', 'arch'] as const

/** A lamp or arch with its last check; days are `2026-11-28`, null where it was never checked. */
export type Lamp = {
  id: string
  kind: (typeof lampKinds)[number]
  name: string
  bcu: string
  checkedOn: string | null
  passed: boolean | null
  nextBy: string | null
  note: string | null
}

/** Lamps and arches with the check that counts on a day, as far as the actor may see them. */
export const lampsOn = async (tx: Transaction, day: string): Promise<Lamp[]> => {
  const { rows } = await tx.query<Lamp>(
    `select l.id, l.kind, l.name, l.bcu, c.on_day::text as "checkedOn", c.passed, c.next_by::text as "nextBy", c.note
     from enforcement.lamp l
     left join lateral (
       select k.on_day, k.passed, k.next_by, k.note from enforcement.lamp_check k
       where k.lamp = l.id and k.on_day <= $1::date order by k.on_day desc, k.entered_at desc, k.id desc limit 1) c on true
     order by l.bcu, l.name`,
    [day],
  )
  return rows
}

/** Adds a lamp or arch. Errors: `usage` about `lampName` where the BCU has one called so. */
export const addLamp = async (
  tx: Transaction,
  actor: string,
  lamp: Pick<Lamp, 'id' | 'kind' | 'name' | 'bcu'>,
): Promise<void> => {
  const { rowCount } = await tx.query(
    `insert into enforcement.lamp (id, kind, name, bcu, actor) values ($1, $2, $3, $4, $5)
     on conflict on constraint lamp_name do nothing`,
    [lamp.id, lamp.kind, lamp.name, lamp.bcu, actor],
  )
  if (rowCount === 0)
    throw new MetTraceError('usage', 'A lamp or arch is called so already.', { about: 'lampName' })
  await tx.record({ operation: 'collection', kind: 'lamp', subjects: [lamp.id] })
}

/** A check of a lamp; `nextBy` is null where it failed. */
export type LampCheck = {
  id: string
  lamp: string
  onDay: string
  passed: boolean
  nextBy: string | null
  note: string | null
}

/** Records a check; sent twice, it is one. Errors: `not_found` where the actor sees no such lamp. */
export const checkLamp = async (tx: Transaction, actor: string, check: LampCheck): Promise<void> => {
  const { rowCount } = await tx.query('select from enforcement.lamp where id = $1', [check.lamp])
  if (rowCount === 0) throw new MetTraceError('not_found', 'There is no such lamp here.')
  await tx.query(
    `insert into enforcement.lamp_check (id, lamp, bcu, on_day, passed, next_by, note, actor)
     select $1, l.id, l.bcu, $3, $4, $5, $6, $7 from enforcement.lamp l where l.id = $2 on conflict do nothing`,
    [check.id, check.lamp, check.onDay, check.passed, check.nextBy, check.note, actor],
  )
  await tx.record({ operation: 'collection', kind: 'lamp', subjects: [check.lamp] })
}
