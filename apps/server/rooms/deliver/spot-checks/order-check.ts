import { advisoryLocks } from '../../../foundation/advisory-locks.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { lastHead } from '../../../foundation/log/head-queries.ts'
import { changeRecords, readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { areaFaults, checkFaults, isCheckFault } from './check-faults.ts'
import { frameOf, strataOf } from './frame.ts'
import { sizingOf, type Wish } from './wishes.ts'

export type CheckOrder = {
  id: string
  area: string
  /** Who goes to the doors of each BCU, by its code. */
  checkers: ReadonlyMap<string, string>
  wish: Wish
  /** Share that is aimed at. */
  target: number
}

const refused = (message: string, about: string): MetTraceError =>
  new MetTraceError('usage', message, { about })

const isKnown = async (tx: Transaction, id: string): Promise<boolean> => {
  const { rows } = await tx.query<{ known: boolean }>(
    'select exists (select from engagement.spot_check where id = $1) as known',
    [id],
  )
  return rows[0]?.known === true
}

const isOpen = async (tx: Transaction, area: string): Promise<boolean> => {
  const { rows } = await tx.query<{ open: boolean }>(
    `select exists (select from engagement.spot_check c where c.area = $1
                    and not exists (select from engagement.spot_end e where e.spot_check = c.id)) as open`,
    [area],
  )
  return rows[0]?.open === true
}

const faultOf = async (
  tx: Transaction,
  checker: string | undefined,
  area: string,
): Promise<string | null> => {
  if (checker === undefined) return 'no officer'
  const [row] = await readRecords<{ fault: string | null }>(
    tx,
    { operation: 'consultation', kind: 'person', subjects: [checker] },
    'select engagement.why_not_checker($1, $2) as fault',
    [checker, area],
  )
  return row?.fault ?? null
}

/** Field of the form that says who goes to the doors of a BCU, of those that an area lies in. */
export const checkerField = (bcus: readonly string[], bcu: string): string =>
  bcus.length === 1 ? 'person' : `person_${bcus.indexOf(bcu) + 1}`

/**
 * Orders a spot check; its doors are drawn by the next head of the log, which nobody knows yet. Sent twice, it is one, and
 * of two at the same moment one stands. `isAcross`: of an area in more than one BCU. Logs who is to check.
 * Errors: `usage` about `area`, `wish` or the field of whoever checks; as `frameOf`.
 */
export const orderCheck = async (
  tx: Transaction,
  actor: string,
  { id, area, checkers, wish, target }: CheckOrder,
  { day, isAcross }: { day: string; isAcross: boolean },
): Promise<void> => {
  await tx.query('select pg_advisory_xact_lock($1, hashtext($2))', [advisoryLocks.spotCheckOfArea, area])
  if (await isKnown(tx, id)) return
  const { vintage, bcus, homes } = await frameOf(tx, area, day, isAcross)
  if (await isOpen(tx, area))
    throw refused('A spot check of this area is open. Close or abandon it before you order another', 'area')
  if (!sizingOf(wish, strataOf(homes), target))
    throw refused('No number of doors tells these shares apart in so small an area', 'wish')
  for (const bcu of bcus) {
    const field = checkerField(bcus, bcu)
    const fault = await faultOf(tx, checkers.get(bcu), area)
    if (fault !== null)
      throw refused(
        isCheckFault(fault) ? checkFaults[fault] : fault,
        areaFaults.includes(fault) ? 'area' : field,
      )
  }
  const head = await lastHead(tx)
  const [halfWidth, poor, error] =
    'halfWidth' in wish ? [wish.halfWidth, null, null] : [null, wish.poor, wish.error]
  await changeRecords(
    tx,
    {
      operation: 'collection',
      kind: 'person',
      subjects: [...new Set(checkers.values())],
      reason: `spot check of ${area}`,
    },
    `insert into engagement.spot_check
       (id, kind, valid_from, area, bcu, checker, target, half_width, poor, error, after_head, actor)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing`,
    [
      id,
      vintage.kind,
      vintage.validFrom,
      area,
      bcus[0],
      checkers.get(bcus[0]!),
      target,
      halfWidth,
      poor,
      error,
      head?.size ?? 0,
      actor,
    ],
  )
  if (!isAcross) return
  await tx.query(
    `insert into engagement.spot_side (spot_check, bcu, checker, actor)
     select $1, side.bcu, side.checker, $4 from unnest($2::text[], $3::uuid[]) as side (bcu, checker)`,
    [id, bcus, bcus.map((bcu) => checkers.get(bcu)), actor],
  )
}
