import type { StreetPieces } from '@mettrace/analysis/displacement/street-network'
import { decodeLine } from './wkb.ts'

/** A street as it is stored: its line as WKB, and its length in metres. */
export type StoredStreet = { line: Uint8Array; metres: number }

/** Each corner of the streets' lines joined to the next. A city has a million: not for the thread that answers. */
export const piecesOf = (streets: readonly StoredStreet[]): StreetPieces => {
  const lines = streets.map(({ line, metres }) => ({ line: decodeLine(Buffer.from(line.buffer)), metres }))
  const count = lines.reduce((sum, { line }) => sum + line.length / 2 - 1, 0)
  const pieces = {
    fromEasting: new Float64Array(count),
    fromNorthing: new Float64Array(count),
    toEasting: new Float64Array(count),
    toNorthing: new Float64Array(count),
    metres: new Float64Array(count),
  }
  let piece = 0
  for (const { line, metres } of lines) {
    const first = piece
    let drawn = 0
    for (let at = 2; at < line.length; at += 2, piece++) {
      const [x, y, toX, toY] = line.subarray(at - 2, at + 2) as unknown as [number, number, number, number]
      pieces.fromEasting[piece] = x
      pieces.fromNorthing[piece] = y
      pieces.toEasting[piece] = toX
      pieces.toNorthing[piece] = toY
      drawn += pieces.metres[piece] = Math.hypot(toX - x, toY - y)
    }
    // The length that the street has is shared out by what is drawn of it.
    for (let own = first; own < piece; own++) pieces.metres[own] = (pieces.metres[own]! * metres) / drawn
  }
  return pieces
}
