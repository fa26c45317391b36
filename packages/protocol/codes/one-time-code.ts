import { checkCharacterOf, checkHolds } from '@mettrace/kit-codes/serial/check-character'
import { shortCharacters } from './short-code.ts'

/** Characters of a code for once: eleven at random, of which there are 29¹¹ (53 bits), and their check character. */
export const oneTimeLength = 12

const isShort = (text: string): boolean => [...text].every((sign) => shortCharacters.includes(sign))

/** A new code. `pick`: a whole number from 0 to below what it is given, all as likely as the others and not to be foreseen. */
export const newOneTimeCode = (pick: (below: number) => number): string => {
  for (;;) {
    const body = Array.from(
      { length: oneTimeLength - 1 },
      () => shortCharacters[pick(shortCharacters.length)],
    )
    const code = body.join('') + checkCharacterOf(body.join(''))
    // A check character that would be ambiguous is passed over.
    if (isShort(code)) return code
  }
}

export type OneTimeCodeRead = { code: string } | { fault: 'form' | 'check' }

/** Reads a code as people type it: small letters are capitals, blanks and hyphens are passed over. */
export const readOneTimeCode = (text: string): OneTimeCodeRead => {
  const code = text.toUpperCase().replaceAll(/[\s-]/g, '')
  if (code.length !== oneTimeLength || !isShort(code)) return { fault: 'form' }
  return checkHolds(code) ? { code } : { fault: 'check' }
}

/** In fours, as it is printed and read out. */
export const spelledOneTime = (code: string): string => (code.match(/.{4}/g) ?? []).join(' ')
