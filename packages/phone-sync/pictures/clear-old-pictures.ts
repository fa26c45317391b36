import { momentOf, type Moment, type PersonId } from '@mettrace/protocol/words/values'
import { staysFor } from '../outbox/clear-old.ts'
import { remove, type Store } from '../store/store.ts'
import type { PictureRow } from '../store/tables.ts'
import { ownPictures } from './unsent-pictures.ts'

/** Clears away pictures of a person that were answered in this epoch, as long after it as events. */
export const clearOldPictures = async (
  store: Store,
  person: PersonId,
  epoch: string,
  serverTime: Moment,
): Promise<void> => {
  const before = momentOf(Date.parse(serverTime) - staysFor)
  const old = ownPictures(await store.read<PictureRow | null>('pictures'), person).filter(
    ([, { answered }]) => answered !== null && answered.epoch === epoch && answered.at < before,
  )
  if (old.length === 0) return
  await store.write(
    old.flatMap(([key]) => [remove('pictures', key), remove('bytes', key)]),
    'strict',
  )
}
