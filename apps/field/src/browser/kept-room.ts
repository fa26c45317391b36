import type { RandomBytes } from '../rest/cipher.ts'

/** Room on the disk that is given up on a full one, so that a PIN can still be counted and tried. */
export type KeptRoom = { keep: () => Promise<void>; giveUp: () => Promise<void> }

const name = 'mettrace-room'
const address = '/field/room'
const bytes = 256 * 1024

/** A file of the browser's cache: what goes out of its database leaves no room at once, and a whole cache is not let go of on a full disk. */
export const keptRoom = (caches: CacheStorage | undefined, random: RandomBytes): KeptRoom => ({
  keep: async () => {
    const cache = await caches?.open(name)
    if (!cache || (await cache.match(address))) return
    const parts = Array.from({ length: bytes / 65_536 }, () => new Uint8Array(random(65_536)))
    await cache.put(address, new Response(new Blob(parts)))
  },
  giveUp: async () => {
    const cache = await caches?.open(name)
    await cache?.delete(address)
  },
})
