import { randomFillSync } from 'node:crypto'

/** Asked of the system at once: asked one by one, each of a hundred thousand takes longer than what it is for. */
const pool = Buffer.alloc(4096)
let used = pool.length

/** Random bytes of the system's (at most 4,096), each given once and kept nowhere: for ids and nonces, of which an import makes many. */
export const someRandomBytes = (length: number): Buffer => {
  if (used + length > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = Buffer.from(pool.subarray(used, used + length))
  pool.fill(0, used, used + length)
  used += length
  return bytes
}
