import { z } from 'zod'

/**
 * How far a phone has read, as the server writes it; phones keep it and send it back unread. It names the last row that was
 * served, in the order of transactions' numbers, of which only those are served that lie below every one still open: a
 * later commit with a lower number cannot be passed over.
 */
export type Position = { transaction: bigint; row: number }

/** Numbers of transactions have 64 bits. */
const lastTransaction = 2n ** 64n - 1n

export const cursor = z
  .string()
  .regex(/^\d{1,20}-\d{1,9}$/, { abort: true })
  .refine((text) => BigInt(text.split('-')[0] ?? '') <= lastTransaction, {
    error: 'no transaction has this number',
  })
  .brand<'cursor'>()
export type Cursor = z.infer<typeof cursor>

export const cursorOf = ({ transaction, row }: Position): Cursor => `${transaction}-${row}` as Cursor

export const positionOf = (from: Cursor): Position => {
  const [transaction = '0', row = '0'] = from.split('-')
  return { transaction: BigInt(transaction), row: Number(row) }
}

/** Whether a row lies behind a cursor, so that a phone which stands there does not have it yet. */
export const isAfter = (position: Position, { transaction, row }: Position): boolean =>
  position.transaction === transaction ? position.row > row : position.transaction > transaction
