import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { compareCodes, type Code } from './codes.ts'
import { fieldReadingsOf, type FieldReading } from './field-readings.ts'
import { resultsOf, type LabResult } from './lab-results.ts'

/** A field reading and a laboratory's result of one mark that contradict each other. */
export type Disagreement = {
  reading: FieldReading
  result: LabResult
  /** Positions, from 1, that differ; empty where the codes differ as a whole, or the laboratory found none. */
  at: readonly number[]
}

/** All that was read of one mark: in the field and by laboratories, each on its own, and where they disagree. */
export type MarkReadings = {
  readings: (FieldReading & { read: Code })[]
  results: (LabResult & { found: Code | null })[]
  disagreements: Disagreement[]
}

/** Where field readings and results contradict each other. Both stay: nothing decides between them here. */
export const disagreementsOf = (
  readings: MarkReadings['readings'],
  results: MarkReadings['results'],
): Disagreement[] =>
  readings.flatMap((reading) =>
    results.flatMap((result): Disagreement[] => {
      if (result.outcome === 'not examined') return []
      if (result.found === null) return [{ reading, result, at: [] }]
      const compared = compareCodes(reading.read, result.found)
      return compared.as === 'different' ? [{ reading, result, at: compared.at }] : []
    }),
  )

type Part = { id: string; scan: string | null }

/** All that was taken from one root, or from what glowed in one scan. Logs each. */
const partsOfMark = (tx: Transaction, { scan, exhibit }: Read): Promise<Part[]> =>
  readRecords<Part>(
    tx,
    { operation: 'consultation', kind: 'exhibit', of: ({ id }) => id },
    `select id, scan from enforcement.exhibit
     where root in (select root from enforcement.exhibit where scan = $1 or id = $2) order by id`,
    [scan, exhibit],
  )

type Read = { scan: string | null; exhibit: string | null }

/** What was read of the mark on an exhibit or in a scan: of all that came of the same root, and of the scans it glowed in. Logs each. */
export const readingsOfMark = async (tx: Transaction, of: Read): Promise<MarkReadings> => {
  const parts = await partsOfMark(tx, of)
  const ids = parts.map(({ id }) => id)
  const scans = parts.flatMap(({ scan }) => scan ?? [])
  const readings = await fieldReadingsOf(tx, ids, of.scan === null ? scans : [...scans, of.scan])
  const results = await resultsOf(tx, ids)
  return { readings, results, disagreements: disagreementsOf(readings, results) }
}
