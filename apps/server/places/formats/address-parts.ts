import { MetTraceError } from '../../foundation/errors.ts'
import type { AddressRow } from './address-row.ts'
import type { SourceFile } from './source-files.ts'

export type Cells = readonly string[]
export type RowReader = {
  /** Errors: `value_invalid`. */
  read: (cells: Cells, line: number) => AddressRow
  /** Errors: `value_invalid` for what only the whole file tells. */
  end: () => void
}

/** A flat by its number alone; any other name of a part stands before the number of the building. */
const numberedFlat = /^(?:flat|apartment|apt|no\.?)?\s*(\d{1,5})$/i

type Door = { unit: string; name: string; number: string; street: string; address: string }

export const doorOf = ({
  unit,
  name,
  number,
  street,
  address,
}: Door): Pick<AddressRow, 'number' | 'flat' | 'street' | 'address'> => {
  const building = number || name
  const flat = building === '' ? undefined : numberedFlat.exec(unit)?.[1]
  const whole = flat === undefined ? [unit, building].filter(Boolean).join(', ') : building
  return {
    number: whole || (address.split(',', 1)[0] ?? '').trim(),
    flat: flat === undefined ? null : Number(flat),
    street,
    address,
  }
}

export const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ')
export const plainPostcode = (text: string): string => text.trim().toUpperCase().replaceAll(' ', '')
export const floorOf = (text: string): number | null => {
  const floor = /^-?\d{1,3}(?=$|\.0*$)/.exec(text.trim())?.[0]
  return floor === undefined ? null : Number(floor)
}

export const invalid = (
  file: SourceFile,
  line: number,
  column: string,
  found: string,
  expected: string,
): MetTraceError =>
  new MetTraceError('value_invalid', 'A cell of this file holds what cannot be.', {
    file: file.name,
    line,
    column,
    found: found || 'nothing',
    expected,
  })

/** Metres of two cells; null where both are empty. Errors: `value_invalid`. */
export const placeOf = (
  file: SourceFile,
  line: number,
  x: string,
  y: string,
  column: string,
): AddressRow['place'] => {
  if (x === '' && y === '') return null
  const place: [number, number] = [Number(x), Number(y)]
  if (x !== '' && y !== '' && Number.isFinite(place[0]) && Number.isFinite(place[1])) return place
  throw invalid(file, line, column, `${x}, ${y}`, 'easting and northing in metres')
}
