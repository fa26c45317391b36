import Flatbush from 'flatbush'
import type { IsCut } from './barriers.ts'
import type { Spot } from './pavements.ts'
import type { StreetGraph } from './street-graph.ts'

/** A home where it stands, metres of EPSG:27700, and as it is called: `number` may be a name, `core` is a stair or lift. */
export type PlacedDoor = {
  readonly easting: number
  readonly northing: number
  readonly street: string
  readonly number: string
  readonly core: string | null
}

/** A door farther than this from every street is on none, metres. */
const farthest = 100
/** A street with less than this share of a link's doors is hardly the link's, and a door of it prefers one so much farther. */
const leastShare = 1 / 3
const otherStreet = 25
/** Doors of one parity on one side, as a share, from which numbers tell the side. */
const sure = 0.75
const enough = 3

type Candidate = Spot & { readonly off: number }

/** The nearest place on each link near a point, the nearest first. */
const candidatesNear = (
  { links }: StreetGraph,
  isCut: IsCut,
): ((easting: number, northing: number) => Candidate[]) => {
  const pieces = links.flatMap(({ line }, link) =>
    Array.from({ length: line.length / 2 - 1 }, (_, at) => ({ link, at })),
  )
  if (pieces.length === 0) return () => []
  const index = new Flatbush(pieces.length)
  for (const { link, at } of pieces) {
    const [x, y, toX, toY] = links[link]!.line.subarray(2 * at, 2 * at + 4) as unknown as number[]
    index.add(Math.min(x!, toX!), Math.min(y!, toY!), Math.max(x!, toX!), Math.max(y!, toY!))
  }
  index.finish()
  return (easting, northing) => {
    const nearest = new Map<number, Candidate>()
    const box = [easting - farthest, northing - farthest, easting + farthest, northing + farthest] as const
    for (const which of index.search(...box).toSorted((a, b) => a - b)) {
      const { link, at } = pieces[which]!
      const { line, metres } = links[link]!
      const [x, y] = [line[2 * at]!, line[2 * at + 1]!]
      const [dx, dy] = [line[2 * at + 2]! - x, line[2 * at + 3]! - y]
      const [px, py] = [easting - x, northing - y]
      const share = Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy)))
      const off = Math.hypot(px - share * dx, py - share * dy)
      if (off > farthest || off >= (nearest.get(link)?.off ?? Infinity)) continue
      if (isCut(easting, northing, x + share * dx, y + share * dy)) continue
      const along = metres[at]! + share * (metres[at + 1]! - metres[at]!)
      nearest.set(link, { link, side: dx * py - dy * px >= 0 ? 0 : 1, along, off })
    }
    return [...nearest.values()].toSorted((a, b) => a.off - b.off || a.link - b.link)
  }
}

const key = (street: string, link: number): string => `${link} ${street}`

/** A door belongs to the nearest link that is of its street: house 1 of a corner stands as near to another. */
const chosenSpots = (doors: readonly PlacedDoor[], near: readonly Candidate[][]): (Candidate | null)[] => {
  const [ofLink, ofStreet] = [new Map<number, number>(), new Map<string, number>()]
  for (const [door, [first]] of near.entries()) {
    if (!first) continue
    ofLink.set(first.link, (ofLink.get(first.link) ?? 0) + 1)
    const own = key(doors[door]!.street, first.link)
    ofStreet.set(own, (ofStreet.get(own) ?? 0) + 1)
  }
  return near.map((candidates, door) => {
    let [best, least] = [null as Candidate | null, Infinity]
    for (const each of candidates) {
      const share =
        (ofStreet.get(key(doors[door]!.street, each.link)) ?? 0) / (ofLink.get(each.link) ?? Infinity)
      const off = each.off + (share < leastShare ? otherStreet : 0)
      if (off < least) [best, least] = [each, off]
    }
    return best
  })
}

/** 1 for an odd number, 0 for an even one, −1 where a door has a name. */
const parityOf = (number: string): number => {
  const digits = /^\d+/.exec(number)?.[0]
  return digits === undefined ? -1 : Number(digits.at(-1)) % 2
}

/** Where odd numbers are on one side of a street and even ones on the other, one on the wrong side is put right. */
const sidesByNumber = (doors: readonly PlacedDoor[], spots: (Spot | null)[]): (Spot | null)[] => {
  const groups = Map.groupBy(spots.keys(), (door) => `${spots[door]?.link} ${doors[door]!.street}`)
  const corrected = [...spots]
  for (const group of groups.values()) {
    const share = [0, 1].map((parity) => {
      const own = group.filter((door) => spots[door] && parityOf(doors[door]!.number) === parity)
      const right = own.filter((door) => spots[door]!.side === 1).length
      return own.length < enough ? 0.5 : right / own.length
    }) as [number, number]
    const rightParity =
      share[1] >= sure && share[0] <= 1 - sure ? 1 : share[0] >= sure && share[1] <= 1 - sure ? 0 : -1
    if (rightParity < 0) continue
    for (const door of group) {
      const [spot, parity] = [spots[door], parityOf(doors[door]!.number)]
      if (spot && parity >= 0) corrected[door] = { ...spot, side: parity === rightParity ? 1 : 0 }
    }
  }
  return corrected
}

/**
 * On which side of which street each door is, and how far along; null where no street is near that no barrier parts from
 * it. Side and place are read from the map, corrected by odd and even numbers where a street has them on two sides.
 */
export const doorSpots = (
  graph: StreetGraph,
  doors: readonly PlacedDoor[],
  isCut: IsCut,
): (Spot | null)[] => {
  const candidates = candidatesNear(graph, isCut)
  const near = doors.map(({ easting, northing }) => candidates(easting, northing))
  return sidesByNumber(doors, chosenSpots(doors, near))
}
