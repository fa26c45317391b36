import { valueOf } from '@mettrace/kit-codes/serial/check-character'

/** How the codes of a maker are built: what may stand at each position, and whether the last is a check character. */
export type CodeDesign = {
  readonly kind: 'text' | 'markers'
  /** The symbols of each position; the index of a symbol in its alphabet is its number there. */
  readonly alphabets: readonly string[]
  readonly check: CheckRule
  /** Where the symbols of each position begin among those of all positions, and last how many there are. */
  readonly starts: Uint32Array
}

/** `mod-37-36`: the last character is that of ISO 7064 MOD 37,36 over those before it. */
export type CheckRule = 'none' | 'mod-37-36'

/** Longest code and largest alphabet: products over a code stay far inside what a double holds. */
export const designLimits = { positions: 64, symbols: 256 } as const

/** Signs that partial readings are written with, and blanks and hyphens between groups, are no symbols of a code. */
const reserved = /[?[\]\s\u2010-\u2015\u2212-]/u

const checkAlphabet = (alphabet: string, position: number): void => {
  if (alphabet.length < 1 || alphabet.length > designLimits.symbols)
    throw new RangeError(
      `position ${position + 1} has ${alphabet.length} symbols, not 1 to ${designLimits.symbols}`,
    )
  if (new Set(alphabet).size !== alphabet.length)
    throw new RangeError(
      `position ${position + 1} has a symbol twice, or one that is not a single UTF-16 unit`,
    )
  if (reserved.test(alphabet))
    throw new RangeError(`position ${position + 1} has a sign that partial readings are written with`)
}

/**
 * The design of codes that are texts: one alphabet for each position, such as four times A–Z and five times 0–9.
 * Errors: a RangeError where there are no or more than 64 positions, an alphabet is empty, has more than 256 symbols, one of
 * them twice, or one of `? [ ]`, a blank or a hyphen; and where a code with a check character has other than its 36 characters.
 */
export const textDesign = (alphabets: readonly string[], check: CheckRule = 'none'): CodeDesign =>
  designOf('text', alphabets, check)

/** The design of liquids that are coded by which of some markers are in them. Symbol 0 is absent, 1 present. Errors: as above. */
export const markerDesign = (markers: number): CodeDesign => {
  if (!Number.isInteger(markers) || markers < 1 || markers > designLimits.positions)
    throw new RangeError(`a code of markers has 1 to ${designLimits.positions} of them, found ${markers}`)
  return designOf(
    'markers',
    Array.from({ length: markers }, () => '01'),
    'none',
  )
}

const designOf = (kind: CodeDesign['kind'], alphabets: readonly string[], check: CheckRule): CodeDesign => {
  if (alphabets.length < 1 || alphabets.length > designLimits.positions)
    throw new RangeError(`a code has 1 to ${designLimits.positions} positions, found ${alphabets.length}`)
  for (const [position, alphabet] of alphabets.entries()) checkAlphabet(alphabet, position)
  if (check === 'mod-37-36') {
    if (alphabets.length < 2) throw new RangeError('a code with a check character has at least 2 positions')
    const other = alphabets.findIndex((alphabet) => [...alphabet].some((symbol) => valueOf(symbol) < 0))
    if (other >= 0) throw new RangeError(`position ${other + 1} has a symbol that has no check value`)
  }
  const starts = new Uint32Array(alphabets.length + 1)
  for (const [position, alphabet] of alphabets.entries())
    starts[position + 1] = starts[position]! + alphabet.length
  return { kind, alphabets: [...alphabets], check, starts }
}
