import { mostOfWalk } from '@mettrace/protocol/pages/rows'
import { changeRecords, readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { PlacedHome } from '../../../places/homes-of-streets.ts'
import { giveHomes } from '../sync/assignments/make-assignment.ts'

/** A round to be given out; `id`: the asker's UUID, `done`: minutes from the beginning until each home is done with. */
export type RoundToGive = {
  id: string
  person: string
  name: string
  order: readonly string[]
  done: readonly number[]
}

/** What came of giving rounds out: how many homes were not free, of which none was given then. */
export type GivenOut = { given: true } | { given: false; taken: number }

/** That two gave out the same home at the same moment. */
export const isGivenTwice = (error: unknown): boolean => {
  const { code, constraint } = error as { code?: string; constraint?: string }
  return code === '23505' && constraint === 'round_home_pkey'
}

/** Whether any of these assignments is there: what is asked for was done before. Logs whose it is. */
const areThere = async (tx: Transaction, ids: readonly string[]): Promise<boolean> => {
  const rows = await readRecords<{ person: string }>(
    tx,
    { operation: 'consultation', kind: 'person', of: ({ person }) => person },
    'select person from engagement.assignment where id = any ($1::uuid[])',
    [ids],
  )
  return rows.length > 0
}

/** `free`: homes that a round of the day may have, each in one round; `first`: those that come first of all. */
export type DayToGive = {
  day: string
  rounds: readonly RoundToGive[]
  free: readonly PlacedHome[]
  first?: ReadonlyMap<string, unknown>
}

/**
 * Gives rounds of a day to people, all of them or none. Sent twice, it is done once. Errors: `isGivenTwice` where somebody else gave out one of these homes at the same moment;
 * `RangeError` where a round has more homes than a phone takes.
 */
export const giveOut = async (
  tx: Transaction,
  actor: string,
  { day, rounds, free, first = new Map() }: DayToGive,
): Promise<GivenOut> => {
  if (rounds.some(({ order }) => order.length > mostOfWalk))
    throw new RangeError(`A round has ${mostOfWalk} homes at most.`)
  if (
    await areThere(
      tx,
      rounds.map(({ id }) => id),
    )
  )
    return { given: true }
  const left = new Map(free.map((home) => [home.id, home]))
  let taken = 0
  const all = rounds.map((round) => {
    const homes = round.order.flatMap((id) => left.get(id) ?? [])
    for (const id of round.order) if (!left.delete(id)) taken++
    return { round, homes }
  })
  if (taken > 0) return { given: false, taken }
  // Wards in one order, whoever gives out: each is held to the end, so that two never wait for each other.
  for (const { round, homes } of all.toSorted((a, b) => (a.homes[0]!.ward < b.homes[0]!.ward ? -1 : 1))) {
    const { id, person, name, done } = round
    const streets = homes.map(({ street }) => street)
    await giveHomes(tx, actor, { id, person, name, streets, fromDay: day, untilDay: day, homes, first })
    await changeRecords(
      tx,
      { operation: 'alteration', kind: 'home', subjects: homes.map((home) => home.id) },
      // Turns count the rounds that ended: beside one that goes on there is no place.
      `insert into engagement.round_home (home, day, turn, assignment, place, done_after, ward, bcu)
       select h.home, $2, 1 + (
                select count(*) from engagement.round_home before
                join engagement.assignment_end ended on ended.assignment = before.assignment
                where before.home = h.home and before.day = $2)::int4,
              $1, h.place, h.done_after, $6, $7
       from unnest($3::uuid[], $4::int4[], $5::float8[]) h(home, place, done_after)`,
      [
        id,
        day,
        homes.map((home) => home.id),
        homes.map((_, at) => at + 1),
        done,
        homes[0]!.ward,
        homes[0]!.bcu,
      ],
    )
  }
  return { given: true }
}
