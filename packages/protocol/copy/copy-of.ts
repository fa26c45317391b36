import type { PhoneEvent } from '../events/event.ts'
import { copyLimit } from './saved-copy.ts'

const inOrder = (one: PhoneEvent, other: PhoneEvent): number => one.sequence - other.sequence

/**
 * As many events as one copy may hold, by number and by bytes, in the phone's order: those that are not sent before those
 * that are, and of these the latest. `left`: unsent events that found no room.
 */
export const eventsOfCopy = (
  unsent: readonly PhoneEvent[],
  sent: readonly PhoneEvent[],
): { events: PhoneEvent[]; left: number } => {
  const text = new TextEncoder()
  const events: PhoneEvent[] = []
  // What stands around the events.
  let bytes = 1_000
  for (const event of [...unsent.toSorted(inOrder), ...sent.toSorted(inOrder).toReversed()]) {
    bytes += text.encode(JSON.stringify(event)).length + 1
    if (events.length === copyLimit.events || bytes > copyLimit.bytes) break
    events.push(event)
  }
  return { events: events.toSorted(inOrder), left: Math.max(0, unsent.length - events.length) }
}
