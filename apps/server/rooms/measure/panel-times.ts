import { MetTraceError } from '../../foundation/errors.ts'
import { monthOfDay } from '../../foundation/month.ts'
import { OrderEvidence } from '../../places/formats/date-columns.ts'
import { dayNumber, isInFigures, type DayOrder } from '../../places/formats/dates.ts'
import { parseDay, splitMoment, timeOfDay } from '../../places/formats/moments.ts'
import {
  readHalf,
  readMonth,
  readQuarter,
  readSplitYear,
  readStataWeek,
  readWeek,
} from '../../places/formats/periods.ts'
import { monthsOfCounts, monthsOfDays, monthsOfFractions } from './panel-months.ts'

/** A time of a panel as it stands in the answer: a number where the file has numbers. */
export type TimeLabel = number | string

/** Distinct times of a file: more than that many are no series. */
const mostTimes = 1 << 20

const plainNumber = /^[+-]?\d+(\.\d+)?$/
const readNumber = (text: string): number | undefined => (plainNumber.test(text) ? Number(text) : undefined)

type Reading = (text: string) => number | undefined

/** Periods by their names. Months come first: as numbers, 201412 and 201501 would stand 89 apart. */
const periods: Readonly<Record<string, Reading>> = {
  month: readMonth,
  quarter: readQuarter,
  half: readHalf,
  week: readWeek,
  'week of 52': readStataWeek,
  'split year': readSplitYear,
}

const expected =
  'a number, a month such as 2014-12, a quarter such as 2014Q4 or a day such as 2014-12-01, all of one kind'

const labelOf = (text: string): TimeLabel => readNumber(text) ?? text

/** How the times of one file are read once all of them have been seen. */
type Scale = {
  read: Reading
  /** What a start given more exactly than the times is read by: a day of the month for a month. */
  alsoRead?: Reading | undefined
}

/** Tells the times of one file apart: all numbers, all months, all quarters, or all days. */
export class TimeScale {
  readonly #file: string
  readonly #column: string
  readonly #at = new Map<string, number>()
  readonly #lines: number[] = []
  #scale: Scale | undefined
  /** The order of dates in figures, where the times are such. */
  #order: DayOrder | undefined

  constructor(file: string, column: string) {
    this.#file = file
    this.#column = column
  }

  /** The number of a text among the distinct texts of the column. Errors: `value_invalid` for far too many of them. */
  see(text: string, line: number): number {
    let at = this.#at.get(text)
    if (at === undefined) {
      at = this.#at.size
      if (at >= mostTimes) throw this.#noTime(text, line, `at most ${mostTimes} different times`)
      this.#at.set(text, at)
      this.#lines.push(line)
    }
    return at
  }

  /**
   * The number that a time stands for, such as the start of a unit; undefined where it is no time of the kind. Only
   * after `sorted`. Errors: `value_invalid` for a date that may be two.
   */
  valueOf(text: string, column: string, line?: number): number | undefined {
    const plain = this.#inOneOrder(text, column, line)
    return this.#scale?.read(plain) ?? this.#scale?.alsoRead?.(plain)
  }

