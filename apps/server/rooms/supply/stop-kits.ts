import { advisoryLocks } from '../../foundation/advisory-locks.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { changeRecords, readRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { boundMovements } from './bound-ledger.ts'
import { named } from './refusals.ts'

/** Bottles that are stopped or let go again: all of a batch, of a box, or by serial. */
export type Stopping = {
  /** UUID that whoever asks gives it. */
  id: string
  kind: 'quarantined' | 'recalled' | 'released'
  at: Date
  reason: string
  of: { batch: string } | { box: string } | { serials: readonly string[] }
  /** Told to all who may have such a kit, and in force for those of the batch or box that are received later too. */
  forAll?: boolean
}

/** Others may move bottles of a batch while it is being stopped: what was missed is asked for again. */
const mostTurns = 20

/** How many kits an act of this id stopped before; undefined where there is none. */
const stoppedBefore = async (
  tx: Transaction,
  actor: string,
  { id, kind }: Pick<Stopping, 'id' | 'kind'>,
): Promise<number | undefined> => {
  const [done] = await readRecords<{ kits: number }>(
    tx,
    { operation: 'consultation', kind: 'kit', subjects: [id] },
    `select (select count(*)::int4 from engagement.kit_movement moved where moved.act = act.id) as kits
     from engagement.kit_act act where act.id = $1 and act.kind = $2 and act.actor = $3`,
    [id, kind, actor],
  )
  return done?.kits
}

/**
 * Quarantines, recalls or releases bottles wherever they are, homes among them: each keeps its holder. Asked for again by
 * the same id, it is the same act. Returns how many. Logs each. Errors: `kit_not_moved` where there is none,
 * `not_allowed`, `value_invalid` without a reason.
 */
export const stopKits = async (
  tx: Transaction,
  actor: string,
  { id, kind, at, reason, of, forAll = false }: Stopping,
): Promise<number> => {
  const stopped = kind === 'released' ? null : kind
  const [batch, box] = ['batch' in of ? of.batch : null, 'box' in of ? of.box : null]
  const whole = forAll && (batch ?? box) !== null
  if (whole) await tx.query('select pg_advisory_xact_lock($1)', [advisoryLocks.kitStops])
  const values = [id, kind, at, reason, actor, batch, box, 'serials' in of ? of.serials : null, stopped]
  const { touched } = await named(
    changeRecords(
      tx,
      { operation: 'alteration', kind: 'kit', subjects: [id], reason },
      `insert into engagement.kit_act (id, kind, at, kits, reason, ward, bcu, actor)
       select $1, $2, $3, greatest(count(*), 1), $4, case when count(distinct ward) = 1 and count(ward) = count(*) then max(ward) end,
              case when count(distinct bcu) = 1 and count(bcu) = count(*) then max(bcu) end, $5
       from engagement.kit_position
       where (batch = $6 or box = $7 or serial = any ($8)) and stopped is distinct from $9
       having count(*) > 0 or $10
       on conflict (id) do nothing`,
      [...values, whole],
    ),
  )
  if (touched === 0) {
    const before = await stoppedBefore(tx, actor, { id, kind })
    if (before !== undefined) return before
    throw new MetTraceError('kit_not_moved', 'There is no kit here that this would change.')
  }
  if (forAll)
    await named(
      changeRecords(
        tx,
        { operation: 'alteration', kind: 'kit', subjects: [id], reason },
        `insert into engagement.kit_stop (act, kind, at, batch, box, reason, actor) values ($1, $2, $3, $4, $5, $6, $7)`,
        [id, kind, at, batch, box, reason, actor],
      ),
    )
  let all = 0
  for (let turn = 0; turn < mostTurns; turn++) {
    const { rows } = await named(
      changeRecords<{ id: string; serial: string }>(
        tx,
        {
          operation: 'alteration',
          kind: 'kit',
          of: ({ serial }) => serial,
          reason,
          bindsOf: (moved) => [{ table: boundMovements, rows: moved.map((each) => each.id) }],
        },
        `with chosen as (
           select id, serial, sequence, at, holder, ward, bcu from engagement.kit_position
           where (batch = $6 or box = $7 or serial = any ($8)) and stopped is distinct from $9
         ), moved as (
           insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, from_holder, holder, ward, bcu, actor)
           select gen_random_uuid(), id, sequence + 1, $1, $2, $3, at, holder, holder, ward, bcu, $5 from chosen
           where at <= $3 and $4::text is not null order by id
           on conflict do nothing returning id, kit
         )
         select moved.id, chosen.serial from moved join chosen on chosen.id = moved.kit`,
        values,
      ),
    )
    all += rows.length
    if (rows.length === 0) break
  }
  if (all === 0 && !whole)
    throw new MetTraceError('kit_not_moved', 'There is no kit here that this would change.')
  return all
}

