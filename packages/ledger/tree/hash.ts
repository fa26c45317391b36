import { createHash, hash } from 'node:crypto'

/** Bytes of a SHA-256 hash. */
export const hashLength = 32

/** Root of a tree without leaves: the hash of nothing (RFC 9162, 2.1.1). */
export const emptyRoot: Uint8Array = createHash('sha256').digest()

/** Made by way of a string: that is twice as fast as asking for bytes, which are allocated anew each time. */
const sha256 = (bytes: Uint8Array): Uint8Array => Buffer.from(hash('sha256', bytes, 'binary'), 'binary')

const leafPrefix = Uint8Array.of(0)
const pair = new Uint8Array(1 + 2 * hashLength)
pair[0] = 1

/** Hash of an entry: SHA-256 of 0x00 and its bytes, so that no entry passes for a node (RFC 9162, 2.1.1). */
export const leafHash = (entry: Uint8Array): Uint8Array => {
  const prefixed = new Uint8Array(1 + entry.length)
  prefixed.set(leafPrefix)
  prefixed.set(entry, 1)
  return sha256(prefixed)
}

/** Hash of a node: SHA-256 of 0x01 and the hashes of its two sides, 32 bytes each (RFC 9162, 2.1.1). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => {
  pair.set(left, 1)
  pair.set(right, 1 + hashLength)
  return sha256(pair)
}

/** Whether two hashes are equal. They are public: nothing is told by how long it takes. */
export const sameHash = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at])
