import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { homesBeside, type Door } from '../../../places/homes-beside.ts'
import { circleDefaults, compared, doorsAround, inDoorOrder, type DoorAround } from './doors-around.ts'

/** A home that was burgled. Neither crime reference nor victim. */
export type Burgled = {
  home: string
  /** Day in London on which it was reported last, `2026-11-26`. */
  reportedOn: string
  /** The victim is vulnerable, or was one before within a year: which of them is not said. */
  comesFirst: boolean
  /** Only the place was recorded: this is the nearest door. */
  byPlace: boolean
}

/**
 * A burgled home, and the homes around it by doors away: its own first. `beyond`: it is of somebody else's places, and the doors
 * are those of the actor's own alone.
 */
export type Circle = Burgled & { doors: DoorAround[]; beyond: boolean }

/** Whom to call at first: victims who are vulnerable or were burgled before, then the latest burglaries. */
export const inOrderOfNeed = (circles: readonly Circle[]): Circle[] =>
  circles.toSorted(
    (one, other) =>
      Number(other.comesFirst) - Number(one.comesFirst) ||
      Date.parse(other.reportedOn) - Date.parse(one.reportedOn),
  )

/** Homes of the actor's own places that were burgled since a day, each with the homes around it, in the order of need. Logs each as combined. */
export const circlesSince = async (tx: Transaction, since: string): Promise<Circle[]> => {
  const burgled = await readRecords<Burgled>(
    tx,
    { operation: 'combination', kind: 'home', of: ({ home }) => home, reason: 'who is next' },
    `select home, reported_on as "reportedOn", comes_first as "comesFirst", by_place as "byPlace"
     from enforcement.burgled_lately($1)`,
    [since],
  )
  const streets = await homesBeside(
    tx,
    burgled.map(({ home }) => home),
    circleDefaults.metres,
  )
  const circles = burgled.flatMap((each) => {
    const doors = streets.get(each.home) ?? []
    const own = doors.find(({ id }) => id === each.home)
    return own ? [{ own, circle: { ...each, doors: doorsAround(own, doors), beyond: false } }] : []
  })
  // By what they are called, never by their ids: the same homes have the same order in every register.
  const byStreet = circles.toSorted(
    (one, other) => compared(one.own.street, other.own.street) || inDoorOrder(one.own, other.own),
  )
  return inOrderOfNeed(byStreet.map(({ circle }) => circle))
}

type DoorBeyond = Omit<Burgled, 'home'> & Door & { burgled: string; own: boolean }

/**
 * Homes of the actor's own places beside one that was burgled beyond their border since a day, in the order of need. Logs each
 * as combined.
 */
export const circlesBeyond = async (tx: Transaction, since: string): Promise<Circle[]> => {
  const rows = await readRecords<DoorBeyond>(
    tx,
    {
      operation: 'combination',
      kind: 'home',
      of: ({ id, own }) => (own ? id : null),
      reason: 'who is next beyond a border',
    },
    `select burgled, reported_on as "reportedOn", comes_first as "comesFirst", by_place as "byPlace", id, street, number, core,
            floor, flat, easting, northing, own
     from enforcement.burgled_beyond($1, $2)`,
    [since, circleDefaults.metres],
  )
  const circles = [...Map.groupBy(rows, ({ burgled }) => burgled).values()].flatMap((doors) => {
    const there = doors.find(({ id, burgled }) => id === burgled)!
    const { burgled: home, reportedOn, comesFirst, byPlace } = there
    const own = new Set(doors.filter((door) => door.own).map(({ id }) => id))
    const around = doorsAround(there, doors).filter((door) => own.has(door.home))
    const circle = { home, reportedOn, comesFirst, byPlace, doors: around, beyond: true }
    return around.length === 0 ? [] : [{ there, circle }]
  })
  const byStreet = circles.toSorted(
    (one, other) => compared(one.there.street, other.there.street) || inDoorOrder(one.there, other.there),
  )
  return inOrderOfNeed(byStreet.map(({ circle }) => circle))
}
