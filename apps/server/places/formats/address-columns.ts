import { isFlatClass, sortOfClass, standsByState, standsByWords } from './address-classes.ts'
import { plusColumns } from './address-headings.ts'
import {
  doorOf,
  floorOf,
  invalid,
  joined,
  placeOf,
  plainPostcode,
  type Cells,
  type RowReader,
} from './address-parts.ts'
import { dayIn, type AddressChange, type RegisterFormat } from './address-row.ts'
import { columnsOf } from './headings.ts'
import { ownRows } from './own-address-columns.ts'
import type { SourceFile } from './source-files.ts'
import { UprnReader } from './uprn.ts'

/** Cells by name, where a format has its columns by name. */
const cellsByName = (
  file: SourceFile,
  headings: Cells,
  wanted: Cells,
): ((cells: Cells, name: string) => string) => {
  const at: Record<string, number> = {}
  for (const [index, column] of columnsOf(file, headings, wanted).entries()) at[wanted[index] ?? ''] = column
  return (cells, name) => (cells[at[name] ?? -1] ?? '').trim()
}

const letters: Readonly<Record<string, AddressChange>> = { I: 'I', U: 'U', D: 'D' }

/** A change as the AddressBase products write it. Errors: `value_invalid`. */
const changeOf = (file: SourceFile, line: number, cell: string, column: string): AddressChange => {
  const change = letters[cell]
  if (change === undefined) throw invalid(file, line, column, cell, 'I, U or D')
  return change
}

/** A change as OS NGD writes it: a home that moves to another kind of feature leaves the live ones. */
const ngdChanges: Readonly<Record<string, AddressChange>> = {
  new: 'I',
  'moved from a different feature type': 'I',
  'modified attributes': 'U',
  'modified geometry': 'U',
  'modified geometry and attributes': 'U',
  'moved to a different feature type': 'D',
  'end of life': 'D',
}

const ngdWanted =
  `uprn changetype subname name number streetname locality townname postcode fulladdress floorlevel
  classificationcode buildstatus buildstatusdate addressstatus parentuprn rootuprn easting northing versiondate
  effectivestartdate`.split(/\s+/)

const ngdRows = (file: SourceFile, headings: Cells): RowReader => {
  const cell = cellsByName(file, headings, ngdWanted)
  const uprns = new UprnReader(file.name, 'uprn')
  return {
    end: () => uprns.end(),
    read: (cells, line) => {
      const uprn = uprns.read(cell(cells, 'uprn'), line)
      const typed = cell(cells, 'changetype')
      const change = ngdChanges[typed.toLowerCase()]
      if (change === undefined)
        throw invalid(file, line, 'changetype', typed, 'New, Modified Attributes, End Of Life and so on')
      const classCode = cell(cells, 'classificationcode')
      const stands = standsByWords(cell(cells, 'buildstatus'), cell(cells, 'addressstatus'))
      const parent = uprns.readOrNull(cell(cells, 'parentuprn'), line, 'parentuprn')
      const unit = cell(cells, 'subname')
      return {
        uprn,
        change,
        sort: change === 'D' || !stands ? 'gone' : sortOfClass(classCode),
        classCode,
        isFlat: isFlatClass(classCode, parent, unit),
        parent,
        root: uprns.readOrNull(cell(cells, 'rootuprn'), line, 'rootuprn'),
        postcode: plainPostcode(cell(cells, 'postcode')),
        floor: floorOf(cell(cells, 'floorlevel')),
        ...doorOf({
          unit,
          name: cell(cells, 'name'),
          number: cell(cells, 'number'),
          street: cell(cells, 'streetname') || cell(cells, 'locality') || cell(cells, 'townname'),
          address: cell(cells, 'fulladdress'),
        }),
        place: placeOf(file, line, cell(cells, 'easting'), cell(cells, 'northing'), 'easting'),
        since: dayIn(cell(cells, 'buildstatusdate')) ?? dayIn(cell(cells, 'effectivestartdate')),
        updated: dayIn(cell(cells, 'versiondate')),
      }
    },
  }
}

const coreWanted =
  `uprn parent_uprn classification_code easting northing last_update_date single_line_address sub_building
  building_name building_number street_name locality town_name postcode change_code`.split(/\s+/)

