import type { SignFact } from '@mettrace/protocol/events/facts'
import type { SentPicture } from '../../../foundation/files/sent-picture.ts'
import { londonDay } from '../../../foundation/days.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { toGrid } from '../../../places/formats/projection.ts'
import type { Point } from '../../../places/place-points.ts'
import type { CountedArea } from './counted-areas.ts'
import { areaAround, keepPicture } from './record-sign.ts'

/** Where a sign hangs that a phone told, in whole metres of the National Grid, and the area of the sender's around it. */
export type SpotOfSign = Point & CountedArea

/** Undefined where no home of the sender's places is in the area around it. */
export const spotOfSign = async (tx: Transaction, { spot }: SignFact): Promise<SpotOfSign | undefined> => {
  const [easting, northing] = toGrid(spot.longitude, spot.latitude).map(Math.round) as [number, number]
  const around = await areaAround(tx, { easting, northing })
  return around && { easting, northing, ...around }
}

/** A sign that a phone told: `id` of its event, which sign and check have too. `actor`: who recorded it. */
export type ToldSign = { id: string; at: Date; fact: SignFact; spot: SpotOfSign; actor: string }

/** Records signs as phones told them, each found as it was on its day. */
export const recordToldSigns = async (tx: Transaction, told: readonly ToldSign[]): Promise<void> => {
  for (const { id, at, fact, spot, actor } of told) {
    const day = londonDay(at)
    await tx.query(
      `insert into engagement.sign (id, easting, northing, place, area, ward, bcu, placed_on, actor)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, spot.easting, spot.northing, fact.place, spot.area, spot.ward, spot.bcu, day, actor],
    )
    await tx.query(
      `insert into engagement.sign_check (id, sign, ward, bcu, found, on_day, next_check, actor)
       values ($1, $1, $2, $3, $4, $5::date, case when $6::date > $5::date then $6::date end, $7)`,
      [id, spot.ward, spot.bcu, fact.found, day, fact.nextCheck, actor],
    )
    await tx.record({ operation: 'collection', kind: 'sign', subjects: [id] })
  }
}

/**
 * Records that a sign which a phone told was never there, since its record was undone, or that it hangs as it was told after all.
 * `id`: of the event that says so.
 */
export const turnToldSign = async (
  tx: Transaction,
  actor: string,
  { id, sign, at, stands }: { id: string; sign: string; at: Date; stands: boolean },
): Promise<void> => {
  await tx.query(
    `insert into engagement.sign_check (id, sign, ward, bcu, found, on_day, next_check, actor)
     select $1, s.id, s.ward, s.bcu, case when $4 then told.found else 'never there' end, $3::date,
            case when $4 and told.next_check > $3::date then told.next_check end, $5
     from engagement.sign s join engagement.sign_check told on told.id = s.id where s.id = $2`,
    [id, sign, londonDay(at), stands, actor],
  )
  await tx.record({ operation: 'alteration', kind: 'sign', subjects: [sign] })
}

/** Whether the picture of a sign that a phone told is kept: it has the id of the event as well. */
export const pictureOfPhonesSign = async (tx: Transaction, event: string): Promise<boolean> => {
  const { rows } = await tx.query<{ kept: boolean }>(
    'select exists (select from engagement.sign_picture where id = $1) as kept',
    [event],
  )
  return rows[0]?.kept === true
}

/** Keeps the picture of a sign that a phone told; false where its record was set aside and nobody has accepted it yet. */
export const keepPictureOfSign = async (
  tx: Transaction,
  actor: string,
  event: string,
  sent: SentPicture,
): Promise<boolean> => {
  const { rows } = await tx.query<{ day: string }>(
    'select on_day::text as day from engagement.sign_check where id = $1',
    [event],
  )
  const [check] = rows
  if (!check) return false
  await keepPicture(tx, actor, sent, { id: event, check: event, day: check.day })
  return true
}
