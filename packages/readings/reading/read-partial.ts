import type { CodeDesign } from '../design/code-design.ts'
import type { Confusion } from './confusion.ts'
import { positionsIn, type PositionsFault } from './positions.ts'
import { readingOf, type Reading } from './reading.ts'

export type PartialFault = PositionsFault | { fault: 'length'; found: number; expected: number }

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
  const read = positionsIn(text, (sign, position) => {
    const alphabet = design.alphabets[position]
    // What stands beyond the last position is counted, and said by the length.
    if (alphabet === undefined) return sign
    const symbol = alphabet.includes(sign) ? sign : sign.toUpperCase()
    return symbol.length === 1 && alphabet.includes(symbol) ? symbol : undefined
  })
  if ('fault' in read) return read
  const { positions } = read
  if (positions.length !== design.alphabets.length)
    return { fault: 'length', found: positions.length, expected: design.alphabets.length }
  return { reading: readingOf(design, positions, confusion) }
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
