import { MetTraceError } from '../../foundation/errors.ts'

const form = /^0*(\d{1,12})$/
/** A spreadsheet shows numbers of twelve figures with six of them, and saves what it shows. */
const scientific = /^\d(?:[.,]\d+)?E\+?\d+$/i
const rounded = /^[1-9]\d{5}0{6}$/
/** By chance one UPRN of a million ends in six zeros; a tenth of a per cent is no chance. */
const chance = 1000

type UprnPlace = { file: string; line: number; column: number | string; found: string }

const spoilt = (place: UprnPlace): MetTraceError =>
  new MetTraceError(
    'value_invalid',
    'A spreadsheet has rounded the UPRNs of this file. Take the file as it was delivered, or save the column as text.',
    { ...place, expected: 'a UPRN with all of its figures' },
  )

/** Reads the UPRNs of one file, and tells those that a spreadsheet has rounded. */
export class UprnReader {
  readonly #file: string
  readonly #column: number | string
  #rounded = 0
  #rows = 0
  #first: UprnPlace | undefined

  constructor(file: string, column: number | string) {
    this.#file = file
    this.#column = column
  }

  /** A UPRN without leading zeros. Errors: `value_invalid` for what is none. */
  read(cell: string, line: number): string {
    const text = cell.trim()
    const uprn = form.exec(text)?.[1]
    const place = { file: this.#file, line, column: this.#column, found: text || 'nothing' }
    if (uprn === undefined || /^0+$/.test(uprn)) {
      if (scientific.test(text)) throw spoilt(place)
      throw new MetTraceError('value_invalid', 'This is no UPRN.', { ...place, expected: '1 to 12 figures' })
    }
    this.#rows++
    if (uprn.length === 12 && rounded.test(uprn)) {
      this.#rounded++
      this.#first ??= place
    }
    return uprn
  }

  /** A UPRN that may be missing. Errors: as `read`. */
  readOrNull(cell: string, line: number, column: number | string): string | null {
    const text = cell.trim()
    if (text === '') return null
    const uprn = form.exec(text)?.[1]
    if (uprn !== undefined) return uprn
    const place = { file: this.#file, line, column, found: text }
    if (scientific.test(text)) throw spoilt(place)
    throw new MetTraceError('value_invalid', 'This is no UPRN.', { ...place, expected: '1 to 12 figures' })
  }

  /** Errors: `value_invalid` where more end in six zeros than chance allows. */
  end(): void {
    if (this.#first && this.#rounded * chance > this.#rows) throw spoilt(this.#first)
  }
}