/** Until the transaction ends no batch or box is stopped as a whole: what is received meanwhile would be missed. */
export const waitForStops = async (tx: Transaction): Promise<void> => {
  await tx.query('select pg_advisory_xact_lock_shared($1)', [advisoryLocks.kitStops])
}

/** Kits of a receipt that a stop of their whole batch or box is in force for are stopped as they come. Logs each. */
export const stopReceived = async (
  tx: Transaction,
  actor: string,
  { serials, at }: { serials: readonly string[]; at: Date },
): Promise<void> => {
  await named(
    changeRecords<{ id: string; serial: string }>(
      tx,
      {
        operation: 'alteration',
        kind: 'kit',
        of: ({ serial }) => serial,
        bindsOf: (moved) => [{ table: boundMovements, rows: moved.map((each) => each.id) }],
      },
      `with stopped as (
         select p.id, p.serial, p.sequence, p.at, p.holder, p.ward, p.bcu, last.act as stop, last.kind, last.reason
         from engagement.kit_position p cross join lateral (
           select s.act, s.kind, s.reason from engagement.kit_stop s
           where s.batch = p.batch or s.box = p.box order by s.at desc, s.act desc limit 1
         ) last
         where p.serial = any ($1) and last.kind <> 'released'
       ), by_stop as materialized (
         select gen_random_uuid() as act, stop, kind, reason, count(*) as kits from stopped group by stop, kind, reason
       ), acts as (
         insert into engagement.kit_act (id, kind, at, kits, reason, actor) select act, kind, $2, kits, reason, $3 from by_stop
       ), follow as (
         insert into engagement.kit_stop (act, kind, at, follows, reason, actor) select act, kind, $2, stop, reason, $3 from by_stop
       ), moved as (
         insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, from_holder, holder, ward, bcu, actor)
         select gen_random_uuid(), s.id, s.sequence + 1, b.act, s.kind, $2, s.at, s.holder, s.holder, s.ward, s.bcu, $3
         from stopped s join by_stop b on b.stop = s.stop order by s.id
         returning id, kit
       )
       select moved.id, stopped.serial from moved join stopped on stopped.id = moved.kit`,
      [serials, at, actor],
    ),
  )
}

/** That holders, or the homes that have a kit, were told of a recall. Told twice, it is one notice. Logs it. */
export const noteTold = async (
  tx: Transaction,
  actor: string,
  { act, holders, how, at }: { act: string; holders: readonly string[]; how: string; at: Date },
): Promise<void> => {
  await named(
    changeRecords(
      tx,
      { operation: 'alteration', kind: 'kit', subjects: [act] },
      `insert into engagement.kit_notice (id, act, holder, how, at, ward, bcu, actor)
       select gen_random_uuid(), $1, moved.holder, $3, $4, max(moved.ward), max(moved.bcu), $5
       from engagement.kit_movement moved
       where moved.act = any (array(select $1::uuid union all select s.act from engagement.kit_stop s where s.follows = $1))
         and moved.holder = any ($2)
       group by moved.holder
       on conflict (act, holder) do nothing`,
      [act, holders, how, at, actor],
    ),
  )
}

/** That holders acknowledged what they were told; of those who were not told, nothing. Said twice, it is one. Logs it. */
export const noteAcknowledged = async (
  tx: Transaction,
  actor: string,
  { act, holders, at }: { act: string; holders: readonly string[]; at: Date },
): Promise<void> => {
  await named(
    changeRecords(
      tx,
      { operation: 'alteration', kind: 'kit', subjects: [act] },
      `insert into engagement.kit_acknowledgement (id, at, ward, bcu, actor)
       select id, $3, ward, bcu, $4 from engagement.kit_notice where act = $1 and holder = any ($2)
       on conflict (id) do nothing`,
      [act, holders, at, actor],
    ),
  )
}
