import { plainHeading } from './address-headings.ts'
import type { UprnRow } from './address-row.ts'
import { columnsOf } from './headings.ts'
import type { SourceFile } from './source-files.ts'
import { UprnReader } from './uprn.ts'

export type UprnRowReader = { read: (cells: readonly string[], line: number) => UprnRow; end: () => void }

const placeOf = (x: string, y: string): UprnRow['place'] => {
  const place: [number, number] = [Number(x), Number(y)]
  return x.trim() !== '' && y.trim() !== '' && place.every((metres) => Number.isFinite(metres) && metres > 0)
    ? place
    : null
}

const openUprnRows = (file: SourceFile, headings: readonly string[]): UprnRowReader => {
  const [uprnAt = 0, xAt = 0, yAt = 0] = columnsOf(file, headings, ['UPRN', 'X_COORDINATE', 'Y_COORDINATE'])
  const uprns = new UprnReader(file.name, 'UPRN')
  return {
    end: () => uprns.end(),
    read: (cells, line) => ({
      uprn: uprns.read(cells[uprnAt] ?? '', line),
      place: placeOf(cells[xAt] ?? '', cells[yAt] ?? ''),
      postcode: null,
      areas: [],
    }),
  }
}

/**
 * Columns of the ONS directories by the stem of their names, since the year in each changes at every edition: `wd22cd`
 * in one is `WD25CD` in the next, and was `ward` before.
 */
const stems = {
  x: /^gridgb1e$/,
  y: /^gridgb1n$/,
  postcode: /^pcds?$/,
  areas: /^(ward|wd\d{2}cd|lsoa\d{2}(cd)?|lad|lad\d{2}cd|oa\d{2}(cd)?)$/,
}

const directoryRows = (file: SourceFile, headings: readonly string[]): UprnRowReader => {
  const [uprnAt = 0] = columnsOf(file, headings, ['UPRN'])
  const names = headings.map(plainHeading)
  const at = (stem: RegExp): number => names.findIndex((name) => stem.test(name))
  const [xAt, yAt, postcodeAt] = [at(stems.x), at(stems.y), at(stems.postcode)]
  const areasAt = names.flatMap((name, index) => (stems.areas.test(name) ? [index] : []))
  const uprns = new UprnReader(file.name, headings[uprnAt] ?? 'UPRN')
  return {
    end: () => uprns.end(),
    read: (cells, line) => ({
      uprn: uprns.read(cells[uprnAt] ?? '', line),
      place: placeOf(cells[xAt] ?? '', cells[yAt] ?? ''),
      postcode: (cells[postcodeAt] ?? '').toUpperCase().replaceAll(/\s+/g, '') || null,
      areas: areasAt.map((index) => (cells[index] ?? '').trim()),
    }),
  }
}

/** Reads the rows of a file that says where UPRNs lie. Errors: `column_missing`. */
export const uprnRows = (
  format: 'open-uprn' | 'nsul',
  file: SourceFile,
  headings: readonly string[],
): UprnRowReader => (format === 'nsul' ? directoryRows : openUprnRows)(file, headings)
