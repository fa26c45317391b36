import { actingAs } from '../foundation/access/acting-as.ts'
import type { Database } from '../foundation/database.ts'
import { londonDay } from '../foundation/days.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { streetsOfWard, type WardStreet } from '../places/known-homes.ts'
import { demonstrationActor, demonstrationOf } from '../places/made-up-city.ts'
import { placesToPost } from '../places/place-names.ts'
import { hasAssignments } from '../rooms/deliver/sync/assignments/assignments.ts'
import { makeAssignment } from '../rooms/deliver/sync/assignments/make-assignment.ts'

const registrar = actingAs('demonstrationHomes', demonstrationActor.id)

/** Doors of a day's walk. */
const homesOfRound = 45

/** The first streets that make up a round, and those behind them. */
const roundOf = (streets: readonly WardStreet[]): [round: WardStreet[], rest: WardStreet[]] => {
  let homes = 0
  const enough = streets.findIndex((each) => (homes += each.homes) >= homesOfRound)
  const end = enough < 0 ? streets.length : enough + 1
  return [streets.slice(0, end), streets.slice(end)]
}

const give = async (
  tx: Transaction,
  person: string | undefined,
  ward: string,
  round: readonly WardStreet[],
  day: string,
): Promise<void> => {
  if (person === undefined || round.length === 0) return
  const streets = round.map(({ street }) => street)
  const name = streets.join(', ')
  await makeAssignment(tx, registrar.id, {
    id: uuidv7(),
    person,
    name,
    ward,
    streets,
    fromDay: day,
    untilDay: null,
  })
}

/**
 * Streets for an officer of the first made-up ward and for a Prevention PCSO, so that a phone has a round to walk. Once for a
 * city. `people`: ids of the made-up people by what the built-in provider calls them.
 */
export const roundsOfTheDay = async (
  database: Database,
  now: Date,
  people: ReadonlyMap<string, string>,
): Promise<void> => {
  await database.withActor(registrar, 'rounds of the day in the made-up city', async (tx) => {
    if ((await demonstrationOf(tx))?.state !== 'loaded') return
    const [ward] = (await placesToPost(tx, 'ward')).toSorted((a, b) => a.code.localeCompare(b.code))
    if (!ward || (await hasAssignments(tx))) return
    const [first, rest] = roundOf(await streetsOfWard(tx, ward.code))
    const [second] = roundOf(rest)
    const day = londonDay(now)
    await give(tx, people.get('ward-officer'), ward.code, first, day)
    await give(tx, people.get('pcso-1-1'), ward.code, second, day)
  })
}
