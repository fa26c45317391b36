import { hash } from 'node:crypto'

/**
 * Positions of the log to look at, drawn by its newest checkpoint: the n-th is SHA-256 of the root and n (four bytes,
 * big-endian), modulo the size. Whoever has the checkpoint can draw them again; whoever draws cannot choose. Each
 * position once, in the order of the draw, without end until every one was drawn.
 */
export function* drawnPlaces(root: Uint8Array, size: number): Generator<number> {
  const drawn = new Set<number>()
  const turn = Buffer.alloc(4)
  for (let at = 0; drawn.size < size; at++) {
    turn.writeUInt32BE(at)
    const digest = hash('sha256', Buffer.concat([root, turn]), 'hex')
    const place = Number(BigInt(`0x${digest}`) % BigInt(size))
    if (drawn.has(place)) continue
    drawn.add(place)
    yield place
  }
}

/** The first positions of the draw. */
export const sampledPlaces = (root: Uint8Array, size: number, count: number): number[] => {
  const places: number[] = []
  for (const place of drawnPlaces(root, size)) if (places.push(place) >= count) break
  return places
}
