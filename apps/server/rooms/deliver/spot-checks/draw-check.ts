import { londonDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { firstHeadAfter } from '../../../foundation/log/head-queries.ts'
import { changeRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { boundDraws } from './bound-draws.ts'
import { digestOfDoors, drawnDoors } from './drawn-doors.ts'
import { frameOf, strataOf } from './frame.ts'
import { sizingOf, type Wish } from './wishes.ts'

type Ordered = {
  area: string
  target: number
  half_width: number | null
  poor: number | null
  error: number | null
  after_head: number
  drawn: boolean
  ended: boolean
}

const wishOf = ({ half_width: halfWidth, poor, error }: Ordered): Wish =>
  halfWidth === null ? { poor: poor!, error: error! } : { halfWidth }

const orderedCheck = async (tx: Transaction, id: string | undefined): Promise<Ordered> => {
  const { rows } = await tx.query<Ordered>(
    `select c.area, c.target, c.half_width, c.poor, c.error, c.after_head,
            exists (select from engagement.spot_draw d where d.id = c.id) as drawn,
            exists (select from engagement.spot_end e where e.spot_check = c.id) as ended
     from engagement.spot_check c where c.id = $1`,
    [id ?? null],
  )
  const [found] = rows
  if (!found) throw new MetTraceError('not_found', 'There is no such spot check here.')
  return found
}

/**
 * Draws the doors of a check that was ordered, once, by the root of the log's first head after the order. Logs the homes.
 * Returns whether they are drawn: not before that head is signed. Errors: `not_found`; as `frameOf` where the area has changed.
 */
export const drawCheck = async (
  tx: Transaction,
  actor: string,
  id: string | undefined,
  now: Date,
): Promise<boolean> => {
  const ordered = await orderedCheck(tx, id)
  if (ordered.drawn || ordered.ended) return true
  const head = await firstHeadAfter(tx, ordered.after_head)
  if (!head) return false
  const { bcu, homes } = await frameOf(tx, ordered.area, londonDay(now))
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
      bcu,
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
