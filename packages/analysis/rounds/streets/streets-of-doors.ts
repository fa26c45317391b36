import type { StreetPieces } from '../../displacement/street-network.ts'
import type { IsCut } from './barriers.ts'
import type { PlacedDoor } from './door-spots.ts'

type Point = readonly [number, number]

/** Doors of one street farther apart than this are two streets of one name; doors that make one corner of a line. */
const apart = 90
const together = 4
/** The end of a street reaches another so far away, and a street with one door is so long, metres. */
const reach = 60
const alone = 10

const distance = ([ax, ay]: Point, [bx, by]: Point): number => Math.hypot(ax - bx, ay - by)
const middle = (points: readonly Point[]): Point => [
  points.reduce((sum, [x]) => sum + x, 0) / points.length,
  points.reduce((sum, [, y]) => sum + y, 0) / points.length,
]
const placeOf = ({ easting, northing }: PlacedDoor): Point => [easting, northing]
const numberOf = ({ number }: PlacedDoor): number => Number(/^\d+/.exec(number)?.[0] ?? NaN)

/** Doors of one street that no wide gap and no barrier parts. */
const clustersOf = (doors: readonly PlacedDoor[], isCut: IsCut): PlacedDoor[][] => {
  const left = new Set(doors)
  const clusters: PlacedDoor[][] = []
  for (const first of left) {
    left.delete(first)
    const cluster = [first]
    for (const door of cluster) {
      for (const other of left) {
        const [from, to] = [placeOf(door), placeOf(other)]
        if (distance(from, to) > apart || isCut(...from, ...to)) continue
        left.delete(other)
        cluster.push(other)
      }
    }
    clusters.push(cluster)
  }
  return clusters
}

/** How far doors are along the longest direction of a street, and how far beside its middle. */
const onAxis = (doors: readonly PlacedDoor[]): { along: number; beside: number }[] => {
  const [x, y] = middle(doors.map(placeOf))
  let [xx, xy, yy] = [0, 0, 0]
  for (const { easting, northing } of doors) {
    xx += (easting - x) ** 2
    xy += (easting - x) * (northing - y)
    yy += (northing - y) ** 2
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)]
  return doors.map(({ easting, northing }) => ({
    along: (easting - x) * dx + (northing - y) * dy,
    beside: (northing - y) * dx - (easting - x) * dy,
  }))
}

/**
 * The line that a street most likely runs along: between its odd and its even doors in the order of their numbers, where
 * the next number but one stands nearer than the next; else between its doors on both sides of its longest direction.
 */
const lineOf = (doors: readonly PlacedDoor[]): Point[] => {
  const numbers = new Map(doors.map((door) => [numberOf(door), placeOf(door)]))
  const gap = (step: number): number => {
    const gaps = [...numbers].flatMap(([number, place]) => {
      const other = numbers.get(number + step)
      return other ? [distance(place, other)] : []
    })
    return gaps.length === 0 ? Infinity : gaps.reduce((sum, each) => sum + each, 0) / gaps.length
  }
  const axis = onAxis(doors)
  const byNumber = gap(2) < gap(1) && doors.every((door) => !Number.isNaN(numberOf(door)))
  const order = doors
    .map((door, at) => ({
      place: placeOf(door),
      at: byNumber ? numberOf(door) : axis[at]!.along,
      side: byNumber ? numberOf(door) % 2 : Number(axis[at]!.beside > 0),
    }))
    .toSorted((a, b) => a.at - b.at)
  const line: Point[] = []
  for (let at = 0; at < order.length; at += together) {
    const sides = Map.groupBy(order.slice(at, at + together), ({ side }) => side)
    const place = middle([...sides.values()].map((side) => middle(side.map(({ place: own }) => own))))
    if (line.length === 0 || distance(line.at(-1)!, place) > 0) line.push(place)
  }
  const places = order.map(({ place }) => place)
  if (line.length === 1) line.push(farthestFrom(line[0]!, places))
  return toTheEnds(line, places)
}

/** The farthest of some places from one of them; a little to the east of it where all are there. */
const farthestFrom = ([x, y]: Point, places: readonly Point[]): Point => {
  const far = places.reduce(
    (best, place) => (distance([x, y], place) > distance([x, y], best) ? place : best),
    [x, y] as Point,
  )
  return distance([x, y], far) > 0 ? far : [x + alone / 2, y]
}

/** A line made longer at both ends, until no door is beyond it. */
const toTheEnds = (line: readonly Point[], places: readonly Point[]): Point[] => {
  const beyond = ([x, y]: Point, [innerX, innerY]: Point): Point => {
    const length = distance([x, y], [innerX, innerY])
    const [dx, dy] = [(x - innerX) / length, (y - innerY) / length]
    // A door beside a bend is beyond its last stretch only if that is its nearest.
    const ends = places.filter((place) => nearestOn(line, place).place.join() === [x, y].join())
    const more = ends.reduce((most, [px, py]) => Math.max(most, (px - x) * dx + (py - y) * dy), 0)
    return [x + more * dx, y + more * dy]
  }
  return [beyond(line[0]!, line[1]!), ...line.slice(1, -1), beyond(line.at(-1)!, line.at(-2)!)]
}

/** The nearest place of a line to a point, and behind which of its corners it comes. */
const nearestOn = (line: readonly Point[], [x, y]: Point): { place: Point; off: number; behind: number } => {
  let best = { place: line[0]!, off: Infinity, behind: 0 }
  for (let at = 1; at < line.length; at++) {
    const [[ax, ay], [bx, by]] = [line[at - 1]!, line[at]!]
    const [dx, dy] = [bx - ax, by - ay]
    const share = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
    const place: Point = [ax + share * dx, ay + share * dy]
    const off = distance(place, [x, y])
    if (off < best.off) best = { place, off, behind: at - 1 }
  }
  return best
}

/** Joins the ends of lines to the nearest other line within reach, unless a barrier lies between. */
const joinEnds = (lines: Point[][], isCut: IsCut): void => {
  for (const [own, line] of lines.entries()) {
    for (const isLast of [false, true]) {
      const end = isLast ? line.at(-1)! : line[0]!
      const [found] = lines
        .flatMap((other, at) => (at === own ? [] : [{ other, ...nearestOn(other, end) }]))
        .filter(({ off, place }) => off > 0 && off <= reach && !isCut(...end, ...place))
        .toSorted((a, b) => a.off - b.off)
      if (!found) continue
      const { other, place, behind } = found
      if (distance(place, other[behind]!) > 0 && distance(place, other[behind + 1]!) > 0)
        other.splice(behind + 1, 0, place)
      if (isLast) line.push(place)
      else line.unshift(place)
    }
  }
}

/**
 * Streets made from addresses alone, where none are loaded: one line for each street, joined to the nearest other at its
 * ends. Good enough to tell sides and neighbours by; where two streets cross each other, it knows only if one ends there.
 */
export const streetsOfDoors = (doors: readonly PlacedDoor[], isCut: IsCut): StreetPieces => {
  const lines = [...Map.groupBy(doors, ({ street }) => street).values()]
    .flatMap((street) => clustersOf(street, isCut))
    .map(lineOf)
  joinEnds(lines, isCut)
  const pieces = lines.flatMap((line) => line.slice(1).map((to, at) => [line[at]!, to] as const))
  return {
    fromEasting: pieces.map(([[x]]) => x),
    fromNorthing: pieces.map(([[, y]]) => y),
    toEasting: pieces.map(([, [x]]) => x),
    toNorthing: pieces.map(([, [, y]]) => y),
    metres: pieces.map(([from, to]) => distance(from, to)),
  }
}
