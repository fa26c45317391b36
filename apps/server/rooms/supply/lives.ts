import { uuidv7 } from '../../foundation/uuid.ts'
import { changeRecords } from '../../foundation/records/records.ts'
import { boundHomes } from '../../places/bound-register.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { boundKits, boundMovements } from './bound-ledger.ts'
import { holderKind, holderOf, type Holder, type KitPlace } from './holders.ts'
import { sealCode, type SealedCode } from './kit-codes.ts'
import type { MovementKind } from './rules.ts'

/** What happened to a bottle at some time, and who had it then; `transfer` is the act that it ends. */
export type LifeEvent = {
  at: Date
  kind: MovementKind
  holder: Holder
  place: KitPlace
  /** Act that several bottles share; one of its own where there is none. */
  act?: string
  transfer?: string
  reason?: string
}

/** A bottle and its whole life so far, in the order of time. */
export type Life = {
  id?: string
  serial: string
  /** Code of the liquid; null where it is not known. */
  code: string | null
  /** The code as it is kept, where it was encrypted beforehand for this id. */
  sealed?: SealedCode | undefined
  batch?: string
  box?: string
  /** `2026-01-05`; null where not known. */
  madeOn: string | null
  expiresOn: string | null
  pinDigest?: Buffer | null
  events: readonly LifeEvent[]
}

type Row = LifeEvent & {
  id: string
  act: string
  kit: string
  sequence: number
  before: LifeEvent | undefined
  madeOn: string | null
}

const rowsOf = (kit: string, madeOn: string | null, events: readonly LifeEvent[]): Row[] =>
  events.map((event, at) =>
    Object.assign({}, event, {
      id: uuidv7(),
      act: event.act ?? uuidv7(),
      kit,
      sequence: at + 1,
      before: events[at - 1],
      madeOn,
    }),
  )

/** Takes in bottles that are there, with their codes. Returns their ids in order. Logs each. */
export const addKits = async (
  tx: Transaction,
  actor: string,
  kits: readonly Omit<Life, 'events'>[],
): Promise<string[]> => {
  const ids = kits.map(({ id }) => id ?? uuidv7())
  const codes = kits.map(({ code, sealed }, at) =>
    code === null ? null : (sealed ?? sealCode(tx, ids[at]!, code)),
  )
  await changeRecords(
    tx,
    {
      operation: 'collection',
      kind: 'kit',
      subjects: kits.map(({ serial }) => serial),
      binds: [{ table: boundKits, rows: ids }],
    },
    `insert into engagement.kit
       (id, serial, batch, box, made_on, expires_on, exists_from, data_key, key_version, code, code_digest, pin_digest, actor)
     select id, serial, batch, box, made_on, expires_on,
            coalesce(made_on::timestamp at time zone 'Europe/London', '-infinity'), data_key, key_version, code, code_digest, pin_digest, $12
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::date[], $6::date[], $7::bytea[], $8::int[], $9::bytea[], $10::bytea[], $11::bytea[])
       as each (id, serial, batch, box, made_on, expires_on, data_key, key_version, code, code_digest, pin_digest)`,
    [
      ids,
      kits.map(({ serial }) => serial),
      kits.map(({ batch }) => batch ?? null),
      kits.map(({ box }) => box ?? null),
      kits.map(({ madeOn }) => madeOn),
      kits.map(({ expiresOn }) => expiresOn),
      codes.map((code) => code?.key.dataKey ?? null),
      codes.map((code) => code?.key.keyVersion ?? null),
      codes.map((code) => code?.code ?? null),
      codes.map((code) => code?.digest ?? null),
      kits.map(({ pinDigest }) => pinDigest ?? null),
      actor,
    ],
  )
  return ids
}

