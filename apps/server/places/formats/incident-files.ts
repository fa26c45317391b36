import { classify, type IncidentSeries } from './classification.ts'
import type { CsvBatch } from './csv.ts'
import { DayOrder, parseDay, parseMoment } from './dates.ts'
import { parseGridReference } from './grid-reference.ts'
import { incidentColumns, type IncidentColumns, type IncidentRole } from './incident-headings.ts'
import { leaveOut, newTally, numberedRows, type Tally } from './left-out.ts'
import { coordinateOf, onGrid } from './point-files.ts'
import { fittingTables } from './tables.ts'

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
  for await (const { file, fit: columns, batches } of fittingTables(path, incidentColumns, passOver)) {
    const tally = newTally<IncidentReason>(file.name)
    const notes = newTally<IncidentNote>(file.name)
    yield { name: file.name, tally, notes, batches: incidentRows(tally, notes, columns, batches) }
  }
}

const dated = ['reportedAt', 'committedFrom', 'committedTo', 'updatedAt'] as const satisfies IncidentRole[]

const incidentRows = async function* (
  tally: Tally<IncidentReason>,
  notes: Tally<IncidentNote>,
  columns: IncidentColumns,
  batches: AsyncGenerator<CsvBatch>,
): AsyncGenerator<IncidentRow[]> {
  const seen = new Set<string>()
  const order = new DayOrder()
  for await (const batch of batches) {
    const taken: IncidentRow[] = []
    for (const { row, line } of numberedRows(batch)) {
      tally.rows++
      const cell = (role: IncidentRole): string => {
        const at = columns[role]
        return at === undefined ? '' : (row[at] ?? '').trim()
      }
      for (const role of dated) order.see(cell(role), line)
      const found = incidentOf(cell, (note) => leaveOut(notes, note, line))
      if (typeof found === 'string') leaveOut(tally, found, line)
      else if (seen.has(found.text)) leaveOut(tally, 'exactRepeat', line)
      else {
        seen.add(found.text)
        taken.push({ ...found, line })
      }
    }
    yield taken
  }
  order.end(tally.file)
}

type Cell = (role: IncidentRole) => string
type Note = (note: IncidentNote) => void

const incidentOf = (cell: Cell, note: Note): Omit<IncidentRow, 'line'> | IncidentReason => {
  const reference = cell('reference')
  const classification = cell('classification') || cell('offenceCode')
  if (reference === '') return 'noReference'
  if (classification === '') return 'noClassification'
  const times = timesOf(cell)
  if (!times) return 'badDate'
  const { series, certain } = classify(cell('classification'), cell('offenceCode'))
  if (!certain) note('classification')
  const incident = {
    reference,
    ...times,
    uprn: uprnOf(cell('uprn'), note),
    address: addressOf(cell),
    ...placeOf(cell, note),
    classification,
    series,
    repeatVictim: flagOf(cell('repeatVictim'), note),
    vulnerableVictim: flagOf(cell('vulnerableVictim'), note),
    stickerSeen: flagOf(cell('stickerSeen'), note),
  }
  return { ...incident, text: Object.values(incident).join('\u001F') }
}

type Times = Pick<IncidentRow, 'reportedAt' | 'committedFrom' | 'committedTo' | 'updatedAt'>

/** Null for an empty cell, undefined for one that cannot be read. */
const moment = (date: string, time: string, endOfDay = false): string | null | undefined => {
  if (date === '') return null
  // Exports that part day and time often leave 00:00:00 beside the day.
  return parseMoment(time === '' ? date : `${parseDay(date) ?? ''} ${time}`, { endOfDay })
}

/** Undefined when a time cannot be read, none of the report is given, or the range ends before it begins. */
const timesOf = (cell: Cell): Times | undefined => {
  const reportedAt = moment(cell('reportedAt'), cell('reportedTime'))
  const committedFrom = moment(cell('committedFrom'), cell('committedFromTime'))
  const committedTo = moment(cell('committedTo'), cell('committedToTime'), true)
  const updatedAt = moment(cell('updatedAt'), '')
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
const placeOf = (cell: Cell, note: Note): Place => {
  const metres = pairOf(cell, 'easting', 'northing', 'EPSG:27700', note)
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
  return pairOf(cell, 'longitude', 'latitude', 'EPSG:4326', note) ?? { easting: null, northing: null }
}

const pairOf = (
  cell: Cell,
  xRole: IncidentRole,
  yRole: IncidentRole,
  crs: 'EPSG:27700' | 'EPSG:4326',
  note: Note,
): Place | undefined => {
  const x = cell(xRole)
  const y = cell(yRole)
  if (x === '' && y === '') return undefined
  const place = onGrid(coordinateOf(x), coordinateOf(y), crs)
  if (!place) note('place')
  return place
}

const flagOf = (text: string, note: Note): boolean | null => {
  if (/^(y|yes|true|t|1)$/i.test(text)) return true
  if (/^(n|no|none|false|f|0)$/i.test(text)) return false
  if (!/^(|u|unknown|not known|n\/?k|n\/?a|not recorded|null|-)$/i.test(text)) note('flag')
  return null
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
      `${name}: ${rows} row${rows === 1 ? '' : 's'} ${noteWords[note]} (line ${(notes.examples[note] ?? []).join(', ')}).`,
  )
