import { countRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { Vintage } from '../../../places/place-points.ts'
import { resultOf, type SpotCheckCounts, type Stratum, type VerifiedShare } from './results.ts'

type Row = {
  is_reported: boolean
  homes: number
  drawn: number
  marked: number
  not_marked: number
  nothing: number
  refused: number
  no_answer: number
  target: number
  poor: number | null
  at_least: number | null
  missed: number | null
  falsely_accepted: number | null
  drawn_on: string
  closed_on: string
}

const stratumOf = ({
  homes,
  drawn,
  marked,
  not_marked: notMarked,
  nothing,
  refused,
  no_answer: noAnswer,
}: Row): Stratum => ({ homes, drawn, marked, notMarked, nothing, refused, noAnswer })

const lotOf = ({ poor, at_least, missed, falsely_accepted }: Row): SpotCheckCounts['lot'] =>
  poor === null || at_least === null || missed === null || falsely_accepted === null
    ? null
    : { poor, atLeast: at_least, missed, falselyAccepted: falsely_accepted }

const ask = async (tx: Transaction, values: readonly unknown[]): Promise<SpotCheckCounts | null> => {
  const rows = await countRecords<Row>(
    tx,
    `select is_reported, homes, drawn, marked, not_marked, nothing, refused, no_answer, target, poor, at_least, missed,
            falsely_accepted, drawn_on, closed_on
     from engagement.spot_check_counts($1, $2, $3, $4) order by is_reported desc`,
    values,
  )
  const [reported, others] = rows
  if (!reported || !others) return null
  return {
    reported: stratumOf(reported),
    others: stratumOf(others),
    target: reported.target,
    lot: lotOf(reported),
    drawnOn: reported.drawn_on,
    closedOn: reported.closed_on,
  }
}

/** What a closed spot check found, in numbers, as far as the actor may be told; null while it is open. */
export const countsOfCheck = (tx: Transaction, id: string): Promise<SpotCheckCounts | null> =>
  ask(tx, [id, null, null, null])

/** The same of the check of an area that was closed last; null where none was. */
export const lastCountsOfArea = (
  tx: Transaction,
  { kind, validFrom }: Vintage,
  area: string,
): Promise<SpotCheckCounts | null> => ask(tx, [null, kind, validFrom, area])

/** The share of an area by its last spot check, and the day on which its doors were drawn. */
export type AreaVerified = VerifiedShare & { drawnOn: string }

/** Null where no check was closed, or nothing can be told of a stratum. */
export const verifiedOfArea = async (
  tx: Transaction,
  vintage: Vintage,
  area: string,
): Promise<AreaVerified | null> => {
  const counts = await lastCountsOfArea(tx, vintage, area)
  const verified = counts && resultOf(counts).verified
  return verified && { ...verified, drawnOn: counts.drawnOn }
}
