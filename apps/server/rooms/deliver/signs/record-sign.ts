import { MetTraceError } from '../../../foundation/errors.ts'
import { keepFile } from '../../../foundation/files/files.ts'
import type { SentPicture } from '../../../foundation/files/sent-picture.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { countedGround } from '../../../places/counted-ground.ts'
import { areasOfPoints, pointKey, type Point } from '../../../places/place-points.ts'
import type { Condition } from './conditions.ts'
import { countedArea, type CountedArea } from './counted-areas.ts'

/** A sign that was placed; `id`: the asker's UUID. Days are `2026-11-30`. */
export type NewSign = Point & { id: string; place: string; placedOn: string; nextCheck: string | null }

/** Keeps how a sign looked at a check that was recorded. `id`: of the file. */
export const keepPicture = async (
  tx: Transaction,
  actor: string,
  { picture, sentDigest }: SentPicture,
  { id, check, day }: { id: string; check: string; day: string },
): Promise<void> => {
  await keepFile(tx, actor, { id, use: 'sign picture', day, picture, sentDigest })
  await tx.query(
    `insert into engagement.sign_picture (id, sign, at_check, ward, bcu, actor)
     select $1, c.sign, c.id, c.ward, c.bcu, $3 from engagement.sign_check c where c.id = $2`,
    [id, check, actor],
  )
}

/** The small area around a point, where it has homes of the actor's own places. */
export const areaAround = async (tx: Transaction, point: Point): Promise<CountedArea | undefined> => {
  const ground = await countedGround(tx)
  const code = ground && (await areasOfPoints(tx, ground.kind, [point])).get(pointKey(point))
  return code === undefined ? undefined : countedArea(tx, code)
}

/** Records a sign, found good on the day it was placed. Sent twice, it is one. Errors: `usage` about `easting` outside the actor's places. */
export const placeSign = async (
  tx: Transaction,
  actor: string,
  sign: NewSign,
  picture?: SentPicture,
): Promise<void> => {
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
  const check = uuidv7()
  await tx.query(
    `insert into engagement.sign_check (id, sign, ward, bcu, found, on_day, next_check, actor)
     values ($1, $2, $3, $4, 'good', $5, $6, $7)`,
    [check, sign.id, around.ward, around.bcu, sign.placedOn, sign.nextCheck, actor],
  )
  if (picture) await keepPicture(tx, actor, picture, { id: uuidv7(), check, day: sign.placedOn })
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
export const checkSign = async (
  tx: Transaction,
  actor: string,
  check: NewCheck,
  picture?: SentPicture,
): Promise<void> => {
  const { rowCount } = await tx.query(
    `insert into engagement.sign_check (id, sign, ward, bcu, found, on_day, next_check, note, actor)
     select $1, s.id, s.ward, s.bcu, $3, $4, $5, $6, $7 from engagement.sign s where s.id = $2 on conflict do nothing`,
    [check.id, check.sign, check.found, check.onDay, check.nextCheck, check.note, actor],
  )
  if (rowCount === 0) return
  if (picture) await keepPicture(tx, actor, picture, { id: uuidv7(), check: check.id, day: check.onDay })
  await tx.record({ operation: 'alteration', kind: 'sign', subjects: [check.sign] })
}
