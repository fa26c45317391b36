import type { Transaction } from '../../../foundation/with-actor.ts'
import type { Exhibit } from '../exhibits/positions.ts'
import { likelyEnough, tracesOfCase, type Trace } from '../traces/asked.ts'
import { readTrace, type ReadTrace } from '../traces/read-trace.ts'
import { readingOfTrace, type KeptReading } from '../traces/readings.ts'

/** A trace of a case, what its reading weighs, and what is known of the kits that are likely enough: without names of residents. */
export type CaseTrace = ReadTrace & { trace: Trace; reading: KeptReading | undefined }

/** Every trace of a case, the first first. Crossings, each logged with its own case and purpose; no name is read. */
export const caseTraces = async (
  tx: Transaction,
  reference: string,
  exhibits: readonly Exhibit[],
): Promise<CaseTrace[]> => {
  const traces = await tracesOfCase(tx, {
    reference,
    exhibits: exhibits.map(({ id }) => id),
    custody: exhibits.flatMap(({ custody }) => custody ?? []),
  })
  const found: CaseTrace[] = []
  for (const trace of traces) {
    const into = trace.kits.filter(({ posterior }) => posterior > likelyEnough)
    const read = await readTrace(tx, trace, { into, names: false })
    const reading = trace.kind === 'partial' ? await readingOfTrace(tx, trace.id) : undefined
    found.push(Object.assign(read, { trace, reading }))
  }
  return found
}
