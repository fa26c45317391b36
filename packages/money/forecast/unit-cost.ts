import { pence, type Pence } from '../pence/pence.ts'

/** A count that an estimate may have an interval of; null where it is not known, or cannot be told. */
export type Counted = { figure: number | null; low: number | null; high: number | null }

/** What one of so many costs, whole pence; null where it cannot be told. The fewer there were, the dearer each. */
export type UnitCost = { figure: Pence | null; low: Pence | null; high: Pence | null }

/**
 * Divides a cost by a count. The ends change places: with the most that there may have been each cost the least. Where none or
 * fewer than none may have been prevented, there is no upper end.
 */
export const unitCost = (cost: Pence, { figure, low, high }: Counted): UnitCost => {
  const each = (count: number | null): Pence | null =>
    count === null || count <= 0 ? null : pence(Math.round(cost / count))
  return { figure: each(figure), low: each(high), high: each(low) }
}

/** What hours cost at so many pence an hour. */
export const priceOfHours = (hours: number, penceAnHour: number): Pence =>
  pence(Math.round(hours * penceAnHour))
