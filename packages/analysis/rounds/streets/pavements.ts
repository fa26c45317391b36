import FlatQueue from 'flatqueue'
import { cutBy, type BarrierLines, type IsCut } from './barriers.ts'
import type { StreetGraph, StreetLink } from './street-graph.ts'

/** A place on a pavement: a link, 0 for its left and 1 for its right as it runs, and metres along it. */
export type Spot = { readonly link: number; readonly side: number; readonly along: number }

/** A way on foot. `minutes` includes what crossings cost; Infinity where there is no way. */
export type Way = { readonly metres: number; readonly crossings: number; readonly minutes: number }

/** `crossing`: minutes that crossing a street costs beyond the metres walked for it. */
export type Walking = { readonly metresPerMinute: number; readonly crossing: number }

export type Pavements = {
  readonly way: (from: Spot, to: Spot) => Way
  /** Minutes of the ways between all spots, `between[a * spots.length + b]`. */
  readonly minutesBetween: (spots: readonly Spot[]) => Float64Array
  /** A number for each spot, the same where a way leads from one to the other. */
  readonly pieceOf: (spot: Spot) => number
}

/** Metres across a street between its corners, and at its mouth, where the corners are rounded; round the end of a dead one. */
const across = 10
const acrossMouth = 12
const roundEnd = 10
/** So far into a street its direction at a junction is read, and so far beside it its pavements run, metres. */
const looked = 8
const beside = 4
/** A way between pieces that no street joins is longer than the straight line by this. */
const detour = 1.3

const noWay: Way = { metres: Infinity, crossings: 0, minutes: Infinity }

type Place = readonly [number, number]

type Edge = { to: number; metres: number; crossings: number }

const lengthOf = ({ metres }: StreetLink): number => metres.at(-1)!

/** Where a link is after some corner of its line, seen from one of its ends. */
const directionFrom = ({ line, metres }: StreetLink, end: 0 | 1): number => {
  const last = metres.length - 1
  let at = end === 0 ? 1 : last - 1
  const away = (corner: number): number => (end === 0 ? metres[corner]! : metres[last]! - metres[corner]!)
  while (away(at) < looked && at > 0 && at < last) at += end === 0 ? 1 : -1
  const own = end === 0 ? 0 : last
  return Math.atan2(line[2 * at + 1]! - line[2 * own + 1]!, line[2 * at]! - line[2 * own]!)
}

/**
 * Corners of pavements: at a junction one between each two neighbouring streets, at a dead end one on each side. Links meet
 * them in the order link, left or right, beginning or end: `cornerOf[4 * link + 2 * side + end]`.
 */
const cornersOf = ({ junctions, links }: StreetGraph, isCut: IsCut) => {
  const arms: { link: number; end: 0 | 1; angle: number }[][] = Array.from({ length: junctions }, () => [])
  for (const [link, each] of links.entries()) {
    arms[each.from]!.push({ link, end: 0, angle: directionFrom(each, 0) })
    arms[each.to]!.push({ link, end: 1, angle: directionFrom(each, 1) })
  }
  const cornerOf = new Int32Array(4 * links.length)
  const places: Place[] = []
  const middles: Place[] = []
  const deadEnds: { before: number; after: number; link: number }[] = []
  let corners = 0
  for (const here of arms) {
    const sorted = here.toSorted((a, b) => a.angle - b.angle || a.link - b.link || a.end - b.end)
    for (const [order, { link, end, angle }] of sorted.entries()) {
      const after = corners + order
      const before =
        sorted.length === 1 ? corners + 1 : corners + ((order + sorted.length - 1) % sorted.length)
      // Seen from its end a link has its left where it has its right from its beginning.
      cornerOf[4 * link + end] = end === 0 ? after : before
      cornerOf[4 * link + 2 + end] = end === 0 ? before : after
      if (sorted.length === 1) deadEnds.push({ before, after, link })
      const { line } = links[link]!
      const at = end === 0 ? 0 : line.length - 2
      for (const [corner, quarter] of [
        [after, Math.PI / 2],
        [before, -Math.PI / 2],
      ] as const) {
        const middle = (middles[corner] ??= [line[at]!, line[at + 1]!])
        const [x, y] = places[corner] ?? middle
        places[corner] = [x + beside * Math.cos(angle + quarter), y + beside * Math.sin(angle + quarter)]
      }
    }
    corners += sorted.length === 1 ? 2 : sorted.length
  }
  // Where a river runs right along a street, its pavement is taken for its middle.
  const onLand = places.map((place, corner) =>
    isCut(...middles[corner]!, ...place) ? middles[corner]! : place,
  )
  return { corners, cornerOf, places: onLand, deadEnds }
}

