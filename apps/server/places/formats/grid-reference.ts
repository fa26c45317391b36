import { isOnGrid } from './projection.ts'

export type GridSquare = {
  /** South-west corner, metres, EPSG:27700. */
  easting: number
  northing: number
  /** Length of a side, metres: 1 with ten figures, 10 with eight, 100 with six, and so on. */
  metres: number
}

/**
 * Letters of the National Grid: A to Z without I, in rows of five from the north-west (Ordnance Survey, "A guide to
 * coordinate systems in Great Britain"). The first letter names a square of 500 km, the second one of 100 km.
 */
const letters = 'ABCDEFGHJKLMNOPQRSTUVWXYZ'

const square = 100_000

/** Column and row of a letter, counted from the south-west. */
const placeOfLetter = (letter: string): { column: number; row: number } => {
  const at = letters.indexOf(letter)
  return { column: at % 5, row: 4 - Math.floor(at / 5) }
}

/** Square S begins at the origin of the grid, two squares of 500 km east and one north of where A to Z begin. */
const origin = { column: 2 * 5, row: 1 * 5 }

/**
 * Reads a grid reference: `TQ 3012 8045`, `tq30128045`, `TQ 30128 80451`. Undefined when it is none: an odd number of
 * figures, a letter I, or a square off the grid.
 */
export const parseGridReference = (text: string): GridSquare | undefined => {
  const match = /^([A-HJ-Z])([A-HJ-Z])(\d{0,10})$/.exec(text.toUpperCase().replaceAll(/[\s,.-]+/g, ''))
  const figures = match?.[3] ?? ''
  if (!match || figures.length % 2 === 1) return undefined
  const large = placeOfLetter(match[1] ?? '')
  const small = placeOfLetter(match[2] ?? '')
  const half = figures.length / 2
  const metres = square / 10 ** half
  const easting =
    (large.column * 5 + small.column - origin.column) * square + Number(figures.slice(0, half)) * metres
  const northing = (large.row * 5 + small.row - origin.row) * square + Number(figures.slice(half)) * metres
  return isOnGrid(easting, northing) ? { easting, northing, metres } : undefined
}

const letterAt = (column: number, row: number): string => letters.charAt((4 - row) * 5 + column)

/** Writes the reference of the square that holds a point, with `figures` for each direction (5: one metre). */
export const formatGridReference = (easting: number, northing: number, figures = 5): string => {
  if (!isOnGrid(easting, northing))
    throw new RangeError(`${easting}, ${northing} is not on the National Grid.`)
  const column = Math.floor(easting / square) + origin.column
  const row = Math.floor(northing / square) + origin.row
  const pair = letterAt(Math.floor(column / 5), Math.floor(row / 5)) + letterAt(column % 5, row % 5)
  const write = (metres: number): string =>
    String(Math.floor(metres % square))
      .padStart(5, '0')
      .slice(0, figures)
  return figures === 0 ? pair : `${pair} ${write(easting)} ${write(northing)}`
}
