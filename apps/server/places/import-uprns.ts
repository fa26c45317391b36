import { copyInto, copyLine } from '../foundation/copy.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { wholeNumber } from '../foundation/words/figures.ts'
import { chooseVintage } from './areas.ts'
import { addressFiles, type UprnFile } from './formats/address-files.ts'
import { formatNames, type UprnRow } from './formats/address-row.ts'
import { isOnGrid } from './formats/projection.ts'
import { noDifferences } from './compare-addresses.ts'
import type { ImportResult } from './import-session.ts'
import { londonToday } from '../foundation/days.ts'
import { areaIndexOf } from './place-points.ts'
import { standingAddresses, standingEdition } from './standing-addresses.ts'

type Inside = (row: UprnRow) => boolean

/** Whether a row lies in a ward that is loaded: by its place, else by the codes of its areas. Errors: `not_enough`. */
const insideForce = async (tx: Transaction): Promise<Inside> => {
  const index = await areaIndexOf(tx, await chooseVintage(tx, 'ward', { on: londonToday() }))
  const { rows } = await tx.query<{ code: string }>('select distinct code from places.area')
  const codes = new Set(rows.map(({ code }) => code))
  return ({ place, areas }) =>
    place ? isOnGrid(...place) && index.find(...place) !== undefined : areas.some((code) => codes.has(code))
}

const linesOf = async function* (
  file: UprnFile,
  inside: Inside,
  result: ImportResult,
  progress: (words: string) => void,
): AsyncGenerator<string> {
  for await (const batch of file.batches()) {
    let lines = ''
    const before = Math.floor(result.rows / 1_000_000)
    for (const { row, line } of batch) {
      result.rows++
      if (!inside(row)) {
        const reason =
          row.place === null && row.areas.every((code) => code === '') ? 'noPlace' : 'outsideForce'
        result.leftOut[reason] = (result.leftOut[reason] ?? 0) + 1
        continue
      }
      const [easting, northing] = row.place?.map(Math.round) ?? []
      lines += copyLine([row.uprn, easting, northing, row.postcode, line])
    }
    if (Math.floor(result.rows / 1_000_000) > before) progress(`${wholeNumber(result.rows)} UPRNs read`)
    yield lines
  }
}

/** Where a home of the register lies farther than this from its UPRN, one of the two is wrong. */
const apartMetres = 50

/**
 * Keeps where UPRNs of the force lie, and holds the register against them. Neither OS Open UPRN nor the ONS directories
 * say what stands at a UPRN: a shop has one, and so has a lamp post. They are never a denominator.
 */
export const importUprns = async (
  tx: Transaction,
  paths: readonly string[],
  format: UprnFile['format'],
  progress: (words: string) => void,
  warn: (words: string) => void,
): Promise<ImportResult[]> => {
  const inside = await insideForce(tx)
  warn(
    `${formatNames[format]} says where a UPRN lies and not what stands there: it places and checks, and is never a denominator.`,
  )
  const results = paths.map((path): ImportResult => ({
    file: path,
    format,
    rows: 0,
    taken: 0,
    alreadyPresent: 0,
    leftOut: {},
    possibleRepeats: 0,
    differences: noDifferences(),
  }))
  await tx.query(
    'create temp table incoming_uprn (uprn bigint, easting integer, northing integer, postcode text, line integer) on commit drop',
  )
  for (const [source, path] of paths.entries())
    for await (const file of addressFiles(path, format, () => {})) {
      const result = results[source]!
      await tx.query('truncate incoming_uprn')
      await copyInto(tx, 'incoming_uprn', linesOf(file as UprnFile, inside, result, progress))
      const { rows } = await tx.query<{ taken: number; staged: number; once: number }>(
        `with once as (select distinct on (uprn) * from incoming_uprn order by uprn, line),
       taken as (
         insert into places.uprn_place (uprn, easting, northing, postcode, source)
         select uprn, easting, northing, postcode, $1 from once
         on conflict (uprn) do update
           set easting = coalesce(excluded.easting, uprn_place.easting), northing = coalesce(excluded.northing, uprn_place.northing),
               postcode = coalesce(excluded.postcode, uprn_place.postcode), source = excluded.source
           where (uprn_place.easting, uprn_place.northing, uprn_place.postcode) is distinct from
             (coalesce(excluded.easting, uprn_place.easting), coalesce(excluded.northing, uprn_place.northing),
              coalesce(excluded.postcode, uprn_place.postcode))
         returning 1
       ) select (select count(*) from taken)::int4 as taken, (select count(*) from incoming_uprn)::int4 as staged,
                (select count(*) from once)::int4 as once`,
        [format],
      )
      const { taken = 0, staged = 0, once = 0 } = rows[0] ?? {}
      result.taken += taken
      result.alreadyPresent += once - taken
      if (staged > once) result.leftOut['exactRepeat'] = (result.leftOut['exactRepeat'] ?? 0) + staged - once
    }
  for (const words of await checkedRegister(tx)) warn(words)
  return results
}

/** How the register of homes stands up to the places of UPRNs. */
const checkedRegister = async (tx: Transaction): Promise<string[]> => {
  if (!(await standingEdition(tx))) return []
  const { rows } = await tx.query<{ homes: number; missing: number; apart: number }>(
    `select count(*)::int4 as homes, (count(*) filter (where p.uprn is null))::int4 as missing,
            (count(*) filter (where abs(p.easting - s.easting) > $1 or abs(p.northing - s.northing) > $1))::int4 as apart
     from (${standingAddresses}) s left join places.uprn_place p on p.uprn = s.uprn`,
    [apartMetres],
  )
  const { homes = 0, missing = 0, apart = 0 } = rows[0] ?? {}
  return [
    `Of ${wholeNumber(homes)} addresses of the register, ${wholeNumber(missing)} have a UPRN that no such file holds, and ${wholeNumber(apart)} lie more than ${apartMetres} metres from where it says.`,
  ]
}
