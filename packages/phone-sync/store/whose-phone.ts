import { newId } from '@mettrace/protocol/words/new-id'
import type { DeviceId } from '@mettrace/protocol/words/values'
import type { Outbox } from '../outbox/outbox.ts'
import type { Ports } from '../ports.ts'
import { put, remove, type Store } from './store.ts'
import { deviceKey, outboxKey, tables, type DeviceValue, type OutboxRow } from './tables.ts'

export type Started<Told> = {
  device: DeviceValue
  rows: Map<string, OutboxRow<Told>>
  /** The store was empty: this phone is new, or the browser has cleared everything. */
  isEmpty: boolean
}

/** Reads which phone this is. An empty store makes it another one, so that its order may begin at one. */
export const startPhone = async <Told>(
  { clock, random }: Pick<Ports, 'clock' | 'random'>,
  store: Store,
): Promise<Started<Told>> => {
  const known = (await store.read<DeviceValue>('state')).get(deviceKey)
  const rows = await store.read<OutboxRow<Told>>('outbox')
  if (known) return { device: known, rows, isEmpty: false }
  // Cleared while the app ran, and saved to since: the events know which phone they are of.
  const [one] = rows.values()
  const device = {
    device: one?.event.device ?? (newId(clock.now(), random.bytes(10)) as string as DeviceId),
    cleared: 0,
  }
  await store.write([put('state', deviceKey, device)], 'strict')
  return { device, rows, isEmpty: true }
}

/** The device as it is stored now; where the store was cleared under a running app, what memory still has is put back. */
export const mendStore = async (
  store: Store,
  outbox: Pick<Outbox<unknown>, 'rows'>,
  known: DeviceValue,
): Promise<{ device: DeviceValue; wasLost: boolean }> => {
  const stored = (await store.read<DeviceValue>('state')).get(deviceKey)
  if (stored) return { device: stored, wasLost: false }
  const rows = [...outbox.rows.values()].map((row) => put('outbox', outboxKey(row.event.sequence), row))
  await store.write([put('state', deviceKey, known), ...rows], 'strict')
  return { device: known, wasLost: true }
}

/** Erases everything: the server has revoked this phone. */
export const erase = async (store: Store): Promise<void> => {
  const keys = []
  for (const table of tables)
    for (const key of (await store.read(table)).keys()) keys.push(remove(table, key))
  await store.write(keys, 'strict')
}
