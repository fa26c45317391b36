import { MetTraceError } from '../foundation/errors.ts'
import type { RowKey } from '../foundation/fields/field-cipher.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import type { Home } from './homes.ts'

const table = 'engagement.resident'

export type Resident = {
  id: string
  fromDay: string
  toDay: string | null
  /** Null where the record was erased. */
  name: string | null
  contact: string | null
  vulnerability: string | null
}

type Row = {
  id: string
  from_day: string
  to_day: string | null
  data_key: Buffer | null
  key_version: number | null
  name: Buffer | null
  contact: Buffer | null
  vulnerability: Buffer | null
}

const keyOf = ({ data_key, key_version }: Pick<Row, 'data_key' | 'key_version'>): RowKey | undefined =>
  data_key && key_version !== null ? { dataKey: data_key, keyVersion: key_version } : undefined

const read = (tx: Transaction, row: Row): Resident => {
  const key = keyOf(row)
  const fields = key ? tx.fields.row(table, row.id, key) : undefined
  const open = (column: 'name' | 'contact' | 'vulnerability'): string | null => {
    const sealed = row[column]
    return fields && sealed ? fields.open(column, sealed) : null
  }
  return {
    id: row.id,
    fromDay: row.from_day,
    toDay: row.to_day,
    name: open('name'),
    contact: open('contact'),
    vulnerability: open('vulnerability'),
  }
}

/** Who registered for a home, the latest first. Logs each that was looked at. */
export const residentsOf = async (tx: Transaction, home: Home): Promise<Resident[]> => {
  const { rows } = await tx.query<Row>(
    `select id, from_day, to_day, data_key, key_version, name, contact, vulnerability
     from engagement.resident where home = $1 order by from_day desc, id desc`,
    [home.id],
  )
  await tx.record({ operation: 'consultation', kind: 'resident', subjects: rows.map(({ id }) => id) })
  return rows.map((row) => read(tx, row))
}

export type NewResident = { name: string; contact: string; vulnerability: string; fromDay: string }

/** Registers somebody for a home. Returns the id. Logs the collection. Errors: PostgreSQL 42501 for a home of others. */
export const registerResident = async (
  tx: Transaction,
  home: Home,
  { name, contact, vulnerability, fromDay }: NewResident,
): Promise<string> => {
  const id = uuidv7()
  const key = tx.fields.newKey(table, id)
  const fields = tx.fields.row(table, id, key)
  const seal = (column: string, text: string): Buffer | null =>
    text === '' ? null : fields.seal(column, text)
  await tx.query(
    `insert into engagement.resident
       (id, home, ward, bcu, from_day, data_key, key_version, name, contact, vulnerability, name_digest, contact_digest)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      home.id,
      home.ward,
      home.bcu,
      fromDay,
      key.dataKey,
      key.keyVersion,
      seal('name', name),
      seal('contact', contact),
      seal('vulnerability', vulnerability),
      tx.fields.digest('name', name),
      contact === '' ? null : tx.fields.digest('contact', contact),
    ],
  )
  await tx.record({ operation: 'collection', kind: 'resident', subjects: [id] })
  return id
}

/**
 * Makes what names a resident unreadable everywhere, backups of the database included: the key of the row goes. Every
 * proof of the log stays valid, because the log holds keyed digests only. Errors: `not_found`.
 */
export const eraseResident = async (
  tx: Transaction,
  id: string | undefined,
  reason: string,
): Promise<void> => {
  const { rows } = await tx.query<{ id: string }>(
    `update engagement.resident
     set data_key = null, name = null, contact = null, vulnerability = null, name_digest = null, contact_digest = null,
         erased_at = clock_timestamp()
     where id = $1 and erased_at is null returning id`,
    [id ?? null],
  )
  const [erased] = rows
  if (!erased) throw new MetTraceError('not_found', 'There is no such resident.')
  await tx.record({ operation: 'erasure', kind: 'resident', subjects: [erased.id], reason })
}

const batch = 1000

/**
 * Wraps the keys of some residents by the newest master key, and renews the digests for look-up. Returns how many; 0 when
 * none is left. Each call is a transaction of its own: interrupted, the next goes on.
 */
export const rewrapSome = async (tx: Transaction): Promise<number> => {
  const { rows } = await tx.query<Row>(
    `select id, from_day, to_day, data_key, key_version, name, contact, vulnerability from engagement.resident
     where key_version < $1 and data_key is not null limit ${batch} for update skip locked`,
    [tx.fields.newest],
  )
  const renewed = rows.map((row) => {
    const { id, name, contact } = read(tx, row)
    return { id, name, contact, key: tx.fields.rewrap(table, id, keyOf(row)!) }
  })
  const digest = (column: 'name' | 'contact', text: string | null): Buffer | null =>
    text === null ? null : tx.fields.digest(column, text)
  await tx.query(
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
  if (renewed.length > 0)
    await tx.record({
      operation: 'alteration',
      kind: 'resident',
      subjects: renewed.map(({ id }) => id),
      reason: 'new master key',
    })
  return renewed.length
}

/** What the tables hold, in the words of the resident who asks. */
const heldWords: Record<string, string> = {
  'engagement.resident': 'Your registration',
  'engagement.home': 'The home',
  'engagement.kit_event': 'Kits of the home',
  'enforcement.incident': 'Burglaries of the home that were reported',
}

/** One thing that is held of a resident: what it is, and its fields by name. */
export type Held = { what: string; fields: { name: string; value: string }[] }

/**
 * Everything that is held of a resident under both regimes (UK GDPR art. 15, DPA 2018 s.45): a crossing, logged as a
 * disclosure to them. Errors: `not_found`.
 */
export const subjectAccess = async (tx: Transaction, id: string | undefined): Promise<Held[]> => {
  const { rows } = await tx.query<Row & { held_in: string; record: Record<string, unknown> }>(
    'select * from engagement.subject_access($1)',
    [id ?? null],
  )
  if (id === undefined || rows.length === 0)
    throw new MetTraceError('not_found', 'There is no such resident.')
  await tx.record({ operation: 'disclosure', kind: 'resident', subjects: [id], to: 'the resident' })
  return rows.map((row) => {
    const { name, contact, vulnerability } = read(tx, { ...row, id })
    const opened = row.held_in === table ? { name, contact, vulnerability } : {}
    const fields = Object.entries({ ...opened, ...row.record })
    return {
      what: heldWords[row.held_in] ?? row.held_in,
      fields: fields.map(([field, value]) => ({
        name: field.replaceAll('_', ' '),
        value: value === null || value === undefined ? '–' : String(value),
      })),
    }
  })
}
