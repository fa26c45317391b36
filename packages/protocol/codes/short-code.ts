import { checkCharacterOf, checkHolds } from '@mettrace/kit-codes/serial/check-character'

/** Read out in the rain and written by hand: none of 0 O, 1 I L, 2 Z, U V is left with its double. */
export const shortCharacters = '23456789ABCDEFGHJKMNPQRSTVWXY'

/** Characters of a short code, the check character of ISO 7064 MOD 37,36 last. */
export const shortLength = 7

const isShort = (text: string): boolean => [...text].every((sign) => shortCharacters.includes(sign))

/** The code of six characters; undefined where its check character would be ambiguous: such a number is passed over. */
export const shortCodeOf = (body: string): string | undefined => {
  const code = body + checkCharacterOf(body)
  return isShort(code) ? code : undefined
}

export type ShortCodeRead = { code: string } | { fault: 'length' | 'character' | 'check' }

/** Reads a code as people type it: small letters are capitals, blanks and hyphens are passed over. */
export const readShortCode = (text: string): ShortCodeRead => {
  const code = text.toUpperCase().replaceAll(/[\s-]/g, '')
  if (!isShort(code)) return { fault: 'character' }
  if (code.length !== shortLength) return { fault: 'length' }
  return checkHolds(code) ? { code } : { fault: 'check' }
}

/** `K7MPX5X` as it is printed and said: `K7M PX5X`. */
export const spelledShort = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`

/** Six characters for a number, counted from 0 to 29⁶ − 1; larger ones begin again. */
export const bodyOf = (number: number): string => {
  let [rest, body] = [number, '']
  for (let at = 1; at < shortLength; at++) {
    body = (shortCharacters[rest % shortCharacters.length] ?? '') + body
    rest = Math.floor(rest / shortCharacters.length)
  }
  return body
}

/** The number of a body: what `bodyOf` was given. */
export const numberOf = (body: string): number =>
  [...body].reduce((number, sign) => number * shortCharacters.length + shortCharacters.indexOf(sign), 0)

/** How many bodies there are. */
export const bodies = shortCharacters.length ** (shortLength - 1)
