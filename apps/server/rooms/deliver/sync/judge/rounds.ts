import type { Round } from '@mettrace/protocol/judge/standing'
import type { AssignmentId, HomeId, PersonId } from '@mettrace/protocol/words/values'
import { keepRecords } from '../../../../foundation/records/records.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'

/** Ward and BCU that something is of. */
export type Place = { ward: string; bcu: string }

export type Rounds = {
  rounds: Map<AssignmentId, Round>
  /** Where assignments are, and homes of them that were asked for. */
  placeOf: Map<string, Place>
}

type AssignmentRow = Place & { id: string; person: string; until: number | null }
type HomeRow = Place & { assignment: string; home: string }

/**
 * Assignments that events name, as far as the actor may read them, each with those of the homes that are in it. One ends
 * with its last day in London, or when somebody ended it.
 */
export const roundsNamed = async (
  tx: Transaction,
  assignments: readonly AssignmentId[],
  homes: readonly HomeId[],
): Promise<Rounds> => {
  const because = 'homes that the author names are held against their own rounds; nobody is shown any'
  const { rows } = await keepRecords<AssignmentRow>(
    tx,
    because,
    `select a.id, a.person, a.ward, a.bcu,
            extract(epoch from least(ended.at, (a.until_day + 1)::timestamp at time zone 'Europe/London'))::float8 * 1000 as until
     from engagement.assignment a left join engagement.assignment_end ended on ended.assignment = a.id
     where a.id = any ($1::uuid[])`,
    [assignments],
  )
  const { rows: named } = await keepRecords<HomeRow>(
    tx,
    because,
    `select assignment, home, ward, bcu from engagement.assignment_home
     where assignment = any ($1::uuid[]) and home = any ($2::uuid[])`,
    [assignments, homes],
  )
  const homesOf = Map.groupBy(named, ({ assignment }) => assignment)
  const inRound = (id: string): Map<HomeId, null> =>
    new Map((homesOf.get(id) ?? []).map(({ home }) => [home as HomeId, null]))
  return {
    rounds: new Map(
      rows.map(({ id, person, until }) => [
        id as AssignmentId,
        { person: person as PersonId, until, homes: inRound(id) },
      ]),
    ),
    placeOf: new Map([
      ...rows.map(({ id, ward, bcu }): [string, Place] => [id, { ward, bcu }]),
      ...named.map(({ home, ward, bcu }): [string, Place] => [home, { ward, bcu }]),
    ]),
  }
}
