import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

// What is here runs in any browser from a file, where Web Crypto is not always to be had, and in Node alike.

export const digestOf = (bytes: Uint8Array): string => bytesToHex(sha256(bytes))

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Text of bytes. Errors: RangeError where they are no UTF-8. */
export const textOf = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new RangeError('It is not UTF-8.')
  }
}

/** Bytes of base64, written in its one way. Errors: RangeError. */
export const fromBase64 = (text: string): Uint8Array => {
  try {
    const binary = atob(text)
    if (btoa(binary) === text) return Uint8Array.from(binary, (character) => character.charCodeAt(0))
  } catch {
    // Told below.
  }
  throw new RangeError('It is not base64.')
}

export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at])
