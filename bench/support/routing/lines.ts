import { basename } from 'node:path'
import { MetTraceError } from '../../../apps/server/foundation/errors.ts'

/** A line of a text file with its number, without the blanks around it. */
export type Line = { readonly number: number; readonly text: string }

/** The lines of a text that are not empty. */
export const linesOf = (text: string): Line[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line, at) => ({ number: at + 1, text: line.trim() }))
    .filter((line) => line.text !== '')

/** What to throw where a line is not as it should be; without a line, where something is missing. */
export const notAsExpected = (path: string, line: Line | undefined, expected: string): MetTraceError =>
  new MetTraceError('value_invalid', 'This file is not as it should be.', {
    file: basename(path),
    ...(line ? { line: line.number } : {}),
    found: line ? line.text.slice(0, 80) : 'the end of the file',
    expected,
  })

/** The numbers of a line. Errors: `value_invalid` where there are fewer than `least` or something else is among them. */
export const numbersOf = (
  path: string,
  line: Line | undefined,
  least: number,
  expected: string,
): number[] => {
  const numbers = line?.text.split(/[\s,;]+/).map(Number) ?? []
  if (numbers.length < least || !numbers.every(Number.isFinite)) throw notAsExpected(path, line, expected)
  return numbers
}
