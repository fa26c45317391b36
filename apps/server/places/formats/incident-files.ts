import { count } from '../../foundation/words/figures.ts'
import { classify, type IncidentSeries } from './classification.ts'
import { nameOf } from './codes.ts'
import { onGrid } from './coordinates.ts'
import { DateColumns } from './date-columns.ts'
import type { DayOrder } from './dates.ts'
import { parseGridReference } from './grid-reference.ts'
import { HeldRows } from './held-rows.ts'
import { incidentColumns, type IncidentColumns, type IncidentRole } from './incident-headings.ts'
import { leaveOut, newTally, numberedRows, type Tally } from './left-out.ts'
import { parseDay, parseMoment } from './moments.ts'
import { flagOf, isMissing } from './numbers.ts'
import { degrees, nationalGrid, type ReferenceSystem } from './reference-system.ts'
import { fittingTables, type FittingTable } from './tables.ts'

/** A force's own incident, one version of it. Moments are ISO in UTC; missing is null. */
export type IncidentRow = {
  reference: string
  reportedAt: string
  /** Earliest and latest time of the burglary. */
  committedFrom: string | null
  committedTo: string | null
  /** Figures, up to twelve. */
  uprn: string | null
  address: string | null
  /** Metres, EPSG:27700. */
  easting: number | null
  northing: number | null
  /** As recorded. */
  classification: string
  series: IncidentSeries
  repeatVictim: boolean | null
  vulnerableVictim: boolean | null
  stickerSeen: boolean | null
  updatedAt: string | null
  /** All of the above as one text, to tell exact repeats and versions whatever the order of the columns. */
  text: string
  line: number
}

/**
 * `noReference`, `noClassification`: empty. `badDate`: no time of report, a time that cannot be read, or committed from
 * after committed to. `exactRepeat`: the same version stood there before.
 */
export type IncidentReason = 'noReference' | 'noClassification' | 'badDate' | 'exactRepeat'

/**
 * Cells of rows that are taken all the same, but without what the cell meant: `place` (off the grid, or no place),
 * `gridReference` (none, or coarser than 100 m), `uprn` (not a UPRN; spreadsheets round long numbers), `flag` (neither
 * yes nor no), `classification` (a burglary that does not say of what: counted in all burglary only).
 */
export type IncidentNote = 'place' | 'gridReference' | 'uprn' | 'flag' | 'classification'

export type IncidentFile = {
  name: string
  /** Complete once `batches` has been read, as are `notes`. */
  tally: Tally<IncidentReason>
  notes: Tally<IncidentNote>
  batches: AsyncGenerator<IncidentRow[]>
}

/**
 * A force's own incidents: every table of them at a path. Columns are found by their headings (`incidentHeadings`).
 * `passOver` hears of files beside them that are none.
 * Errors: those of `fittingTables`, and `value_invalid` when the dates have the month first.
 */
export const readIncidents = async function* (
  path: string,
  passOver: (name: string) => void = () => {},
): AsyncGenerator<IncidentFile> {
  const fit = {
    fitOf: incidentColumns,
    least: ({ reference = 0, reportedAt = 0 }: IncidentColumns) => Math.max(reference, reportedAt) + 1,
  }
  for await (const table of fittingTables(path, fit, passOver)) {
    const tally = newTally<IncidentReason>(table.file.name)
    const notes = newTally<IncidentNote>(table.file.name)
    yield { name: table.file.name, tally, notes, batches: incidentRows(tally, notes, table) }
  }
}

const dated = ['reportedAt', 'committedFrom', 'committedTo', 'updatedAt'] as const satisfies IncidentRole[]

const incidentRows = async function* (
  tally: Tally<IncidentReason>,
  notes: Tally<IncidentNote>,
  table: FittingTable<IncidentColumns>,
): AsyncGenerator<IncidentRow[]> {
  const columns = table.fit
  const seen = new Set<string>()
  const held = new HeldRows(tally.file)
  const dates = new DateColumns(
    table,
    dated.map((role) => columns[role]).filter((at) => at !== undefined),
    // A British force's own file: its dates have the day first where they may have either.
    { usual: 'dmy' },
  )
  for await (const batch of table.rows()) {
    await dates.prepare(batch)
    const taken: IncidentRow[] = []
    for (const { row, line } of numberedRows(batch)) {
      tally.rows++
      const cell = (role: IncidentRole): string => {
        const at = columns[role]
        return at === undefined ? '' : (row[at] ?? '').trim()
      }
      const number = (role: IncidentRole): number => table.numbers.read(cell(role), line, role)
      const name = (role: IncidentRole): string => nameOf(cell(role), tally.file, line, role)
      const source = { cell, number, name, order: dates.order }
      const found = incidentOf(source, (note) => leaveOut(notes, note, line))
      if (typeof found === 'string') leaveOut(tally, found, line)
      else if (seen.has(found.text)) leaveOut(tally, 'exactRepeat', line)
      else {
        held.add(line, found.text.length)
        seen.add(found.text)
        taken.push({ ...found, line })
      }
    }
    yield taken
  }
}

type Cell = (role: IncidentRole) => string
/** A row: its cells, those that are numbers, those that are names and must not be endless; and how its dates are written. */
type Source = { cell: Cell; number: (role: IncidentRole) => number; name: Cell; order: DayOrder }
type Note = (note: IncidentNote) => void

