import type { Database } from '../foundation/database.ts'
import type { Actor, Transaction } from '../foundation/with-actor.ts'
import { leftOutWarnings, totalOf } from './formats/left-out.ts'
import { plainPostcode, readPostcodes } from './formats/postcode-files.ts'
import { passedOverWarnings } from './formats/tables.ts'
import { importFiles, type ImportReport } from './import-session.ts'
import { areasOfPoints, pointKey } from './place-points.ts'

/** Imports where postcodes lie. Of one postcode the place that was imported last counts. */
export const importPostcodes = (
  database: Database,
  actor: Actor,
  paths: readonly string[],
  progress: (words: string) => void,
): Promise<ImportReport> =>
  importFiles(database, actor, 'postcodes', paths, async (tx, path, warn) => {
    progress('reading postcodes')
    const passedOver: string[] = []
    const { rows, tallies } = await readPostcodes(path, (name) => passedOver.push(name))
    for (const words of passedOverWarnings(path, passedOver, 'table of postcodes')) warn(words)
    for (const tally of tallies) for (const words of leftOutWarnings(tally)) warn(words)
    const once = [...new Map(rows.map((row) => [row.postcode, row])).values()]
    const { rowCount } = await tx.query(
      `insert into places.postcode select * from unnest($1::text[], $2::int[], $3::int[])
       on conflict (postcode) do update set easting = excluded.easting, northing = excluded.northing
         where (postcode.easting, postcode.northing) <> (excluded.easting, excluded.northing)`,
      [
        once.map(({ postcode }) => postcode),
        once.map(({ easting }) => easting),
        once.map(({ northing }) => northing),
      ],
    )
    const total = totalOf(tallies)
    const taken = rowCount ?? 0
    return {
      file: path,
      rows: total.rows,
      taken,
      alreadyPresent: once.length - taken,
      leftOut: { exactRepeat: rows.length - once.length, ...total.leftOut },
      possibleRepeats: 0,
    }
  })

/** The area of a kind that a postcode lies in; undefined when the postcode or its place is not known. */
export const areaOfPostcode = async (
  tx: Transaction,
  text: string,
  kind: string,
): Promise<string | undefined> => {
  const postcode = plainPostcode(text)
  if (postcode === undefined) return undefined
  const { rows } = await tx.query<{ easting: number; northing: number }>(
    'select easting, northing from places.postcode where postcode = $1',
    [postcode],
  )
  const [place] = rows
  return place && (await areasOfPoints(tx, kind, [place])).get(pointKey(place))
}