/** One act for all rows that share it; what a transfer was, and to whom, follows from who had the bottles. */
const addActs = async (tx: Transaction, actor: string, rows: readonly Row[]): Promise<void> => {
  const acts = new Map<string, { row: Row; kits: number; from: Holder | null; to: Holder | null }>()
  for (const row of rows) {
    const from = row.before?.holder ?? null
    const known = acts.get(row.act)
    if (!known) acts.set(row.act, { row, kits: 1, from, to: row.holder })
    else {
      known.kits += 1
      // What one act gave to many, or took from many, names no one of them.
      if (known.from !== from) known.from = null
      if (known.to !== row.holder) known.to = null
    }
  }
  const confirmedBy = new Map(rows.flatMap((row) => (row.transfer ? [[row.transfer, row.holder]] : [])))
  const all = [...acts].map(([id, { row, kits, from, to }]) => ({ id, row, kits, from, to }))
  await changeRecords(
    tx,
    { operation: 'collection', kind: 'kit', subjects: all.map(({ id }) => id) },
    `insert into engagement.kit_act (id, kind, at, from_holder, to_holder, transfer, kits, reason, ward, bcu, actor)
     select *, $11 from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::uuid[], $7::int[], $8::text[], $9::text[], $10::text[])`,
    [
      all.map(({ id }) => id),
      all.map(({ row }) => row.kind),
      all.map(({ row }) => row.at),
      all.map(({ from }) => from),
      all.map(({ id, to }) => confirmedBy.get(id) ?? to),
      all.map(({ row }) => row.transfer ?? null),
      all.map(({ kits }) => kits),
      all.map(({ row }) => row.reason ?? null),
      all.map(({ row }) => row.place.ward),
      all.map(({ row }) => row.place.bcu),
      actor,
    ],
  )
}

/**
 * Takes in bottles with their whole life, in the name of the product: those of an earlier phase, and made-up ones.
 * Logs each, and the homes that they went to. Errors: PostgreSQL 23503 or 23514 where a life contradicts itself.
 */
export const addLives = async (tx: Transaction, actor: string, lives: readonly Life[]): Promise<void> => {
  const ids = await addKits(tx, actor, lives)
  const rows = lives.flatMap(({ events, madeOn }, at) => rowsOf(ids[at]!, madeOn, events))
  if (rows.length === 0) return
  await addActs(tx, actor, rows)
  const homes = new Set(
    rows.flatMap(({ holder }) => (holderKind(holder) === 'home' ? [holderOf(holder)] : [])),
  )
  await changeRecords(
    tx,
    {
      operation: 'collection',
      kind: 'kit',
      subjects: lives.map(({ serial }) => serial),
      binds: [
        { table: boundMovements, rows: rows.map(({ id }) => id) },
        { table: boundHomes, rows: [...homes] },
      ],
    },
    `insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, from_holder, holder, transfer, ward, bcu, actor)
     select each.id, each.kit, each.sequence, each.act, each.kind, each.at,
            -- Of the first, since when the bottle exists: a key holds it to what stands beside the bottle.
            coalesce(each.before_at, each.made_on::timestamp at time zone 'Europe/London', '-infinity'),
            each.from_holder, each.holder, each.transfer, each.ward, each.bcu, $14
     from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::text[], $9::text[], $10::uuid[], $11::text[], $12::text[], $13::date[])
       as each (id, kit, sequence, act, kind, at, before_at, from_holder, holder, transfer, ward, bcu, made_on)`,
    [
      rows.map(({ id }) => id),
      rows.map(({ kit }) => kit),
      rows.map(({ sequence }) => sequence),
      rows.map(({ act }) => act),
      rows.map(({ kind }) => kind),
      rows.map(({ at }) => at),
      rows.map(({ before }) => before?.at ?? null),
      rows.map(({ before }) => before?.holder ?? null),
      rows.map(({ holder }) => holder),
      rows.map(({ transfer }) => transfer ?? null),
      rows.map(({ place }) => place.ward),
      rows.map(({ place }) => place.bcu),
      rows.map(({ madeOn }) => madeOn),
      actor,
    ],
  )
}
