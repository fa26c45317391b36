import { checkHolds } from '@mettrace/kit-codes/serial/check-character'
import type { CodeDesign } from '../design/code-design.ts'

/**
 * Issued codes of one design, packed: a few neighbouring positions make a word of 16 bits, and each word is a column. Twelve
 * characters of 34 take 8 bytes a code. A code is named by where it stood in the list.
 */
export type CodeRegister = {
  readonly design: CodeDesign
  readonly size: number
  readonly words: readonly Word[]
}

/** Positions `from` to before `to` of every code as one number, the last position fastest. */
export type Word = {
  readonly from: number
  readonly to: number
  /** How many numbers there are: the product of the alphabets' sizes. */
  readonly values: number
  readonly column: Uint16Array
}

const most = 0x1_0000

/** As many positions to a word as fit 16 bits, and no table of a word's values longer than the register itself. */
const wordsOf = ({ alphabets }: CodeDesign, size: number): Word[] => {
  const longest = Math.min(most, Math.max(size, 1))
  const words: Word[] = []
  for (let from = 0; from < alphabets.length;) {
    let [to, values] = [from, 1]
    do values *= alphabets[to++]!.length
    while (to < alphabets.length && values * alphabets[to]!.length <= longest)
    words.push({ from, to, values, column: new Uint16Array(size) })
    from = to
  }
  return words
}

/** Index of each UTF-16 unit in an alphabet, −1 where it is not in it. */
const indexOf = (alphabet: string): Int16Array => {
  const index = new Int16Array(most).fill(-1)
  for (let at = 0; at < alphabet.length; at++) index[alphabet.charCodeAt(at)] = at
  return index
}

/**
 * Packs issued codes. Errors: a RangeError that says which row, from 1, and never the code: where one has another length
 * than the design, a symbol that its position does not have, a check character that is wrong, or was there before, unless codes
 * `mayRepeat`: then each row is a kit of its own.
 */
export const codeRegister = (
  design: CodeDesign,
  codes: readonly string[],
  { mayRepeat = false }: { mayRepeat?: boolean } = {},
): CodeRegister => {
  const words = wordsOf(design, codes.length)
  const shared = new Map(design.alphabets.map((alphabet) => [alphabet, indexOf(alphabet)]))
  const indexes = design.alphabets.map((alphabet) => shared.get(alphabet)!)
  const seen = new Set<string>()
  for (const [row, code] of codes.entries()) {
    const refuse = (what: string): never => {
      throw new RangeError(`row ${row + 1} of the register: ${what}`)
    }
    if (code.length !== indexes.length) refuse(`${code.length} symbols, not ${indexes.length}`)
    for (const { from, to, column } of words) {
      let value = 0
      for (let at = from; at < to; at++) {
        const symbol = indexes[at]![code.charCodeAt(at)]!
        if (symbol < 0) refuse(`no symbol of position ${at + 1}`)
        value = value * design.alphabets[at]!.length + symbol
      }
      column[row] = value
    }
    if (design.check !== 'none' && !checkHolds(code)) refuse('the check character is wrong')
    if (mayRepeat) continue
    seen.add(code)
    if (seen.size !== row + 1) refuse('the code was issued before')
  }
  return { design, size: codes.length, words }
}

/** The code of a row, from 0. Errors: a RangeError where there is no such row. */
export const codeAt = ({ design, size, words }: CodeRegister, row: number): string => {
  if (!Number.isInteger(row) || row < 0 || row >= size) throw new RangeError(`there is no row ${row}`)
  return words
    .map(({ from, to, column }) => {
      let [text, value] = ['', column[row]!]
      for (let at = to - 1; at >= from; at--) {
        const alphabet = design.alphabets[at]!
        text = alphabet[value % alphabet.length]! + text
        value = Math.floor(value / alphabet.length)
      }
      return text
    })
    .join('')
}

/** Order of two rows by their codes, as the alphabets order symbols: below 0 where the first comes first. */
export const compareRows = ({ words }: CodeRegister, one: number, other: number): number => {
  for (const { column } of words) {
    const difference = column[one]! - column[other]!
    if (difference !== 0) return difference
  }
  return 0
}

/** Bytes that a register keeps. */
export const bytesOf = ({ words }: CodeRegister): number =>
  words.reduce((sum, { column }) => sum + column.byteLength, 0)
