import { spelled } from '@mettrace/kit-codes/serial/serial'
import { count } from '../../../foundation/words/figures.ts'
import { boxIn, codeIn, dayIn, digestIn, nameIn, serialIn, type Box, type Read } from './cells.ts'
import { Faults } from './faults.ts'
import { readKitTable, unusedWarnings, type KitTable, type KitTableRow, type Mapped } from './kit-table.ts'

/** Columns of a batch file by their own names (docs/formats/kit-batch.md). */
export const batchColumns = [
  'serial',
  'code',
  'pin_digest',
  'box',
  'pallet',
  'batch',
  'made',
  'expires',
] as const
export type BatchColumn = (typeof batchColumns)[number]
const needed: readonly BatchColumn[] = ['serial', 'code', 'box', 'batch']

/** A bottle as its supplier announces it. */
export type BatchKit = {
  line: number
  serial: string
  code: string
  pinDigest: Buffer | null
  box: Box
  pallet: string | null
  batch: string
  /** `2026-01-05`; null where the file does not say. */
  madeOn: string | null
  expiresOn: string | null
}

export type BatchFile = { file: string; kits: BatchKit[]; warnings: string[] }

export type BatchOptions = {
  mapped: Mapped<BatchColumn>
  /** How many kits each box has; undefined where that is not fixed. */
  kitsPerBox?: number
  /** Nothing is made after it: `2026-11-29`. */
  today: string
}

/**
 * Reads a supplier's batch file and holds its rows against one another. Errors: `value_invalid` with every fault by line,
 * and those of the readers of tables; nothing of a file with a fault is answered.
 */
export const readBatch = (path: string, options: BatchOptions): Promise<BatchFile> =>
  readKitTable(path, { names: batchColumns, needed, mapped: options.mapped }, (table) =>
    batchOf(table, options),
  )

const batchOf = async (table: KitTable<BatchColumn>, options: BatchOptions): Promise<BatchFile> => {
  const faults = new Faults(table.file)
  const kits: BatchKit[] = []
  for await (const row of table.rows()) {
    const kit = kitOf(row, table, faults)
    if (kit) kits.push(kit)
  }
  const compare = new Comparison(table, faults)
  for (const kit of kits) compare.add(kit)
  if (options.kitsPerBox !== undefined) compare.boxesOf(options.kitsPerBox)
  for (const { line, madeOn } of kits)
    if (madeOn !== null && madeOn > options.today)
      faults.add(line, table.heading('made'), madeOn, `no day after ${options.today}`)
  if (kits.length === 0) faults.add(2, table.heading('serial'), 'no rows', 'a row for each kit')
  faults.refuse()
  return { file: table.file, kits, warnings: unusedWarnings(table) }
}

const kitOf = (
  { line, cell }: KitTableRow<BatchColumn>,
  { heading }: KitTable<BatchColumn>,
  faults: Faults,
): BatchKit | undefined => {
  let isWhole = true
  const take = <T>(name: BatchColumn, read: Read<T>): T | undefined => {
    if ('value' in read) return read.value
    isWhole = false
    faults.add(line, heading(name), read.found, read.expected)
    return undefined
  }
  const serial = take('serial', serialIn(cell('serial')))
  const code = take('code', codeIn(cell('code')))
  const pinDigest = take('pin_digest', digestIn(cell('pin_digest')))
  const box = take('box', boxIn(cell('box')))
  const pallet = cell('pallet') === '' ? null : take('pallet', nameIn(cell('pallet'), 'a pallet', 40))
  const batch = take('batch', nameIn(cell('batch'), 'a batch', 20))
  const madeOn = take('made', dayIn(cell('made')))
  const expiresOn = take('expires', dayIn(cell('expires')))
  if (!isWhole || serial === undefined || code === undefined || box === undefined || batch === undefined)
    return undefined
  if (madeOn && expiresOn && expiresOn < madeOn) {
    faults.add(line, heading('expires'), expiresOn, `a day from ${madeOn} on, when it was made`)
    return undefined
  }
  return {
    line,
    serial,
    code,
    pinDigest: pinDigest ?? null,
    box,
    pallet: pallet ?? null,
    batch,
    madeOn: madeOn ?? null,
    expiresOn: expiresOn ?? null,
  }
}

type Same = { line: number; column: BatchColumn; of: string; value: string | null }

/** What rows of one file must not say twice, and what they must say alike. */
class Comparison {
  readonly #table: KitTable<BatchColumn>
  readonly #faults: Faults
  readonly #serials = new Map<string, number>()
  readonly #codes = new Map<string, number>()
  readonly #alike = new Map<string, Same>()
  readonly #boxes = new Map<string, { line: number; reference: string; kits: number }>()

  constructor(table: KitTable<BatchColumn>, faults: Faults) {
    this.#table = table
    this.#faults = faults
  }

  add(kit: BatchKit): void {
    const { line, serial, code, box, batch } = kit
    this.#once(this.#serials, serial, { line, column: 'serial', found: spelled(serial) })
    // The code itself is secret, in messages too.
    this.#once(this.#codes, code, { line, column: 'code', found: 'a code for the second time' })
    const ofBatch = `batch ${batch}`
    this.#same({ line, column: 'made', of: ofBatch, value: kit.madeOn })
    this.#same({ line, column: 'expires', of: ofBatch, value: kit.expiresOn })
    const ofBox = `box ${box.reference}`
    this.#same({ line, column: 'pallet', of: ofBox, value: kit.pallet })
    this.#same({ line, column: 'batch', of: ofBox, value: batch })
    const counted = this.#boxes.get(box.reference)
    if (counted) counted.kits += 1
    else this.#boxes.set(box.reference, { line, reference: box.reference, kits: 1 })
  }

  boxesOf(kits: number): void {
    for (const box of this.#boxes.values())
      if (box.kits !== kits)
        this.#faults.add(
          box.line,
          this.#table.heading('box'),
          `${count(box.kits, 'kit')} in box ${box.reference}`,
          count(kits, 'kit'),
        )
  }

  #once(
    seen: Map<string, number>,
    value: string,
    { line, column, found }: { line: number; column: BatchColumn; found: string },
  ): void {
    const before = seen.get(value)
    if (before === undefined) seen.set(value, line)
    else
      this.#faults.add(
        line,
        this.#table.heading(column),
        found,
        `each ${column} once; the same is in line ${before}`,
      )
  }

  #same({ line, column, of, value }: Same): void {
    const key = `${column}\n${of}`
    const before = this.#alike.get(key)
    if (!before) this.#alike.set(key, { line, column, of, value })
    else if (before.value !== value)
      this.#faults.add(
        line,
        this.#table.heading(column),
        value ?? 'nothing',
        `${before.value ?? 'nothing'}, as line ${before.line} says of ${of}`,
      )
  }
}
