import Flatbush from 'flatbush'

/**
 * Pieces of streets, each straight from one place to another: metres of EPSG:27700, and metres to walk. Pieces meet
 * where their ends have the same coordinates. One-way streets are gone both ways: burglars walk.
 */
export type StreetPieces = {
  fromEasting: ArrayLike<number>
  fromNorthing: ArrayLike<number>
  toEasting: ArrayLike<number>
  toNorthing: ArrayLike<number>
  metres: ArrayLike<number>
}

/** Farther from every street than this, metres, a place is not on the network. */
export const farthestStreet = 250

/** Where a place meets the network: a piece, metres along it, and metres to get there; a piece of −1 where it does not. */
export type Meeting = { piece: number; along: number; off: number }

/** Streets as a graph: the ends of piece p are corners from[p] and to[p]; the pieces at a corner stand in rows. */
export type StreetNetwork = {
  corners: number
  from: Int32Array
  to: Int32Array
  metres: Float64Array
  /** Pieces at corner c: `at[start[c]]` up to `at[start[c + 1] − 1]`. */
  start: Int32Array
  at: Int32Array
  meet: (easting: number, northing: number) => Meeting
}

const cornersOf = ({ fromEasting, fromNorthing, toEasting, toNorthing, metres }: StreetPieces) => {
  const known = new Map<string, number>()
  const corner = (easting: number, northing: number): number => {
    const key = `${easting} ${northing}`
    let own = known.get(key)
    if (own === undefined) known.set(key, (own = known.size))
    return own
  }
  const [from, to] = [new Int32Array(metres.length), new Int32Array(metres.length)]
  for (let piece = 0; piece < metres.length; piece++) {
    from[piece] = corner(fromEasting[piece]!, fromNorthing[piece]!)
    to[piece] = corner(toEasting[piece]!, toNorthing[piece]!)
  }
  return { corners: known.size, from, to }
}

const rowsOf = (corners: number, from: Int32Array, to: Int32Array) => {
  const start = new Int32Array(corners + 1)
  for (const ends of [from, to]) for (const corner of ends) start[corner + 1]!++
  for (let corner = 0; corner < corners; corner++) start[corner + 1]! += start[corner]!
  const next = start.slice(0, corners)
  const at = new Int32Array(2 * from.length)
  for (const ends of [from, to]) for (const [piece, corner] of ends.entries()) at[next[corner]!++] = piece
  return { start, at }
}

/** How to meet the nearest piece within `farthestStreet`. */
const meetingOf = (pieces: StreetPieces): StreetNetwork['meet'] => {
  const { fromEasting, fromNorthing, toEasting, toNorthing, metres } = pieces
  const index = new Flatbush(metres.length)
  for (let piece = 0; piece < metres.length; piece++) {
    const [x1, x2, y1, y2] = [
      fromEasting[piece]!,
      toEasting[piece]!,
      fromNorthing[piece]!,
      toNorthing[piece]!,
    ]
    index.add(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2))
  }
  index.finish()
  return (easting, northing) => {
    const best: Meeting = { piece: -1, along: 0, off: farthestStreet }
    const reach = farthestStreet
    for (const piece of index.search(easting - reach, northing - reach, easting + reach, northing + reach)) {
      const [x, y] = [fromEasting[piece]!, fromNorthing[piece]!]
      const [dx, dy] = [toEasting[piece]! - x, toNorthing[piece]! - y]
      const square = dx * dx + dy * dy
      const share =
        square > 0 ? Math.min(1, Math.max(0, ((easting - x) * dx + (northing - y) * dy) / square)) : 0
      const off = Math.hypot(easting - x - share * dx, northing - y - share * dy)
      if (off < best.off || (off === best.off && best.piece < 0))
        Object.assign(best, { piece, along: share * metres[piece]!, off })
    }
    return best
  }
}

/** The graph of at least one piece. Errors: RangeError for none, or for a length that is no number of metres. */
export const streetNetwork = (pieces: StreetPieces): StreetNetwork => {
  const metres = Float64Array.from(pieces.metres)
  if (metres.length === 0) throw new RangeError('a network needs a street')
  const wrong = metres.findIndex((length) => !(length >= 0 && length < Infinity))
  if (wrong >= 0) throw new RangeError(`piece ${wrong} is ${metres[wrong]} metres long`)
  const { corners, from, to } = cornersOf(pieces)
  return { corners, from, to, metres, ...rowsOf(corners, from, to), meet: meetingOf(pieces) }
}
