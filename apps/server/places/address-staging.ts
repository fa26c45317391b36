import { copyInto, copyLine } from '../foundation/copy.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import type { RegisterFile } from './formats/address-files.ts'
import type { AddressRow } from './formats/address-row.ts'
import { isOnGrid } from './formats/projection.ts'
import type { AreaIndex } from './formats/point-in-areas.ts'

/** Where the addresses of an edition are put: the wards of its day, each with its BCU. */
export type Wards = { validFrom: string; index: AreaIndex; bcuOf: ReadonlyMap<string, string> }

/** What was met in the files of one path while they were read. */
export type Reading = {
  path: string
  rows: number
  leftOut: { noPlace: number; outsideForce: number }
  /** Newest day that its rows name. */
  newest: string | null
  deletes: number
  updates: number
}

export type Placing = {
  wards: Wards
  /** Places of postcodes, for rows without one of their own. */
  postcodes: ReadonlyMap<string, [number, number]>
  onRows: (rows: number) => void
}

const placeOf = (row: AddressRow, { postcodes }: Placing): [number, number] | undefined => {
  const place = row.place ?? postcodes.get(row.postcode)
  return place && isOnGrid(...place) ? [Math.round(place[0]), Math.round(place[1])] : undefined
}

/** Lines for COPY of the rows of a file that lie in a ward, and of those that go, wherever they lay. */
const linesOf = async function* (
  file: RegisterFile,
  source: number,
  reading: Reading,
  placing: Placing,
): AsyncGenerator<string> {
  const { index, bcuOf } = placing.wards
  // Flats of a block share a place, and stand together as a rule.
  let [lastEasting, lastNorthing, ward]: [number, number, string | undefined] = [NaN, NaN, undefined]
  for await (const batch of file.batches()) {
    let lines = ''
    for (const { row, line } of batch) {
      reading.rows++
      if (row.updated !== null && (reading.newest === null || row.updated > reading.newest))
        reading.newest = row.updated
      if (row.change === 'D') reading.deletes++
      else if (row.change === 'U') reading.updates++
      const place = placeOf(row, placing)
      if (row.sort !== 'gone') {
        if (place === undefined) {
          reading.leftOut.noPlace++
          continue
        }
        const [easting, northing] = place
        if (easting !== lastEasting || northing !== lastNorthing) {
          ;[lastEasting, lastNorthing] = place
          ward = index.find(easting, northing)
        }
        if (ward === undefined) {
          reading.leftOut.outsideForce++
          continue
        }
      }
      lines += copyLine([
        source,
        line,
        row.uprn,
        row.change,
        row.sort,
        row.classCode,
        row.isFlat,
        row.parent,
        row.root,
        row.postcode,
        row.street,
        row.number,
        row.floor,
        row.flat,
        row.address,
        place?.[0],
        place?.[1],
        row.sort === 'gone' ? null : ward,
        row.sort === 'gone' ? null : bcuOf.get(ward ?? ''),
        row.since,
      ])
    }
    placing.onRows(batch.length)
    yield lines
  }
}

/** Reads a file into the staging table. Errors: those of the reader. */
export const stageFile = (
  tx: Transaction,
  file: RegisterFile,
  source: number,
  reading: Reading,
  placing: Placing,
): Promise<void> => copyInto(tx, 'incoming', linesOf(file, source, reading, placing))
