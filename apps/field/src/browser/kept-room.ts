import { randomOf, type RandomBytes } from '../rest/cipher.ts'
import type { Disk } from '../rest/room-first.ts'
import { trialBytes } from './trial-write.ts'

/** Room on the disk that is given up on a full one, so that a PIN can still be counted and tried. */
export type KeptRoom = { keep: () => Promise<void>; giveUp: () => Promise<void> }

const name = 'mettrace-room'
const address = '/field/room'

/** Room for a trial, and as much again for what is written after it. */
const bytes = 2 * trialBytes

/** A file of the browser's cache: what goes out of its database leaves no room at once, and a whole cache is not let go of on a full disk. */
export const keptRoom = (
  caches: CacheStorage | undefined,
  random: RandomBytes,
  { hasRoom, alone }: Disk,
): KeptRoom => ({
  // Alone, and where there is more than that: what takes the last room would take it from the database.
  keep: () =>
    alone(async () => {
      const cache = await caches?.open(name)
      const kept = await cache?.match(address)
      if (!cache || (kept && (await kept.blob()).size >= bytes) || !(await hasRoom(bytes))) return
      const parts = Array.from({ length: bytes / 65_536 }, () => randomOf(random, 65_536))
      await cache.put(address, new Response(new Blob(parts)))
    }),
  giveUp: async () => {
    const cache = await caches?.open(name)
    await cache?.delete(address)
  },
})
