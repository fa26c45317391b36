import { momentOf, type Moment } from '@mettrace/protocol/words/values'
import { put, remove, type Change, type Store } from '../store/store.ts'
import { deviceKey, outboxKey, type DeviceValue } from '../store/tables.ts'
import type { Outbox } from './outbox.ts'
import { isUnsent } from './unsent.ts'

/** Milliseconds for which an event stays after it was answered: its author reads it, and a restore asks for it. */
export const staysFor = 7 * 86_400_000

/**
 * Clears away what was answered more than seven days ago, by the server's time on both sides: a phone's clock that jumps a
 * year ahead clears nothing.
 */
export const clearOld = async (
  store: Store,
  outbox: Pick<Outbox<unknown>, 'rows' | 'forget'>,
  device: DeviceValue,
  epoch: string,
  serverTime: Moment,
): Promise<void> => {
  const before = momentOf(Date.parse(serverTime) - staysFor)
  const old = [...outbox.rows.values()]
    .filter((row) => !isUnsent(row, epoch) && (row.answered?.at ?? serverTime) < before)
    .map(({ event }) => event.sequence)
  if (old.length === 0) return
  const keys = old.map(outboxKey)
  const value: DeviceValue = { ...device, cleared: Math.max(device.cleared, ...old) }
  const changes: Change[] = [...keys.map((key) => remove('outbox', key)), put('state', deviceKey, value)]
  await store.write(changes, 'strict')
  outbox.forget(keys)
}
