import { MetTraceError } from '../../../foundation/errors.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { countedGround } from '../../../places/counted-ground.ts'
import { areasOfPoints, pointKey, type Point } from '../../../places/place-points.ts'
import type { Condition } from './conditions.ts'
import { countedArea, type CountedArea } from './counted-areas.ts'

/** A sign that was placed; `id`: the asker's UUID. Days are `2026-11-30`. */
export type NewSign = Point & { id: string; place: string; placedOn: string; nextCheck: string | null }

/** The small area around a point, where it has homes of the actor's own places. */
const areaAround = async (tx: Transaction, point: Point): Promise<CountedArea | undefined> => {
  const ground = await countedGround(tx)
  const code = ground && (await areasOfPoints(tx, ground.kind, [point])).get(pointKey(point))
  return code === undefined ? undefined : countedArea(tx, code)
}

/** Records a sign, found good on the day it was placed. Sent twice, it is one. Errors: `usage` about `easting` outside the actor's places. */
export const placeSign = async (tx: Transaction, actor: string, sign: NewSign): Promise<void> => {
  const around = await areaAround(tx, sign)
  if (!around)
    throw new MetTraceError('usage', 'Choose a place in an area where homes of your wards are registered', {
      about: 'easting',
    })
  const { rowCount } = await tx.query(
    `insert into engagement.sign (id, easting, northing, place, area, ward, bcu, placed_on, actor)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      sign.id,
      sign.easting,
      sign.northing,
      sign.place,
      around.area,
      around.ward,
      around.bcu,
      sign.placedOn,
      actor,
    ],
  )
  if (rowCount === 0) return
  await tx.query(
    `insert into engagement.sign_check (id, sign, ward, bcu, found, on_day, next_check, actor)
     values ($1, $2, $3, $4, 'good', $5, $6, $7)`,
    [uuidv7(), sign.id, around.ward, around.bcu, sign.placedOn, sign.nextCheck, actor],
  )
  await tx.record({ operation: 'collection', kind: 'sign', subjects: [sign.id] })
}

/** How a sign was found; `id`: the asker's UUID. */
export type NewCheck = {
  id: string
  sign: string
  found: Condition
  onDay: string
  nextCheck: string | null
  note: string | null
}

/** Records how a sign was found, or that it is gone. Sent twice, it is one. */
export const checkSign = async (tx: Transaction, actor: string, check: NewCheck): Promise<void> => {
  const { rowCount } = await tx.query(
    `insert into engagement.sign_check (id, sign, ward, bcu, found, on_day, next_check, note, actor)
     select $1, s.id, s.ward, s.bcu, $3, $4, $5, $6, $7 from engagement.sign s where s.id = $2 on conflict do nothing`,
    [check.id, check.sign, check.found, check.onDay, check.nextCheck, check.note, actor],
  )
  if (rowCount !== 0) await tx.record({ operation: 'alteration', kind: 'sign', subjects: [check.sign] })
}
