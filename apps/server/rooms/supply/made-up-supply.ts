import { uuidv7 } from '../../foundation/uuid.ts'
import { keepRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'

/** A contract of the made-up city with its supplier; days such as `2026-01-05`. */
export type SupplyContract = {
  supplier: string
  reference: string
  startsOn: string
  endsOn: string
  pence: number
}

/** Adds suppliers with a contract each, at one price from its first day on. Returns the contracts' ids. */
export const addContracts = async (
  tx: Transaction,
  actor: string,
  contracts: readonly SupplyContract[],
): Promise<string[]> => {
  const [suppliers, ids] = [contracts.map(() => uuidv7()), contracts.map(() => uuidv7())]
  await tx.query(
    'insert into engagement.supplier (id, name, actor) select *, $3 from unnest($1::uuid[], $2::text[])',
    [suppliers, contracts.map(({ supplier }) => supplier), actor],
  )
  await tx.query(
    `insert into engagement.supply_contract (id, reference, supplier, starts_on, ends_on, actor)
     select *, $6 from unnest($1::uuid[], $2::text[], $3::uuid[], $4::date[], $5::date[])`,
    [
      ids,
      contracts.map(({ reference }) => reference),
      suppliers,
      contracts.map(({ startsOn }) => startsOn),
      contracts.map(({ endsOn }) => endsOn),
      actor,
    ],
  )
  await tx.query(
    `insert into engagement.supply_price (id, contract, from_day, unit_pence, vat, actor)
     select id, contract, from_day, pence, 'excluding VAT', $5
     from unnest($1::uuid[], $2::uuid[], $3::date[], $4::int[]) as each (id, contract, from_day, pence)`,
    [
      ids.map(() => uuidv7()),
      ids,
      contracts.map(({ startsOn }) => startsOn),
      contracts.map(({ pence }) => pence),
      actor,
    ],
  )
  return ids
}

/** A batch as it was ordered and announced. */
export type SupplyBatch = {
  contract: string
  reference: string
  madeOn: string
  expiresOn: string
  ordered: number
  dueOn: string
  announced: number
}

/** Adds batches that no file announced. Returns their ids. */
export const addBatches = async (
  tx: Transaction,
  actor: string,
  batches: readonly SupplyBatch[],
): Promise<string[]> => {
  const ids = batches.map(() => uuidv7())
  await tx.query(
    `insert into engagement.kit_batch (id, contract, reference, made_on, expires_on, ordered, due_on, announced, actor)
     select *, $9 from unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::date[], $6::int[], $7::date[], $8::int[])`,
    [
      ids,
      batches.map(({ contract }) => contract),
      batches.map(({ reference }) => reference),
      batches.map(({ madeOn }) => madeOn),
      batches.map(({ expiresOn }) => expiresOn),
      batches.map(({ ordered }) => ordered),
      batches.map(({ dueOn }) => dueOn),
      batches.map(({ announced }) => announced),
      actor,
    ],
  )
  return ids
}

/** Adds boxes of batches, each by its number. Returns their ids. */
export const addBoxes = async (
  tx: Transaction,
  boxes: readonly { batch: string; reference: string }[],
): Promise<string[]> => {
  const ids = boxes.map(() => uuidv7())
  await tx.query(
    'insert into engagement.kit_box (id, batch, reference) select * from unnest($1::uuid[], $2::uuid[], $3::text[])',
    [ids, boxes.map(({ batch }) => batch), boxes.map(({ reference }) => reference)],
  )
  return ids
}

/** Adds a team to each BCU. Returns their ids. */
export const addTeams = async (
  tx: Transaction,
  actor: string,
  bcus: readonly string[],
): Promise<string[]> => {
  const ids = bcus.map(() => uuidv7())
  await tx.query(
    `insert into engagement.team (id, name, bcu, actor)
     select id, 'Prevention team', bcu, $3 from unnest($1::uuid[], $2::text[]) as each (id, bcu)`,
    [ids, bcus, actor],
  )
  return ids
}

/** A count that was finished: of `holder`, without `missing` of the kits that it has. */
export type FinishedCount = { holder: string; bcu: string | null; at: Date; missing: number }

/** Adds counts of what holders have now; the newest kits of each were not found. Returns the variances' ids, by serial. */
export const addCounts = async (
  tx: Transaction,
  actor: string,
  counts: readonly FinishedCount[],
): Promise<string[]> => {
  const { rows } = await keepRecords<{ id: string; serial: string }>(
    tx,
    'counts of made-up kits; nobody is shown who has one',
    `with given as (
       select gen_random_uuid() as id, * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::int[]) as each (holder, bcu, at, missing)
     ), held as (
       select given.id, p.serial, row_number() over (partition by given.id order by p.serial desc) as place
       from given join engagement.kit_position p on p.holder = given.holder
     ), begun as (
       insert into engagement.kit_count (id, holder, begun_at, bcu, actor) select id, holder, at, bcu, $5 from given
     ), finished as (
       insert into engagement.kit_count_result (id, counted_at, counted, held, bcu, actor)
       select id, at + interval '40 minutes', greatest(0, kits - missing), kits, bcu, $5
       from (select given.*, (select count(*)::int from held where held.id = given.id) as kits from given) each
     )
     insert into engagement.kit_variance (id, count, serial, kind, bcu, actor)
     select gen_random_uuid(), held.id, held.serial, 'missing', given.bcu, $5
     from held join given on given.id = held.id where held.place <= given.missing
     returning id, serial`,
    [
      counts.map(({ holder }) => holder),
      counts.map(({ bcu }) => bcu),
      counts.map(({ at }) => at),
      counts.map(({ missing }) => missing),
      actor,
    ],
  )
  return rows.toSorted((a, b) => a.serial.localeCompare(b.serial)).map(({ id }) => id)
}

/** Decides a variance: nothing changes, for a reason. Whoever counted may not. */
export const leaveVariance = async (
  tx: Transaction,
  actor: string,
  { variance, reason }: { variance: string; reason: string },
): Promise<void> => {
  await tx.query(
    `insert into engagement.kit_variance_decision (id, counter, decision, reason, bcu, actor)
     select id, actor, 'no change', $2, bcu, $3 from engagement.kit_variance where id = $1`,
    [variance, reason, actor],
  )
}
