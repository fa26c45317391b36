import { MetTraceError } from '../foundation/errors.ts'
import { parseMonth } from '../foundation/month.ts'
import { dayNumber, parseDay } from '../places/formats/dates.ts'

/** A time of a panel as it stands in the answer: a number where the file has numbers. */
export type TimeLabel = number | string

type Scale = 'month' | 'day' | 'number'

const dayOf = (text: string): number | undefined => {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseDay(text) : undefined
  return day === undefined ? undefined : dayNumber(day)
}

/** Months come first: as numbers, 201412 and 201501 would stand 89 apart. */
const readings: Record<Scale, (text: string) => number | undefined> = {
  month: (text) => parseMonth(text.replace(/^(\d{4})(\d{2})$/, '$1-$2')),
  day: dayOf,
  number: (text) => (/^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined),
}

const expected = 'a number, a month such as 2014-12 or a day such as 2014-12-01, all of one kind'

const labelOf = (text: string): TimeLabel => (readings.number(text) === undefined ? text : Number(text))

/** Tells the times of one file apart: all numbers, all months, or all days. */
export class TimeScale {
  readonly #file: string
  readonly #column: string
  #scale: Scale | undefined
  readonly #known = new Map<string, number>()

  constructor(file: string, column: string) {
    this.#file = file
    this.#column = column
  }

  /** The number that a time stands for, so that times can be ordered; undefined where the text is no time of the kind. */
  valueOf(text: string): number | undefined {
    const known = this.#known.get(text)
    if (known !== undefined) return known
    this.#scale ??= (Object.keys(readings) as Scale[]).find((scale) => readings[scale](text) !== undefined)
    const value = this.#scale && readings[this.#scale](text)
    if (value !== undefined) this.#known.set(text, value)
    return value
  }

  /** As `valueOf`. Errors: `value_invalid` with the line. */
  read(text: string, line: number): number {
    const value = this.valueOf(text)
    if (value !== undefined) return value
    throw new MetTraceError('value_invalid', `The column "${this.#column}" holds what is no time.`, {
      file: this.#file,
      line,
      column: this.#column,
      found: text,
      expected,
    })
  }

  /** Times in their order, with the labels of the answer. Errors: `value_invalid` where one is missing for every unit. */
  sorted(): { values: number[]; labels: TimeLabel[] } {
    const byValue = new Map<number, string>()
    for (const [text, value] of this.#known) if (!byValue.has(value)) byValue.set(value, text)
    const values = [...byValue.keys()].toSorted((one, other) => one - other)
    const labels = values.map((value) => labelOf(byValue.get(value) ?? ''))
    this.#refuseGaps(values, labels)
    return { values, labels }
  }

  /** Days may be the first of each month or quarter: then it is the months that must be evenly spaced. */
  #refuseGaps(values: readonly number[], labels: readonly TimeLabel[]): void {
    const days = labels.map(String)
    const monthly = this.#scale === 'day' && new Set(days.map((day) => day.slice(8))).size === 1
    const places = monthly ? days.map((day) => parseMonth(day.slice(0, 7)) ?? 0) : values
    const steps = places.slice(1).map((place, at) => place - (places[at] ?? 0))
    const least = Math.min(...steps)
    const gap = steps.findIndex((step) => step > least * (1 + 1e-9))
    if (gap === -1) return
    throw new MetTraceError('value_invalid', 'The series has a hole: a time is missing for every unit.', {
      file: this.#file,
      column: this.#column,
      found: `${days[gap]} and then ${days[gap + 1]}`,
      expected: 'times that are equally spaced',
    })
  }
}
