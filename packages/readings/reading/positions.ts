import { characters } from '@mettrace/kit-codes/serial/check-character'
import { designLimits } from '../design/code-design.ts'

/** What was read of each position: nothing where it was not read, several signs where the reader cannot decide. */
export type Positions = readonly string[]

export type PositionsFault =
  | { fault: 'empty' }
  /** `column` counts from 1, in the text as it was given. */
  | { fault: 'character'; found: string; column: number }
  /** A bracket that is not closed, closes nothing, or holds nothing. */
  | { fault: 'bracket'; column: number }

/** Signs that may stand between the groups of a code: blanks of any kind, hyphens and dashes. */
const between = /[\s\u2010-\u2015\u2212-]/u

/**
 * Takes a partial code apart as people write it: a sign for each position, `?` where nothing was read, `[B8]` where the
 * reader cannot decide; blanks and hyphens are passed over. `symbolAt` says what a sign stands for at a position, counted
 * from 0; undefined where it cannot stand there.
 */
export const positionsIn = (
  text: string,
  symbolAt: (sign: string, position: number) => string | undefined,
): { positions: string[] } | PositionsFault => {
  const positions: string[] = []
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
      positions.push(either)
      open = 0
    } else if (sign === '?') {
      if (open) return { fault: 'bracket', column }
      positions.push('')
    } else {
      const symbol = symbolAt(sign, positions.length)
      if (symbol === undefined) return { fault: 'character', found: sign, column }
      if (open) either += symbol
      else positions.push(symbol)
    }
  }
  if (open) return { fault: 'bracket', column: open }
  return positions.length === 0 ? { fault: 'empty' } : { positions }
}

/** Signs of a code whose design is not known: letters and digits, or markers that are there (1) or not (0). */
const plainSymbols = { text: characters, markers: '01' } as const

/** Takes apart a code of any design. Fault `length`: more positions than a code has. */
export const plainPositions = (
  kind: keyof typeof plainSymbols,
  text: string,
): { positions: string[] } | PositionsFault | { fault: 'length'; found: number } => {
  const read = positionsIn(text, (sign) => {
    const symbol = sign.toUpperCase()
    return plainSymbols[kind].includes(symbol) ? symbol : undefined
  })
  if ('fault' in read || read.positions.length <= designLimits.positions) return read
  return { fault: 'length', found: read.positions.length }
}

/** Positions, from 1, that do not hold one certain sign. */
export const unsurePositions = (positions: Positions): number[] =>
  positions.flatMap((read, at) => (new Set(read).size === 1 ? [] : [at + 1]))

/**
 * Positions, from 1, where two readings of one code contradict each other: both read something, and nothing in common.
 * Undefined where they have different lengths, and so contradict each other as a whole.
 */
export const contradictions = (one: Positions, other: Positions): number[] | undefined =>
  one.length === other.length
    ? one.flatMap((read, at) => {
        const beside = other[at]!
        return read === '' || beside === '' || [...read].some((sign) => beside.includes(sign)) ? [] : [at + 1]
      })
    : undefined