const incidentOf = (source: Source, note: Note): Omit<IncidentRow, 'line'> | IncidentReason => {
  const { cell, name } = source
  const reference = name('reference')
  const classification = name('classification') || name('offenceCode')
  if (reference === '') return 'noReference'
  if (classification === '') return 'noClassification'
  const times = timesOf(source)
  if (!times) return 'badDate'
  const { series, certain } = classify(cell('classification'), cell('offenceCode'))
  if (!certain) note('classification')
  const incident = {
    reference,
    ...times,
    uprn: uprnOf(cell('uprn'), note),
    address: addressOf(cell)?.slice(0, longestAddress) ?? null,
    ...placeOf(source, note),
    classification,
    series,
    repeatVictim: flag(cell('repeatVictim'), note),
    vulnerableVictim: flag(cell('vulnerableVictim'), note),
    stickerSeen: flag(cell('stickerSeen'), note),
  }
  return { ...incident, text: Object.values(incident).join('\u001F') }
}

type Times = Pick<IncidentRow, 'reportedAt' | 'committedFrom' | 'committedTo' | 'updatedAt'>

/** Null for an empty cell, undefined for one that cannot be read. */
const moment = (
  date: string,
  time: string,
  { order, endOfDay = false }: { order: DayOrder; endOfDay?: boolean },
): string | null | undefined => {
  if (isMissing(date)) return null
  // Exports that part day and time often leave 00:00:00 beside the day.
  return parseMoment(isMissing(time) ? date : `${parseDay(date, order) ?? ''} ${time}`, { endOfDay, order })
}

/** Undefined when a time cannot be read, none of the report is given, or the range ends before it begins. */
const timesOf = ({ cell, order }: Source): Times | undefined => {
  const reportedAt = moment(cell('reportedAt'), cell('reportedTime'), { order })
  const committedFrom = moment(cell('committedFrom'), cell('committedFromTime'), { order })
  const committedTo = moment(cell('committedTo'), cell('committedToTime'), { order, endOfDay: true })
  const updatedAt = moment(cell('updatedAt'), '', { order })
  if (!reportedAt || committedFrom === undefined || committedTo === undefined || updatedAt === undefined)
    return undefined
  if (committedFrom !== null && committedTo !== null && committedFrom > committedTo) return undefined
  return { reportedAt, committedFrom, committedTo, updatedAt }
}

const uprnOf = (text: string, note: Note): string | null => {
  const figures = /^0*(\d{1,12})(\.0+)?$/.exec(text)?.[1]
  if (figures !== undefined && figures !== '0') return figures
  if (text !== '') note('uprn')
  return null
}

/** Longer than any address; what follows is of no use to find it. */
const longestAddress = 500

const addressOf = (cell: Cell): string | null => {
  const parts = (['address', 'addressLine2', 'addressLine3', 'town'] as const)
    .map(cell)
    .filter((part) => part !== '')
  const postcode = cell('postcode')
  const written = parts.join(', ')
  const isThere = written
    .toUpperCase()
    .replaceAll(/\s/g, '')
    .endsWith(postcode.toUpperCase().replaceAll(/\s/g, ''))
  return (isThere ? written : [...parts, postcode].join(', ')).replaceAll(/\s+/g, ' ') || null
}

type Place = { easting: number | null; northing: number | null }

/** A square of 100 m, six figures, is the coarsest that still names a street. */
const coarsest = 100

/** The finest place the row gives: easting and northing, else a grid reference, else longitude and latitude. */
const placeOf = (source: Source, note: Note): Place => {
  const { cell } = source
  const metres = pairOf(source, 'easting', 'northing', nationalGrid, note)
  if (metres) return metres
  const reference = cell('gridReference')
  if (reference !== '') {
    const square = parseGridReference(reference)
    if (square && square.metres <= coarsest) {
      const half = Math.floor(square.metres / 2)
      return { easting: square.easting + half, northing: square.northing + half }
    }
    note('gridReference')
  }
  return pairOf(source, 'longitude', 'latitude', degrees, note) ?? { easting: null, northing: null }
}

const pairOf = (
  { cell, number }: Source,
  xRole: IncidentRole,
  yRole: IncidentRole,
  system: ReferenceSystem,
  note: Note,
): Place | undefined => {
  if (isMissing(cell(xRole)) && isMissing(cell(yRole))) return undefined
  const place = onGrid(number(xRole), number(yRole), system)
  if (!place) note('place')
  return place
}

const flag = (text: string, note: Note): boolean | null => {
  const said = flagOf(text)
  if (said === undefined) note('flag')
  return said ?? null
}

const noteWords: Record<IncidentNote, string> = {
  place: 'with coordinates that are not on the National Grid, taken without them',
  gridReference: 'with a grid reference that cannot be read or is coarser than 100 m, taken without it',
  uprn: 'with a UPRN that is not one (spreadsheets round long numbers), taken without it',
  flag: 'with a flag that says neither yes nor no, taken as not known',
  classification: 'of burglary that does not say of what, counted in all burglary and not in residential',
}

/** What a reader of the file should be told besides the rows left out. */
export const incidentWarnings = ({ name, notes }: IncidentFile): string[] =>
  (Object.entries(notes.leftOut) as [IncidentNote, number][]).map(
    ([note, rows]) =>
      `${name}: ${count(rows, 'row')} ${noteWords[note]} (line ${(notes.examples[note] ?? []).join(', ')}).`,
  )
