import { dayInWords } from '../../../foundation/days.ts'
import { count } from '../../../foundation/words/figures.ts'
import type { Delivered, SuppliedBatch } from '../suppliers.ts'

const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' })

/** `£12.72`. */
export const poundsInWords = (pence: number): string => pounds.format(pence / 100)

const day = 86_400_000

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / day)

/** How late a batch is, in words. `today`: of a batch that has not come, so far. */
export const lateInWords = (
  { dueOn }: Pick<SuppliedBatch, 'dueOn'>,
  delivered: Delivered | undefined,
  today: string,
): string => {
  if (dueOn === null || !delivered) return 'not known'
  const days = daysBetween(dueOn, delivered.first ?? today)
  if (days > 0) return `${count(days, 'day')} late${delivered.first === null ? ' so far' : ''}`
  return delivered.first === null ? `due on ${dayInWords(dueOn)}` : 'on time'
}

/** How many kits of an order did not come; null where nobody knows. */
export const shortBy = (
  { ordered }: Pick<SuppliedBatch, 'ordered'>,
  delivered: Delivered | undefined,
): number | null => (ordered === null || !delivered ? null : Math.max(0, ordered - delivered.received))
