import { londonDay } from '@mettrace/protocol/words/london-day'
import type { Moment, PersonId } from '@mettrace/protocol/words/values'
import { remove, type Store } from '../store/store.ts'
import type { LookedRow } from '../store/tables.ts'
import { ownLooked } from './looked-rows.ts'

/** For so many milliseconds a row stays after its day: a restore asks for it. */
const staysFor = 7 * 86_400_000

/** Clears away what of a person was told in this epoch and is of more than seven days ago, by the server's time. */
export const clearOldLooked = async (
  store: Store,
  person: PersonId,
  epoch: string,
  serverTime: Moment,
): Promise<void> => {
  const before = londonDay(Date.parse(serverTime) - staysFor)
  const old = ownLooked(await store.read<LookedRow | null>('looked'), person).filter(
    ([, { told, day }]) => told === epoch && day < before,
  )
  if (old.length === 0) return
  await store.write(
    old.map(([key]) => remove('looked', key)),
    'strict',
  )
}
