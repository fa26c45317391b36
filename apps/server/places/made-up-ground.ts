import { copyInto } from '../foundation/copy.ts'
import { keepRecords } from '../foundation/records/records.ts'
import type { Transaction } from '../foundation/with-actor.ts'

type Rows = AsyncIterable<string>

/** Rows of the made-up city's streets, their links, its ground and its addresses, as COPY takes them. */
export type MadeUpGround = { street: Rows; streetLink: Rows; ground: Rows; address: Rows }

/** COPY does not go through row security: rows are gathered beside the table first. */
const copyRows = async (
  tx: Transaction,
  table: 'street' | 'ground' | 'address',
  lines: Rows,
): Promise<void> => {
  await tx.query(`create temp table incoming_${table} (like places.${table}) on commit drop`)
  await copyInto(tx, `incoming_${table}`, lines)
  await tx.query(`insert into places.${table} select * from incoming_${table}`)
}

/** Takes in what a made-up city stands on. */
export const loadMadeUpGround = async (tx: Transaction, city: MadeUpGround): Promise<void> => {
  await copyRows(tx, 'street', city.street)
  await tx.query('create temp table incoming_link (line bytea, metres float8) on commit drop')
  await copyInto(tx, 'incoming_link', city.streetLink)
  await tx.query('insert into places.street_link (line, metres) select line, metres from incoming_link')
  await copyRows(tx, 'ground', city.ground)
  await copyRows(tx, 'address', city.address)
  await tx.query(
    `insert into places.postcode
     select postcode, round(avg(easting))::int, round(avg(northing))::int from places.address group by postcode`,
  )
}

/** A home of the register, and whose it is. */
export type RegisteredHome = { id: string; ward: string; bcu: string }

/**
 * Puts every made-up home into the register, in the ward and BCU that `lines` give it (UPRN, ward, BCU), and answers with
 * one of every so many homes, in the order of their addresses.
 */
export const registerMadeUpHomes = async (
  tx: Transaction,
  lines: Rows,
  { everyHomes, most }: { everyHomes: number; most: number },
): Promise<RegisteredHome[]> => {
  await tx.query('create temp table ward_of_home (uprn bigint, ward text, bcu text) on commit drop')
  await copyInto(tx, 'ward_of_home', lines)
  await keepRecords(
    tx,
    'a register that is loaded whole',
    `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, core, floor, flat, easting, northing)
     select gen_random_uuid(), a.id, w.ward, w.bcu, a.postcode, s.name, a.number, a.core, a.floor, a.flat, a.easting, a.northing
     from ward_of_home w join places.address a on a.id = w.uprn join places.street s on s.id = a.street`,
  )
  const { rows } = await keepRecords<RegisteredHome>(
    tx,
    'made-up homes that get a made-up resident, who is written down',
    'select id, ward, bcu from engagement.home where uprn % $1 = 0 order by uprn limit $2',
    [everyHomes, most],
  )
  return rows
}

/** Homes of made-up small areas by their points, in the order of their addresses, but for those that have a resident. */
export const homesOfMadeUpAreas = async (
  tx: Transaction,
  codes: readonly string[],
  everyHomes: number,
): Promise<(RegisteredHome & { code: string })[]> => {
  const { rows } = await keepRecords<RegisteredHome & { code: string }>(
    tx,
    'made-up homes that get a made-up kit, which is written down',
    `select h.id, h.ward, h.bcu, p.code from places.point_area p
     join engagement.home h on h.easting = p.easting and h.northing = p.northing
     where p.kind = 'lsoa' and p.code is not null and p.code = any ($1) and h.uprn % $2 <> 0 order by p.code, h.uprn`,
    [codes, everyHomes],
  )
  return rows
}
