import type { RowKey } from '../../foundation/fields/field-cipher.ts'
import { changeRecords, keepRecords, readRecords } from '../../foundation/records/records.ts'
import { residentFields } from '../../foundation/records/sealed-fields.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { homesOfIds, type Home, type ListedHome } from '../../places/register.ts'
import { registerMany } from './register-many.ts'

export type Resident = {
  id: string
  fromDay: string
  toDay: string | null
  /** Null where it was not given, or erased. */
  name: string | null
  contact: string | null
  vulnerability: string | null
  erased: boolean
  /** False where every event of a phone that registered them was undone. */
  stands: boolean
}

export type SealedRow = {
  data_key: Buffer | null
  key_version: number | null
  name: Buffer | null
  contact: Buffer | null
  vulnerability: Buffer | null
}

type Row = SealedRow & { id: string; from_day: string; to_day: string | null; stands: boolean }

const keyOf = ({ data_key, key_version }: Pick<SealedRow, 'data_key' | 'key_version'>): RowKey | undefined =>
  data_key && key_version !== null ? { dataKey: data_key, keyVersion: key_version } : undefined

export type Opened = Pick<Resident, 'name' | 'contact' | 'vulnerability'>

/** What names a resident, opened by the key of their row. */
export const opened = (tx: Transaction, id: string, row: SealedRow): Opened => {
  const key = keyOf(row)
  const fields = key ? tx.fields.row(residentFields, id, key) : undefined
  const open = (column: 'name' | 'contact' | 'vulnerability'): string | null => {
    const sealed = row[column]
    return fields && sealed ? fields.open(column, sealed) : null
  }
  return { name: open('name'), contact: open('contact'), vulnerability: open('vulnerability') }
}

const read = (tx: Transaction, row: Row): Resident => ({
  id: row.id,
  fromDay: row.from_day,
  toDay: row.to_day,
  erased: row.data_key === null,
  stands: row.stands,
  ...opened(tx, row.id, row),
})

/**
 * Homes that somebody of this name registered for and has not left by a day, `2026-11-26`, where that was not taken back.
 * Logs each, and each resident who was found.
 */
export const homesOfName = async (
  tx: Transaction,
  name: string,
  day: string,
  page = 1,
): Promise<ListedHome[]> => {
  const rows = await readRecords<{ id: string; home: string }>(
    tx,
    { operation: 'consultation', kind: 'resident', of: ({ id }) => id },
    `select id, home from engagement.resident
     where name_digest = $1 and coalesce(to_day, engagement.left_on(id), 'infinity') >= $2::date
       and engagement.resident_stands(id, by_phone)`,
    [tx.fields.digest('name', name), day],
  )
  return homesOfIds(
    tx,
    rows.map(({ home }) => home),
    page,
  )
}

/** Who registered for a home, the latest first. Logs each that was looked at. */
export const residentsOf = async (tx: Transaction, home: Home): Promise<Resident[]> => {
  const rows = await readRecords<Row>(
    tx,
    { operation: 'consultation', kind: 'resident', of: ({ id }) => id },
    `select id, from_day, coalesce(to_day, engagement.left_on(id)) as to_day, data_key, key_version, name, contact, vulnerability,
            engagement.resident_stands(id, by_phone) as stands
     from engagement.resident where home = $1 order by from_day desc, id desc`,
    [home.id],
  )
  return rows.map((row) => read(tx, row))
}

export type NewResident = { name: string; contact: string; vulnerability: string; fromDay: string }

const given = (text: string): string | null => (text === '' ? null : text)

/** Registers somebody for a home. Returns the id. Logs the collection. Errors: PostgreSQL 42501 for a home of others. */
export const registerResident = async (
  tx: Transaction,
  home: Home,
  { name, contact, vulnerability, fromDay }: NewResident,
): Promise<string> => {
  const [id = ''] = await registerMany(tx, [
    { home, name, contact: given(contact), vulnerability: given(vulnerability), fromDay },
  ])
  return id
}

const batch = 1000

/**
 * Wraps the keys of some residents by the newest master key, and renews the digests for look-up. Returns how many; 0 when
 * none is left. Each call is a transaction of its own: interrupted, the next goes on.
 */
export const rewrapSome = async (tx: Transaction): Promise<number> => {
  const { rows } = await keepRecords<SealedRow & { id: string }>(
    tx,
    'a new master key: nobody is shown them, and each that is changed is written down below',
    `select id, data_key, key_version, name, contact, vulnerability from engagement.resident
     where key_version < $1 and data_key is not null limit ${batch} for update skip locked`,
    [tx.fields.newest],
  )
  const renewed = rows.map((row) => {
    const { id } = row
    const { name, contact } = opened(tx, id, row)
    return { id, name, contact, key: tx.fields.rewrap(residentFields, id, keyOf(row)!) }
  })
  const digest = (column: 'name' | 'contact', text: string | null): Buffer | null =>
    text === null ? null : tx.fields.digest(column, text)
  await changeRecords(
    tx,
    {
      operation: 'alteration',
      kind: 'resident',
      subjects: renewed.map(({ id }) => id),
      reason: 'new master key',
    },
    `update engagement.resident r
     set data_key = n.data_key, key_version = $5, name_digest = n.name_digest, contact_digest = n.contact_digest
     from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[]) as n (id, data_key, name_digest, contact_digest)
     where r.id = n.id`,
    [
      renewed.map(({ id }) => id),
      renewed.map(({ key }) => key.dataKey),
      renewed.map(({ name }) => digest('name', name)),
      renewed.map(({ contact }) => digest('contact', contact)),
      tx.fields.newest,
    ],
  )
  return renewed.length
}
