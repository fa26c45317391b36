import type { Part } from '@mettrace/protocol/pictures/judge-piece'
import { pieceFields, scanPieceFields } from '../records/sealed-fields.ts'
import type { Transaction } from '../with-actor.ts'

const column = 'content'

/** A piece as it is kept: where it begins, and how many bytes it has. */
type Held = { offset: number; length: number }
type Kept = Held & { content: Buffer; data_key: Buffer; key_version: number }

/** Pieces of pictures that are still coming, of one regime. All is of the picture of one event. */
export type Pieces = {
  held: (tx: Transaction, event: string) => Promise<Held[]>
  keep: (tx: Transaction, actor: string, event: string, part: Part) => Promise<void>
  /** Every piece with its bytes. */
  all: (tx: Transaction, event: string) => Promise<Part[]>
  drop: (tx: Transaction, event: string) => Promise<void>
}

/** Where a piece stands: what is encrypted for one place opens in no other. */
const placeOf = (event: string, { offset, length }: Held): string => `${event} ${offset} ${length}`

const sealed = (
  tx: Transaction,
  table: string,
  actor: string,
  event: string,
  { offset, content }: Part,
): unknown[] => {
  const { length } = content
  const { key, sealBytes } = tx.fields.newRow(table, placeOf(event, { offset, length }))
  return [event, offset, length, sealBytes(column, Buffer.from(content)), key.dataKey, key.keyVersion, actor]
}

const opened = (tx: Transaction, table: string, event: string, rows: readonly Kept[]): Part[] =>
  rows.map(({ offset, length, content, data_key, key_version }) => {
    const key = { dataKey: data_key, keyVersion: key_version }
    const fields = tx.fields.row(table, placeOf(event, { offset, length }), key)
    return { offset, content: fields.openBytes(column, content) }
  })

/** Of signs. */
export const engagementPieces: Pieces = {
  held: async (tx, event) => {
    const { rows } = await tx.query<Held>(
      'select offset_at as "offset", length from engagement.phone_piece where event = $1',
      [event],
    )
    return rows
  },
  keep: async (tx, actor, event, part) => {
    await tx.query(
      `insert into engagement.phone_piece (event, offset_at, length, content, data_key, key_version, actor)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      sealed(tx, pieceFields, actor, event, part),
    )
  },
  all: async (tx, event) => {
    const { rows } = await tx.query<Kept>(
      `select offset_at as "offset", length, content, data_key, key_version from engagement.phone_piece
       where event = $1 order by at`,
      [event],
    )
    return opened(tx, pieceFields, event, rows)
  },
  drop: async (tx, event) => {
    await tx.query('delete from engagement.phone_piece where event = $1', [event])
  },
}

/** Of scans. */
export const enforcementPieces: Pieces = {
  held: async (tx, event) => {
    const { rows } = await tx.query<Held>(
      'select offset_at as "offset", length from enforcement.phone_piece where event = $1',
      [event],
    )
    return rows
  },
  keep: async (tx, actor, event, part) => {
    await tx.query(
      `insert into enforcement.phone_piece (event, offset_at, length, content, data_key, key_version, actor)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      sealed(tx, scanPieceFields, actor, event, part),
    )
  },
  all: async (tx, event) => {
    const { rows } = await tx.query<Kept>(
      `select offset_at as "offset", length, content, data_key, key_version from enforcement.phone_piece
       where event = $1 order by at`,
      [event],
    )
    return opened(tx, scanPieceFields, event, rows)
  },
  drop: async (tx, event) => {
    await tx.query('delete from enforcement.phone_piece where event = $1', [event])
  },
}
