import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits that a browser keeps; we keep their digest only. */
export const newToken = (): string => randomBytes(32).toString('base64url')

export const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/**
 * What a session shows the database: it follows from the token, and no way leads back, so that whoever sees it there
 * cannot come to the pages by it.
 */
export const proofOf = (token: string): string =>
  createHmac('sha256', token).update('database').digest('base64url')

/** What the database keeps of a session's token. */
export const sessionDigest = (token: string): Buffer => digestOf(proofOf(token))

/** Value that forms of this session carry: it follows from the token, which no other site can read. */
export const formTokenOf = (token: string): string =>
  createHmac('sha256', token).update('form').digest('base64url')

export const sameText = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

// Crockford's base 32: no letter that is mistaken for a digit.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A code to type: 20 letters and digits in four groups, 100 random bits. */
export const newCode = (bytes: Uint8Array = randomBytes(20)): string =>
  Array.from(bytes, (byte, at) => (at > 0 && at % 5 === 0 ? '-' : '') + letters[byte & 31]).join('')

/** The code as it was made, however it was typed. */
export const typedCode = (text: string): string =>
  text
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
