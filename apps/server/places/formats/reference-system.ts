import { MetTraceError } from '../../foundation/errors.ts'
import { isInBritain, isOnGrid } from './projection.ts'

export type Crs = 'EPSG:4326' | 'EPSG:27700'

export type Box = [minX: number, minY: number, maxX: number, maxY: number]

export const emptyBox = (): Box => [Infinity, Infinity, -Infinity, -Infinity]

const boxText = (box: Box): string => {
  const digits = Math.abs(box[2]) > 200 ? 0 : 4
  return `x ${box[0].toFixed(digits)} to ${box[2].toFixed(digits)}, y ${box[1].toFixed(digits)} to ${box[3].toFixed(digits)}`
}

const wrong = (file: string, message: string, found: string): MetTraceError =>
  new MetTraceError('projection_wrong', message, {
    file,
    found,
    expected: 'British National Grid (EPSG:27700) or longitude and latitude (EPSG:4326) in Great Britain',
  })

/** Reference system that a name or a .prj declares. Errors: `projection_wrong` for any other. */
export const crsOfName = (declared: string, file: string): Crs => {
  const name = declared.trim()
  if (/27700|British[_ ]National[_ ]Grid|OSGB[_ ]?(19)?36/i.test(name)) return 'EPSG:27700'
  const isGeographic = !/^PROJC/i.test(name)
  if (isGeographic && /CRS84|EPSG:{1,2}4326|4258|WGS[_ ]?(19)?84|ETRS[_ ]?(19)?89/i.test(name))
    return 'EPSG:4326'
  throw wrong(
    file,
    'These coordinates are in another map projection. Export them again in British National Grid or WGS84.',
    name.slice(0, 80),
  )
}

/**
 * Reference system of coordinates: the declared one if they fit it, else the one they can only be in.
 * Errors: `projection_wrong`.
 */
export const crsOf = (box: Box, declared: Crs | undefined, file: string): { crs: Crs; words: string } => {
  const inBritain = isInBritain(box[0], box[1]) && isInBritain(box[2], box[3])
  // Degrees of other countries would pass for metres at the corner of the grid, in the sea.
  const mayBeDegrees = Math.max(...box.map(Math.abs)) <= 180
  const onGrid = !mayBeDegrees && isOnGrid(box[0], box[1]) && isOnGrid(box[2], box[3])
  if (inBritain && declared !== 'EPSG:27700') {
    return {
      crs: 'EPSG:4326',
      words: `longitude and latitude, ${declared ? 'as the file says' : 'by its coordinates'}`,
    }
  }
  if (onGrid && !inBritain && declared !== 'EPSG:4326') {
    return {
      crs: 'EPSG:27700',
      words: `British National Grid, ${declared ? 'as the file says' : 'by its coordinates'}`,
    }
  }
  if (isInBritain(box[1], box[0]) && isInBritain(box[3], box[2])) {
    throw wrong(file, 'Latitude and longitude stand in the wrong order.', boxText(box))
  }
  throw wrong(
    file,
    declared
      ? `This file says that it is in ${declared}, but its coordinates are not.`
      : 'These coordinates are neither British National Grid nor longitude and latitude in Great Britain.',
    boxText(box),
  )
}
