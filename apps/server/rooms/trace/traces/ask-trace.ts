import type { Method } from '@mettrace/readings/weight/weigh'
import type { Database } from '../../../foundation/database.ts'
import type { Actor } from '../../../foundation/with-actor.ts'
import { keepTrace, kitsOf, reasonOf, serialsOf, type AskedFor } from './asked.ts'
import { weighPartial } from './codes/partial-trace.ts'
import { keepReading } from './readings.ts'

/** What was read, and by what method where that is known. `on`: the day whose verbal scale counts. */
export type ReadFrom = { text: string; partial: boolean; method: Method | null; on: string }

/** A page that was gone back to has the id of the trace before. */
const sentBefore = { wrong: 'This form was sent before for another trace. Press Trace again.' }

/**
 * Traces what was read, and keeps it with its case and purpose. Answers how many kits of ours could have given the reading, or what is
 * wrong with it in words; then nothing is kept.
 */
export const askTrace = async (
  database: Database,
  actor: Actor,
  asked: AskedFor,
  { text, partial, method, on }: ReadFrom,
): Promise<{ fitting: number } | { wrong: string }> => {
  const reason = reasonOf(asked)
  if (!partial)
    return database.withActor(actor, 'trace a code', async (tx) => {
      const found = await kitsOf(tx, text, reason)
      const fitting = found.kits.length
      const isKept = await keepTrace(tx, actor.id, asked, Object.assign(found, { fitting }))
      return isKept ? { fitting } : sentBefore
    })
  const weighed = await weighPartial(database, actor.id, { text, method, on })
  if ('wrong' in weighed) return weighed
  return database.withActor(actor, 'trace a partial reading', async (tx) => {
    const { candidates } = weighed
    const serials = await serialsOf(
      tx,
      candidates.map(({ kit }) => kit),
      reason,
    )
    const kits = candidates.flatMap((each) => {
      const serial = serials.get(each.kit)
      return serial === undefined ? [] : [Object.assign({ serial }, each)]
    })
    const { fitting } = weighed
    if (!(await keepTrace(tx, actor.id, asked, { kind: 'partial', kits, fitting }))) return sentBefore
    await keepReading(tx, actor.id, asked.id, weighed, {
      method: method?.source ?? null,
      reason,
      serials: kits.map(({ serial }) => serial),
    })
    return { fitting }
  })
}
