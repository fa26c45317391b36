import type { PlacedDoor } from './door-spots.ts'
import type { Spot } from './pavements.ts'

/** A home to be visited: `floor` 0 is the ground; `minutes` are those expected at its door; `first`: it is to be visited first of all. */
export type StreetHome = PlacedDoor & {
  readonly floor: number | null
  readonly flat: number | null
  readonly minutes: number
  readonly first?: boolean
}

/** One door on the street: a house, or the flats behind one entrance, in the order in which they are visited. */
export type Stop = {
  readonly spot: Spot
  readonly homes: readonly number[]
  readonly minutes: number
}

/** Minutes from one floor to the next. */
const floorMinutes = 0.5

/** By lift to the top and down by the stairs; flats of a floor in order. */
const inFloors = (homes: readonly StreetHome[], own: readonly number[]): number[] =>
  own.toSorted(
    (a, b) =>
      (homes[b]!.floor ?? 0) - (homes[a]!.floor ?? 0) ||
      (homes[a]!.flat ?? 0) - (homes[b]!.flat ?? 0) ||
      a - b,
  )

/** Homes behind one entrance in parts of at most `most`, whole floors where they fit. */
const partsOf = (homes: readonly StreetHome[], sorted: readonly number[], most: number): number[][] => {
  const parts: number[][] = []
  for (const floor of Map.groupBy(sorted, (home) => homes[home]!.floor).values()) {
    for (let at = 0; at < floor.length; at += most) {
      const own = floor.slice(at, at + most)
      const last = parts.at(-1)
      if (last && last.length + own.length <= most) last.push(...own)
      else parts.push(own)
    }
  }
  return parts
}

const stopOf = (homes: readonly StreetHome[], own: readonly number[], spot: Spot): Stop => {
  const floors = new Set(own.map((home) => homes[home]!.floor ?? 0))
  const atDoors = own.reduce((sum, home) => sum + homes[home]!.minutes, 0)
  const climbed = Math.max(...floors) - Math.min(...floors)
  return { spot, homes: own, minutes: atDoors + floorMinutes * climbed }
}

/** Doors of one side of one link in the order in which the link runs. */
export type Face = readonly Stop[]

/**
 * Faces of blocks: for each side of each link its doors in order. Homes with the same number in the same street are behind
 * one entrance, in parts of at most `mostHomes`.
 */
export const facesOf = (homes: readonly StreetHome[], spots: readonly Spot[], mostHomes: number): Face[] => {
  const sides = Map.groupBy(spots.keys(), (home) => 2 * spots[home]!.link + spots[home]!.side)
  return [...sides]
    .toSorted(([a], [b]) => a - b)
    .map(([, onSide]) => {
      const entrances = Map.groupBy(onSide, (home) => {
        const { street, number, core } = homes[home]!
        return JSON.stringify([street, number, core])
      })
      return [...entrances.values()]
        .flatMap((own) => {
          const sorted = own.map((home) => spots[home]!).toSorted((a, b) => a.along - b.along)
          const spot = sorted[Math.floor(sorted.length / 2)]!
          return partsOf(homes, inFloors(homes, own), mostHomes).map((part) => stopOf(homes, part, spot))
        })
        .toSorted((a, b) => a.spot.along - b.spot.along || a.homes[0]! - b.homes[0]!)
    })
}

/** Cuts a face into pieces of about the same number of homes, at most `most` where no entrance alone has more. */
export const cutFace = (face: Face, most: number): Face[] => {
  const homes = face.reduce((sum, stop) => sum + stop.homes.length, 0)
  const even = Math.ceil(homes / Math.ceil(homes / most))
  const pieces: Stop[][] = []
  let count = Infinity
  for (const stop of face) {
    if (count + stop.homes.length > even) {
      pieces.push([])
      count = 0
    }
    pieces.at(-1)!.push(stop)
    count += stop.homes.length
  }
  return pieces
}