const coreRows = (file: SourceFile, headings: Cells): RowReader => {
  const cell = cellsByName(file, headings, coreWanted)
  const uprns = new UprnReader(file.name, 'uprn')
  return {
    end: () => uprns.end(),
    read: (cells, line) => {
      const uprn = uprns.read(cell(cells, 'uprn'), line)
      const change = changeOf(file, line, cell(cells, 'change_code'), 'change_code')
      const classCode = cell(cells, 'classification_code')
      const parent = uprns.readOrNull(cell(cells, 'parent_uprn'), line, 'parent_uprn')
      const unit = cell(cells, 'sub_building')
      return {
        uprn,
        change,
        sort: change === 'D' ? 'gone' : sortOfClass(classCode),
        classCode,
        isFlat: isFlatClass(classCode, parent, unit),
        parent,
        root: null,
        postcode: plainPostcode(cell(cells, 'postcode')),
        floor: null,
        ...doorOf({
          unit,
          name: cell(cells, 'building_name'),
          number: cell(cells, 'building_number'),
          street: cell(cells, 'street_name') || cell(cells, 'locality') || cell(cells, 'town_name'),
          address: cell(cells, 'single_line_address'),
        }),
        place: placeOf(file, line, cell(cells, 'easting'), cell(cells, 'northing'), 'easting'),
        since: null,
        updated: dayIn(cell(cells, 'last_update_date')),
      }
    },
  }
}

/** A number of a building or a part of it, with its suffix and the end of its range: `12A–14`. */
const ranged = (start: string, suffix: string, end: string, endSuffix: string): string =>
  start === '' ? '' : `${start}${suffix}${end === '' ? '' : `–${end}${endSuffix}`}`

const plusAt = new Map(plusColumns.map((name, at) => [name, at]))

const plusRows = (file: SourceFile, headings: Cells): RowReader => {
  const at =
    headings === plusColumns
      ? plusAt
      : new Map(headings.map((name, index) => [name.trim().toUpperCase(), index]))
  const cell = (cells: Cells, name: string): string => (cells[at.get(name) ?? -1] ?? '').trim()
  const uprns = new UprnReader(file.name, 'UPRN')
  const numbered = (cells: Cells, of: 'SAO' | 'PAO'): string =>
    joined([
      cell(cells, `${of}_TEXT`),
      ranged(
        cell(cells, `${of}_START_NUMBER`),
        cell(cells, `${of}_START_SUFFIX`),
        cell(cells, `${of}_END_NUMBER`),
        cell(cells, `${of}_END_SUFFIX`),
      ),
    ])
  return {
    end: () => uprns.end(),
    read: (cells, line) => {
      const uprn = uprns.read(cell(cells, 'UPRN'), line)
      const change = changeOf(file, line, cell(cells, 'CHANGE_TYPE'), 'CHANGE_TYPE')
      const classCode = cell(cells, 'CLASS')
      const parent = uprns.readOrNull(cell(cells, 'PARENT_UPRN'), line, 'PARENT_UPRN')
      // Royal Mail's words where the address is delivered to, else the council's.
      const hasMail = cell(cells, 'BUILDING_NUMBER') !== '' || cell(cells, 'BUILDING_NAME') !== ''
      const unit = hasMail ? cell(cells, 'SUB_BUILDING_NAME') : numbered(cells, 'SAO')
      const name = hasMail ? cell(cells, 'BUILDING_NAME') : numbered(cells, 'PAO')
      const number = hasMail ? cell(cells, 'BUILDING_NUMBER') : ''
      const street =
        cell(cells, 'THOROUGHFARE') || cell(cells, 'STREET_DESCRIPTION') || cell(cells, 'LOCALITY')
      const postcode = cell(cells, 'POSTCODE') || cell(cells, 'POSTCODE_LOCATOR')
      const town = cell(cells, 'POST_TOWN') || cell(cells, 'TOWN_NAME')
      const before = joined([unit, name])
      const address = joined([
        joined([before, number === '' ? street : `${number} ${street}`]),
        town,
        postcode,
      ])
      return {
        uprn,
        change,
        sort: change === 'D' || !standsByState(cell(cells, 'STATE')) ? 'gone' : sortOfClass(classCode),
        classCode,
        isFlat: isFlatClass(classCode, parent, unit),
        parent,
        root: null,
        postcode: plainPostcode(postcode),
        floor: floorOf(cell(cells, 'LEVEL')),
        ...doorOf({ unit, name, number, street, address }),
        place: placeOf(file, line, cell(cells, 'X_COORDINATE'), cell(cells, 'Y_COORDINATE'), 'X_COORDINATE'),
        since: dayIn(cell(cells, 'STATE_DATE')),
        updated: dayIn(cell(cells, 'LAST_UPDATE_DATE')),
      }
    },
  }
}

/** Reads the rows of a file of addresses. Errors: `column_missing` for a heading that the format needs. */
export const addressRows = (format: RegisterFormat, file: SourceFile, headings: Cells): RowReader =>
  ({ ngd: ngdRows, core: coreRows, plus: plusRows, csv: ownRows })[format](file, headings)
