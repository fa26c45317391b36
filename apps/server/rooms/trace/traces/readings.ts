import { changeRecords, readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { assumedUnknown, type Weighed } from './codes/weigh-reading.ts'

/** What was kept of a partial reading. */
export type KeptReading = {
  positions: number
  unread: number
  derived: number | null
  register: number
  leftKits: number
  leftPosterior: number
  unknownPosterior: number
  expectedOthers: number | null
  method: string | null
  errorRate: number | null
  ratio: number | null
  ratioCap: number | null
  ratioLimit: 'method' | 'population' | null
  unknownShare: number | null
  /** How often the method was assumed to be right; null of readings of before, and without a ratio. */
  rightShare: number | null
  support: string | null
  scale: string | null
}

/** How the scale that words are from is named. */
export const scaleTitle = ({ issuer, title }: { issuer: string | null; title: string | null }): string =>
  `${issuer}, ${title}`

/**
 * Keeps what a partial reading says beside its trace. Logs its kits by their serials, as all of the log does. `method`: the validation
 * that an error rate is from.
 */
export const keepReading = async (
  tx: Transaction,
  actor: string,
  trace: string,
  weighed: Weighed,
  { method, reason, serials }: { method: string | null; reason: string; serials: readonly string[] },
): Promise<void> => {
  const { ratio } = weighed
  await changeRecords(
    tx,
    { operation: 'collection', kind: 'kit', subjects: serials, reason },
    `insert into enforcement.trace_reading (trace, positions, unread, derived, register, left_kits, left_posterior, unknown_posterior,
       expected_others, method, error_rate, ratio, ratio_cap, ratio_limit, unknown_share, right_share, support, scale, actor)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) on conflict (trace) do nothing`,
    [
      trace,
      weighed.positions,
      weighed.unread,
      weighed.derived,
      weighed.kits,
      weighed.left.kits,
      weighed.left.posterior,
      weighed.unknown,
      weighed.expectedOthers,
      method,
      ratio?.errorRate ?? null,
      ratio?.value ?? null,
      ratio?.cap ?? null,
      ratio?.limit ?? null,
      ratio && assumedUnknown,
      ratio?.right ?? null,
      ratio?.words ?? null,
      ratio?.words == null ? null : scaleTitle(ratio),
      actor,
    ],
  )
}

/** What was kept of the partial reading of a trace; undefined of a whole code. */
export const readingOfTrace = async (tx: Transaction, trace: string): Promise<KeptReading | undefined> => {
  const [found] = await readRecords<KeptReading>(
    tx,
    { operation: 'consultation', kind: 'kit', subjects: [] },
    `select positions, unread, derived, register, left_kits as "leftKits", left_posterior as "leftPosterior",
            unknown_posterior as "unknownPosterior", expected_others as "expectedOthers", method, error_rate as "errorRate", ratio,
            ratio_cap as "ratioCap", ratio_limit as "ratioLimit", unknown_share as "unknownShare", right_share as "rightShare", support, scale
     from enforcement.trace_reading where trace = $1`,
    [trace],
  )
  return found
}
