import { randomInt } from 'node:crypto'
import { checkHolds } from '@mettrace/kit-codes/serial/check-character'
import { plainCharacters, plainSerial } from '@mettrace/kit-codes/serial/serial'

const drawn = 11

/** A number by chance, with its check character (ISO 7064 MOD 37,36): it says nothing of what it is the number of. */
export const newSampleNumber = (): string => {
  for (;;) {
    const text = Array.from({ length: drawn }, () => plainCharacters[randomInt(plainCharacters.length)]).join(
      '',
    )
    const number = plainSerial(text)
    if (number !== undefined) return number
  }
}

/** Why a text is no number of a sample; undefined where it may be one. */
export const whyNoNumber = (text: string): string | undefined => {
  if (!/^[0-9A-HJ-NP-Z]{12}$/.test(text)) return 'a number of 12 letters and digits, as we sent it'
  return checkHolds(text) ? undefined : 'a number with its check character (ISO 7064 MOD 37,36)'
}
