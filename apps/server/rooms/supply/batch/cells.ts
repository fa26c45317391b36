import { checkDigitHolds } from '@mettrace/kit-codes/gs1/check-digit'
import { readSerial } from '@mettrace/kit-codes/serial/serial'
import { dayOfDate } from '../../../places/formats/dates.ts'

/** What a cell holds, or what is wrong with it. */
export type Read<T> = { value: T } | { found: string; expected: string }

/** A number as spreadsheets write those that are too long for them: `6.14141E+16`. */
const ruined = /^[+-]?\d+(?:[.,]\d+)?E[+-]\d+$|^[+-]?\d+[.,]\d+E\d+$/i

const ruinedFault = (text: string, what: string): { found: string; expected: string } => ({
  found: `${text}, which a spreadsheet made of it`,
  expected: `${what} as text`,
})

export const serialIn = (text: string): Read<string> => {
  if (ruined.test(text)) return ruinedFault(text, 'a serial')
  const read = readSerial(text)
  if ('serial' in read) return { value: read.serial }
  switch (read.fault) {
    case 'empty':
      return { found: 'nothing', expected: 'a serial' }
    case 'character':
      return {
        found: `"${read.found}" as character ${read.column} of ${text}`,
        expected: 'letters and digits',
      }
    case 'length':
      return { found: `${text}, of ${read.found} characters`, expected: 'a serial of 6 to 20 characters' }
    case 'check':
      return { found: text, expected: 'a serial with its check character (ISO 7064 MOD 37,36)' }
  }
}

/** Code of a liquid: 4 to 40 letters and digits in groups. Small letters are capitals, as whoever types one expects. */
const code = /^[0-9A-Z](?:[ ./_-]?[0-9A-Z]){3,39}$/

export const codeIn = (text: string): Read<string> => {
  if (ruined.test(text)) return ruinedFault(text, 'a code')
  const value = text.toUpperCase().replaceAll(/\s+/g, ' ')
  return code.test(value) && value.length <= 40
    ? { value }
    : { found: text || 'nothing', expected: 'a code of 4 to 40 letters and digits' }
}

export const digestIn = (text: string): Read<Buffer | null> => {
  if (text === '') return { value: null }
  return /^[0-9a-f]{64}$/i.test(text)
    ? { value: Buffer.from(text, 'hex') }
    : { found: text, expected: 'the SHA-256 of a PIN: 64 characters 0 to 9 and a to f' }
}

/** Number of a box: an SSCC of GS1, or up to 13 characters of the supplier's own. */
export type Box = { reference: string; sscc: string | null }

export const boxIn = (text: string): Read<Box> => {
  if (ruined.test(text)) return ruinedFault(text, 'the number of a box')
  const digits = text.replaceAll(/^\(00\)|\s/g, '')
  if (/^\d{14,}$/.test(digits)) {
    const sscc = digits.length === 20 && digits.startsWith('00') ? digits.slice(2) : digits
    return sscc.length === 18 && checkDigitHolds(sscc)
      ? { value: { reference: sscc, sscc } }
      : { found: text, expected: 'an SSCC of 18 digits with its check digit' }
  }
  return /^[0-9A-Za-z][0-9A-Za-z ./_-]{0,39}$/.test(text)
    ? { value: { reference: text, sscc: null } }
    : { found: text || 'nothing', expected: 'the number of a box, up to 40 letters and digits' }
}

/** A short name, such as of a batch or pallet. `signs`: as many as it may have. */
export const nameIn = (text: string, what: string, signs: number): Read<string> => {
  if (ruined.test(text)) return ruinedFault(text, what)
  return text !== '' && text.length <= signs && !/[\p{C}]/u.test(text)
    ? { value: text }
    : { found: text || 'nothing', expected: `${what}, up to ${signs} characters` }
}

/** A day written `2026-11-30` and in no other way: others are read differently by different people. */
export const dayIn = (text: string): Read<string | null> => {
  if (text === '') return { value: null }
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? dayOfDate(text, 'dmy') : undefined
  return day === undefined ? { found: text, expected: 'a day such as 2026-11-30' } : { value: day }
}
