import { count } from '../../foundation/words/figures.ts'
import { basename } from 'node:path'
import { MetTraceError } from '../../foundation/errors.ts'
import type { Month } from '../../foundation/month.ts'
import { areaCode, nameOf } from './codes.ts'
import { degreesOf } from './coordinates.ts'
import { lineOfRow, openCsv, type CsvBatch } from './csv.ts'
import { columnsOf } from './headings.ts'
import { readMonth } from './periods.ts'
import { isPremises } from './premises.ts'
import { sourceFiles, type SourceFile } from './source-files.ts'

/** A row of a street file, as published (data.police.uk/about, "Columns in the CSV"). */
export type StreetRow = {
  /** 64 hexadecimal digits; null in files up to November 2011 and for anti-social behaviour. */
  crimeId: string | null
  month: Month
  /** "Reported by": the force, or British Transport Police. */
  force: string
  longitude: number | null
  latitude: number | null
  /** Placed at premises or a public place and not in a street; false where the file does not say. */
  atPremises: boolean
  lsoaCode: string | null
  crimeType: string
  /** The whole row as published, to tell exact repeats. */
  cells: readonly string[]
}

export type StreetBatch = {
  rows: StreetRow[]
  /** Rows left out because their month or coordinates cannot be read, with the line of the first of them. */
  badDate: number
  badPlace: number
  firstBadLine: number | undefined
}

export type StreetFile = {
  name: string
  batches: AsyncGenerator<StreetBatch>
}

const headings = [
  'Crime ID',
  'Month',
  'Reported by',
  'Longitude',
  'Latitude',
  'LSOA code',
  'Crime type',
] as const

const streetName = /(?:^|\/)\d{4}-\d{2}-(.+)-street\.csv$/i
/** Other members of an archive of data.police.uk. */
const otherName = /-(outcomes|stop-and-search)\.csv$/i

/**
 * Street files at a path: a file, or every one in a folder or zip of the archive's layout
 * `YYYY-MM/YYYY-MM-force-street.csv`. A file of another name is one if its headings say so. Outcomes, stop and search
 * and other kinds of file beside them are passed over.
 * Errors: `file_wrong_kind` when there is none, `column_missing`, and those of the readers below.
 */
export const readStreetFiles = async function* (path: string): AsyncGenerator<StreetFile> {
  let opened = 0
  let others = 0
  let alone: SourceFile | undefined
  for await (const file of sourceFiles(path)) {
    if (streetName.test(file.path) || (!otherName.test(file.path) && (await hasStreetHeadings(file)))) {
      opened++
      yield await openStreetFile(file)
      continue
    }
    others++
    alone = others === 1 && file.path === file.name.replace(/\.gz$/i, '') ? file : undefined
  }
  if (opened > 0) return
  // What is wrong with the one file that was named is said in full.
  if (alone && !otherName.test(alone.path)) {
    yield await openStreetFile(alone)
    return
  }
  throw new MetTraceError('file_wrong_kind', 'There is no street file of data.police.uk here.', {
    file: basename(path),
    found: others === 0 ? 'no files' : count(others, 'other file'),
    expected: 'files named like 2014-12/2014-12-metropolitan-street.csv',
  })
}

/** Whether a file that is not named like a street file is one all the same. */
const hasStreetHeadings = async (file: SourceFile): Promise<boolean> => {
  if (!/\.csv$/i.test(file.path)) return false
  try {
    await openCsv(file, { fitOf: (found) => columnsOf(file, found, headings) })
    return true
  } catch (error) {
    if (error instanceof MetTraceError) return false
    throw error
  }
}

const openStreetFile = async (file: SourceFile): Promise<StreetFile> => {
  const csv = await openCsv(file, {
    fitOf: (found) => columnsOf(file, found, headings),
    least: (columns) => Math.max(...columns) + 1,
  })
  return { name: file.name, batches: rowsOf(file.name, csv.rows(), csv.fit, locationColumn(csv.headings)) }
}

/** Nothing depends on it but the kind of place, so that a file without it is read all the same. */
const locationColumn = (published: readonly string[]): number =>
  published.findIndex((heading) => heading.trim().toLowerCase() === 'location')

const rowsOf = async function* (
  file: string,
  batches: AsyncGenerator<CsvBatch>,
  columns: number[],
  locationAt: number,
): AsyncGenerator<StreetBatch> {
  const [idAt = 0, monthAt = 0, forceAt = 0, longitudeAt = 0, latitudeAt = 0, codeAt = 0, typeAt = 0] =
    columns
  // A file has one month, as a rule, and few areas and types stand in it often: each is looked at once.
  const force = knownNames(file, forceAt)
  const code = knownNames(file, codeAt, areaCode)
  const type = knownNames(file, typeAt)
  let monthText = ''
  let month: Month | undefined
  for await (const batch of batches) {
    const answer: StreetBatch = { rows: [], badDate: 0, badPlace: 0, firstBadLine: undefined }
    for (const [index, row] of batch.rows.entries()) {
      if (row[monthAt] !== monthText) {
        monthText = row[monthAt] ?? ''
        month = readMonth(monthText)
      }
      const longitude = degreesOf(row[longitudeAt] ?? '', 180)
      const latitude = degreesOf(row[latitudeAt] ?? '', 90)
      const line = (): number => lineOfRow(batch, index)
      if (month === undefined) answer.badDate++
      else if (
        Number.isNaN(longitude) ||
        Number.isNaN(latitude) ||
        (longitude === null) !== (latitude === null)
      ) {
        answer.badPlace++
      } else {
        answer.rows.push({
          crimeId: row[idAt]?.trim() || null,
          month,
          force: force(row, line),
          longitude,
          latitude,
          atPremises: isPremises(row[locationAt] ?? ''),
          lsoaCode: code(row, line) || null,
          crimeType: type(row, line),
          cells: row,
        })
        continue
      }
      answer.firstBadLine ??= lineOfRow(batch, index)
    }
    yield answer
  }
}

/** Reads the names of a column, each text once. Errors: those of `nameOf`. */
const knownNames = (
  file: string,
  at: number,
  plain: (text: string) => string = (text) => text,
): ((row: readonly string[], line: () => number) => string) => {
  const known = new Map<string, string>()
  return (row, line) => {
    const cell = row[at] ?? ''
    let name = known.get(cell)
    if (name === undefined) {
      name = plain(nameOf(cell, file, line(), at + 1))
      if (known.size < mostKnown) known.set(cell, name)
    }
    return name
  }
}
const mostKnown = 100_000
