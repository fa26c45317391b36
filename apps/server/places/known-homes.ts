import { keepRecords } from '../foundation/records/records.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { homesNow } from './register.ts'

/** Which of these homes the register has, as far as the actor may see it. */
export const knownHomes = async (tx: Transaction, ids: readonly string[]): Promise<Set<string>> => {
  const { rows } = await keepRecords<{ id: string }>(
    tx,
    'of homes that the asker names, whether they are there; the same where one is not theirs',
    'select id from engagement.home where id = any ($1::uuid[])',
    [ids],
  )
  return new Set(rows.map(({ id }) => id))
}

/** Ward and BCU of homes, as far as the actor may see them. */
export const placesOfHomes = async (
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, { ward: string; bcu: string }>> => {
  if (ids.length === 0) return new Map()
  const { rows } = await keepRecords<{ id: string; ward: string; bcu: string }>(
    tx,
    'where homes are that the author’s own events named; nobody is shown any',
    'select id, ward, bcu from engagement.home where id = any ($1::uuid[])',
    [ids],
  )
  return new Map(rows.map(({ id, ward, bcu }) => [id, { ward, bcu }]))
}

/** A ward and BCU that the actor is posted to, where the register has a home of it. */
export const placeOfActor = async (tx: Transaction): Promise<{ ward: string; bcu: string } | undefined> => {
  const { rows } = await keepRecords<{ ward: string; bcu: string }>(
    tx,
    'a place of the asker’s own, by any home of it',
    'select ward, bcu from engagement.home limit 1',
  )
  return rows[0]
}

/** A street of a ward, and how many homes stand in it now. */
export type WardStreet = { street: string; homes: number }

/** Streets of a ward by name, as far as the actor may see it. */
export const streetsOfWard = async (tx: Transaction, ward: string): Promise<WardStreet[]> => {
  const { rows } = await keepRecords<WardStreet>(
    tx,
    'how many homes a street has, without any one of them',
    `select street, count(*)::int4 as homes from (${homesNow('(select * from engagement.home where ward = $1)')}) home
     where not gone and street is not null group by street order by street`,
    [ward],
  )
  return rows
}

/** Wards that the actor may see homes of. */
export const wardsOfActor = async (tx: Transaction): Promise<string[]> => {
  const { rows } = await keepRecords<{ ward: string }>(
    tx,
    'wards of the asker’s own places, by homes of them',
    'select distinct ward from engagement.home order by ward',
  )
  return rows.map(({ ward }) => ward)
}
