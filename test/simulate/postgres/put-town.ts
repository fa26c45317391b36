import type pg from 'pg'
import type { Database } from '../../../apps/server/foundation/database.ts'
import { uuidv7 } from '../../../apps/server/foundation/uuid.ts'
import { makeAssignment } from '../../../apps/server/rooms/deliver/sync/assignments/make-assignment.ts'
import { moveKits, receiveKits } from '../../../apps/server/rooms/supply/facts.ts'
import { addKits } from '../../../apps/server/rooms/supply/lives.ts'
import { neverOver, signIn, type TestPerson } from '../../signed-in.ts'
import { assignments, homes, kits, persons } from '../city.ts'

/** Who works here: officers in the order of their phones' people, their sergeant, and who may stop kits. */
export type TownPeople = { officers: TestPerson[]; sergeant: TestPerson; lead: TestPerson }

/** Homes of each street; every round has two of the streets, so that each home is in the rounds of two officers. */
const homesOfStreet = 3
export const streets = ['First Street', 'Second Street', 'Third Street'] as const
export const ward = 'W1'
const bcu = 'North'

const putHomes = async (owner: pg.Client): Promise<void> => {
  for (const [at, home] of homes.slice(0, streets.length * homesOfStreet).entries())
    await owner.query(
      `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
       values ($1, $2, $3, $4, 'ZX11AA', $5, $6, $7, 180000)`,
      [
        home,
        900_000 + at,
        ward,
        bcu,
        streets[Math.floor(at / homesOfStreet)],
        String(1 + (at % homesOfStreet)),
        530_000 + 10 * at,
      ],
    )
}

const putKits = (database: Database): Promise<void> =>
  database.withActor({ id: 'test', role: 'registrar' }, 'kits of a simulation', async (tx) => {
    const made = kits.map((serial) => ({ serial, code: null, madeOn: null, expiresOn: null }))
    await addKits(tx, 'test', made)
    const at = new Date('2026-11-20T10:00:00Z')
    await receiveKits(tx, 'test', { id: uuidv7(), at, kits: { serials: kits } })
    for (const [turn, person] of persons.entries()) {
      const own = { serials: kits.filter((_, place) => place % persons.length === turn) }
      const [transfer, to] = [uuidv7(), `person:${person}` as const]
      const sent = { at, kits: own, place: { ward, bcu } }
      await moveKits(tx, 'test', { ...sent, id: transfer, kind: 'sent', from: 'store', to })
      await moveKits(tx, 'test', {
        id: uuidv7(),
        kind: 'taken',
        at,
        from: `transit:${transfer}`,
        to,
        kits: own,
        transfer,
      })
    }
  })

/** Gives streets to an officer for a round of this id. */
export const giveRound = (
  database: Database,
  { actor }: TestPerson,
  { id, person, given }: { id: string; person: string; given: readonly string[] },
): Promise<number> =>
  database.withActor(actor, 'a round of a simulation', (tx) =>
    makeAssignment(tx, actor.id, {
      id,
      person,
      name: 'Round',
      ward,
      streets: given,
      fromDay: '2026-11-01',
      untilDay: null,
    }),
  )

/** The town of every run in a database: the same people, homes and kits, by the same ids, as in memory. */
export const putTown = async (database: Database, owner: pg.Client): Promise<TownPeople> => {
  const enter = async (role: 'ward_officer' | 'sergeant' | 'programme_lead', place: string, id?: string) => {
    const person = await signIn(database, role, { place, ...(id !== undefined && { id }) })
    await neverOver(owner, person)
    return person
  }
  const officers: TestPerson[] = []
  for (const person of persons) officers.push(await enter('ward_officer', ward, person))
  const [sergeant, lead] = [await enter('sergeant', bcu), await enter('programme_lead', '')]
  await putHomes(owner)
  await putKits(database)
  for (const [at, id] of assignments.entries())
    await giveRound(database, sergeant, {
      id,
      person: persons[at]!,
      given: [streets[at]!, streets[(at + 1) % streets.length]!],
    })
  return { officers, sergeant, lead }
}
