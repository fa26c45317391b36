import { InvalidArgumentError, Option, type Command } from 'commander'
import { readConfig, type Config } from '../config.ts'
import { openDatabase, type Database } from '../foundation/database.ts'
import { parseMonth, type Month } from '../foundation/month.ts'
import { leaveOnSignal } from '../foundation/on-signal.ts'
import type { DayOrder } from '../places/formats/dates.ts'

export type CommonOptions = { json?: true; data?: string }

/** Options that every command takes. */
export const withCommonOptions = (command: Command): Command =>
  command
    .option('--json', 'print one JSON object on standard output')
    .option('--data <dir>', 'folder of the embedded database (default: .data; or set DATABASE_URL)')

const refuse = (found: string, expected: string): never => {
  throw new InvalidArgumentError(`Found ${JSON.stringify(found)}, expected ${expected}.`)
}

export const wholeNumber =
  (lowest: number, highest = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= lowest && value <= highest) return value
    return refuse(
      text,
      highest === Number.MAX_SAFE_INTEGER
        ? `a whole number of ${lowest} or more`
        : `a whole number from ${lowest} to ${highest}`,
    )
  }

/** Months ahead: more than ten years cannot be told from what was. */
export const monthsAhead = wholeNumber(1, 120)

const fraction = (text: string): number => (/^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN)

export const share = (text: string): number => {
  const value = fraction(text)
  return value > 0 && value <= 1 ? value : refuse(text, 'a fraction above 0 and up to 1, such as 0.85')
}

export const level = (text: string): number => {
  const value = fraction(text)
  return value > 0 && value < 1 ? value : refuse(text, 'a fraction between 0 and 1, such as 0.95')
}

export const month = (text: string): Month => parseMonth(text) ?? refuse(text, 'a month such as 2014-12')

export const monthRange = (text: string): { from: Month; to: Month } => {
  const [first = '', last = '', more] = text.split('..')
  const from = parseMonth(first)
  const to = parseMonth(last)
  return from !== undefined && to !== undefined && more === undefined && from <= to
    ? { from, to }
    : refuse(text, 'months such as 2015-01..2015-12')
}

/** A number of months back, or a first month. */
export const history = (text: string): { months: number } | { from: Month } => {
  const from = parseMonth(text)
  if (from !== undefined) return { from }
  return /^\d{1,4}$/.test(text) && Number(text) > 0
    ? { months: Number(text) }
    : refuse(text, 'a number of months such as 48, or a first month such as 2011-01')
}

/** A number, with a point before its decimals. */
export const decimal = (text: string): number =>
  /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : refuse(text, 'a number such as 14.32')

/** `24,12`: two numbers above zero. */
export const durations = (text: string): [number, number] => {
  const [before = Number.NaN, after = Number.NaN, more] = text.split(',').map(fraction)
  return before > 0 && after > 0 && more === undefined
    ? [before, after]
    : refuse(text, 'two numbers such as 24,12')
}

/** `bcu=0.05`: at least so much for every BCU. */
export const bcuFloor = (text: string): number => {
  const value = fraction(/^bcu=(.*)$/.exec(text)?.[1] ?? '')
  return value >= 0 && value <= 1 ? value : refuse(text, 'bcu= and a fraction up to 1, such as bcu=0.05')
}

/** A share from 0 to 1, both included. */
export const effectShare = (text: string): number => {
  const value = fraction(text)
  return value >= 0 && value <= 1 ? value : refuse(text, 'a fraction from 0 to 1, such as 0.1')
}

/** A share from 0 to 0.9, as much as can be left without kits. */
export const holdOutShare = (text: string): number => {
  const value = fraction(text)
  return value >= 0 && value <= 0.9 ? value : refuse(text, 'a fraction from 0 to 0.9, such as 0.2')
}

/** Amounts of money above 0 in pence, rising: `100000,200000`. */
export const amounts = (text: string): number[] => {
  const values = text.split(',').map((part) => (/^\s*\d{1,12}\s*$/.test(part) ? Number(part) : Number.NaN))
  return values.every((value) => value > 0)
    ? [...new Set(values)].toSorted((one, other) => one - other)
    : refuse(text, 'amounts in pence with commas between, such as 800,1000,1272')
}

/** Codes given one after another or with commas between. */
export const codes = (text: string, before: string[] = []): string[] => [
  ...before,
  ...text
    .split(',')
    .map((code) => code.trim())
    .filter((code) => code !== ''),
]

export const calendarDay = (text: string): string =>
  /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text)
    ? text
    : refuse(text, 'a date such as 2011-03-27')

const dateOrders: Readonly<Record<string, DayOrder>> = { 'day-first': 'dmy', 'month-first': 'mdy' }

/** `--dates day-first`: how to read 03/04/2016 where no other date of the file tells. */
export const dateOrderOption = (): Option =>
  new Option('--dates <order>', 'order of dates such as 03/04/2016: day-first or month-first').argParser(
    (text: string) => dateOrders[text] ?? refuse(text, Object.keys(dateOrders).join(' or ')),
  )

/** Numbers with commas between, from 0 upwards, rising. */
export const risingNumbers = (text: string): number[] => {
  const values = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const rising = values.every(
    (value, at) => Number.isFinite(value) && value >= 0 && value > (values[at - 1] ?? -1),
  )
  return values.length > 1 && rising ? values : refuse(text, 'rising numbers of 0 or more such as 0,200,400')
}

/**
 * Runs `work` with the database open, and closes it, also when the user presses Ctrl-C. `meanwhile` may load what the work
 * needs: see `openDatabase`.
 */
export const withDatabase = async <T>(
  options: CommonOptions,
  work: (database: Database, config: Config) => Promise<T>,
  meanwhile?: () => void,
): Promise<T> => {
  const config = readConfig({ data: options.data })
  const database = await openDatabase(config, meanwhile ? { meanwhile } : {})
  const listenNoMore = leaveOnSignal(database)
  try {
    return await work(database, config)
  } finally {
    listenNoMore()
    await database.close()
  }
}
