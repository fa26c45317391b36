import type { HomeId } from '@mettrace/protocol/words/values'
import { doorNow, isToDo, type DoorNow, type DoorState } from './door-state.ts'
import type { OwnRecord } from './own-records.ts'
import type { Door, Round } from './read-round.ts'
import { streetsOf, type Street } from './streets.ts'
import { walkOf } from './walk.ts'

/** What does not change with a record: worked out once for a round, since a phone may hold 20,000 homes. */
export type RoundBefore = {
  doors: readonly Door[]
  byHome: ReadonlyMap<HomeId, Door>
  streets: readonly Street[]
  streetOf: ReadonlyMap<Door, Street>
  /** Doors in the order in which they are to be walked on a day, as a tab of the list; null where no order was given. */
  walkOn: (today: string) => Street | null
}

/** What the tab of the walk is known by: no street is called that. */
export const walkKey = ' walk'

export const roundBefore = (round: Round | null): RoundBefore => {
  const doors = round?.doors ?? []
  const streets = streetsOf(doors)
  return {
    doors,
    byHome: round?.byHome ?? new Map(),
    streets,
    streetOf: new Map(streets.flatMap((street) => street.doors.map((door) => [door, street]))),
    walkOn: (today) => {
      const walk = round ? walkOf(round, today) : []
      return walk.length === 0 ? null : { key: walkKey, name: 'In order', block: null, doors: walk }
    },
  }
}

/** A door of which nothing is known. */
const untried: DoorNow = { state: 'not-yet', at: null, tries: 0, card: null, record: null }

/** A round as it is now. */
export type RoundNow = Omit<RoundBefore, 'walkOn'> & {
  walk: Street | null
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
  const { walkOn, ...known } = before
  const walk = walkOn(today)
  if (walk) left.set(walk, walk.doors.filter((door) => toDo.has(door)).length)
  return { ...known, walk, stateOf, toDo, left, counts }
}
