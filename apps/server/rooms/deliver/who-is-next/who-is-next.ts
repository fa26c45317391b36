import { addDays } from '@mettrace/clocks/days/days'
import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { bookedOn } from '../rounds/booked.ts'
import { whyInNoRound, type WhyOut } from '../rounds/homes-to-visit.ts'
import { circlesBeyond, circlesSince, inOrderOfNeed, type Circle } from './circles.ts'

/** The day of the report and the five after it: a near repeat comes within days (domain). */
export const lastDays = 5

/** A home to be called at: around which burgled home, and what is known of the day. */
export type NextHome = {
  home: string
  circle: Circle
  doors: number
  /** An officer has it on that day, or was there. */
  now: 'given' | 'seen' | null
  /** When a visit is booked on that day. */
  booked: Date | null
}

/** What is done with a home where nobody is to call: it has a kit, or is to be left in peace. */
const isDone = (why: WhyOut | undefined): boolean => why === 'kit' || why === 'settled' || why === 'declined'

/**
 * Homes to be called at in order: circle by circle, each home with the first circle that it is of. One that was burgled itself
 * is told to be, also where it stands beside another.
 */
export const inTurn = (
  circles: readonly Circle[],
  {
    out,
    counted,
    booked,
  }: { out: ReadonlyMap<string, WhyOut>; counted: ReadonlySet<string>; booked: ReadonlyMap<string, Date> },
): NextHome[] => {
  const seen = new Set<string>()
  const own = new Map(circles.map((circle) => [circle.home, circle]))
  return circles.flatMap((circle) =>
    circle.doors.flatMap(({ home, doors }): NextHome[] => {
      const why = out.get(home)
      if (seen.has(home) || !counted.has(home) || isDone(why)) return []
      seen.add(home)
      const now = why === 'given' || why === 'seen' ? why : null
      const burgled = own.get(home)
      const of = burgled ? { circle: burgled, doors: 0 } : { circle, doors }
      return [{ home, ...of, now, booked: booked.get(home) ?? null }]
    }),
  )
}

/** Those of some homes that the register counts: neither left out, nor gone. Logs each that was read. */
export const countedHomes = async (tx: Transaction, homes: readonly string[]): Promise<Set<string>> => {
  const rows = await readRecords<{ home: string }>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select home from engagement.home_state where home = any ($1::uuid[]) and state not in ('outside', 'excluded')`,
    [homes],
  )
  return new Set(rows.map(({ home }) => home))
}

/** Every home of some circles, once. */
export const homesOf = (circles: readonly Circle[]): string[] => [
  ...new Set(circles.flatMap(({ doors }) => doors.map(({ home }) => home))),
]

/** Homes to be called at on a day, in order, around those that were burgled in the last days, on either side of a border. */
export const whoIsNext = async (tx: Transaction, today: string): Promise<NextHome[]> => {
  const since = addDays(today, -lastDays)
  const circles = inOrderOfNeed([...(await circlesSince(tx, since)), ...(await circlesBeyond(tx, since))])
  const homes = homesOf(circles)
  const booked = await bookedOn(tx, homes, today)
  return inTurn(circles, {
    out: await whyInNoRound(tx, homes, today, booked),
    counted: await countedHomes(tx, homes),
    booked: new Map(booked.map(({ home, from }) => [home, from])),
  })
}
