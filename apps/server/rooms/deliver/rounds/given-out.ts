import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** A round that was given out; `minutes` as expected when it was, `seen`: homes of it where somebody was that day. */
export type GivenRound = {
  assignment: string
  person: string
  name: string
  ward: string
  homes: number
  seen: number
  minutes: number
  endedAt: Date | null
}

/** Rounds of a day that have any of some homes, in the order in which they were given out. Logs whose they are. */
export const roundsGiven = (tx: Transaction, homes: readonly string[], day: string): Promise<GivenRound[]> =>
  readRecords<GivenRound>(
    tx,
    { operation: 'consultation', kind: 'person', of: ({ person }) => person },
    `select a.id as assignment, a.person, a.name, a.ward, walked.homes, walked.seen, walked.minutes, ended.at as "endedAt"
     from engagement.assignment a left join engagement.assignment_end ended on ended.assignment = a.id
     cross join lateral (
       select count(*)::int4 as homes, max(r.done_after) as minutes,
              count(*) filter (where exists (
                select from engagement.visit v where v.home = r.home and v.at >= $2::timestamp at time zone 'Europe/London'
                  and v.at < ($2::date + 1)::timestamp at time zone 'Europe/London' and engagement.stands(v.event)))::int4 as seen
       from engagement.round_home r where r.assignment = a.id
     ) walked
     where a.id in (select assignment from engagement.round_home where day = $2 and home = any ($1::uuid[]))
     order by a.recorded_at, a.id`,
    [homes, day],
  )

/** A home of a round that was given out, and what the last visit that stands came to. */
export type WalkedHome = {
  home: string
  place: number
  doneAfter: number
  address: string
  outcome: string | null
  at: Date | null
}

export type RoundHead = {
  person: string
  name: string
  ward: string
  actor: string
  day: string
  recordedAt: Date
  endedAt: Date | null
  why: string | null
}

/** One round that was given out; undefined where there is none that the actor may see. Logs whose it is. */
export const roundGiven = async (tx: Transaction, id: string | undefined): Promise<RoundHead | undefined> => {
  const [head] = await readRecords<RoundHead>(
    tx,
    { operation: 'consultation', kind: 'person', of: ({ person }) => person },
    `select a.person, a.name, a.ward, a.actor, a.from_day as day, a.recorded_at as "recordedAt", ended.at as "endedAt",
            ended.reason as why
     from engagement.assignment a left join engagement.assignment_end ended on ended.assignment = a.id
     where a.id = $1 and exists (select from engagement.round_home r where r.assignment = a.id)`,
    [id ?? null],
  )
  return head
}

/** Its homes in the order of the walk. Logs each. */
export const homesOfRound = (tx: Transaction, id: string | undefined): Promise<WalkedHome[]> =>
  readRecords<WalkedHome>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select r.home, r.place, r.done_after as "doneAfter", h.address, last.outcome, last.at
     from engagement.round_home r join engagement.assignment_home h on h.assignment = r.assignment and h.home = r.home
     left join lateral (
       select v.outcome, v.at from engagement.visit v where v.home = r.home and engagement.stands(v.event)
       order by v.at desc limit 1
     ) last on true
     where r.assignment = $1 order by r.place`,
    [id ?? null],
  )
