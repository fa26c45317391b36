import { createReadStream } from 'node:fs'
import { residentsOf, type Resident } from '@mettrace/demo/residents'
import { copyInto } from '../foundation/copy.ts'
import type { Database } from '../foundation/database.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import type { Actor, Transaction } from '../foundation/with-actor.ts'
import { demonstrationActor } from '../places/made-up-city.ts'

const registrar: Actor = { id: demonstrationActor.id, role: 'registrar' }

/** Every so many homes one has registered, and at most so many altogether. */
const [everyHomes, mostResidents, atOnce] = [12, 5000, 500]

type Home = { id: string; ward: string; bcu: string }

const loadRegister = async (tx: Transaction, file: string): Promise<Home[]> => {
  await tx.query('create temp table ward_of_home (uprn bigint, ward text, bcu text) on commit drop')
  const lines = createReadStream(file, { encoding: 'utf8' }) as AsyncIterable<string>
  await copyInto(tx, 'ward_of_home', lines)
  await tx.query(
    `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, core, floor, flat, easting, northing)
     select gen_random_uuid(), a.id, w.ward, w.bcu, a.postcode, s.name, a.number, a.core, a.floor, a.flat, a.easting, a.northing
     from ward_of_home w join places.address a on a.id = w.uprn join places.street s on s.id = a.street`,
  )
  const { rows } = await tx.query<Home>(
    'select id, ward, bcu from engagement.home where uprn % $1 = 0 order by uprn limit $2',
    [everyHomes, mostResidents],
  )
  return rows
}

const insertResidents = `
  insert into engagement.resident
    (id, home, ward, bcu, from_day, data_key, key_version, name, contact, vulnerability, name_digest, contact_digest)
  select id, home, ward, bcu, (now() at time zone 'Europe/London')::date - days, data_key, $7, name, contact, vulnerability, name_digest, contact_digest
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[], $6::bytea[], $8::bytea[], $9::bytea[], $10::bytea[], $11::bytea[], $12::bytea[])
    as each (id, home, ward, bcu, days, data_key, name, contact, vulnerability, name_digest, contact_digest)`

const insertKits = `
  insert into engagement.kit_event (id, kit, at, kind, holder, home, ward, bcu, actor)
  select gen_random_uuid(), kit, now() - (days + before) * interval '1 day', kind, holder,
         case when kind = 'delivered' then home end, case when kind = 'delivered' then ward end, bcu, $6
  from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::int[]) as each (kit, home, ward, bcu, days)
  cross join (values ('received', 60, 'Store of the BCU'), ('issued', 2, 'Ward team'), ('delivered', 0, null)) as step (kind, before, holder)`

const loadResidents = async (
  tx: Transaction,
  homes: readonly Home[],
  residents: readonly Resident[],
  firstKit: number,
): Promise<void> => {
  const ids = homes.map(() => uuidv7())
  const keys = ids.map((id) => tx.fields.newKey('engagement.resident', id))
  const sealed = (column: 'name' | 'contact' | 'vulnerability'): (Buffer | null)[] =>
    residents.map((resident, at) => {
      const text = resident[column]
      return text === null
        ? null
        : tx.fields.row('engagement.resident', ids[at]!, keys[at]!).seal(column, text)
    })
  const wards = homes.map(({ ward }) => ward)
  const bcus = homes.map(({ bcu }) => bcu)
  const homeIds = homes.map(({ id }) => id)
  const days = residents.map(({ daysAgo }) => daysAgo)
  await tx.query(insertResidents, [
    ids,
    homeIds,
    wards,
    bcus,
    days,
    keys.map(({ dataKey }) => dataKey),
    tx.fields.newest,
    sealed('name'),
    sealed('contact'),
    sealed('vulnerability'),
    residents.map(({ name }) => tx.fields.digest('name', name)),
    residents.map(({ contact }) => tx.fields.digest('contact', contact)),
  ])
  const kits = homes.map((_, at) => `ZX${String(firstKit + at).padStart(6, '0')}`)
  await tx.query(insertKits, [kits, homeIds, wards, bcus, days, registrar.id])
  await tx.record({ operation: 'collection', kind: 'resident', subjects: ids })
}

/**
 * Gives every made-up home its ward and BCU, and some homes a resident with a kit whose code is ZX and six digits, in
 * the order of their addresses.
 */
export const loadHomes = (database: Database, wardsOfHomes: string, seed: number): Promise<void> =>
  database.withActor(registrar, 'homes and residents of the made-up city', async (tx) => {
    const homes = await loadRegister(tx, wardsOfHomes)
    const people = residentsOf(seed + 6)
    for (let from = 0; from < homes.length; from += atOnce) {
      const some = homes.slice(from, from + atOnce)
      const residents = some.map(() => people.next().value as Resident)
      await loadResidents(tx, some, residents, from + 1)
    }
  })
