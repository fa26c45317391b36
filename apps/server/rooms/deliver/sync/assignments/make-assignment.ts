import { MetTraceError } from '../../../../foundation/errors.ts'
import { changeRecords, readRecords } from '../../../../foundation/records/records.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { toDegrees } from '../../../../places/formats/projection.ts'
import { homesOfStreets, type PlacedHome } from '../../../../places/homes-of-streets.ts'
import { addressOf } from '../../../../places/register.ts'
import { surroundingsOf } from '../../../../places/streets-near.ts'
import { boxAround, groundOf } from './ground.ts'

/** Streets of a ward that are somebody's from a day to a day, `2026-11-30`; `id`: the asker's UUID. */
export type NewAssignment = {
  id: string
  person: string
  name: string
  ward: string
  streets: readonly string[]
  fromDay: string
  untilDay: string | null
}

/** `12A` is sorted by 12. */
const orderOf = (number: string): number => Number(/^\d+/.exec(number)?.[0] ?? Number.MAX_SAFE_INTEGER)

const textOf = (value: number | null): string | null => (value === null ? null : String(value))

const columnsOf = (home: PlacedHome): unknown[] => {
  const [longitude, latitude] = toDegrees(home.easting, home.northing)
  const { id, ward, bcu, postcode, street, number, flat, floor, core } = home
  return [
    id,
    ward,
    bcu,
    addressOf(home),
    postcode,
    street,
    number,
    orderOf(number),
    textOf(flat),
    textOf(floor),
    core,
    latitude,
    longitude,
  ]
}

/** Homes of one ward that are somebody's from a day to a day; at least one. `first`: those to be called at first of all. */
export type GivenHomes = Omit<NewAssignment, 'ward'> & {
  homes: readonly PlacedHome[]
  first?: ReadonlyMap<string, unknown>
}

/**
 * Gives homes of one ward to a person, each once. Asked for twice, it is one assignment. Logs each home. Errors: `not_found`
 * where there is none, or one is of another ward.
 */
export const giveHomes = async (
  tx: Transaction,
  actor: string,
  { id, person, name, streets, fromDay, untilDay, homes, first: firstOfAll = new Map() }: GivenHomes,
): Promise<void> => {
  const [first] = homes
  if (!first || homes.some(({ ward }) => ward !== first.ward))
    throw new MetTraceError('not_found', 'There are no such homes in one ward.')
  const box = boxAround(homes)
  const ground = groundOf(await surroundingsOf(tx, box, first.ward), box)
  const rows = homes.map((home) => [...columnsOf(home), firstOfAll.has(home.id)])
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]))
  await changeRecords(
    tx,
    { operation: 'alteration', kind: 'home', subjects: homes.map((home) => home.id) },
    `with made as (
       insert into engagement.assignment (id, person, name, from_day, until_day, streets, ground, ward, bcu, actor)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (id) do nothing returning id
     )
     insert into engagement.assignment_home
       (assignment, home, ward, bcu, address, postcode, street, door, door_order, flat, floor, core, latitude, longitude, comes_first)
     select made.id, h.* from made,
       unnest($11::uuid[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::float8[], $19::text[],
              $20::text[], $21::text[], $22::float8[], $23::float8[], $24::boolean[]) h`,
    [
      id,
      person,
      name,
      fromDay,
      untilDay,
      [...new Set(streets)],
      JSON.stringify(ground),
      first.ward,
      first.bcu,
      actor,
      ...columns,
    ],
  )
}

/** Homes of an assignment; none where there is no such assignment. Logs each. */
export const homesAssigned = async (tx: Transaction, assignment: string): Promise<string[]> => {
  const rows = await readRecords<{ home: string }>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    'select home from engagement.assignment_home where assignment = $1 order by home',
    [assignment],
  )
  return rows.map(({ home }) => home)
}

/**
 * Gives all homes of some streets to a person. Asked for twice, it is one assignment. Logs each home. Returns how many.
 * Errors: `not_found` where no home of these streets is the actor's to give.
 */
export const makeAssignment = async (
  tx: Transaction,
  actor: string,
  { ward, ...asked }: NewAssignment,
): Promise<number> => {
  const homes = await homesOfStreets(tx, ward, asked.streets)
  if (homes.length === 0) throw new MetTraceError('not_found', 'There are no such streets here.')
  await giveHomes(tx, actor, { ...asked, homes })
  return homes.length
}
