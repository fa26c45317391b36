import { randomBytes } from 'node:crypto'

/** A UUID of version 7 (RFC 9562, 5.7): milliseconds of `now`, then 74 random bits. */
export const uuidv7 = (now: number = Date.now(), random: Uint8Array = randomBytes(10)): string => {
  const bytes = new Uint8Array(16)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(now) << 16n)
  bytes.set(random, 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = Buffer.from(bytes).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
