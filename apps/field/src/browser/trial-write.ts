import { randomOf, type RandomBytes } from '../rest/cipher.ts'
import type { Disk } from '../rest/room-first.ts'

const name = 'mettrace-trial'
const address = '/field/trial'

/** Room that must be left beside what is written: a browser's database writes more than it was given. */
export const trialBytes = 1024 * 1024

/** No more random bytes are given at once. */
const pieceBytes = 65_536

/** A trial that has not ended after so many milliseconds has found no room: what waits for it must hear something. */
const patience = 10_000

const inTime = async (trial: Promise<boolean>): Promise<boolean> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patience)
  })
  try {
    return await Promise.race([trial, late])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Whether there is room, found out by a file of the browser's cache that is written, read back whole and deleted: what a browser says of
 * room is old, and what it says is written may be less than the whole. Where there is no cache nothing can be tried.
 */
const trialWrite = (caches: CacheStorage | undefined, random: RandomBytes): Disk['hasRoom'] => {
  if (!caches) return async () => true
  const piece = new Blob([randomOf(random, pieceBytes)])
  const tried = async (pieces: number): Promise<boolean> => {
    try {
      const cache = await caches.open(name)
      try {
        await cache.put(address, new Response(new Blob(Array.from({ length: pieces }, () => piece))))
        const written = await (await cache.match(address))?.arrayBuffer()
        return written?.byteLength === pieces * pieceBytes
      } finally {
        await cache.delete(address)
      }
    } catch {
      return false
    }
  }
  // A write is in the log first, and in its place later.
  return (bytes) => inTime(tried(Math.ceil((trialBytes + 2 * bytes) / pieceBytes)))
}

/** The disk as one window of several sees it. */
export const browserDisk = (
  caches: CacheStorage | undefined,
  locks: LockManager,
  random: RandomBytes,
): Disk => ({
  hasRoom: trialWrite(caches, random),
  alone: (work) => locks.request('mettrace disk', work) as ReturnType<typeof work>,
})
