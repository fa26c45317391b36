import { MetTraceError } from '../../foundation/errors.ts'
import {
  dayOrders,
  isInFigures,
  orderInWords,
  readingsOf,
  serialDays,
  type DayOrder,
  type IsoDay,
} from './dates.ts'
import type { CsvBatch } from './csv.ts'
import { numberedRows } from './left-out.ts'
import { parseDay, splitMoment } from './moments.ts'

type Seen = { text: string; line: number; column: string | number }

/** From this many dates of another order on, and this share, a table is no longer one of a few slips. */
const mostSlips = { dates: 5, share: 0.1 }

/**
 * What the dates of a table say of their order: `13/01/2016` can only have the day first, `01/13/2016` only the month.
 * Read in the wrong order, days up to the 12th would pass with day and month exchanged.
 */
export class OrderEvidence {
  readonly #fits: Record<DayOrder, number> = { dmy: 0, mdy: 0, ymd: 0 }
  readonly #backwards: Record<DayOrder, number> = { dmy: 0, mdy: 0, ymd: 0 }
  readonly #sole: Partial<Record<DayOrder, Seen>> = {}
  #dates = 0
  #twofold: Seen | undefined

  see(text: string, line: number, column: string | number): void {
    const { day } = splitMoment(text)
    if (!isInFigures(day)) return
    const readings = readingsOf(day)
    const orders = Object.keys(readings) as DayOrder[]
    if (orders.length === 0) return
    this.#dates++
    for (const order of orders) this.#fits[order]++
    const [only] = orders
    if (orders.length === 1 && only) this.#sole[only] ??= { text: text.trim(), line, column }
    if (new Set(Object.values(readings)).size > 1) this.#twofold ??= { text: day, line, column }
  }

  /** A range that would end before it begins speaks against an order. */
  seeRange(from: string, to: string): void {
    for (const order of dayOrders) {
      const [first, last] = [parseDay(from, order), parseDay(to, order)]
      if (first !== undefined && last !== undefined && last < first) this.#backwards[order]++
    }
  }

  /**
   * The order of the dates. `usual` is taken where they may have two; without it such a file is refused.
   * Errors: `value_invalid` with a date that may be two days, or with two dates that cannot be of one order.
   */
  decide(file: string, usual?: DayOrder): DayOrder {
    const most = Math.max(...Object.values(this.#fits))
    const fitting = dayOrders.filter((order) => this.#fits[order] === most)
    const least = Math.min(...fitting.map((order) => this.#backwards[order]))
    const [order = 'dmy', ...others] = fitting.filter((each) => this.#backwards[each] === least)
    const slips = this.#dates - most
    if (slips >= mostSlips.dates && slips >= mostSlips.share * this.#dates) throw this.#mixed(file, order)
    if (others.length === 0 || !this.#twofold) return order
    if (usual !== undefined && [order, ...others].includes(usual)) return usual
    throw twoMeanings(file, this.#twofold)
  }

  #mixed(file: string, order: DayOrder): MetTraceError {
    const other = dayOrders.find((each) => each !== order && this.#sole[each])
    const [one, two] = [this.#sole[order], other && this.#sole[other]]
    return new MetTraceError('value_invalid', 'The dates of this file are written in two orders.', {
      file,
      ...(two && { line: two.line, column: two.column, found: two.text }),
      expected: one
        ? `${orderInWords[order]}, as in ${one.text} on line ${one.line}; or all dates as 2016-01-31`
        : 'dates such as 2016-01-31',
    })
  }
}

const twoMeanings = (file: string, { text, line, column }: Seen): MetTraceError => {
  const days = [...new Set(Object.values(readingsOf(text)))]
  return new MetTraceError(
    'value_invalid',
    `The date ${text} may be ${days.join(' or ')}, and no other date of this file tells which. Write dates as year-month-day.`,
    { file, line, column, found: text, expected: days.join(' or ') },
  )
}

/** Distinct texts whose day is remembered; a table has few. */
const mostRemembered = 20_000

/** Reads the dates of some columns of a table, all in one order: that which the whole table tells. */
export class DateColumns {
  readonly #file: string
  readonly #rows: () => AsyncIterable<CsvBatch>
  readonly #columns: readonly number[]
  readonly #usual: DayOrder | undefined
  readonly #known = new Map<string, IsoDay | undefined>()
  #order: DayOrder | undefined

  /** `columns`: positions; a range has its first day in the first and its last in the second of them. */
  constructor(
    table: { file: { name: string }; rows: () => AsyncIterable<CsvBatch> },
    columns: readonly number[],
    { said, usual }: { said?: DayOrder | undefined; usual?: DayOrder } = {},
  ) {
    this.#file = table.file.name
    this.#rows = table.rows
    this.#columns = columns
    this.#usual = usual
    this.#order = said
  }

  /** Must be waited for before the rows of a batch are read: a date in figures needs a look at the whole table first. */
  async prepare(batch: CsvBatch): Promise<void> {
    if (this.#order !== undefined) return
    const isNeeded = batch.rows.some((row) =>
      this.#columns.some((at) => /^\s*\d{1,2}[-/.]\d/.test(row[at] ?? '')),
    )
    if (isNeeded) this.#order = await this.#orderOfTable()
  }

  get order(): DayOrder {
    return this.#order ?? 'dmy'
  }

  /** Day of a cell; undefined where it is none. Errors: `value_invalid` for a number that may be two days. */
  day(text: string, line: number, column: string | number): IsoDay | undefined {
    if (this.#known.has(text)) return this.#known.get(text)
    const day = parseDay(text, this.order)
    if (day === undefined) refuseTwofoldCount(this.#file, text, line, column)
    if (this.#known.size < mostRemembered) this.#known.set(text, day)
    return day
  }

  async #orderOfTable(): Promise<DayOrder> {
    const evidence = new OrderEvidence()
    const [from, to] = this.#columns
    for await (const batch of this.#rows()) {
      for (const { row, line } of numberedRows(batch)) {
        for (const at of this.#columns) evidence.see(row[at] ?? '', line, at + 1)
        if (from !== undefined && to !== undefined) evidence.seeRange(row[from] ?? '', row[to] ?? '')
      }
    }
    return evidence.decide(this.#file, this.#usual)
  }
}

/** Errors: `value_invalid` for a number of days of which nobody can tell which program counted them. */
const refuseTwofoldCount = (file: string, text: string, line: number, column: string | number): void => {
  const counted = serialDays(text.trim())
  if (counted.length < 2) return
  throw new MetTraceError(
    'value_invalid',
    'A number that counts days may be two dates. Write dates as year-month-day.',
    {
      file,
      line,
      column,
      found: text.trim(),
      expected: counted.map(({ program, day }) => `${day} (as ${program} counts)`).join(' or '),
    },
  )
}
