import { uuidv7 } from '../../foundation/uuid.ts'
import { changeRecords } from '../../foundation/records/records.ts'
import { residentFields } from '../../foundation/records/sealed-fields.ts'
import { boundHomes, boundResidents } from '../../places/bound-register.ts'
import type { Transaction } from '../../foundation/with-actor.ts'

/** Somebody who registers for a home; `fromDay`: the first day on which they are known to live there, `2026-11-26`. */
export type Registration = {
  home: { id: string; ward: string; bcu: string }
  name: string | null
  contact: string | null
  vulnerability: string | null
  fromDay: string
}

/**
 * Registers many in one statement; `byPhone`: as events of phones tell, so that they stand while these do. Returns their
 * ids in the same order. Logs the collection. Errors: PostgreSQL 42501 for a home of others.
 */
export const registerMany = async (
  tx: Transaction,
  all: readonly Registration[],
  { byPhone = false } = {},
): Promise<string[]> => {
  const ids = all.map(() => uuidv7())
  if (ids.length === 0) return ids
  const rows = ids.map((id) => tx.fields.newRow(residentFields, id))
  const sealed = (column: 'name' | 'contact' | 'vulnerability'): (Buffer | null)[] =>
    all.map((each, at) => {
      const text = each[column]
      return text === null ? null : rows[at]!.seal(column, text)
    })
  const digests = (column: 'name' | 'contact'): (Buffer | null)[] =>
    all.map((each) => {
      const text = each[column]
      return text === null ? null : tx.fields.digest(column, text)
    })
  await changeRecords(
    tx,
    {
      operation: 'collection',
      kind: 'resident',
      subjects: ids,
      binds: [
        { table: boundResidents, rows: ids },
        { table: boundHomes, rows: [...new Set(all.map(({ home }) => home.id))] },
      ],
    },
    `insert into engagement.resident
       (id, home, ward, bcu, from_day, data_key, name, contact, vulnerability, name_digest, contact_digest, key_version, by_phone)
     select each.*, $12, $13
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::date[], $6::bytea[], $7::bytea[], $8::bytea[], $9::bytea[],
                 $10::bytea[], $11::bytea[]) each`,
    [
      ids,
      all.map(({ home }) => home.id),
      all.map(({ home }) => home.ward),
      all.map(({ home }) => home.bcu),
      all.map(({ fromDay }) => fromDay),
      rows.map(({ key }) => key.dataKey),
      sealed('name'),
      sealed('contact'),
      sealed('vulnerability'),
      digests('name'),
      digests('contact'),
      tx.fields.newest,
      byPhone,
    ],
  )
  return ids
}
