import type { Database } from '../../../apps/server/foundation/database.ts'
import type { Transaction } from '../../../apps/server/foundation/with-actor.ts'

/**
 * The database of the product with a pause before every statement and every commit, so that what is done in several
 * transactions is done in any order.
 */
export const pausing = (
  database: () => Database,
  pause: (tx: Transaction, before: 'statement' | 'commit') => Promise<void>,
): Database => {
  const paused =
    <T>(work: (tx: Transaction) => Promise<T>) =>
    async (tx: Transaction): Promise<T> => {
      const query = tx.query.bind(tx) as (text: unknown, values?: unknown) => unknown
      const asked = async (text: unknown, values?: unknown): Promise<unknown> => {
        await pause(tx, 'statement')
        return query(text, values)
      }
      const done = await work({ ...tx, query: asked as Transaction['query'] })
      await pause(tx, 'commit')
      return done
    }
  return {
    ...database(),
    withActor: (actor, purpose, work) => database().withActor(actor, purpose, paused(work)),
    actOften: (actor, purpose, work) => database().actOften(actor, purpose, paused(work)),
    keepHouse: (actor, purpose, work) => database().keepHouse(actor, purpose, paused(work)),
    readWithoutAct: (actor, text, values) => database().readWithoutAct(actor, text, values),
  }
}