/** For each corner a corner that stands for all that some edges join with it. */
const joinedCorners = (edges: readonly Edge[][]): Int32Array => {
  const piece = new Int32Array(edges.length).fill(-1)
  for (let first = 0; first < edges.length; first++) {
    if (piece[first]! >= 0) continue
    piece[first] = first
    const behind = [first]
    for (let corner = behind.pop(); corner !== undefined; corner = behind.pop()) {
      for (const { to } of edges[corner]!) {
        if (piece[to]! >= 0) continue
        piece[to] = first
        behind.push(to)
      }
    }
  }
  return piece
}

/**
 * Joins pieces that hold a used link by straight ways, nearest first, wherever no barrier lies between: a network that is
 * cut at its edge, or lacks a path, keeps nobody away.
 */
const joinPieces = (
  edges: Edge[][],
  places: readonly Place[],
  used: ReadonlySet<number>,
  barriers: BarrierLines,
): Int32Array => {
  const isCut = cutBy(barriers)
  for (;;) {
    const piece = joinedCorners(edges)
    const pieces = [...Map.groupBy(used, (corner) => piece[corner]!).values()].toSorted(
      (a, b) => a.length - b.length,
    )
    const others = (own: number): number[] => [...used].filter((to) => piece[to] !== piece[own])
    const join = pieces.some((own) => {
      const ways = own.flatMap((from) => {
        const [x, y] = places[from]!
        return others(own[0]!).map((to) => {
          const [toX, toY] = places[to]!
          return { from, to, metres: Math.hypot(toX - x, toY - y) }
        })
      })
      const open = ways
        .toSorted((a, b) => a.metres - b.metres)
        .find(({ from, to }) => !isCut(...places[from]!, ...places[to]!))
      if (!open) return false
      const metres = detour * open.metres
      edges[open.from]!.push({ to: open.to, metres, crossings: 1 })
      edges[open.to]!.push({ to: open.from, metres, crossings: 1 })
      return true
    })
    if (!join) return piece
  }
}

/**
 * Pavements along both sides of streets, with what it costs to cross: at the mouth of a street, or anywhere along it from
 * one side to the other. Round a corner one crosses nothing. `usedLinks`: those with doors. Ways are the shortest in
 * minutes: Dijkstra (1959) from each corner that is asked for.
 */
