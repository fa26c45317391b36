import { MetTraceError } from '../foundation/errors.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import type { Vintage } from './place-points.ts'

/**
 * The boundaries that have every one of these codes; of several the latest. Errors: `value_invalid` for the first code that
 * the boundaries with most of them do not have.
 */
export const vintageOfCodes = async (tx: Transaction, codes: readonly string[]): Promise<Vintage> => {
  const { rows } = await tx.query<{ kind: string; valid_from: string; codes: string[] }>(
    `select kind, valid_from, array_agg(code) as codes from places.area where code = any ($1::text[])
     group by kind, valid_from order by count(*) desc, valid_from desc limit 1`,
    [codes],
  )
  const found = new Set(rows[0]?.codes)
  const missing = codes.find((code) => !found.has(code))
  if (rows[0] && missing === undefined) return { kind: rows[0].kind, validFrom: rows[0].valid_from }
  throw new MetTraceError('value_invalid', 'No boundaries that are loaded have all of these areas.', {
    column: 'area',
    found: missing ?? 'no area',
    expected: rows[0]
      ? `an area of the ${rows[0].kind} boundaries of ${rows[0].valid_from}`
      : 'areas with boundaries',
  })
}
