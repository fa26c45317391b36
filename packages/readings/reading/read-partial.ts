import type { CodeDesign } from '../design/code-design.ts'
import type { Confusion } from './confusion.ts'
import { readingOf, type Reading } from './reading.ts'

export type PartialFault =
  | { fault: 'empty' }
  /** `column` counts from 1, in the text as it was given. */
  | { fault: 'character'; found: string; column: number }
  /** A bracket that is not closed, closes nothing, or holds nothing. */
  | { fault: 'bracket'; column: number }
  | { fault: 'length'; found: number; expected: number }

/** Signs that may stand between the groups of a code: blanks of any kind, hyphens and dashes. */
const between = /[\s\u2010-\u2015\u2212-]/u

/**
 * Reads a partial code as people write it: a sign for each position, `?` where nothing was read, `[B8]` where the reader
 * cannot decide between two or more. Small letters are capitals where the design has only those; blanks and hyphens are
 * passed over. No sign is taken for another: that is for the confusion.
 */
export const readPartial = (
  design: CodeDesign,
  text: string,
  confusion?: Confusion,
): { reading: Reading } | PartialFault => {
  const read: string[] = []
  /** Where an open bracket began, in signs from 1; 0 outside of brackets. */
  let open = 0
  let either = ''
  for (const [at, sign] of [...text].entries()) {
    const column = at + 1
    if (between.test(sign)) continue
    if (sign === '[') {
      if (open) return { fault: 'bracket', column }
      open = column
      either = ''
    } else if (sign === ']') {
      if (!open || either === '') return { fault: 'bracket', column }
      read.push(either)
      open = 0
    } else if (sign === '?') {
      if (open) return { fault: 'bracket', column }
      read.push('')
    } else {
      const alphabet = design.alphabets[read.length]
      // What stands beyond the last position is counted, and said by the length.
      const symbol = alphabet === undefined || alphabet.includes(sign) ? sign : sign.toUpperCase()
      if (alphabet !== undefined && !(symbol.length === 1 && alphabet.includes(symbol)))
        return { fault: 'character', found: sign, column }
      if (open) either += symbol
      else read.push(symbol)
    }
  }
  if (open) return { fault: 'bracket', column: open }
  if (read.length === 0) return { fault: 'empty' }
  if (read.length !== design.alphabets.length)
    return { fault: 'length', found: read.length, expected: design.alphabets.length }
  return { reading: readingOf(design, read, confusion) }
}

export type MarkerSight = 'present' | 'absent' | 'unsure'

const symbolOf: Readonly<Record<MarkerSight, string>> = { present: '1', absent: '0', unsure: '' }

/** A reading of markers, the first first; unsure says nothing. Errors: those of `readingOf`. */
export const readMarkers = (
  design: CodeDesign,
  sights: readonly MarkerSight[],
  confusion?: Confusion,
): Reading =>
  readingOf(
    design,
    sights.map((sight) => symbolOf[sight]),
    confusion,
  )
