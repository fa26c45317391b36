import { streetNetwork, type StreetPieces } from '../../displacement/street-network.ts'
import type { IsCut } from './barriers.ts'

/** A street from one junction to the next, or to its end. */
export type StreetLink = {
  readonly from: number
  readonly to: number
  /** Easting, northing, easting … from one end to the other. */
  readonly line: Float64Array
  /** Metres to walk from the beginning to each corner of the line. */
  readonly metres: Float64Array
  /** False where nobody is to cross it: a dual carriageway. */
  readonly crossable: boolean
}

export type StreetGraph = { readonly junctions: number; readonly links: readonly StreetLink[] }

/** `crossable`: 0 for pieces that nobody is to cross; without it, all may be crossed. */
export type WalkedPieces = StreetPieces & { readonly crossable?: ArrayLike<number> }

/** Pieces that lead somewhere and that no barrier cuts, each once, however often and whichever way round it is given. */
const keptPieces = (pieces: WalkedPieces, isCut: IsCut): number[] => {
  const { fromEasting, fromNorthing, toEasting, toNorthing, metres } = pieces
  const seen = new Set<string>()
  return Array.from({ length: metres.length }, (_, piece) => piece).filter((piece) => {
    const [x, y, toX, toY] = [
      fromEasting[piece]!,
      fromNorthing[piece]!,
      toEasting[piece]!,
      toNorthing[piece]!,
    ]
    if ((x === toX && y === toY) || isCut(x, y, toX, toY)) return false
    const ends = [`${x} ${y}`, `${toX} ${toY}`].toSorted().join()
    return !seen.has(ends) && seen.add(ends) !== undefined
  })
}

/**
 * Streets between junctions from pieces as they are loaded: pieces that merely continue one another become one link.
 * Those that a barrier cuts are left out, so that no way leads across it. Errors: RangeError of `streetNetwork`.
 */
export const streetGraph = (pieces: WalkedPieces, isCut: IsCut): StreetGraph => {
  const kept = keptPieces(pieces, isCut)
  if (kept.length === 0) return { junctions: 0, links: [] }
  const pick = (values: ArrayLike<number>): number[] => kept.map((piece) => values[piece]!)
  const [fromX, fromY] = [pick(pieces.fromEasting), pick(pieces.fromNorthing)]
  const [toX, toY] = [pick(pieces.toEasting), pick(pieces.toNorthing)]
  const lengths = pick(pieces.metres)
  const crossable = kept.map((piece) => pieces.crossable?.[piece] !== 0)
  const { corners, from, to, start, at } = streetNetwork({
    fromEasting: fromX,
    fromNorthing: fromY,
    toEasting: toX,
    toNorthing: toY,
    metres: lengths,
  })
  const junctionOf = new Int32Array(corners).fill(-1)
  let junctions = 0
  for (let corner = 0; corner < corners; corner++) {
    const meeting = at.subarray(start[corner], start[corner + 1])
    const [first, second] = meeting
    const continues = meeting.length === 2 && crossable[first!] === crossable[second!]
    if (!continues) junctionOf[corner] = junctions++
  }
  const taken = new Uint8Array(kept.length)
  const links: StreetLink[] = []
  const follow = (begin: number, first: number): void => {
    let corner = begin
    const isForward = from[first] === begin
    const line = isForward ? [fromX[first]!, fromY[first]!] : [toX[first]!, toY[first]!]
    const metres = [0]
    for (let piece: number | undefined = first; piece !== undefined;) {
      taken[piece] = 1
      const forward: boolean = from[piece] === corner
      line.push(forward ? toX[piece]! : fromX[piece]!, forward ? toY[piece]! : fromY[piece]!)
      metres.push(metres.at(-1)! + lengths[piece]!)
      corner = forward ? to[piece]! : from[piece]!
      if (junctionOf[corner]! >= 0) break
      piece = at.subarray(start[corner], start[corner + 1]).find((other) => taken[other] === 0)
    }
    links.push({
      from: junctionOf[begin]!,
      to: junctionOf[corner]!,
      line: Float64Array.from(line),
      metres: Float64Array.from(metres),
      crossable: crossable[first]!,
    })
  }
  const followFrom = (corner: number): void => {
    for (const piece of at.subarray(start[corner], start[corner + 1]))
      if (!taken[piece]) follow(corner, piece)
  }
  for (let corner = 0; corner < corners; corner++) if (junctionOf[corner]! >= 0) followFrom(corner)
  // What is left goes round in rings that meet nothing: each begins anywhere.
  for (let piece = 0; piece < kept.length; piece++) {
    if (taken[piece]) continue
    junctionOf[from[piece]!] = junctions++
    follow(from[piece]!, piece)
  }
  return { junctions, links }
}
