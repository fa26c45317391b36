import { hash } from 'node:crypto'
import { z } from 'zod'
import type { Transaction } from '../with-actor.ts'

/**
 * What the first leaf of a head says of the heads and epochs before it, so that none can be taken away or changed: the
 * heads of more than `after` entries up to its own place, and the epochs above `after` up to `to`, each as one digest.
 */
const beforeSchema = z.object({
  heads: z.object({ after: z.number().int(), digest: z.string() }),
  epochs: z.object({ after: z.number().int(), to: z.number().int(), digest: z.string() }),
})
export type Before = z.infer<typeof beforeSchema>

/** Reads what a leaf says; undefined where it says nothing of this kind. */
export const readBefore = (before: unknown): Before | undefined => beforeSchema.safeParse(before).data

const utc = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as ${column}`

type Row = Record<string, unknown>

const headsBetween = async (tx: Transaction, after: number, to: number): Promise<Row[]> =>
  (
    await tx.query<Row>(
      `select size, epoch, sealed_below::text, encode(root, 'hex') as root, ${utc('at')}, note
       from log.head where size > $1 and size <= $2 order by size`,
      [after, to],
    )
  ).rows

const epochsBetween = async (tx: Transaction, after: number, to: number): Promise<Row[]> =>
  (
    await tx.query<Row>(
      `select number, ${utc('begun_at')}, system_identifier, timeline, size, reason
       from log.epoch where number > $1 and number <= $2 order by number`,
      [after, to],
    )
  ).rows

/** SHA-256 of rows as JSON arrays of their columns, in hexadecimal. */
const digestOf = (rows: readonly Row[]): string =>
  hash('sha256', JSON.stringify(rows.map((row) => Object.values(row))))

export const headsDigest = async (tx: Transaction, after: number, to: number): Promise<string> =>
  digestOf(await headsBetween(tx, after, to))

export const epochsDigest = async (tx: Transaction, after: number, to: number): Promise<string> =>
  digestOf(await epochsBetween(tx, after, to))

/** What the next leaf, at a place, has to say: everything that no leaf says yet. */
export const beforePlace = async (tx: Transaction, place: number, epoch: number): Promise<Before> => {
  const { rows } = await tx.query<{ position: number; before: string }>(
    'select position, before from log.sealed where before is not null order by position desc limit 1',
  )
  const [last] = rows
  const after = last?.position ?? -1
  const told = (last && readBefore(JSON.parse(last.before))?.epochs.to) ?? 0
  return {
    heads: { after, digest: await headsDigest(tx, after, place) },
    epochs: { after: told, to: epoch, digest: await epochsDigest(tx, told, epoch) },
  }
}
