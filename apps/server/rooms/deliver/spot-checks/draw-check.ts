import { londonDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { firstHeadAfter } from '../../../foundation/log/head-queries.ts'
import { changeRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { boundDraws } from './bound-draws.ts'
import { digestOfDoors, drawnDoors } from './drawn-doors.ts'
import { frameOf, strataOf } from './frame.ts'
import { spotCheckOf } from './spot-checks.ts'
import { sizingOf, wishOf } from './wishes.ts'

/** Of a check that somebody else leads, though they may follow it. */
export const ledByAnother = (): MetTraceError =>
  new MetTraceError('not_allowed', 'Only the programme lead draws and ends a check of two BCUs.')

/**
 * Draws the doors of a check that was ordered, once, by the root of the log's first head after the order. Logs the homes.
 * Returns whether they are drawn: not before that head is signed. Errors: `not_found`; `not_allowed` of
 * somebody else's; as `frameOf` where the area has changed.
 */
export const drawCheck = async (
  tx: Transaction,
  actor: string,
  id: string | undefined,
  now: Date,
): Promise<boolean> => {
  const ordered = await spotCheckOf(tx, id)
  if (!ordered.isLed) throw ledByAnother()
  if (ordered.drawnAt !== null || ordered.how !== null) return true
  const head = await firstHeadAfter(tx, ordered.afterHead)
  if (!head) return false
  const isAcross = ordered.bcus.length > 1
  const { bcus, homes } = await frameOf(tx, ordered.area, londonDay(now), isAcross)
  if (bcus.some((bcu) => !ordered.bcus.includes(bcu)))
    throw new MetTraceError(
      'not_enough',
      'Since the order some homes of this area came to another BCU. Abandon the check and order another.',
    )
  const strata = strataOf(homes)
  const sizing = sizingOf(wishOf(ordered), strata, ordered.target)
  if (!sizing)
    throw new MetTraceError('not_enough', 'No number of doors tells these shares apart in so small an area.')
  const seed = head.root.toString('hex')
  const doors = drawnDoors(homes, seed, sizing)
  const drawn = strataOf(doors)
  const rule = 'rule' in sizing ? sizing.rule : null
  const { rowCount } = await tx.query(
    `insert into engagement.spot_draw
       (id, bcu, head, seed, homes_reported, homes_others, drawn_reported, drawn_others, at_least, missed, falsely_accepted,
        doors_digest, actor)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing`,
    [
      id,
      ordered.bcus[0],
      head.size,
      seed,
      strata.reported,
      strata.others,
      drawn.reported,
      drawn.others,
      rule?.atLeast ?? null,
      rule?.missed ?? null,
      rule?.falselyAccepted ?? null,
      digestOfDoors(doors),
      actor,
    ],
  )
  if (rowCount === 0) return true
  await changeRecords(
    tx,
    {
      operation: 'collection',
      kind: 'home',
      subjects: doors.map(({ home }) => home),
      reason: `doors of a spot check of ${ordered.area}, by head ${head.size} of the log`,
      binds: [{ table: boundDraws, rows: [id!] }],
    },
    `insert into engagement.spot_door (spot_check, turn, home, ward, bcu, state, is_reported)
     select $1, door.turn, door.home, door.ward, door.bcu, door.state, door.state = 'protected'
     from unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) with ordinality as door (home, ward, bcu, state, turn)`,
    [
      id,
      doors.map(({ home }) => home),
      doors.map(({ ward }) => ward),
      doors.map((each) => each.bcu),
      doors.map(({ state }) => state),
    ],
  )
  return true
}
