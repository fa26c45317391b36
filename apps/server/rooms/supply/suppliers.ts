import { MetTraceError } from '../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../foundation/page/pages.ts'
import { countRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'

export type Supplier = { id: string; name: string; contracts: number; batches: number; announced: number }

const columns = `s.id, s.name,
  (select count(*)::int4 from engagement.supply_contract c where c.supplier = s.id) as contracts,
  (select count(*)::int4 from engagement.supply_contract c join engagement.kit_batch b on b.contract = c.id
   where c.supplier = s.id) as batches,
  (select coalesce(sum(b.announced), 0)::int4 from engagement.supply_contract c join engagement.kit_batch b on b.contract = c.id
   where c.supplier = s.id) as announced`

/** Suppliers by name: a page of them, or all. */
export const suppliers = async (
  tx: Transaction,
  page?: number,
): Promise<(Supplier & { total: number })[]> => {
  const { rows } = await tx.query<Supplier & { total: number }>(
    `select ${columns}, count(*) over ()::int4 as total from engagement.supplier s order by s.name limit $1 offset $2`,
    [page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )
  return rows
}

/** One supplier. Errors: `not_found`. */
export const supplierOf = async (tx: Transaction, id: string | undefined): Promise<Supplier> => {
  const { rows } = await tx.query<Supplier>(
    `select ${columns} from engagement.supplier s where s.id = $1::uuid`,
    [id ?? null],
  )
  if (!rows[0]) throw new MetTraceError('not_found', 'There is no such supplier.')
  return rows[0]
}

/** VAT of a price, as the ledger keeps it. */
export const vatBases = ['excluding VAT', 'including VAT', 'exempt'] as const
export type VatBasis = (typeof vatBases)[number]

/** A contract and its prices; days such as `2026-01-05`, prices in pence for one kit, the latest first. */
export type Contract = {
  id: string
  reference: string
  startsOn: string
  endsOn: string
  prices: { from: string; pence: number; vat: VatBasis }[]
}

/** Contracts of a supplier, the latest first. */
export const contractsOf = async (tx: Transaction, supplier: string): Promise<Contract[]> => {
  const { rows } = await tx.query<Contract>(
    `select c.id, c.reference, c.starts_on as "startsOn", c.ends_on as "endsOn",
            (select coalesce(jsonb_agg(jsonb_build_object('from', p.from_day, 'pence', p.unit_pence, 'vat', p.vat)
                                       order by p.from_day desc), '[]')
             from (select distinct on (from_day) from_day, unit_pence, vat from engagement.supply_price
                   where contract = c.id order by from_day, recorded_at desc) p) as prices
     from engagement.supply_contract c where c.supplier = $1 order by c.starts_on desc, c.reference`,
    [supplier],
  )
  return rows
}

/** A batch as it was ordered and announced; what is null is not known. */
export type SuppliedBatch = {
  id: string
  reference: string
  contract: string
  madeOn: string | null
  expiresOn: string | null
  ordered: number | null
  dueOn: string | null
  announced: number
}

/** Batches of a supplier, the latest due first: a page of them, or all. */
export const batchesOf = async (
  tx: Transaction,
  supplier: string,
  page?: number,
): Promise<(SuppliedBatch & { total: number })[]> => {
  const { rows } = await tx.query<SuppliedBatch & { total: number }>(
    `select b.id, b.reference, c.reference as contract, b.made_on as "madeOn", b.expires_on as "expiresOn", b.ordered,
            b.due_on as "dueOn", b.announced, count(*) over ()::int4 as total
     from engagement.kit_batch b join engagement.supply_contract c on c.id = b.contract
     where c.supplier = $1 order by b.due_on desc nulls last, b.reference limit $2 offset $3`,
    [supplier, page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )
  return rows
}

/** What became of the kits of a batch: how many came, from which day on, and how many are damaged or stopped. */
export type Delivered = { place: number; received: number; first: string | null; faulty: number }

/** The same in the order of `batches`. For those who may see every bottle: of a part the figures would be wrong. */
export const deliveredOf = async (
  tx: Transaction,
  batches: readonly string[],
): Promise<Map<string, Delivered>> => {
  const rows = await countRecords<Delivered>(
    tx,
    `select given.place::int4 as place, count(p.id)::int4 as received,
            (min(came.at) at time zone 'Europe/London')::date as first,
            (count(p.id) filter (where p.holder = 'gone:damaged' or p.stopped is not null))::int4 as faulty
     from unnest($1::uuid[]) with ordinality as given (batch, place)
     left join engagement.kit_position p on p.batch = given.batch
     left join engagement.kit_movement came on came.kit = p.id and came.sequence = 1
     group by given.place`,
    [batches],
  )
  return new Map(rows.map((row) => [batches[row.place - 1]!, row]))
}

/** Whether it was added, or had been by the same id; false where something else has its name. */
const addedOrThere = async (touched: number | null, there: () => Promise<number | null>): Promise<boolean> =>
  (touched ?? 0) > 0 || ((await there()) ?? 0) > 0

/** Adds a supplier; asked for again by the same id, it is the same. False where another has the name. */
export const addSupplier = async (
  tx: Transaction,
  actor: string,
  { id, name }: { id: string; name: string },
): Promise<boolean> => {
  const { rowCount } = await tx.query(
    'insert into engagement.supplier (id, name, actor) values ($1, $2, $3) on conflict do nothing',
    [id, name, actor],
  )
  return addedOrThere(
    rowCount,
    async () =>
      (await tx.query('select from engagement.supplier where id = $1 and name = $2', [id, name])).rowCount,
  )
}

export type NewContract = {
  id: string
  supplier: string
  reference: string
  startsOn: string
  endsOn: string
}

/** Adds a contract; asked for again by the same id, it is the same. False where another has the reference. */
export const addContract = async (
  tx: Transaction,
  actor: string,
  { id, supplier, reference, startsOn, endsOn }: NewContract,
): Promise<boolean> => {
  const { rowCount } = await tx.query(
    `insert into engagement.supply_contract (id, reference, supplier, starts_on, ends_on, actor)
     values ($1, $2, $3, $4::date, $5::date, $6) on conflict do nothing`,
    [id, reference, supplier, startsOn, endsOn, actor],
  )
  return addedOrThere(
    rowCount,
    async () =>
      (
        await tx.query('select from engagement.supply_contract where id = $1 and reference = $2', [
          id,
          reference,
        ])
      ).rowCount,
  )
}

export type NewPrice = { id: string; contract: string; from: string; pence: number; vat: VatBasis }

/** Adds a price from a day on; asked for again by the same id, it is the same. */
export const addPrice = async (
  tx: Transaction,
  actor: string,
  { id, contract, from, pence, vat }: NewPrice,
): Promise<void> => {
  await tx.query(
    `insert into engagement.supply_price (id, contract, from_day, unit_pence, vat, actor)
     values ($1, $2, $3::date, $4, $5, $6) on conflict (id) do nothing`,
    [id, contract, from, pence, vat, actor],
  )
}
