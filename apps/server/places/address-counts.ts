import { copyInto, copyLine } from '../foundation/copy.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { vintagesLoaded } from './areas.ts'
import { areaIndexOf, type Vintage } from './place-points.ts'
import { acceptedEditions, standingEdition } from './standing-addresses.ts'

type Tally = [
  dwellings: number,
  bedsits: number,
  undivided: number,
  shared: number,
  institutions: number,
  flats: number,
]
const placeOfSort: Readonly<Record<string, number>> = {
  dwelling: 0,
  bedsit: 1,
  undivided: 2,
  shared: 3,
  institution: 4,
}
const flatsAt = 5

type CountedPlace = { easting: number; northing: number; sort: string; isFlat: boolean; homes: number }

/**
 * Counts what a relation of addresses holds in each area of these boundaries. It is read in pieces, so that a city of
 * millions takes no more memory than a village.
 */
const countInto = async (
  tx: Transaction,
  edition: string,
  relation: string,
  vintages: readonly Vintage[],
): Promise<void> => {
  const counted = []
  for (const vintage of vintages)
    counted.push({ vintage, index: await areaIndexOf(tx, vintage), tallies: new Map<string, Tally>() })
  await tx.query(
    `declare addresses no scroll cursor for
     select easting, northing, sort, flat_home as "isFlat", count(*)::int4 as homes from (${relation}) a
     where sort <> 'door' group by easting, northing, sort, flat_home`,
  )
  for (;;) {
    const { rows } = await tx.query<CountedPlace>('fetch 50000 from addresses')
    if (rows.length === 0) break
    for (const { easting, northing, sort, isFlat, homes } of rows) {
      for (const { index, tallies } of counted) {
        const code = index.find(easting, northing)
        if (code === undefined) continue
        let tally = tallies.get(code)
        if (!tally) tallies.set(code, (tally = [0, 0, 0, 0, 0, 0]))
        const at = placeOfSort[sort] ?? 0
        tally[at] = (tally[at] ?? 0) + homes
        if (isFlat) tally[flatsAt] += homes
      }
    }
  }
  await tx.query('close addresses')
  for (const { vintage, tallies } of counted) {
    await tx.query('delete from places.address_count where edition = $1 and kind = $2 and valid_from = $3', [
      edition,
      vintage.kind,
      vintage.validFrom,
    ])
    await tx.query('create temp table incoming_count (like places.address_count) on commit drop')
    await copyInto(
      tx,
      'incoming_count',
      [...tallies].map(([code, tally]) =>
        copyLine([edition, vintage.kind, vintage.validFrom, code, ...tally]),
      ),
    )
    await tx.query('insert into places.address_count select * from incoming_count')
    await tx.query('drop table incoming_count')
  }
}

/** What would stand in every area once the edition that is being compared is accepted. */
export const countCompared = async (tx: Transaction, edition: string): Promise<void> =>
  countInto(
    tx,
    edition,
    `select easting, northing, sort, flat_home from standing s where not exists (select from difference d where d.uprn = s.uprn)
     union all
     select easting, northing, sort, flat_home from difference where sort not in ('gone', 'other')`,
    await vintagesLoaded(tx),
  )

/** What would stand with an edition, or does: its facts after those of all that were accepted. */
const standingWith = (edition: string): string => `
  select easting, northing, sort, flat_home from (
    select distinct on (f.uprn) f.* from places.address_fact f
    join (select edition, turn from ${acceptedEditions} accepted
          union all select '${edition}'::uuid, 9223372036854775807) a on a.edition = f.edition
    order by f.uprn, a.turn desc
  ) last where sort not in ('gone', 'other')`

/** Counts what stands, and what would with editions that wait, in boundaries that were loaded after them. */
export const countStanding = async (tx: Transaction, vintage: Vintage): Promise<void> => {
  const standing = await standingEdition(tx)
  const { rows } = await tx.query<{ id: string }>(
    'select id from places.address_edition where stands_on = $1 or number = $1',
    [standing?.number ?? 0],
  )
  for (const { id } of rows) await countInto(tx, id, standingWith(id), [vintage])
}
