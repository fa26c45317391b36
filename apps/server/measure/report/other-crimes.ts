import { firstDay, formatMonth, type Month } from '../../foundation/month.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import type { CountedCity } from '../../target/types.ts'
import type { Programme } from '../programme/programme-schema.ts'
import type { OtherCounts } from './outcomes.ts'

/** Counts of the other types of crime that a programme names, over the months of its panel, from street files. */
export const otherCrimes = async (
  tx: Transaction,
  { outcomes = [] }: Programme,
  { kind, codes, months }: CountedCity,
): Promise<OtherCounts[]> => {
  const [first = 0, last = 0] = [months[0], months.at(-1)]
  const rowOf = new Map(codes.map((code, row) => [code, row]))
  const columnOf = new Map(Array.from(months, (month, column) => [month, column]))
  const found: OtherCounts[] = []
  for (const { crimeType, as } of outcomes) {
    if (kind !== 'lsoa') {
      const why = 'Other crimes are counted by LSOA alone.'
      found.push({ crimeType, as, counts: { why } })
      continue
    }
    const { rows } = await tx.query<{ code: string; month: Month; offences: number }>(
      `select code, (extract(year from month) * 12 + extract(month from month) - 1)::int as month,
              sum(offences)::int as offences
       from target.offence_count where crime_type = $1 and month between $2 and $3 group by code, month`,
      [crimeType, firstDay(first), firstDay(last)],
    )
    const counts = new Int32Array(codes.length * months.length)
    const seen = new Set<number>()
    for (const { code, month, offences } of rows) {
      const [row, column] = [rowOf.get(code), columnOf.get(month)]
      if (row === undefined || column === undefined) continue
      seen.add(month)
      counts[row * months.length + column] = offences
    }
    const missing = months.find((month) => !seen.has(month))
    const why = `No ${crimeType} is loaded for ${missing === undefined ? '' : formatMonth(missing)} in these areas: it cannot be told from a month without any.`
    found.push({ crimeType, as, counts: missing === undefined ? counts : { why } })
  }
  return found
}
