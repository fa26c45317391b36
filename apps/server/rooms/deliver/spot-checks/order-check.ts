import { advisoryLocks } from '../../../foundation/advisory-locks.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { lastHead } from '../../../foundation/log/head-queries.ts'
import { changeRecords, readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { frameOf, strataOf } from './frame.ts'
import { sizingOf, type Wish } from './wishes.ts'

export type CheckOrder = {
  id: string
  area: string
  checker: string
  wish: Wish
  /** Share that is aimed at. */
  target: number
}

/** Why somebody cannot check an area. */
const faults: Readonly<Record<string, string>> = {
  'no officer': 'Choose a ward officer or a Prevention PCSO',
  'reads of them':
    'Choose an officer of another ward, or a PCSO of another BCU: this one can read what was reported of these homes',
  'was there': 'Choose somebody else: this officer visited homes of this area, or had them in a round',
  'not yours': 'No home of your BCU is counted in this area',
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

const faultOf = async (tx: Transaction, checker: string, area: string): Promise<string | null> => {
  const [row] = await readRecords<{ fault: string | null }>(
    tx,
    { operation: 'consultation', kind: 'person', subjects: [checker] },
    'select engagement.why_not_checker($1, $2) as fault',
    [checker, area],
  )
  return row?.fault ?? null
}

/**
 * Orders a spot check; its doors are drawn by the next head of the log, which nobody knows yet. Sent twice, it is one, and
 * of two at the same moment one stands. Logs who is to check. Errors: `usage` about `area`, `person` or `wish`; `not_found`
 * and `not_enough` as `frameOf`.
 */
export const orderCheck = async (
  tx: Transaction,
  actor: string,
  { id, area, checker, wish, target }: CheckOrder,
  day: string,
): Promise<void> => {
  await tx.query('select pg_advisory_xact_lock($1, hashtext($2))', [advisoryLocks.spotCheckOfArea, area])
  if (await isKnown(tx, id)) return
  const { vintage, bcu, homes } = await frameOf(tx, area, day)
  if (await isOpen(tx, area))
    throw refused('A spot check of this area is open. Close or abandon it before you order another', 'area')
  if (!sizingOf(wish, strataOf(homes), target))
    throw refused('No number of doors tells these shares apart in so small an area', 'wish')
  const fault = await faultOf(tx, checker, area)
  if (fault !== null) throw refused(faults[fault] ?? fault, 'person')
  const head = await lastHead(tx)
  const [halfWidth, poor, error] =
    'halfWidth' in wish ? [wish.halfWidth, null, null] : [null, wish.poor, wish.error]
  await changeRecords(
    tx,
    { operation: 'collection', kind: 'person', subjects: [checker], reason: `spot check of ${area}` },
    `insert into engagement.spot_check
       (id, kind, valid_from, area, bcu, checker, target, half_width, poor, error, after_head, actor)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing`,
    [
      id,
      vintage.kind,
      vintage.validFrom,
      area,
      bcu,
      checker,
      target,
      halfWidth,
      poor,
      error,
      head?.size ?? 0,
      actor,
    ],
  )
}
