import { actorNames } from '../../foundation/actor-names.ts'
import type { RowKey } from '../../foundation/fields/field-cipher.ts'
import { residentFields } from '../../foundation/records/sealed-fields.ts'
import { readRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { calledNow, presentDoors, type Called, type PresentDoor } from '../../places/present-doors.ts'

/** Who had a bottle, by the address in force, and who lived there on the day it mattered. */
export type Traced = Called & {
  deliveredAt: Date
  /** Another home is said to have had the same bottle, and nobody has decided yet. */
  disputed: boolean
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
  disputed: boolean
}

export type Trace = { homes: Traced[]; bottle: BottleEvent[] }

type Row = {
  at: Date
  disputed: boolean
  home: string
  uprn: string
  street: string
  number: string
  core: string | null
  flat: number | null
  postcode: string
  resident: string | null
  data_key: Buffer | null
  key_version: number | null
  name: Buffer | null
  contact: Buffer | null
}

const read = (tx: Transaction, row: Row, now: PresentDoor | undefined): Traced => {
  const key: RowKey | undefined =
    row.data_key && row.key_version !== null
      ? { dataKey: row.data_key, keyVersion: row.key_version }
      : undefined
  const fields = key && row.resident ? tx.fields.row(residentFields, row.resident, key) : undefined
  return {
    deliveredAt: row.at,
    ...calledNow(row, now),
    disputed: row.disputed,
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
  const digest = tx.fields.digest('code', code)
  const bottle = await readRecords<BottleEvent>(
    tx,
    { operation: 'combination', kind: 'kit', subjects: [code], reason },
    'select at, kind, holder, has_home as "hasHome", ward, disputed from engagement.contamination($1)',
    [digest],
  )
  const rows = await readRecords<Row>(
    tx,
    [
      { operation: 'combination', kind: 'home', of: ({ home }) => home, reason },
      { operation: 'combination', kind: 'resident', of: ({ resident }) => resident, reason },
    ],
    `select at, disputed, home, uprn::text as uprn, street, number, core, flat, postcode, resident, data_key, key_version, name, contact
     from engagement.trace($1, $2)`,
    [digest, day],
  )
  const doors = await presentDoors(
    tx,
    rows.map(({ uprn }) => uprn),
  )
  const nameOf = await actorNames(
    tx,
    bottle.map(({ holder }) => holder),
  )
  return {
    homes: rows.map((row) => read(tx, row, doors.get(row.uprn))),
    bottle: bottle.map((event) =>
      Object.assign({}, event, { holder: event.holder === null ? null : nameOf(event.holder) }),
    ),
  }
}
