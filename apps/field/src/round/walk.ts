import { londonDay } from '@mettrace/protocol/words/london-day'
import type { Appointment } from './door-notes.ts'
import type { DoorNow, DoorState } from './door-state.ts'
import type { NextDoor, Walked } from './next-door.ts'
import type { Door, Round } from './read-round.ts'

/** So long before a booked visit begins it is the next door, milliseconds. */
const early = 10 * 60_000

/** Doors of the rounds that have begun, in the order in which they are to be walked: the round that began first, first. `today`: `2026-11-26`. */
export const walkOf = (
  { assignments, walks, byHome }: Pick<Round, 'assignments' | 'walks' | 'byHome'>,
  today: string,
): Door[] => {
  const from = new Map(assignments.map((each) => [each.assignment, each.from]))
  const begun = walks
    .flatMap(({ assignment, homes }) => {
      const day = from.get(assignment)
      return day === undefined || day > today ? [] : [{ key: `${day} ${assignment}`, homes }]
    })
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
  const homes = new Set(begun.flatMap((each) => each.homes))
  return [...homes].flatMap((home) => byHome.get(home) ?? [])
}

type Now = {
  now: number
  walked: Walked | null
  stateOf: (door: Door) => DoorNow
  bookedAt: (door: Door) => Appointment | null
}

/** Outcomes after which a booked visit is still to be made, where they are older than its hour. */
const open = new Set<DoorState>(['no-answer', 'come-back', 'no-way-in'])

/** Whether somebody went to a door for the visit that is booked there, wherever it is on the walk. */
const isAtItsHour = (appointment: Appointment | null, { at }: DoorNow): boolean => {
  if (appointment === null || at === null) return false
  const when = Date.parse(at)
  return when >= Date.parse(appointment.from) - early && when < Date.parse(appointment.to)
}

/**
 * The next door of a walk that is still to do: a booked one once its hour has come, else the next in the order from where
 * something was recorded last, but for doors that were gone to at their hour, then what was passed over. A door that is booked for later on that day waits for its hour. Null where no door of the walk is to do.
 */
export const nextOfWalk = (
  walk: readonly Door[],
  toDo: ReadonlySet<Door>,
  { now, walked, stateOf, bookedAt }: Now,
): NextDoor | null => {
  const today = londonDay(now)
  const isToCome = (door: Door, { from, to }: Appointment): boolean => {
    if (Date.parse(to) <= now || londonDay(from) !== today) return false
    const { state, at } = stateOf(door)
    return toDo.has(door) || (open.has(state) && Date.parse(at ?? '') < Date.parse(from) - early)
  }
  const booked = walk
    .flatMap((door) => {
      const appointment = bookedAt(door)
      return appointment && isToCome(door, appointment) ? [{ door, appointment }] : []
    })
    .toSorted((one, other) => Date.parse(one.appointment.from) - Date.parse(other.appointment.from))
  const [first] = booked
  const isHeld = new Set(booked.map(({ door }) => door))
  const free = walk.filter((door) => toDo.has(door) && !isHeld.has(door))
  if (first && (free.length === 0 || Date.parse(first.appointment.from) - early <= now))
    return { ...first, by: 'booked', metres: null }
  const last = walked?.find((door) => walk.includes(door) && !isAtItsHour(bookedAt(door), stateOf(door)))
  const after = last ? walk.indexOf(last) : -1
  const door = free.find((each) => walk.indexOf(each) > after) ?? free[0]
  return door ? { door, by: 'walk', metres: null } : null
}
