import { monthInWords } from '../../../foundation/words/figures.ts'
import { firstDay, formatMonth } from '../../../foundation/month.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { offencesByMonth } from '../../../crime/area-counts.ts'
import type { CountedCity } from '../../../crime/types.ts'
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
    const rows = await offencesByMonth(tx, { crimeType, first: firstDay(first), last: firstDay(last) })
    const counts = new Int32Array(codes.length * months.length)
    const seen = new Set<number>()
    for (const { code, month, offences } of rows) {
      const [row, column] = [rowOf.get(code), columnOf.get(month)]
      if (row === undefined || column === undefined) continue
      seen.add(month)
      counts[row * months.length + column] = offences
    }
    const missing = months.find((month) => !seen.has(month))
    const why = `No ${crimeType} is loaded for ${missing === undefined ? '' : monthInWords(formatMonth(missing))} in these areas, and a month without a file is not a month without crime.`
    found.push({ crimeType, as, counts: missing === undefined ? counts : { why } })
  }
  return found
}
