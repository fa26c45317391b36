import { MetTraceError } from '../../../foundation/errors.ts'
import { count } from '../../../foundation/words/figures.ts'

/** What is wrong in one place of a file: its line, the heading of the column, what stands there and what should. */
export type Fault = { file: string; line: number; column: string; found: string; expected: string }

/** So many are told one by one; more help nobody. */
const mostTold = 20

const inWords = ({ line, column, found, expected }: Fault): string =>
  `line ${line}, ${column}: ${found}, but we expected ${expected}`

/** Faults of a file, collected so that all are told at once: one of them is enough for nothing to be taken. */
export class Faults {
  readonly #file: string
  readonly told: Fault[] = []
  count = 0

  constructor(file: string) {
    this.#file = file
  }

  add(line: number, column: string, found: string, expected: string): void {
    this.count++
    if (this.told.length < mostTold)
      this.told.push({ file: this.#file, line, column, found: found.slice(0, 60) || 'nothing', expected })
  }

  /** Errors: `value_invalid` with the first as its place and the others in its words, where there is any. */
  refuse(): void {
    const [first, ...others] = this.told
    if (!first) return
    const more = this.count - this.told.length
    throw new MetTraceError(
      'value_invalid',
      [
        `Nothing was taken: ${count(this.count, 'fault')} in this file.`,
        ...(others.length > 0 ? [`Besides the first: ${others.map(inWords).join('; ')}.`] : []),
        ...(more > 0 ? [`And ${count(more, 'other')}.`] : []),
      ].join(' '),
      first,
    )
  }
}
