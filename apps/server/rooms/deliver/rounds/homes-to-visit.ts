import { londonDay } from '../../../foundation/days.ts'
import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { homesOfAreas } from '../../../places/homes-of-areas.ts'
import type { PlacedHome } from '../../../places/homes-of-streets.ts'
import { homesHoldingKits } from '../../supply/queries.ts'
import type { Deployment } from '../deployments/deployments.ts'
import { bookedOn, type Booked } from './booked.ts'

/** Homes that nobody is to call at again: what the last visit that stands came to. */
const settled = ['refused', 'leave-out', 'delivered', 'protected']

/** Why a home is in no round that is made: it is done with, expects a visit on a later day, somebody has it, or was there already on that day. */
export type WhyOut = 'settled' | 'declined' | 'given' | 'seen' | 'awaits' | 'kit'

export type ToVisit = {
  /** Homes of the deployment that are neither gone nor left out for good. */
  all: PlacedHome[]
  /** Homes that a round of the day may have. */
  homes: PlacedHome[]
  /** Why others of the deployment are in none. */
  out: Map<string, WhyOut>
  /** Visits booked for the day, of whichever homes of the deployment. */
  booked: Booked[]
}

/**
 * Why homes are in no round that is made for a day: a kit is there, somebody refused, at the door or by a card, or was to be
 * left in peace, a visit is booked on a later day and none on this one, an officer has them on that day, or was at the door on it and
 * no later visit is booked. Who books a visit after they refused is called at. Logs each home that was read.
 */
export const whyInNoRound = async (
  tx: Transaction,
  ids: readonly string[],
  day: string,
  booked: readonly Booked[],
): Promise<Map<string, WhyOut>> => {
  const found = await readRecords<{ home: string; why: string; at: Date }>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select home, 'settled' as why, at from (
       select distinct on (home) home, outcome, at from engagement.visit
       where home = any ($1::uuid[]) and engagement.stands(event) order by home, at desc
     ) last
     where outcome = any ($2) and not exists (
       select from engagement.card_request r
       where r.home = last.home and r.what = 'visit' and r.at > last.at and engagement.request_stands(r.message, r.event))
     union all
     select home, 'declined', at from engagement.card_request
     where home = any ($1::uuid[]) and what = 'decline' and engagement.request_stands(message, event)
     union all
     select h.home, 'given', a.recorded_at from engagement.assignment_home h join engagement.assignment a on a.id = h.assignment
     where h.home = any ($1::uuid[]) and a.from_day <= $3 and coalesce(a.until_day >= $3, true)
       and not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
     union all
     select home, 'seen', at from engagement.visit
     where home = any ($1::uuid[]) and at >= $3::timestamp at time zone 'Europe/London'
       and at < ($3::date + 1)::timestamp at time zone 'Europe/London' and engagement.stands(event)
     union all
     select home, 'awaits', from_at from engagement.appointment
     where home = any ($1::uuid[]) and from_at >= ($3::date + 1)::timestamp at time zone 'Europe/London' and engagement.stands(event)
     union all
     select home, 'awaits', from_at from engagement.card_request
     where home = any ($1::uuid[]) and what = 'visit' and from_at >= ($3::date + 1)::timestamp at time zone 'Europe/London'
       and engagement.request_stands(message, event)`,
    [ids, settled, day],
  )
  const isBookedLater = (home: string, at: Date): boolean =>
    booked.some((each) => each.home === home && each.from > at && londonDay(at) === day)
  const bookedToday = new Set(booked.map(({ home }) => home))
  const out = new Map<string, WhyOut>((await homesHoldingKits(tx, ids)).map((home) => [home, 'kit']))
  for (const { home, why, at } of found) {
    if (why === 'seen' && isBookedLater(home, at)) continue
    if (why === 'awaits' && bookedToday.has(home)) continue
    if (!out.has(home)) out.set(home, why as WhyOut)
  }
  return out
}

/** Homes of a deployment that a round of a day may have, of those that are neither gone nor left out. Logs each that was read. */
export const homesToVisit = async (
  tx: Transaction,
  { kind, validFrom, areas }: Deployment,
  day: string,
): Promise<ToVisit> => {
  const all = await homesOfAreas(tx, { kind, validFrom, codes: areas.map(({ code }) => code) })
  const ids = all.map(({ id }) => id)
  const booked = await bookedOn(tx, ids, day)
  const out = await whyInNoRound(tx, ids, day, booked)
  return { all, homes: all.filter(({ id }) => !out.has(id)), out, booked }
}
