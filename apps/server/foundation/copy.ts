import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { Transaction } from './with-actor.ts'

export type Cell = string | number | boolean | null | undefined

const special = /[\\\t\n\r]/g
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

const cellText = (cell: Cell): string => {
  if (cell === null || cell === undefined) return '\\N'
  if (typeof cell === 'string')
    return special.test(cell) ? cell.replace(special, (sign) => escapes[sign] ?? sign) : cell
  return String(cell)
}

/** One line of PostgreSQL's COPY text format. */
export const copyLine = (cells: readonly Cell[]): string => `${cells.map(cellText).join('\t')}\n`

const chunkLength = 1 << 16

/**
 * Streams rows into a table with COPY, waiting when the database is slower than we are.
 * `into` is `table (column, …)`, written in the code and never taken from a user.
 */
export const copyInto = async (
  tx: Transaction,
  into: string,
  rows: AsyncIterable<string> | Iterable<string>,
): Promise<void> => {
  const stream = tx.query(copyFrom(`copy ${into} from stdin`))
  const done = finished(stream)
  // The database may refuse while we wait for rows; the stream is then without a connection and must be left alone.
  let refusal: unknown
  done.catch((error: unknown) => {
    refusal = error
  })
  try {
    let chunk = ''
    for await (const row of rows) {
      chunk += row
      if (chunk.length < chunkLength) continue
      if (refusal) throw refusal
      if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), done])
      chunk = ''
    }
    if (refusal) throw refusal
    stream.end(chunk)
  } catch (error) {
    if (!refusal) {
      stream.destroy(error as Error)
      await done.catch(() => undefined)
    }
    throw error
  }
  await done
}
