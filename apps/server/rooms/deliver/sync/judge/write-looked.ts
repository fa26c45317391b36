import type { LookedDay } from '@mettrace/protocol/batch/looked'
import { londonDay } from '../../../../foundation/days.ts'
import { keepRecords } from '../../../../foundation/records/records.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { knownHomes } from '../../../../places/known-homes.ts'

export type Told = {
  actor: string
  person: string
  device: string
  looked: readonly LookedDay[]
  receivedAt: Date
}

type Row = { day: string; home: string }

/**
 * Keeps which homes somebody opened on a phone, and writes down those that were not told before: of each day one consultation, with its
 * homes in the order of their ids. The key decides what is new, so that what comes twice, even at one moment, is one. Passed over are
 * homes that were in no round of the person and that they may not see: nobody can have given their phone any of these. A home of
 * their place needs no round that is known here, since a restore may have taken that away after the phone had it.
 */
export const writeLooked = async (
  tx: Transaction,
  { actor, person, device, looked, receivedAt }: Told,
): Promise<void> => {
  const told = looked.flatMap(({ day, homes }) => homes.map((home) => ({ day, home })))
  const theirs = await knownHomes(
    tx,
    told.map(({ home }) => home),
  )
  const { rows } = await keepRecords<Row>(
    tx,
    'each is written down here, as the consultation that it was on the phone',
    `insert into engagement.phone_look (actor, phone, day, home, told_on)
     select $1, $2, told.day, told.home, $3
     from unnest($4::date[], $5::uuid[]) told (day, home)
     where exists (select from engagement.assignment_home h join engagement.assignment a on a.id = h.assignment
                   where h.home = told.home and a.person = $6)
        or told.home = any ($7::uuid[])
     order by told.day, told.home
     on conflict do nothing returning day::text as day, home`,
    [
      actor,
      device,
      londonDay(receivedAt),
      told.map(({ day }) => day),
      told.map(({ home }) => home),
      person,
      [...theirs],
    ],
  )
  const days = [...Map.groupBy(rows, ({ day }) => day)].toSorted(([one], [other]) => (one < other ? -1 : 1))
  for (const [day, of] of days)
    await tx.record({
      operation: 'consultation',
      kind: 'home',
      subjects: of.map(({ home }) => home).toSorted(),
      reason: `opened on a phone on ${day}`,
    })
}
