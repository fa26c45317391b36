import { MetTraceError } from '../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../foundation/page/pages.ts'
import { readRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { holderKind, holderOf } from './holders.ts'

/** A recall, quarantine or release. */
export type Stop = {
  id: string
  kind: 'quarantined' | 'recalled' | 'released'
  at: Date
  reason: string
  actor: string
  /** Batch or box that it is of as a whole; null where kits were named. */
  batch: string | null
  box: string | null
  kits: number
  /** Kits of it that came later and were stopped as they were received. */
  later: number
  holders: number
  told: number
  acknowledged: number
}

/** Movements of a stop, and of what came after it. */
const movesOf = (stop: 'act.id' | '$1'): string =>
  `moved.act = any (array(select ${stop}::uuid union all select f.act from engagement.kit_stop f where f.follows = ${stop}))`
const ofStop = movesOf('act.id')
// PostgreSQL finds the movements by their index where the stop is no column of the same join.
const ofThis = movesOf('$1')

/**
 * Acts that the actor may see, and those told to all that stopped a kit of the actor's places: an act that goes beyond one
 * BCU belongs to none. Of a recall without a kit there nobody there learns. One act, or a page of all of them, or all.
 */
const readStops = (
  tx: Transaction,
  { id, page }: { id?: string; page?: number | undefined },
): Promise<(Stop & { total: number })[]> =>
  readRecords<Stop & { total: number }>(
    tx,
    { operation: 'consultation', kind: 'kit', of: (row) => row.id },
    `select act.id, act.kind, act.at, act.reason, act.actor, act.batch, act.box, moves.kits, moves.later, moves.holders,
            (select count(*)::int4 from engagement.kit_notice n where n.act = act.id) as told,
            (select count(*)::int4 from engagement.kit_notice n join engagement.kit_acknowledgement a on a.id = n.id
             where n.act = act.id) as acknowledged, count(*) over ()::int4 as total
     from (
       select act.id, act.kind, act.at, act.reason, act.actor, s.batch, s.box
       from engagement.kit_act act left join engagement.kit_stop s on s.act = act.id
       where act.kind in ('quarantined', 'recalled', 'released') and act.reason is not null and s.follows is null
       union
       select act.id, act.kind, act.at, act.reason, act.actor, act.batch, act.box
       from (select s.act as id, s.* from engagement.kit_stop s where s.follows is null) act
       where (select true from engagement.kit_movement moved where ${ofStop} limit 1)
     ) act
     cross join lateral (
       select count(*)::int4 as kits, (count(*) filter (where moved.act <> act.id))::int4 as later,
              (count(distinct moved.holder) filter (where moved.holder not like 'gone:%'))::int4 as holders
       from engagement.kit_movement moved where ${ofStop}
     ) moves
     where $1::uuid is null or act.id = $1::uuid
     order by act.at desc, act.kind, act.reason, act.id limit $2 offset $3`,
    [id ?? null, page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )

/** Recalls, quarantines and releases that the actor may see, the newest first: a page of them, or all. Logs each act. */
export const stops = (tx: Transaction, page?: number): Promise<(Stop & { total: number })[]> =>
  readStops(tx, { page })

/** One of them. Errors: `not_found`, the same where there is none and where it is not the actor's. */
export const stopOf = async (tx: Transaction, id: string | undefined): Promise<Stop> => {
  const found = id === undefined ? [] : await readStops(tx, { id })
  const stop = found[0]
  if (!stop) throw new MetTraceError('not_found', 'There is no such recall.')
  return stop
}

/** A holder or home that had kits of a stop when they were stopped, and whether they were told. */
export type Concerned = {
  holder: string
  ward: string | null
  kits: number
  /** Of these, kits that are stopped still, and with the same holder. */
  still: number
  toldAt: Date | null
  how: string | null
  toldBy: string | null
  acknowledgedAt: Date | null
}

const whoseIs = (holder: string, kind: 'home' | 'person'): string | null =>
  holderKind(holder) === kind ? holderOf(holder) : null

/**
 * Who is to be told of a stop, those who were not told first: a page of them, or all. What is gone, nobody has. Logs each
 * home and colleague.
 */
export const concernedBy = (
  tx: Transaction,
  stop: string,
  page?: number,
): Promise<(Concerned & { total: number })[]> =>
  readRecords<Concerned & { total: number }>(
    tx,
    [
      { operation: 'consultation', kind: 'home', of: ({ holder }) => whoseIs(holder, 'home') },
      { operation: 'consultation', kind: 'person', of: ({ holder }) => whoseIs(holder, 'person') },
    ],
    `with had as (
       select moved.holder, max(moved.ward) as ward, count(*)::int4 as kits,
              (count(*) filter (where p.stopped is not null and p.holder = moved.holder))::int4 as still
       from engagement.kit_movement moved left join engagement.kit_position p on p.id = moved.kit
       where ${ofThis} and moved.holder not like 'gone:%' group by moved.holder
     )
     select had.holder, had.ward, had.kits, had.still, n.at as "toldAt", n.how, n.actor as "toldBy",
            a.at as "acknowledgedAt", count(*) over ()::int4 as total
     from had left join engagement.kit_notice n on n.act = $1 and n.holder = had.holder
     left join engagement.kit_acknowledgement a on a.id = n.id
     order by a.id is not null, n.id is not null, had.holder limit $2 offset $3`,
    [stop, page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )

/** Serials of the kits of a stop that are stopped still, as far as the actor may see them. Logs each. */
export const stoppedStill = async (tx: Transaction, stop: string): Promise<string[]> => {
  const rows = await readRecords<{ serial: string }>(
    tx,
    { operation: 'consultation', kind: 'kit', of: ({ serial }) => serial },
    `select p.serial from engagement.kit_movement moved join engagement.kit_position p on p.id = moved.kit
     where ${ofThis} and p.stopped is not null order by p.serial`,
    [stop],
  )
  return rows.map(({ serial }) => serial)
}

/** A batch that can be stopped as a whole, with its supplier. */
export type BatchToStop = { id: string; reference: string; supplier: string | null; announced: number }

/** Batches, the newest first. */
export const batchesToStop = async (tx: Transaction): Promise<BatchToStop[]> => {
  const { rows } = await tx.query<BatchToStop>(
    `select b.id, b.reference, s.name as supplier, b.announced
     from engagement.kit_batch b left join engagement.supply_contract c on c.id = b.contract
     left join engagement.supplier s on s.id = c.supplier
     order by b.recorded_at desc, b.id`,
  )
  return rows
}

/** What batches and boxes are called, by their id. Asked by those alone who may read what suppliers sent. */
export const namesOfStopped = async (
  tx: Transaction,
  all: readonly Pick<Stop, 'batch' | 'box'>[],
): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await tx.query<{ id: string; name: string }>(
    `select id, 'batch ' || reference as name from engagement.kit_batch where id = any ($1::uuid[])
     union all
     select x.id, 'box ' || x.reference || ' of batch ' || b.reference from engagement.kit_box x
     join engagement.kit_batch b on b.id = x.batch where x.id = any ($1::uuid[])`,
    [all.flatMap(({ batch, box }) => batch ?? box ?? [])],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Ids of boxes by their SSCC. Asked by those alone who may read what suppliers sent, unless there is none to look up. */
export const boxesBySscc = async (tx: Transaction, ssccs: readonly string[]): Promise<string[]> => {
  if (ssccs.length === 0) return []
  const { rows } = await tx.query<{ id: string }>(
    'select id from engagement.kit_box where sscc = any ($1::text[]) order by id',
    [ssccs],
  )
  return rows.map(({ id }) => id)
}
