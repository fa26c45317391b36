import { combinedShare } from '@mettrace/analysis/saturation/combined-shares'
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

const countsFrom = (rows: readonly Row[]): SpotCheckCounts | null => {
  const reported = rows.find(({ is_reported }) => is_reported)
  const others = rows.find(({ is_reported }) => !is_reported)
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

const columns = `is_reported, homes, drawn, marked, not_marked, nothing, refused, no_answer, target, poor, at_least, missed,
  falsely_accepted, drawn_on, closed_on`

/** What a closed spot check found, in numbers, as far as the actor may be told; null while it is open. */
export const countsOfCheck = async (tx: Transaction, id: string): Promise<SpotCheckCounts | null> =>
  countsFrom(
    await countRecords<Row>(tx, `select ${columns} from engagement.spot_check_counts($1, null, null, null)`, [
      id,
    ]),
  )

/** The same of the check of each area that was closed last; none of an area where none was. */
export const lastCountsOfAreas = async (
  tx: Transaction,
  { kind, validFrom }: Vintage,
  areas: readonly string[],
): Promise<SpotCheckCounts[]> => {
  const rows = await countRecords<Row & { place: number }>(
    tx,
    `select asked.place::int4 as place, ${columns}
     from unnest($3::text[]) with ordinality asked (area, place)
     cross join lateral engagement.spot_check_counts(null, $1, $2, asked.area)`,
    [kind, validFrom, areas],
  )
  return [...Map.groupBy(rows, ({ place }) => place).values()].flatMap((each) => countsFrom(each) ?? [])
}

/** The share of areas by the last spot check of each, and the day on which the oldest of their doors were drawn. */
export type AreasVerified = VerifiedShare & {
  drawnOn: string
  /** Areas that the share is of, and how many there are. */
  checked: number
  areas: number
}

/**
 * Areas together by their last spot checks, each with its homes as weight: of those areas that were checked, and of no other. Null
 * where no check was closed, or nothing can be told of a stratum of any.
 */
export const verifiedOfAreas = async (
  tx: Transaction,
  vintage: Vintage,
  areas: readonly string[],
): Promise<AreasVerified | null> => {
  const told = (await lastCountsOfAreas(tx, vintage, areas)).flatMap((counts) => {
    const { verified } = resultOf(counts)
    const homes = counts.reported.homes + counts.others.homes
    return verified ? [{ ...verified, homes, drawnOn: counts.drawnOn }] : []
  })
  if (told.length === 0) return null
  const [drawnOn] = told.map((each) => each.drawnOn).toSorted()
  return { ...combinedShare(told), drawnOn: drawnOn!, checked: told.length, areas: areas.length }
}