export const pavements = (
  graph: StreetGraph,
  usedLinks: ReadonlySet<number>,
  { metresPerMinute, crossing }: Walking,
  barriers: BarrierLines,
): Pavements => {
  const { links } = graph
  const { corners, cornerOf, places, deadEnds } = cornersOf(graph, cutBy(barriers))
  const edges: Edge[][] = Array.from({ length: corners }, () => [])
  const join = (a: number, b: number, metres: number, crossings: number): void => {
    if (a === b) return
    edges[a]!.push({ to: b, metres, crossings })
    edges[b]!.push({ to: a, metres, crossings })
  }
  const isDeadEnd = new Set(deadEnds.map(({ before }) => before))
  for (const [link, each] of links.entries()) {
    for (const end of [0, 1]) {
      const [left, right] = [cornerOf[4 * link + end]!, cornerOf[4 * link + 2 + end]!]
      if (each.crossable && !isDeadEnd.has(left) && !isDeadEnd.has(right)) join(left, right, acrossMouth, 1)
    }
    for (const side of [0, 2])
      join(cornerOf[4 * link + side]!, cornerOf[4 * link + side + 1]!, lengthOf(each), 0)
  }
  for (const { before, after, link } of deadEnds) if (links[link]!.crossable) join(before, after, roundEnd, 0)
  const used = new Set(
    [...usedLinks].flatMap((link) => Array.from(cornerOf.subarray(4 * link, 4 * link + 4))),
  )
  const uncrossable = links.filter(({ crossable }) => !crossable).map(({ line }) => line)
  const piece = joinPieces(edges, places, used, [...barriers, ...uncrossable])

  const minutesOf = (metres: number, crossings: number): number =>
    metres / metresPerMinute + crossings * crossing
  const rows = new Map<number, { minutes: Float64Array; crossings: Int32Array }>()
  const rowOf = (source: number) => {
    const known = rows.get(source)
    if (known) return known
    const minutes = new Float64Array(corners).fill(Infinity)
    const crossings = new Int32Array(corners)
    const queue = new FlatQueue<number>()
    minutes[source] = 0
    queue.push(source, 0)
    for (let cost = queue.peekValue(); cost !== undefined; cost = queue.peekValue()) {
      const corner = queue.pop()!
      if (cost > minutes[corner]!) continue
      for (const edge of edges[corner]!) {
        const there = cost + minutesOf(edge.metres, edge.crossings)
        if (there >= minutes[edge.to]!) continue
        minutes[edge.to] = there
        crossings[edge.to] = crossings[corner]! + edge.crossings
        queue.push(edge.to, there)
      }
    }
    const row = { minutes, crossings }
    rows.set(source, row)
    return row
  }

  const lengths = Float64Array.from(links, lengthOf)
  /** Minutes from a spot to the four corners of its link, two of them across the street. */
  const reachOf = ({ link, side, along }: Spot): Float64Array =>
    Float64Array.from({ length: 4 }, (_, which) => {
      const over = which >> 1 === side ? 0 : 1
      if (over === 1 && !links[link]!.crossable) return Infinity
      return minutesOf((which % 2 === 0 ? along : lengths[link]! - along) + over * across, over)
    })
  const alongLink = (from: Spot, to: Spot): Way => {
    const crossings = from.side === to.side ? 0 : 1
    if (from.link !== to.link || (crossings === 1 && !links[from.link]!.crossable)) return noWay
    const metres = Math.abs(from.along - to.along) + crossings * across
    return { metres, crossings, minutes: minutesOf(metres, crossings) }
  }
  return {
    pieceOf: ({ link, side }) => piece[cornerOf[4 * link + 2 * side]!]!,
    way: (from, to) => {
      const along = alongLink(from, to)
      let { crossings, minutes } = along
      const [begin, end] = [reachOf(from), reachOf(to)]
      for (let own = 0; own < 4; own++) {
        const row = rowOf(cornerOf[4 * from.link + own]!)
        for (let other = 0; other < 4; other++) {
          const corner = cornerOf[4 * to.link + other]!
          const there = begin[own]! + row.minutes[corner]! + end[other]!
          if (there >= minutes) continue
          minutes = there
          crossings =
            row.crossings[corner]! + (own >> 1 === from.side ? 0 : 1) + (other >> 1 === to.side ? 0 : 1)
        }
      }
      return { metres: (minutes - crossings * crossing) * metresPerMinute, crossings, minutes }
    },
    minutesBetween: (spots) => {
      const count = spots.length
      const between = new Float64Array(count * count)
      const reach = spots.map(reachOf)
      for (let a = 0; a < count; a++) {
        const { link } = spots[a]!
        const toCorner = new Float64Array(corners).fill(Infinity)
        for (let own = 0; own < 4; own++) {
          const [{ minutes }, off] = [rowOf(cornerOf[4 * link + own]!), reach[a]![own]!]
          for (let corner = 0; corner < corners; corner++) {
            const there = off + minutes[corner]!
            if (there < toCorner[corner]!) toCorner[corner] = there
          }
        }
        for (let b = a + 1; b < count; b++) {
          const other = spots[b]!
          let least = other.link === link ? alongLink(spots[a]!, other).minutes : Infinity
          for (let own = 0; own < 4; own++) {
            const there = toCorner[cornerOf[4 * other.link + own]!]! + reach[b]![own]!
            if (there < least) least = there
          }
          between[a * count + b] = between[b * count + a] = least
        }
      }
      return between
    },
  }
}
