import { nameOf, type Door } from '../round/read-round.ts'
import type { Street } from '../round/streets.ts'
import type { Plane, Point } from './plane.ts'

/** What is drawn as one: a home, or all homes at one place, as flats of a block are. */
export type Spot = Point & {
  doors: readonly Door[]
  /** A number at a house, a name at a block. */
  label: string
  street: Street
  /** Away from the road: where the label goes. */
  outward: Point
}

/** A street's name, where and how steep it is written. */
export type StreetName = Point & { name: string; angle: number }

/** Homes nearer to each other than this are one spot, metres. */
const together = 1.5

const key = ({ x, y }: Point): string => `${Math.round(x / together)} ${Math.round(y / together)}`

/** The direction in which points lie, as a unit vector: the first principal axis. */
const axisOf = (points: readonly Point[], { x: meanX, y: meanY }: Point): Point => {
  let [xx, xy, yy] = [0, 0, 0]
  for (const { x, y } of points) {
    xx += (x - meanX) ** 2
    xy += (x - meanX) * (y - meanY)
    yy += (y - meanY) ** 2
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2
  return { x: Math.cos(angle), y: Math.sin(angle) }
}

const meanOf = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
})

export type Spots = { spots: readonly Spot[]; names: readonly StreetName[] }

/** Spots of a round's streets, and the streets' names between their two sides. */
export const spotsOf = (streets: readonly Street[], plane: Plane): Spots => {
  const names: StreetName[] = []
  const spots = streets.flatMap((street) => {
    const placed = street.doors.map((door) => ({ door, ...plane.toPoint(door) }))
    const mean = meanOf(placed)
    const axis = axisOf(placed, mean)
    if (street.block === null && placed.length > 1)
      names.push({ ...mean, name: street.name, angle: Math.atan2(axis.y, axis.x) })
    return Array.from(Map.groupBy(placed, key).values(), (here): Spot => {
      const [{ x, y, door }] = here as [(typeof here)[0]]
      const side = (x - mean.x) * -axis.y + (y - mean.y) * axis.x
      return {
        x,
        y,
        doors: here.map((each) => each.door),
        label:
          here.length === 1 && street.block === null
            ? door.door
            : street.block === null
              ? nameOf(door)
              : street.name,
        street,
        outward:
          street.block !== null
            ? { x: 0, y: -1 }
            : side < 0
              ? { x: axis.y, y: -axis.x }
              : { x: -axis.y, y: axis.x },
      }
    })
  })
  return { spots, names }
}

/** Spots by squares of the ground, so that of 20,000 homes those on the screen are found at once. */
export type SpotIndex = {
  within: (from: Point, to: Point) => Spot[]
  /** The nearest spot, at most so far away. */
  nearest: (point: Point, metres: number) => Spot | undefined
}

const square = 60

export const indexOf = (spots: readonly Spot[]): SpotIndex => {
  const bySquare = Map.groupBy(spots, ({ x, y }) => `${Math.floor(x / square)} ${Math.floor(y / square)}`)
  const within = (from: Point, to: Point): Spot[] => {
    const isWithin = ({ x, y }: Point): boolean => x >= from.x && x <= to.x && y >= from.y && y <= to.y
    const [firstX, firstY, lastX, lastY] = [from.x, from.y, to.x, to.y].map((at) =>
      Math.floor(at / square),
    ) as [number, number, number, number]
    if ((lastX - firstX + 1) * (lastY - firstY + 1) > bySquare.size) return spots.filter(isWithin)
    const found: Spot[] = []
    for (let x = firstX; x <= lastX; x++)
      for (let y = firstY; y <= lastY; y++)
        for (const spot of bySquare.get(`${x} ${y}`) ?? []) if (isWithin(spot)) found.push(spot)
    return found
  }
  return {
    within,
    nearest: ({ x, y }, metres) => {
      let best: Spot | undefined
      let least = metres
      for (const spot of within({ x: x - metres, y: y - metres }, { x: x + metres, y: y + metres })) {
        const away = Math.hypot(spot.x - x, spot.y - y)
        if (away > least) continue
        best = spot
        least = away
      }
      return best
    },
  }
}
