import type { EventId } from '../words/values.ts'

/** As much of an event as undoing asks. */
type Undoable = { id: EventId; fact: { kind: string; of?: unknown } }

/**
 * Ids of the events that stand, after undo, undo of undo and so on. An event stands unless an undo of it stands. `events`:
 * in any order, each once; those that were set aside are not among them.
 */
export const whatStands = (events: readonly Undoable[]): Set<EventId> => {
  const undosOf = new Map<unknown, EventId[]>()
  for (const { id, fact } of events)
    if (fact.kind === 'undo') undosOf.set(fact.of, [...(undosOf.get(fact.of) ?? []), id])
  const known = new Map<EventId, boolean>()
  const stands = (id: EventId): boolean => {
    const before = known.get(id)
    if (before !== undefined) return before
    // A circle of undos cannot be made by honest ids; one that is told stands for nothing.
    known.set(id, false)
    const answer = !(undosOf.get(id) ?? []).some(stands)
    known.set(id, answer)
    return answer
  }
  return new Set(events.map(({ id }) => id).filter(stands))
}
