/** A place as TSPLIB gives it: x and y, or degrees and minutes of latitude and longitude. */
export type Coordinates = readonly [number, number]

/** Pi as TSPLIB has it: with more digits some distances would be others. */
const shortPi = 3_141_592 / 1e6

/** Degrees and minutes, written as DDD.MM, in radians. */
const radians = (degreesAndMinutes: number): number => {
  const degrees = Math.trunc(degreesAndMinutes)
  return (shortPi * (degrees + (5 * (degreesAndMinutes - degrees)) / 3)) / 180
}

/**
 * Distances between places by the definitions of TSPLIB (Reinelt 1991, doi 10.1287/ijoc.3.4.376), all of which are whole
 * numbers.
 */
export const distanceBy: Readonly<Record<string, (a: Coordinates, b: Coordinates) => number>> = {
  EUC_2D: (a, b) => Math.floor(Math.hypot(a[0] - b[0], a[1] - b[1]) + 0.5),
  CEIL_2D: (a, b) => Math.ceil(Math.hypot(a[0] - b[0], a[1] - b[1])),
  MAN_2D: (a, b) => Math.floor(Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + 0.5),
  MAX_2D: (a, b) =>
    Math.max(Math.floor(Math.abs(a[0] - b[0]) + 0.5), Math.floor(Math.abs(a[1] - b[1]) + 0.5)),
  ATT: (a, b) => Math.ceil(Math.sqrt(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) / 10)),
  GEO: (a, b) => {
    const [fromLatitude, toLatitude] = [radians(a[0]), radians(b[0])]
    const q1 = Math.cos(radians(a[1]) - radians(b[1]))
    const q2 = Math.cos(fromLatitude - toLatitude)
    const q3 = Math.cos(fromLatitude + toLatitude)
    return Math.floor(6378.388 * Math.acos(0.5 * ((1 + q1) * q2 - (1 - q1) * q3)) + 1)
  },
}

/** For each way to write a matrix, the columns of a row that are written, from and to before. */
const columnsOf: Readonly<Record<string, (row: number, places: number) => readonly [number, number]>> = {
  FULL_MATRIX: (_, places) => [0, places],
  UPPER_ROW: (row, places) => [row + 1, places],
  UPPER_DIAG_ROW: (row, places) => [row, places],
  LOWER_ROW: (row) => [0, row],
  LOWER_DIAG_ROW: (row) => [0, row + 1],
}

/** Columns from above are rows from the left. */
const sameAs: Readonly<Record<string, string>> = {
  LOWER_COL: 'UPPER_ROW',
  LOWER_DIAG_COL: 'UPPER_DIAG_ROW',
  UPPER_COL: 'LOWER_ROW',
  UPPER_DIAG_COL: 'LOWER_DIAG_ROW',
}

/** Entries of a matrix in the order in which a format writes them, row and column; undefined for an unknown format. */
export const entriesOf = (format: string, places: number): [row: number, column: number][] | undefined => {
  const columns = columnsOf[sameAs[format] ?? format]
  if (!columns) return undefined
  return Array.from({ length: places }, (_, row) => row).flatMap((row) => {
    const [first, end] = columns(row, places)
    return Array.from({ length: Math.max(0, end - first) }, (_, at): [number, number] => [row, first + at])
  })
}
