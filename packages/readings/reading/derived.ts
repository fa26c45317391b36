import { sumOverCodes } from '../design/sum-over-codes.ts'
import { unreadPositions, type Reading } from './reading.ts'

/**
 * Position, from 0, whose character is not read but follows from all others by the check: the one unread position of a code
 * with a check character. It identifies and proves nothing: the reading stays uniform there, so that what is computed
 * never enters a weight. Null where nothing or more is unread, or nothing is checked.
 */
export const derivedPosition = (reading: Reading): number | null => {
  if (reading.design.check === 'none') return null
  const [unread, ...more] = unreadPositions(reading)
  return unread === undefined || more.length > 0 ? null : unread
}

/**
 * The characters that the check allows at the derived position: one where the rest was read without doubt. Empty where
 * nothing is derived, and where none makes the check hold: then something else was misread.
 */
export const derivedCharacters = (reading: Reading): string[] => {
  const position = derivedPosition(reading)
  if (position === null) return []
  const { design, possible } = reading
  const from = design.starts[position]!
  return [...design.alphabets[position]!].filter((_, symbol) => {
    const weights = Float64Array.from(possible)
    weights.fill(0, from, design.starts[position + 1])
    weights[from + symbol] = 1
    return sumOverCodes(design, weights).exact > 0
  })
}
