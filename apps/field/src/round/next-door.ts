import type { DoorFact } from '@mettrace/protocol/events/door'
import { homesOf } from '@mettrace/protocol/events/facts'
import { metresBetween } from '@mettrace/protocol/words/metres-between'
import type { HomeId } from '@mettrace/protocol/words/values'
import type { Appointment } from './door-notes.ts'
import type { OwnRecord } from './own-records.ts'
import type { Door } from './read-round.ts'

type Position = NonNullable<DoorFact['position']>
type Place = { latitude: number; longitude: number }

/** What is walked in one go: flats of a block, or one side of a street. */
const sideOf = ({ street, order, block, flat }: Door): string =>
  block !== null && flat !== null ? block : `${street} ${Math.floor(order) % 2}`

const streetOf = ({ street, block, flat }: Door): string => (block !== null && flat !== null ? block : street)

const nearestTo = (place: Place, doors: readonly Door[]): Door =>
  doors.reduce(
    (best, door) => {
      const metres = metresBetween(place, door)
      return metres < best.metres ? { door, metres } : best
    },
    { door: doors[0]!, metres: Infinity },
  ).door

/** The first door further along, or, where there is none, the nearest one back. `doors`: of one side, in their order. */
const further = (doors: readonly Door[], last: Door, isBackwards: boolean): Door | undefined => {
  const along = (door: Door): number =>
    (isBackwards ? -1 : 1) *
    (door.order - last.order ||
      (door.flat ?? '').localeCompare(last.flat ?? '', 'en', { numeric: true }) ||
      door.door.localeCompare(last.door))
  const ahead = doors.filter((door) => along(door) > 0).toSorted((one, other) => along(one) - along(other))
  return ahead[0] ?? doors.toSorted((one, other) => along(other) - along(one))[0]
}

/** The next door in the order along the street: on this side, then across, then of the street that is nearest. */
const nextAlong = (toDo: readonly Door[], [last, before]: Walked): Door => {
  const ofSide = toDo.filter((door) => sideOf(door) === sideOf(last))
  const ofStreet = ofSide.length > 0 ? ofSide : toDo.filter((door) => streetOf(door) === streetOf(last))
  const isBackwards = before !== undefined && sideOf(before) === sideOf(last) && before.order > last.order
  return (
    (ofSide.length > 0 ? further(ofSide, last, isBackwards) : undefined) ??
    nearestTo(last, ofStreet.length > 0 ? ofStreet : toDo)
  )
}

/** Doors where something was recorded, each once, the latest first. */
export type Walked = readonly [last: Door, ...before: Door[]]

export type Recorded = Pick<OwnRecord, 'stands' | 'fact'>

/** Where somebody walked, by what they recorded; null where it was nowhere on the round. `records`: the latest last. */
export const walkedOf = (records: readonly Recorded[], byHome: ReadonlyMap<HomeId, Door>): Walked | null => {
  const homes = records.flatMap(({ stands, fact }) => (stands ? homesOf(fact).slice(-1) : []))
  const doors = new Set(homes.toReversed().flatMap((home) => byHome.get(home) ?? []))
  const [last, ...before] = doors
  return last ? [last, ...before] : null
}

export type NextDoor = {
  door: Door
  /** How it was found: in the order of the walk, by where the officer is, in the order along the street, or because nobody has begun. */
  by: 'walk' | 'booked' | 'position' | 'street' | 'start'
  /** From the position that was asked for; null without one. */
  metres: number | null
  /** The visit that is booked there, where it is next for that. */
  appointment?: Appointment
}

/**
 * The next nearest door still to do: by the position that was asked for at this moment, otherwise in the order along the
 * street from where something was recorded last. What the position is too poor to tell apart, that order decides too, as long as
 * the officer is still by the last door.
 */
export const nextDoor = (
  toDo: readonly Door[],
  position: Position | null,
  walked: Walked | null,
): NextDoor | null => {
  const [first] = toDo
  if (!first) return null
  if (!position) {
    if (walked) return { door: nextAlong(toDo, walked), by: 'street', metres: null }
    return { door: toDo.find((door) => door.first !== null) ?? first, by: 'start', metres: null }
  }
  const nearest = nearestTo(position, toDo)
  const alike = metresBetween(position, nearest) + position.accuracy
  const isByLast = walked !== null && metresBetween(position, walked[0]) <= alike
  const door = isByLast
    ? nextAlong(
        toDo.filter((each) => metresBetween(position, each) <= alike),
        walked,
      )
    : nearest
  return { door, by: 'position', metres: Math.round(metresBetween(position, door)) }
}
