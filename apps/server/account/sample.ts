import { hash } from 'node:crypto'

/**
 * Places of the log to look at, drawn by its head: the n-th is SHA-256 of the root and n (four bytes, big-endian), modulo
 * the size. Whoever has the head can draw them again; whoever draws cannot choose. Each place once, in rising order.
 */
export const sampledPlaces = (root: Uint8Array, size: number, count: number): number[] => {
  const places = new Set<number>()
  const turn = Buffer.alloc(4)
  for (let at = 0; places.size < Math.min(count, size); at++) {
    turn.writeUInt32BE(at)
    const drawn = hash('sha256', Buffer.concat([root, turn]), 'hex')
    places.add(Number(BigInt(`0x${drawn}`) % BigInt(size)))
  }
  return [...places].toSorted((one, other) => one - other)
}
