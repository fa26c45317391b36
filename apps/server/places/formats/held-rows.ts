import { MetTraceError } from '../../foundation/errors.ts'

/**
 * What a reader may hold of one file at a time. Everything is counted while it is read, so that a file of a few
 * megabytes that unpacks to gigabytes of good rows is refused before memory ends.
 */
export const heldLimits = { rows: 1_000_000, letters: 600_000_000 }

/** Counts what is held of a file. */
export class HeldRows {
  readonly #file: string
  readonly #most: { rows: number; letters: number }
  #rows = 0
  #letters = 0

  /** `most`: rows, where a good file may have more than others. */
  constructor(file: string, most = heldLimits.rows) {
    this.#file = file
    this.#most = { rows: most, letters: heldLimits.letters }
  }

  /** One more row, of so many letters. Errors: `file_too_large`. */
  add(line: number, letters: number): void {
    this.#rows++
    this.#letters += letters
    if (this.#rows <= this.#most.rows && this.#letters <= this.#most.letters) return
    throw new MetTraceError(
      'file_too_large',
      'This file has more rows than can be read at once. Split it, by year or by area, and import the parts.',
      {
        file: this.#file,
        line,
        found:
          this.#rows > this.#most.rows
            ? `more than ${this.#most.rows} rows`
            : `more than ${this.#most.letters} letters`,
        expected: `at most ${this.#most.rows} rows in a file`,
      },
    )
  }
}

/** Letters of a row. */
export const lettersIn = (row: readonly string[]): number => {
  let letters = 0
  for (const cell of row) letters += cell.length
  return letters
}
