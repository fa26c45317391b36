import { someRandomBytes } from './random-bytes.ts'

let last = { now: -1, count: 0 }

/** Twelve bits that grow within a millisecond from a random beginning (RFC 9562, 6.2, method 1). */
const countWithin = (now: number, random: number): number => {
  const begun = random & 0x7ff
  last = { now, count: now === last.now && last.count < 0xfff ? last.count + 1 : begun }
  return last.count
}

/**
 * A UUID of version 7 (RFC 9562, 5.7): milliseconds of `now`, then 74 random bits, of which twelve count within the
 * millisecond, so that ids sort in the order in which they were made here.
 */
export const uuidv7 = (now: number = Date.now(), random?: Uint8Array): string => {
  const bytes = new Uint8Array(16)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, BigInt(now) << 16n)
  bytes.set(random ?? someRandomBytes(10), 6)
  if (!random) view.setUint16(6, countWithin(now, view.getUint16(6)))
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = Buffer.from(bytes).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
