import { batchAnswer } from '@mettrace/protocol/batch/batch'
import { momentOf } from '@mettrace/protocol/words/values'
import { answeredRows, firstBatch, kept, unsentOf } from '../outbox/unsent.ts'
import { lookedDays, told, untoldOf, type LookedRows } from '../looked/looked-rows.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Ports } from '../ports.ts'
import { put, type Store } from '../store/store.ts'
import { epochKey, outboxKey, type EpochValue, type LookedRow, type OutboxRow } from '../store/tables.ts'
import { ask } from './ask.ts'
import type { Asker } from './asker.ts'
import { InTrouble } from './trouble.ts'

const epochOf = async (store: Store): Promise<string | null> =>
  (await store.read<EpochValue>('state')).get(epochKey)?.epoch ?? null

/** What the store has of homes that were opened. */
const readLooked = (store: Store): Promise<LookedRows> => store.read<LookedRow | null>('looked')

/**
 * Sends the person's unsent events, and with them which homes they opened, batch by batch, until none is left. They are read from the store, not from memory:
 * another window may have written them. Returns whether homes that were opened were not taken, so that they wait. Errors: `InTrouble`,
 * `Revoked`, `StoreFailure`.
 */
export const push = async <Told>(
  ports: Ports,
  store: Store,
  outbox: Outbox<Told>,
  { device, person, run, app, heartbeat, heard }: Asker,
  isWanted: () => boolean,
): Promise<boolean> => {
  while (isWanted()) {
    const rows = await store.read<OutboxRow<Told>>('outbox')
    outbox.know(rows)
    const epoch = await epochOf(store)
    const batch = firstBatch(unsentOf(rows.values(), person, epoch))
    const looked = untoldOf(await readLooked(store), person, epoch)
    if (batch.length === 0 && looked.length === 0) return false
    const body = {
      device,
      person,
      epoch,
      app,
      sentAt: momentOf(ports.clock.now()),
      run,
      monotonic: ports.clock.monotonic(),
      heartbeat: heartbeat(),
      events: batch.map(({ event }) => event),
      ...(looked.length > 0 && { looked: lookedDays(looked) }),
    }
    const reply = await ask(ports, { kind: 'events', body }, batchAnswer)
    heard(reply)
    const now = answeredRows(batch, reply)
    const taken = reply.looked ? looked : []
    await store.write(
      [...kept(now), ...told(taken, reply.epoch), put('state', epochKey, { epoch: reply.epoch })],
      'strict',
    )
    outbox.know(now.map((row) => [outboxKey(row.event.sequence), row] as const))
    if (now.length > 0 || taken.length > 0 || reply.epoch !== epoch) continue
    // Homes that were opened wait for the next contact: nothing else waits for them.
    if (batch.length === 0) return true
    // A server that answers nothing is not asked again at once, unless it went back to an older state and says so.
    throw new InTrouble('not-understood')
  }
  return false
}
