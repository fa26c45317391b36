import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { homesBeside } from '../../../places/homes-beside.ts'
import { circleDefaults, compared, doorsAround, inDoorOrder, type DoorAround } from './doors-around.ts'

/** A home that was burgled, of the actor's own places. Neither crime reference nor victim. */
export type Burgled = {
  home: string
  /** Day in London on which it was reported last, `2026-11-26`. */
  reportedOn: string
  /** The victim is vulnerable, or was one before within a year: which of them is not said. */
  comesFirst: boolean
  /** Only the place was recorded: this is the nearest door. */
  byPlace: boolean
}

/** A burgled home, and the homes around it by doors away: its own first. */
export type Circle = Burgled & { doors: DoorAround[] }

/** A day so many days before another, both `2026-11-26`. */
export const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)

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
    return own ? [{ own, circle: { ...each, doors: doorsAround(own, doors) } }] : []
  })
  // By what they are called, never by their ids: the same homes have the same order in every register.
  const byStreet = circles.toSorted(
    (one, other) => compared(one.own.street, other.own.street) || inDoorOrder(one.own, other.own),
  )
  return inOrderOfNeed(byStreet.map(({ circle }) => circle))
}