  /** A date in figures as year-month-day, by the order of the times; where they have none, by what it can only be. */
  #inOneOrder(text: string, column: string, line = 0): string {
    if (this.#order !== undefined || !isInFigures(splitMoment(text).day)) return text
    const evidence = new OrderEvidence()
    evidence.see(text, line, column)
    return parseDay(text, evidence.decide(this.#file)) ?? text
  }

  /**
   * Times in their order, with the labels of the answer, and the value of each text in the order they were seen.
   * Errors: `value_invalid` with the line for what is no time, or for a date that may be two; and where a time is
   * missing for every unit.
   */
  sorted(): { values: number[]; labels: TimeLabel[]; valueOfText: number[] } {
    const texts = [...this.#at.keys()]
    const scale = (this.#scale = this.#scaleOf(texts))
    const valueOfText = texts.map((text) => scale.read(text) ?? Number.NaN)
    const byValue = new Map<number, string>()
    for (const [at, text] of texts.entries()) {
      const value = valueOfText[at] ?? Number.NaN
      if (!byValue.has(value)) byValue.set(value, text)
    }
    const values = [...byValue.keys()].toSorted((one, other) => one - other)
    const labels = values.map((value) => labelOf(byValue.get(value) ?? ''))
    this.#refuseGaps(values, labels)
    return { values, labels, valueOfText }
  }

  #scaleOf(texts: readonly string[]): Scale {
    const all = (read: Reading): boolean => texts.every((text) => read(text) !== undefined)
    const kind = Object.keys(periods).find((each) => all(periods[each]!))
    if (kind === 'month' && all(readSplitYear) && texts.length > 1) throw this.#monthOrYear(texts[0] ?? '')
    if (kind === 'month') return { read: readMonth, alsoRead: monthIn }
    if (kind === 'quarter') return { read: readQuarter, alsoRead: (text) => partOfYear(text, 3) }
    if (kind === 'half') return { read: readHalf, alsoRead: (text) => partOfYear(text, 6) }
    if (kind !== undefined) return { read: periods[kind]! }
    if (all(readNumber) && !all((text) => ofDay(text, 'dmy'))) return this.#ofNumbers(texts)
    return this.#ofDays(texts)
  }

  /** Numbers as they are, but months where only as months they are equally spaced. */
  #ofNumbers(texts: readonly string[]): Scale {
    const numbers = texts.map(Number)
    const toMonth = isSpaced(numbers) ? undefined : (monthsOfFractions(numbers) ?? monthsOfCounts(numbers))
    if (!toMonth) return { read: readNumber }
    return { read: (text) => ofNumber(text, toMonth), alsoRead: (text) => readMonth(text) ?? monthIn(text) }
  }

  #ofDays(texts: readonly string[]): Scale {
    const order = this.#orderOf(texts)
    const read: Reading = (text) => ofDay(text, order)
    if (texts.some((text) => read(text) === undefined)) throw this.#oddOne(texts, read)
    const days = texts.map((text) => read(text) ?? Number.NaN)
    // A clock time that is the same throughout says nothing; hours are moments.
    const clocks = new Set(texts.map((text) => timeOfDay(text, order)))
    if (clocks.size > 1) {
      return { read: (text) => withClock(text, order) }
    }
    if (!monthsOfDays(days)) return { read }
    const month: Reading = (text) => monthIn(text, order)
    return { read: month, alsoRead: readMonth }
  }

  /** The first text that is not as most others are. */
  #oddOne(texts: readonly string[], day: Reading): MetTraceError {
    const readings = [...Object.values(periods), day, readNumber]
    const count = (read: Reading): number => texts.filter((text) => read(text) !== undefined).length
    const usual = readings.reduce((most, each) => (count(each) > count(most) ? each : most))
    const at = texts.findIndex((text) => usual(text) === undefined)
    return this.#noTime(texts[at] ?? '', this.#lines[at] ?? 0, expected)
  }

  #orderOf(texts: readonly string[]): DayOrder {
    if (!texts.some((text) => isInFigures(splitMoment(text).day))) return 'dmy'
    const evidence = new OrderEvidence()
    for (const [at, text] of texts.entries()) evidence.see(text, this.#lines[at] ?? 0, this.#column)
    return (this.#order = evidence.decide(this.#file))
  }

  #refuseGaps(values: readonly number[], labels: readonly TimeLabel[]): void {
    const gap = gapIn(values)
    if (gap === -1) return
    throw new MetTraceError('value_invalid', 'The series has a hole: a time is missing for every unit.', {
      file: this.#file,
      column: this.#column,
      found: `${labels[gap]} and then ${labels[gap + 1]}`,
      expected: 'times that are equally spaced',
    })
  }

  #noTime(text: string, line: number, wanted: string): MetTraceError {
    return new MetTraceError('value_invalid', `The column "${this.#column}" holds what is no time.`, {
      file: this.#file,
      line,
      column: this.#column,
      found: text === '' ? 'nothing' : text.slice(0, 80),
      expected: wanted,
    })
  }

  #monthOrYear(text: string): MetTraceError {
    return new MetTraceError(
      'value_invalid',
      `The time ${text} may be a month or a year that ends in the next.`,
      {
        file: this.#file,
        line: this.#lines[0] ?? 0,
        column: this.#column,
        found: text,
        expected: 'months such as 2009-10-01, or years such as 2009/2010',
      },
    )
  }
}

const ofDay = (text: string, order: DayOrder): number | undefined => {
  const day = parseDay(text, order)
  return day === undefined ? undefined : dayNumber(day)
}

const partOfYear = (text: string, months: number): number | undefined => {
  const month = readMonth(text) ?? monthIn(text)
  return month === undefined ? undefined : Math.floor(month / months)
}

const monthIn = (text: string, order: DayOrder = 'dmy'): number | undefined => {
  const day = parseDay(text, order)
  return day === undefined ? undefined : monthOfDay(day)
}

const ofNumber = (text: string, toMonth: (value: number) => number): number | undefined => {
  const value = readNumber(text)
  return value === undefined ? undefined : toMonth(value)
}

const millisecondsPerDay = 86_400_000

const withClock = (text: string, order: DayOrder): number | undefined => {
  const day = ofDay(text, order)
  return day === undefined ? undefined : day * millisecondsPerDay + (timeOfDay(text, order) ?? 0)
}

/** Where a step is longer than the shortest; −1 where all are alike. */
const gapIn = (values: readonly number[]): number => {
  const steps = values.slice(1).map((value, at) => value - (values[at] ?? 0))
  const least = Math.min(...steps)
  return steps.findIndex((step) => step > least + 1e-9 * Math.max(1, least))
}

const isSpaced = (values: readonly number[]): boolean =>
  gapIn([...new Set(values)].toSorted((one, other) => one - other)) === -1
