import { addDays } from '@mettrace/clocks/days/days'
import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { kitsBroughtTo } from '../../supply/queries.ts'
import { circlesSince, type Circle } from './circles.ts'
import { dosageOf, type Dosage, type DoneAround } from './dosage.ts'
import { countedHomes, homesOf } from './who-is-next.ts'

/** Proof of what was done covers four weeks. */
export const proofDays = 28

/** What was done at some homes since a day. Logs each that has anything. */
const doneAround = async (tx: Transaction, homes: readonly string[], since: string): Promise<DoneAround> => {
  const rows = await readRecords<{ home: string; day: string; what: 'met' | 'visit' | 'decline' }>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select home, (at at time zone 'Europe/London')::date as day,
            case when outcome in ('refused', 'come-back', 'tell-sergeant', 'delivered', 'protected') then 'met' else 'visit' end as what
     from engagement.visit
     where home = any ($1::uuid[]) and at >= $2::date::timestamp at time zone 'Europe/London' and outcome <> 'leave-out'
       and engagement.stands(event)
     union all
     select home, (at at time zone 'Europe/London')::date, 'decline' from engagement.card_request
     where home = any ($1::uuid[]) and at >= $2::date::timestamp at time zone 'Europe/London' and what = 'decline'
       and engagement.request_stands(message, event)`,
    [homes, since],
  )
  return {
    visits: rows
      .filter(({ what }) => what !== 'decline')
      .map(({ home, day, what }) => ({ home, day, met: what === 'met' })),
    declines: rows.filter(({ what }) => what === 'decline'),
    kits: await kitsBroughtTo(tx, homes),
  }
}

export type CircleDosage = { circle: Circle; dosage: Dosage }

/** What was done around every home that was burgled in the last four weeks, the latest report first. */
export const dosages = async (tx: Transaction, today: string): Promise<CircleDosage[]> => {
  const since = addDays(today, 1 - proofDays)
  const circles = await circlesSince(tx, since)
  const homes = homesOf(circles)
  const counted = await countedHomes(tx, homes)
  const done = await doneAround(tx, homes, since)
  return circles
    .toSorted((one, other) => Date.parse(other.reportedOn) - Date.parse(one.reportedOn))
    .map((circle) => ({ circle, dosage: dosageOf(circle, done, counted, today) }))
}
