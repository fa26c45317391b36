import { areaCode } from '../../../places/formats/codes.ts'
import { dayNumber, dayOfNumber } from '../../../places/formats/dates.ts'
import { flagOf, wholeNumber } from '../../../places/formats/numbers.ts'
import { codeIn, dayIn, nameIn, serialIn, type Read } from '../batch/cells.ts'
import { Faults } from '../batch/faults.ts'
import {
  readKitTable,
  unusedWarnings,
  type KitTable,
  type KitTableRow,
  type Mapped,
} from '../batch/kit-table.ts'
import { codesOfRange } from './code-range.ts'

/** Columns of a file of an earlier phase by their own names (docs/formats/earlier-phase.md). */
export const earlierColumns = [
  'area',
  'from',
  'to',
  'kits',
  'homes',
  'code',
  'code_to',
  'serial',
  'uprn',
  'registered',
  'sticker',
] as const
export type EarlierColumn = (typeof earlierColumns)[number]

/** Days of something, as far as they are known: the first and the last that it may have been. */
export type Days = { from: string | null; to: string | null }

/** A kit of an earlier phase. Null is not known; false is known not to be. */
export type EarlierKit = {
  line: number
  area: string
  days: Days
  code: string | null
  serial: string | null
  /** Text of digits, never a number that loses its last. */
  uprn: string | null
  registered: boolean | null
  registeredOn: string | null
  sticker: boolean | null
}

/** An area of an earlier phase, from all of its rows. */
export type EarlierArea = {
  area: string
  days: Days
  /** Kits altogether; null where a row does not say how many. */
  kits: number | null
  /** Homes, as the file counts them. */
  homes: number | null
}

export type EarlierFile = {
  file: string
  rowsRead: number
  areas: EarlierArea[]
  kits: EarlierKit[]
  warnings: string[]
}

/** Reads a file of an earlier phase. Errors: `value_invalid` with every fault by line, and those of the readers of tables. */
export const readEarlier = (
  path: string,
  { mapped, today }: { mapped: Mapped<EarlierColumn>; today: string },
): Promise<EarlierFile> =>
  readKitTable(path, { names: earlierColumns, needed: ['area'], mapped }, (table) => earlierOf(table, today))

const earlierOf = async (table: KitTable<EarlierColumn>, today: string): Promise<EarlierFile> => {
  const faults = new Faults(table.file)
  const areas = new Map<string, EarlierArea>()
  const kits: EarlierKit[] = []
  const lines = { code: new Map<string, number>(), serial: new Map<string, number>() }
  let rowsRead = 0
  for await (const row of table.rows()) {
    rowsRead++
    const read = rowOf(row, table, faults, today)
    if (!read) continue
    addToArea(areas, read, faults, row.line, table.heading('homes'))
    for (const kit of kitsOf(read, row.line)) {
      for (const column of ['code', 'serial'] as const) {
        const value = kit[column]
        const before = value === null ? undefined : lines[column].get(value)
        if (before !== undefined)
          faults.add(
            row.line,
            table.heading(column),
            `a ${column} for the second time`,
            `each ${column} once; the same is in line ${before}`,
          )
        else if (value !== null) lines[column].set(value, row.line)
      }
      kits.push(kit)
    }
  }
  if (rowsRead === 0) faults.add(2, table.heading('area'), 'no rows', 'a row for each kit, range or area')
  faults.refuse()
  return { file: table.file, rowsRead, areas: [...areas.values()], kits, warnings: unusedWarnings(table) }
}

type Row = {
  area: string
  days: Days
  kits: number | null
  homes: number | null
  codes: string[]
  serial: string | null
  uprn: string | null
  registered: boolean | null
  registeredOn: string | null
  sticker: boolean | null
}

