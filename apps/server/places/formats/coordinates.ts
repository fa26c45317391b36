import { MetTraceError } from '../../foundation/errors.ts'
import {
  areNear,
  britain,
  hasPlane,
  isOnGrid,
  isOnPlane,
  planeAt,
  toPlane,
  type Plane,
} from './projection.ts'
import { nationalGrid, type ReferenceSystem } from './reference-system.ts'

/** A place in whole metres on the plane of its city (see `Plane`). */
export type GridPlace = { easting: number; northing: number }

/** Numbers that are no place: missing ones, and 0, 0, which stands for "not known" in exports. */
export const isNoPlace = (x: number, y: number): boolean =>
  !Number.isFinite(x) || !Number.isFinite(y) || (x === 0 && y === 0)

/** Degrees as data.police.uk has them; null where the cell is empty, NaN where it cannot be a coordinate. */
export const degreesOf = (cell: string, most: number): number | null => {
  if (cell === '' || cell.trim() === '') return null
  const value = Number(cell)
  return Math.abs(value) <= most ? value : Number.NaN
}

/** Turns coordinates of a system into metres: those of one city onto one plane. */
export const planeReader = (
  system: ReferenceSystem,
  usual?: Plane,
): { read: (x: number, y: number) => [number, number] | undefined; plane: () => Plane | undefined } => {
  let plane = usual
  const read = (x: number, y: number): [number, number] | undefined => {
    if (system.kind === 'national grid') return isOnGrid(x, y) ? [x, y] : undefined
    const [longitude, latitude] = system.toDegrees(x, y)
    if (!hasPlane(longitude, latitude)) return undefined
    const own = planeAt(longitude, latitude)
    plane ??= own
    // What lies on the far side of the Earth is of no use on this plane.
    if (!areNear(plane, own)) return undefined
    const place = toPlane(plane, longitude, latitude)
    return isOnPlane(...place) ? place : undefined
  }
  return { read, plane: () => (system.kind === 'national grid' ? britain : plane) }
}

/** Whole metres of a place given in one of Britain's two systems; undefined off the grid and for what is no place. */
export const onGrid = (x: number, y: number, system: ReferenceSystem): GridPlace | undefined => {
  if (isNoPlace(x, y)) return undefined
  const place = planeReader(system, britain).read(x, y)
  if (!place) return undefined
  const [easting, northing] = [Math.round(place[0]), Math.round(place[1])]
  return isOnGrid(easting, northing) ? { easting, northing } : undefined
}

/** Coordinates that are plainly of another system, before one that is not: the wrong system was named. */
const mostMisfits = 1000

/** Reads the places of a table, and tells degrees given for metres, metres for degrees, and latitude for longitude. */
export class PlaceColumns {
  readonly #file: string
  readonly #system: ReferenceSystem
  readonly #plane: ReturnType<typeof planeReader>
  #fitting = 0
  #misfits = 0
  #first: { line: number; found: string } | undefined

  constructor(file: string, system: ReferenceSystem, usual?: Plane) {
    this.#file = file
    this.#system = system
    this.#plane = planeReader(system, usual)
  }

  /** Metres, not rounded. Errors: `projection_wrong` where a thousand in a row are of another system. */
  exact(x: number, y: number, line: number): [number, number] | undefined {
    if (isNoPlace(x, y)) return undefined
    const areDegrees = Math.abs(x) <= 180 && Math.abs(y) <= 180
    const areSwapped = areDegrees && x > 49 && x < 61 && y > -9 && y < 3
    const fits =
      this.#system.kind === 'degrees' ? areDegrees && Math.abs(y) <= 90 && !areSwapped : !areDegrees
    if (!fits) {
      this.#misfits++
      this.#first ??= { line, found: `${x}, ${y}` }
      if (this.#fitting === 0 && this.#misfits >= mostMisfits) this.end()
      return undefined
    }
    this.#fitting++
    return this.#plane.read(x, y)
  }

  /** Whole metres. Errors: as `exact`. */
  read(x: number, y: number, line: number): GridPlace | undefined {
    const place = this.exact(x, y, line)
    return place && { easting: Math.round(place[0]), northing: Math.round(place[1]) }
  }

  /** Errors: `projection_wrong` where all coordinates are of another system than was named. */
  end(): void {
    if (this.#fitting > 0 || !this.#first) return
    throw new MetTraceError(
      'projection_wrong',
      `These coordinates are not of the system ${this.#system.name}.`,
      {
        file: this.#file,
        ...this.#first,
        expected:
          this.#system === nationalGrid
            ? 'easting and northing in metres, such as 530120, 180450'
            : this.#system.kind === 'degrees'
              ? 'longitude (x) and latitude (y) in degrees, such as -0.1276, 51.5072'
              : `x and y of ${this.#system.name}`,
      },
    )
  }
}
