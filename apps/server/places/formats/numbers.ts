import { MetTraceError } from '../../foundation/errors.ts'
import type { Delimiter } from './separators.ts'

/**
 * What stands for a missing value: nothing; R's, pandas' and SQL's words; the dots of Stata (`.`, `.a` to `.z`) and
 * SAS; spreadsheets' errors; a dash.
 */
const missing =
  /^(?:na|n\/a|n\.a\.|<na>|#n\/a|#null!|nan|-nan|nat|null|<null>|\(null\)|none|nil|\\n|\.[a-z_]?|-|–|—)?$/i

export const isMissing = (text: string): boolean => missing.test(text.trim())

/** Infinity, as R, pandas, Julia and Matlab write it. */
export const isInfinity = (text: string): boolean => /^[+-]?(?:inf(?:inity)?|∞)$/i.test(text.trim())

const plainNumber = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i
/** Figures in threes, with a comma, a point, a blank (also one that does not break) or an apostrophe between. */
const byCommas = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/
const byPoints = /^[+-]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})$/
const byBlanks = /^[+-]?\d{1,3}(?:[ \u00A0\u2009\u202F'’]\d{3})+(?:[.,]\d+)?$/
const decimalComma = /^[+-]?\d*,\d+(?:e[+-]?\d+)?$/i
/** `1,234` and `1.234`: a thousand and more, or one and a fraction. */
const eitherComma = /^[+-]?[1-9]\d{0,2},\d{3}$/
const eitherPoint = /^[+-]?[1-9]\d{0,2}\.\d{3}$/

/** A comma before decimals and nothing else. */
const surelyDecimalComma = (text: string): boolean =>
  (decimalComma.test(text) && !byCommas.test(text)) || (/,/.test(text) && byPoints.test(text))

/**
 * Reads the numbers of one table as spreadsheets and statistics programs write them. Between commas, `1,234` (in
 * quotation marks) is a thousand and more; where something else parts the cells it may be a fraction just as well: then
 * other cells must tell, or it is refused.
 */
export class NumberReader {
  readonly #file: string
  readonly #parted: boolean
  #hasDecimalCommas: boolean

  /** `sample`: some rows of the table, which may tell how it is written. */
  constructor(file: string, delimiter: Delimiter = ',', sample: readonly string[][] = []) {
    this.#file = file
    this.#parted = delimiter !== ','
    this.#hasDecimalCommas =
      this.#parted && sample.some((row) => row.some((cell) => surelyDecimalComma(cell.trim())))
  }

  /** The number of a cell; NaN where it is empty or other words. Errors: `value_invalid` for one that may be two. */
  read(cell: string, line: number, column: string | number): number {
    // Most cells of counts are one figure.
    if (cell.length === 1) {
      const digit = cell.charCodeAt(0) - 48
      if (digit >= 0 && digit <= 9) return digit
    }
    const text = cell.trim()
    if (plainNumber.test(text)) {
      if (this.#hasDecimalCommas && eitherPoint.test(text)) throw this.#either(text, line, column)
      return Number(text)
    }
    return text === '' ? Number.NaN : this.#written(text.replace('\u2212', '-'), line, column)
  }

  #written(text: string, line: number, column: string | number): number {
    if (plainNumber.test(text)) return Number(text)
    if (byBlanks.test(text)) return Number(text.replaceAll(/[ \u00A0\u2009\u202F'’]/g, '').replace(',', '.'))
    if (byPoints.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'))
    if (this.#parted && eitherComma.test(text) && !this.#hasDecimalCommas)
      throw this.#either(text, line, column)
    if (byCommas.test(text) && !(this.#hasDecimalCommas && eitherComma.test(text)))
      return Number(text.replaceAll(',', ''))
    if (!decimalComma.test(text)) return Number.NaN
    if (this.#parted) this.#hasDecimalCommas = true
    return Number(text.replace(',', '.'))
  }

  #either(text: string, line: number, column: string | number): MetTraceError {
    const figures = text.replace(/[.,]/, '')
    return new MetTraceError('value_invalid', 'A number in this table may be read in two ways.', {
      file: this.#file,
      line,
      column,
      found: text,
      expected: `${figures} or ${text.replace(',', '.')}0, so that it is plain which is meant`,
    })
  }
}

/** A whole number from 0 to `most`; undefined for anything else. */
export const wholeNumber = (value: number, most = 999_999_999): number | undefined =>
  Number.isInteger(value) && value >= 0 && value <= most ? value : undefined

/** True or false, in any of the words for it; null where it is not known, undefined for other words. */
export const flagOf = (text: string): boolean | null | undefined => {
  const word = text.trim()
  if (/^(?:y|yes|true|t|1(?:\.0+)?)$/i.test(word)) return true
  if (/^(?:n|no|false|f|0(?:\.0+)?|none)$/i.test(word)) return false
  return isMissing(word) || /^(?:u|unknown|not known|n\/?k|not recorded)$/i.test(word) ? null : undefined
}