const rowOf = (
  { line, cell }: KitTableRow<EarlierColumn>,
  { heading }: KitTable<EarlierColumn>,
  faults: Faults,
  today: string,
): Row | undefined => {
  let isWhole = true
  const wrong = (name: EarlierColumn, found: string, expected: string): void => {
    isWhole = false
    faults.add(line, heading(name), found, expected)
  }
  const take = <T>(name: EarlierColumn, read: Read<T>): T | undefined => {
    if ('value' in read) return read.value
    wrong(name, read.found, read.expected)
    return undefined
  }
  /** Nothing where the cell is empty: not known. */
  const known = <T>(name: EarlierColumn, read: (text: string) => Read<T>): T | null =>
    cell(name) === '' ? null : (take(name, read(cell(name))) ?? null)

  const area = take('area', nameIn(cell('area'), 'the code of an area', 20)) ?? ''
  const from = known('from', firstDayIn)
  const to = known('to', lastDayIn) ?? (cell('from').length === 7 ? (known('from', lastDayIn) ?? null) : from)
  for (const [name, day] of [
    ['from', from],
    ['to', to],
  ] as const)
    if (day !== null && day > today && cell(name) !== '' && !today.startsWith(cell(name)))
      wrong(name, cell(name), `no day after ${today}`)
  if (from !== null && to !== null && to < from) wrong('to', cell('to'), `a day from ${from} on`)
  const uprn = known('uprn', uprnIn)
  const code = known('code', codeIn)
  const last = known('code_to', codeIn)
  const serial = known('serial', serialIn)
  const codes = code === null ? [] : last === null ? [code] : codesOfRange(code, last)
  if (last !== null && code === null) wrong('code', 'nothing', 'the first code of the range')
  if (codes === undefined)
    wrong('code_to', last ?? '', 'the last code of a range that is written as the first')
  const told = known('kits', countIn)
  const homes = known('homes', countIn)
  const named = codes?.length ?? 0
  if (told !== null && named > 0 && told !== named)
    wrong('kits', cell('kits'), `${named}, as many as there are codes`)
  const kits = told ?? (named > 0 ? named : uprn !== null || serial !== null ? 1 : null)
  if (kits !== 1 && uprn !== null) wrong('uprn', cell('uprn'), 'one kit in a row with a home')
  if (kits !== 1 && serial !== null) wrong('serial', cell('serial'), 'one kit in a row with a serial')
  const registration = known('registered', registrationIn)
  const sticker = known('sticker', stickerIn)
  if (!isWhole || codes === undefined) return undefined
  return {
    area: areaCode(area),
    days: { from, to },
    kits,
    homes,
    codes,
    serial,
    uprn,
    registered: registration?.registered ?? null,
    registeredOn: registration?.on ?? null,
    sticker: sticker ?? null,
  }
}

const kitsOf = (row: Row, line: number): EarlierKit[] => {
  const { codes, serial, uprn } = row
  const named: (string | null)[] = codes.length > 0 ? codes : serial !== null || uprn !== null ? [null] : []
  return named.map((code) => ({
    line,
    area: row.area,
    days: row.days,
    code,
    serial,
    uprn,
    registered: row.registered,
    registeredOn: row.registeredOn,
    sticker: row.sticker,
  }))
}

const addToArea = (
  areas: Map<string, EarlierArea>,
  { area, days, kits, homes }: Row,
  faults: Faults,
  line: number,
  homesHeading: string,
): void => {
  const before = areas.get(area)
  if (!before) {
    areas.set(area, { area, days, kits, homes })
    return
  }
  if (homes !== null && before.homes !== null && homes !== before.homes)
    faults.add(line, homesHeading, String(homes), `${before.homes}, as another row says of ${area}`)
  areas.set(area, {
    area,
    // A row without a day may be of any.
    days: {
      from: before.days.from === null || days.from === null ? null : least(before.days.from, days.from),
      to: before.days.to === null || days.to === null ? null : greatest(before.days.to, days.to),
    },
    kits: before.kits === null || kits === null ? null : before.kits + kits,
    homes: homes ?? before.homes,
  })
}

const least = (one: string, other: string): string => (one < other ? one : other)
const greatest = (one: string, other: string): string => (one > other ? one : other)

/** Last day of a month: the day before the first of the next. */
const lastOfMonth = (month: string): string => {
  const inNext = dayOfNumber(dayNumber(`${month}-28`) + 7)
  return dayOfNumber(dayNumber(`${inNext.slice(0, 7)}-01`) - 1)
}

const monthIn = (text: string): string | undefined =>
  /^\d{4}-\d{2}$/.test(text) && 'value' in dayIn(`${text}-01`) ? text : undefined

const dayOrMonth = (text: string, ofMonth: (month: string) => string): Read<string> => {
  const month = monthIn(text)
  if (month !== undefined) return { value: ofMonth(month) }
  const day = dayIn(text)
  return 'value' in day && day.value !== null
    ? { value: day.value }
    : { found: text, expected: 'a day such as 2016-05-30 or a month such as 2016-05' }
}

const firstDayIn = (text: string): Read<string> => dayOrMonth(text, (month) => `${month}-01`)
const lastDayIn = (text: string): Read<string> => dayOrMonth(text, lastOfMonth)

/** UPRNs have up to 12 digits; longer ones, and those with an exponent or a point, a spreadsheet has ruined. */
const uprnIn = (text: string): Read<string> =>
  /^0*[1-9]\d{0,11}$/.test(text)
    ? { value: text.replace(/^0+/, '') }
    : { found: text, expected: 'a UPRN of up to 12 digits, as text' }

const countIn = (text: string): Read<number> => {
  const value = /^\d+$/.test(text) ? wholeNumber(+text, 10_000_000) : undefined
  return value === undefined ? { found: text, expected: 'a whole number' } : { value }
}

const registrationIn = (text: string): Read<{ registered: boolean | null; on: string | null }> => {
  const flag = flagOf(text)
  if (flag !== undefined) return { value: { registered: flag, on: null } }
  const day = dayIn(text)
  return 'value' in day
    ? { value: { registered: true, on: day.value } }
    : { found: text, expected: 'yes, no, a day such as 2016-05-30, or nothing where it is not known' }
}

const stickerIn = (text: string): Read<boolean | null> => {
  const flag = flagOf(text)
  return flag === undefined
    ? { found: text, expected: 'yes, no, or nothing where it is not known' }
    : { value: flag }
}
