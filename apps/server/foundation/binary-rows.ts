import { finished } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { Queries } from './with-actor.ts'

const signature = Buffer.from('PGCOPY\n\u00FF\r\n\u0000', 'latin1')
/** No flags, and a header extension of no bytes. */
const headerBytes = 8
const firstBytes = 1 << 20

/**
 * Rows in PostgreSQL's binary COPY format (documentation of COPY, "Binary Format"): a third of the server's work for
 * text. Begin each row with `row`, then write its cells in the order of the columns; a missing value is null.
 */
export class BinaryRows {
  #bytes = Buffer.allocUnsafe(firstBytes)
  #end = 0

  constructor() {
    this.#end += signature.copy(this.#bytes)
    this.#bytes.fill(0, this.#end, (this.#end += headerBytes))
  }

  row(columns: number): void {
    this.#room(2)
    this.#end = this.#bytes.writeInt16BE(columns, this.#end)
  }

  /** 32 hexadecimal digits. */
  uuid(digits: string): void {
    this.#cell(16)
    const written = this.#bytes.write(digits, this.#end, 16, 'hex')
    if (written !== 16 || digits.length !== 32) throw new RangeError(`${digits} is no UUID`)
    this.#end += 16
  }

  int2(value: number): void {
    this.#cell(2)
    this.#end = this.#bytes.writeInt16BE(value, this.#end)
  }

  int4(value: number | null): void {
    if (value === null) return this.#null()
    this.#cell(4)
    this.#end = this.#bytes.writeInt32BE(value, this.#end)
  }

  /** A day as a number since 1 January 1970; PostgreSQL counts from 1 January 2000. */
  date(day: number | null): void {
    this.int4(day === null ? null : day - 10_957)
  }

  boolean(value: boolean): void {
    this.#cell(1)
    this.#bytes[this.#end++] = value ? 1 : 0
  }

  text(value: string | null): void {
    if (value === null) return this.#null()
    this.#cell(Buffer.byteLength(value))
    this.#end += this.#bytes.write(value, this.#end)
  }

  /** All that was written, with the trailer. */
  finish(): Buffer {
    this.#room(2)
    this.#end = this.#bytes.writeInt16BE(-1, this.#end)
    return this.#bytes.subarray(0, this.#end)
  }

  #null(): void {
    this.#room(4)
    this.#end = this.#bytes.writeInt32BE(-1, this.#end)
  }

  #cell(length: number): void {
    this.#room(4 + length)
    this.#end = this.#bytes.writeInt32BE(length, this.#end)
  }

  #room(more: number): void {
    if (this.#end + more <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, this.#end + more))
    this.#bytes.copy(larger, 0, 0, this.#end)
    this.#bytes = larger
  }
}

/** Copies the rows into a table; `into` is `table (column, …)`, written in the code and never taken from a user. */
export const copyRows = async (tx: Pick<Queries, 'query'>, into: string, rows: BinaryRows): Promise<void> => {
  const stream = tx.query(copyFrom(`copy ${into} from stdin (format binary)`))
  stream.end(rows.finish())
  await finished(stream)
}
