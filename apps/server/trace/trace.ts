import type { RowKey } from '../foundation/fields/field-cipher.ts'
import type { Transaction } from '../foundation/with-actor.ts'

/** Who had a bottle, and who lived there on the day it mattered. */
export type Traced = {
  deliveredAt: Date
  address: string
  postcode: string
  /** Null where nobody had registered, or the record was erased. */
  name: string | null
  contact: string | null
}

/** Something that happened to a bottle: where it has been bears on whether a mark was planted. */
export type BottleEvent = {
  at: Date
  kind: string
  holder: string | null
  hasHome: boolean
  ward: string | null
}

export type Trace = { homes: Traced[]; bottle: BottleEvent[] }

type Row = {
  at: Date
  home: string
  street: string
  number: string
  flat: number | null
  postcode: string
  resident: string | null
  data_key: Buffer | null
  key_version: number | null
  name: Buffer | null
  contact: Buffer | null
}

const read = (tx: Transaction, row: Row): Traced => {
  const key: RowKey | undefined =
    row.data_key && row.key_version !== null
      ? { dataKey: row.data_key, keyVersion: row.key_version }
      : undefined
  const fields = key && row.resident ? tx.fields.row('engagement.resident', row.resident, key) : undefined
  return {
    deliveredAt: row.at,
    address: `${row.flat === null ? '' : `Flat ${row.flat}, `}${row.number} ${row.street}`,
    postcode: row.postcode,
    name: fields && row.name ? fields.open('name', row.name) : null,
    contact: fields && row.contact ? fields.open('contact', row.contact) : null,
  }
}

/**
 * From a code to its owner on a day (`2026-11-26`), and the life of the bottle. Both are crossings; what they combined,
 * and that the code was asked for even where nothing came of it, is logged with the reason.
 */
export const traceCode = async (
  tx: Transaction,
  code: string,
  day: string,
  reason: string,
): Promise<Trace> => {
  const { rows } = await tx.query<Row>('select * from engagement.trace($1, $2)', [code, day])
  const { rows: bottle } = await tx.query<BottleEvent>(
    'select at, kind, holder, has_home as "hasHome", ward from engagement.contamination($1)',
    [code],
  )
  await tx.record({ operation: 'combination', kind: 'kit', subjects: [code], reason })
  const homes = [...new Set(rows.map(({ home }) => home))]
  await tx.record({ operation: 'combination', kind: 'home', subjects: homes, reason })
  const residents = [...new Set(rows.flatMap(({ resident }) => resident ?? []))]
  await tx.record({ operation: 'combination', kind: 'resident', subjects: residents, reason })
  return { homes: rows.map((row) => read(tx, row)), bottle }
}
