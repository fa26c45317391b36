import { MetTraceError } from '../../foundation/errors.ts'

/** Codes and names are found by index, and no index takes a text of any length. */
export const longestName = 250

/** A name or a reference as it stands in a table. Errors: `value_invalid` for a text that is far longer than any. */
export const nameOf = (cell: string, file: string, line: number, column: string | number): string => {
  const text = cell.trim()
  if (text.includes('\u0000')) {
    throw new MetTraceError('value_invalid', 'A zero byte is where text should be.', {
      file,
      line,
      column,
      found: 'a zero',
      expected: 'text',
    })
  }
  if (text.length <= longestName) return text
  throw new MetTraceError('value_invalid', 'A name or a code is far longer than any.', {
    file,
    line,
    column,
    found: `${text.slice(0, 40)}… (${text.length} letters)`,
    expected: `at most ${longestName} letters`,
  })
}

/** An official code of nine signs (ONS, "GSS coding and naming policy"), in whatever letters. */
const official = /^[a-z]\d{8}$/i

/** An area's code with the letter of an official one in capitals, so that `e01000001` and `E01000001` are one area. */
export const areaCode = (text: string): string => (official.test(text) ? text.toUpperCase() : text)

/** Code of an area in a table. Errors: as `nameOf`. */
export const codeOf = (cell: string, file: string, line: number, column: string | number): string =>
  areaCode(nameOf(cell, file, line, column))
