import type { HomeId } from '@mettrace/protocol/words/values'
import { doorNow, isToDo, type DoorNow, type DoorState } from './door-state.ts'
import type { OwnRecord } from './own-records.ts'
import type { Door, Round } from './read-round.ts'
import { streetsOf, type Street } from './streets.ts'

/** What does not change with a record: worked out once for a round, since a phone may hold 20,000 homes. */
export type RoundBefore = {
  doors: readonly Door[]
  byHome: ReadonlyMap<HomeId, Door>
  streets: readonly Street[]
  streetOf: ReadonlyMap<Door, Street>
}

export const roundBefore = (round: Round | null): RoundBefore => {
  const doors = round?.doors ?? []
  const streets = streetsOf(doors)
  return {
    doors,
    byHome: round?.byHome ?? new Map(),
    streets,
    streetOf: new Map(streets.flatMap((street) => street.doors.map((door) => [door, street]))),
  }
}

/** A door of which nothing is known. */
const untried: DoorNow = { state: 'not-yet', at: null, tries: 0, card: null, record: null }

/** A round as it is now. */
export type RoundNow = RoundBefore & {
  stateOf: (door: Door) => DoorNow
  toDo: ReadonlySet<Door>
  /** Doors still to be tried today, of each street. */
  left: ReadonlyMap<Street, number>
  counts: ReadonlyMap<DoorState, number>
}

/** `today`: `2026-11-26`. */
export const roundNow = (
  before: RoundBefore,
  byHome: ReadonlyMap<HomeId, readonly OwnRecord[]>,
  today: string,
): RoundNow => {
  const own = new Map<Door, DoorNow>()
  for (const [home, records] of byHome) {
    const door = before.byHome.get(home)
    if (door) own.set(door, doorNow(door, records))
  }
  const stateOf = (door: Door): DoorNow => own.get(door) ?? (door.outcome ? doorNow(door, []) : untried)
  const toDo = new Set<Door>()
  const left = new Map<Street, number>()
  const counts = new Map<DoorState, number>()
  for (const street of before.streets) {
    let leftHere = 0
    for (const door of street.doors) {
      const now = stateOf(door)
      counts.set(now.state, (counts.get(now.state) ?? 0) + 1)
      if (!isToDo(now, today)) continue
      toDo.add(door)
      leftHere++
    }
    left.set(street, leftHere)
  }
  return { ...before, stateOf, toDo, left, counts }
}
