import { characters, checkCharacterOf, checkHolds, valueOf } from './check-character.ts'

/** Characters of a serial with its check character. AI 21 of GS1 has room for 20; six leave room for 60 million. */
export const serialLength = { least: 6, most: 20 } as const

/** Characters that a serial of ours is made of: I and O are read as 1 and 0, so none of ours has them. */
export const plainCharacters = characters.replace(/[IO]/g, '')

export type SerialFault =
  | { fault: 'empty' }
  /** `column` counts from 1, in the text as it was given. */
  | { fault: 'character'; found: string; column: number }
  | { fault: 'length'; found: number }
  /** `meant`: serials that hold and differ from the text only where signs look alike; to ask about, never to take. */
  | { fault: 'check'; found: string; meant: string[] }

export type SerialRead = { serial: string } | SerialFault

/** Signs that may stand between the groups of a serial: blanks of any kind, hyphens and dashes. */
const between = /[\s\u00a0\u2010-\u2015\u2212-]/u

/**
 * Reads a serial as people type it: small letters are capitals, blanks and hyphens are passed over. No letter is taken
 * for a digit: O stays O, and is asked about where 0 would make the check character right.
 */
export const readSerial = (text: string): SerialRead => {
  let serial = ''
  for (const [at, sign] of [...text].entries()) {
    if (between.test(sign)) continue
    const character = sign.toUpperCase()
    if (valueOf(character) < 0) return { fault: 'character', found: sign, column: at + 1 }
    serial += character
  }
  if (serial === '') return { fault: 'empty' }
  if (serial.length < serialLength.least || serial.length > serialLength.most)
    return { fault: 'length', found: serial.length }
  return checkHolds(serial) ? { serial } : { fault: 'check', found: serial, meant: meantBy(serial) }
}

/** Groups of four with hyphens between; a last group of one stays with the one before. */
export const spelled = (serial: string): string => serial.replace(/(.{4})(?=..)/g, '$1-')

/** A serial of a body without its check character; undefined where that would be I or O. Errors: those of `checkCharacterOf`. */
export const plainSerial = (body: string): string | undefined => {
  const check = checkCharacterOf(body)
  return plainCharacters.includes(check) ? body + check : undefined
}

/** Signs that eyes and prints confuse; the commonest first. */
const lookAlikes = ['0O', '1I', '1L', 'IL', '5S', '8B', '2Z', 'DO', '0D', '0Q', 'OQ', '6G', 'UV', 'VY']

const alternatives = (character: string): string[] =>
  lookAlikes.flatMap((pair) => (pair.includes(character) ? [pair.replace(character, '')] : []))

/** Serials that hold and differ in one sign that looks alike; at most a handful, since one in 36 holds by chance. */
const meantBy = (serial: string): string[] =>
  [...serial].flatMap((character, at) =>
    alternatives(character)
      .map((other) => serial.slice(0, at) + other + serial.slice(at + 1))
      .filter(checkHolds),
  )
