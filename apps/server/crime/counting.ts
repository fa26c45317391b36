import { actingAs } from '../foundation/access/acting-as.ts'
import type { Database } from '../foundation/database.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { vintagesLoaded } from '../places/areas.ts'
import type { Vintage } from '../places/place-points.ts'
import { countBurglaries, isCounted } from './count-burglaries.ts'

/** The part of the product that counts what was imported; nobody's page does. */
const counting = actingAs('counting', 'counting')

/** Tells how many sets of boundaries are counted, of how many. */
export type CountingProgress = (done: number, total: number) => void

const vintagesToCount = async (tx: Transaction): Promise<Vintage[]> => {
  const waiting: Vintage[] = []
  for (const vintage of await vintagesLoaded(tx)) if (!(await isCounted(tx, vintage))) waiting.push(vintage)
  return waiting
}

/** Counts burglaries by one set of boundaries, where they are not counted yet: before a question that cannot wait. */
export const countBy = (database: Database, vintage: Vintage): Promise<void> =>
  database.withActor(counting, 'count burglaries by area', (tx) => countBurglaries(tx, vintage))

/**
 * Counts burglaries by every set of boundaries that is loaded, where they are not counted yet: the job at the end of an
 * import, and of a start after one that was interrupted. Each set is a transaction of its own, so that what is done
 * stays done.
 */
export const countWhatWaits = async (
  database: Database,
  progress: CountingProgress = () => undefined,
): Promise<void> => {
  const waiting = await database.withActor(counting, 'what is to be counted', vintagesToCount)
  for (const [done, vintage] of waiting.entries()) {
    progress(done, waiting.length)
    await countBy(database, vintage)
  }
  if (waiting.length > 0) progress(waiting.length, waiting.length)
}
