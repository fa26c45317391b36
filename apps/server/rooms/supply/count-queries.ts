import { MetTraceError } from '../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../foundation/page/pages.ts'
import { readRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { holderKind, holderOf, type KitPlace } from './holders.ts'

/** A count: `counted` and `held` (what the ledger said in the same moment) are null until it is finished. */
export type Count = {
  id: string
  holder: string
  begunAt: Date
  actor: string
  countedAt: Date | null
  counted: number | null
  held: number | null
  missing: number
  extra: number
  /** Variances that nobody has decided. */
  undecided: number
}

const columns = `c.id, c.holder, c.begun_at as "begunAt", c.actor, r.counted_at as "countedAt", r.counted, r.held,
  (select count(*)::int4 from engagement.kit_variance v where v.count = c.id and v.kind = 'missing') as missing,
  (select count(*)::int4 from engagement.kit_variance v where v.count = c.id and v.kind <> 'missing') as extra,
  (select count(*)::int4 from engagement.kit_variance v left join engagement.kit_variance_decision d on d.id = v.id
   where v.count = c.id and d.id is null) as undecided`

const colleague = ({ holder }: { holder: string }): string | null =>
  holderKind(holder) === 'person' ? holderOf(holder) : null

/** Counts that the actor may see, the newest first: a page of them, or all. Logs each colleague whose kits were counted. */
export const counts = (tx: Transaction, page?: number): Promise<(Count & { total: number })[]> =>
  readRecords<Count & { total: number }>(
    tx,
    { operation: 'consultation', kind: 'person', of: colleague },
    `select ${columns}, count(*) over ()::int4 as total
     from engagement.kit_count c left join engagement.kit_count_result r on r.id = c.id
     order by c.begun_at desc, c.holder, c.id limit $1 offset $2`,
    [page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )

/** One count. Errors: `not_found`, the same where there is none and where it is not the actor's. */
export const countOf = async (tx: Transaction, id: string | undefined): Promise<Count> => {
  const [count] = await readRecords<Count>(
    tx,
    { operation: 'consultation', kind: 'person', of: colleague },
    `select ${columns} from engagement.kit_count c left join engagement.kit_count_result r on r.id = c.id
     where c.id = $1::uuid`,
    [id ?? null],
  )
  if (!count) throw new MetTraceError('not_found', 'There is no such count.')
  return count
}

/** A bottle by which a count differs, who has it by the ledger now, and what was decided. */
export type Variance = {
  id: string
  serial: string
  kind: 'missing' | 'not expected' | 'not known'
  held: string | null
  since: Date | null
  decision: 'missing' | 'found' | 'no change' | null
  reason: string | null
  decidedBy: string | null
  decidedAt: Date | null
}

/** Variances of a count, those that wait first: a page of them, or all. Logs each bottle. */
export const variancesOf = (
  tx: Transaction,
  count: string,
  page?: number,
): Promise<(Variance & { total: number })[]> =>
  readRecords<Variance & { total: number }>(
    tx,
    { operation: 'consultation', kind: 'kit', of: ({ serial }) => serial },
    `select v.id, v.serial, v.kind, p.holder as held, p.at as since, d.decision, d.reason, d.actor as "decidedBy",
            d.at as "decidedAt", count(*) over ()::int4 as total
     from engagement.kit_variance v left join engagement.kit_position p on p.serial = v.serial
     left join engagement.kit_variance_decision d on d.id = v.id
     where v.count = $1 order by d.id is not null, v.kind, v.serial limit $2 offset $3`,
    [count, page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )

/** A holder that can be counted, and where. */
export type Countable = KitPlace & { holder: string }

/**
 * Stores, teams and colleagues that may be counted: those that have kits, every team, and who was counted before. How many
 * kits they have is not asked. Logs each colleague.
 */
export const countable = (tx: Transaction): Promise<Countable[]> =>
  readRecords<Countable>(
    tx,
    { operation: 'consultation', kind: 'person', of: colleague },
    `select holder, case when holder <> 'store' and holder not like 'bcu:%' then max(each.ward) end as ward,
            case when holder like 'bcu:%' then substr(holder, 5) when holder <> 'store' then max(each.bcu) end as bcu
     from (
       select holder, min(ward) as ward, min(bcu) as bcu from engagement.kit_position
       where holder_kind in ('store', 'bcu', 'team', 'person') and holder_kind not in ('home', 'gone') group by holder
       union all select 'team:' || id, ward, bcu from engagement.team
       union all select holder, ward, bcu from engagement.kit_count
     ) each left join engagement.team on 'team:' || team.id = holder
     group by holder
     order by array_position(array['store', 'bcu', 'team', 'person'], split_part(holder, ':', 1)), max(team.bcu), max(team.name), holder`,
    [],
  )

/** Holders whom the actor is counting: what the ledger says of them is not shown to whoever counts. */
export const beingCountedBy = async (tx: Transaction, actor: string): Promise<Set<string>> => {
  const { rows } = await tx.query<{ holder: string }>(
    `select c.holder from engagement.kit_count c left join engagement.kit_count_result r on r.id = c.id
     where c.actor = $1 and r.id is null`,
    [actor],
  )
  return new Set(rows.map(({ holder }) => holder))
}

/** Serials of kits that came in boxes, by SSCC, as far as the actor may see them. Logs each. */
export const kitsOfBoxes = async (tx: Transaction, ssccs: readonly string[]): Promise<string[]> => {
  if (ssccs.length === 0) return []
  const rows = await readRecords<{ serial: string }>(
    tx,
    { operation: 'consultation', kind: 'kit', of: ({ serial }) => serial },
    `select p.serial from engagement.kit_position p
     where p.box in (select id from engagement.kit_box where sscc = any ($1::text[])) order by p.serial`,
    [ssccs],
  )
  return rows.map(({ serial }) => serial)
}
