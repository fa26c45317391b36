import { MetTraceError } from '../../foundation/errors.ts'
import { isFlatClass, sortOfClass } from './address-classes.ts'
import { plainHeading } from './address-headings.ts'
import { doorOf, joined, placeOf, plainPostcode, type Cells, type RowReader } from './address-parts.ts'
import { headingsInWords } from './headings.ts'
import type { SourceFile } from './source-files.ts'
import { UprnReader } from './uprn.ts'

/** Headings that tables of one's own use, by what they mean; capitals, blanks and signs make no difference. */
const ownHeadings = {
  uprn: ['uprn'],
  address: ['address', 'fulladdress', 'singlelineaddress', 'addresstext', 'addressline'],
  postcode: ['postcode', 'pcds', 'postalcode'],
  x: ['easting', 'xcoordinate', 'x', 'eastings'],
  y: ['northing', 'ycoordinate', 'y', 'northings'],
  classCode: ['classificationcode', 'class', 'classification', 'classcode'],
  parent: ['parentuprn'],
  unit: ['subbuilding', 'subbuildingname', 'flat', 'subname'],
  name: ['buildingname', 'housename'],
  number: ['buildingnumber', 'number', 'housenumber'],
  street: ['street', 'streetname', 'thoroughfare'],
} as const
type OwnColumn = keyof typeof ownHeadings

/** Reads a table of one's own. Errors: `column_missing` where it has no addresses. */
export const ownRows = (file: SourceFile, headings: Cells): RowReader => {
  const names = headings.map(plainHeading)
  const at = {} as Record<OwnColumn, number>
  for (const [column, known] of Object.entries(ownHeadings) as [OwnColumn, readonly string[]][])
    at[column] = names.findIndex((name) => known.includes(name))
  if (at.address === -1 && at.street === -1)
    throw new MetTraceError('column_missing', 'This table has no column of addresses.', {
      file: file.name,
      line: 1,
      column: 'address',
      found: headingsInWords(headings),
      expected: 'uprn and address, with postcode or easting and northing, and class where there is one',
    })
  const cell = (cells: Cells, column: OwnColumn): string => (cells[at[column]] ?? '').trim()
  const uprns = new UprnReader(file.name, 'uprn')
  return {
    end: () => uprns.end(),
    read: (cells, line) => {
      const classCode = at.classCode === -1 ? '' : cell(cells, 'classCode')
      const parent = uprns.readOrNull(cell(cells, 'parent'), line, 'parent_uprn')
      const unit = cell(cells, 'unit')
      const text = cell(cells, 'address')
      const [first = '', second = ''] = text.split(',').map((part) => part.trim())
      const numbered = /^(\d+\w?)\s+(.+)$/.exec(first)
      const street = cell(cells, 'street') || numbered?.[2] || second
      const number = cell(cells, 'number') || (at.street === -1 ? (numbered?.[1] ?? first) : '')
      const postcode = cell(cells, 'postcode')
      return {
        uprn: uprns.read(cell(cells, 'uprn'), line),
        change: 'I',
        sort: at.classCode === -1 ? 'dwelling' : sortOfClass(classCode),
        classCode,
        isFlat: isFlatClass(classCode || 'RD', parent, unit),
        parent,
        root: null,
        postcode: plainPostcode(postcode),
        floor: null,
        ...doorOf({
          unit,
          name: cell(cells, 'name'),
          number,
          street,
          address: text || joined([unit, cell(cells, 'name'), `${number} ${street}`.trim(), postcode]),
        }),
        place: placeOf(file, line, cell(cells, 'x'), cell(cells, 'y'), headings[at.x] ?? 'easting'),
        since: null,
        updated: null,
      }
    },
  }
}
