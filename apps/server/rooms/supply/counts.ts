import { MetTraceError } from '../../foundation/errors.ts'
import { changeRecords } from '../../foundation/records/records.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { moveKits, type Move } from './facts.ts'
import type { Holder, KitPlace } from './holders.ts'
import { named } from './refusals.ts'

/** A count that begins: what the ledger says of the holder is not shown to whoever counts. `id` is the asker's UUID. */
export const beginCount = async (
  tx: Transaction,
  actor: string,
  { id, holder, at, place }: { id: string; holder: Holder; at: Date; place: KitPlace },
): Promise<void> => {
  await named(
    changeRecords(
      tx,
      { operation: 'collection', kind: 'kit', subjects: [holder] },
      `insert into engagement.kit_count (id, holder, begun_at, ward, bcu, actor) values ($1, $2, $3, $4, $5, $6)
       on conflict (id) do nothing`,
      [id, holder, at, place.ward, place.bcu, actor],
    ),
  )
}

/**
 * Finishes a count by the serials that were counted, once. What the ledger says in the same moment is kept beside it, and
 * each bottle by which the two differ. Finished again with the same number of kits, by a page that is sent twice, nothing changes.
 * Errors: `not_found` for a count of somebody else’s, or one that was finished otherwise.
 */
export const finishCount = async (
  tx: Transaction,
  actor: string,
  { count, serials, at }: { count: string; serials: readonly string[]; at: Date },
): Promise<void> => {
  const counted = [...new Set(serials)]
  const { touched } = await named(
    changeRecords(
      tx,
      { operation: 'alteration', kind: 'kit', subjects: counted },
      `with counting as (
         select id, holder, ward, bcu from engagement.kit_count where id = $1 and actor = $2
       ), held as (
         select p.serial from engagement.kit_position p join counting on counting.holder = p.holder
       ), result as (
         insert into engagement.kit_count_result (id, counted_at, counted, held, ward, bcu, actor)
         select id, $3, cardinality($4::text[]), (select count(*) from held), ward, bcu, $2 from counting
         on conflict (id) do nothing returning id, ward, bcu
       ), differing as (
         insert into engagement.kit_variance (id, count, serial, kind, ward, bcu, actor)
         select gen_random_uuid(), result.id, each.serial, each.kind, result.ward, result.bcu, $2
         from result cross join lateral (
           select serial, 'missing' as kind from held where serial <> all ($4::text[])
           union all
           select given.serial, case when p.id is null then 'not known' else 'not expected' end
           from unnest($4::text[]) as given (serial)
           left join engagement.kit_position p on p.serial = given.serial
           where given.serial not in (select serial from held)
         ) each
       )
       select id from result`,
      [count, actor, at, counted],
    ),
  )
  if (touched > 0) return
  const { rowCount } = await tx.query(
    'select from engagement.kit_count_result where id = $1 and actor = $2 and counted = $3',
    [count, actor, counted.length],
  )
  if (rowCount === 0) throw new MetTraceError('not_found', 'There is no such count of yours to finish.')
}

/** What may be decided of a bottle by which a count differs: it is lost, it is where it was counted, or nothing changes. */
export const varianceDecisions = ['missing', 'found', 'no change'] as const
/** What somebody other than the counter decides of one. */
export type VarianceRuling = { variance: string; decision: (typeof varianceDecisions)[number] }

type Decided = {
  id: string
  serial: string
  holder: string
  held: string | null
  ward: string | null
  bcu: string | null
}

/** Whether all of these were decided before, by the same person, as they are asked for now. */
const decidedBefore = async (
  tx: Transaction,
  actor: string,
  rulings: readonly VarianceRuling[],
): Promise<boolean> => {
  const { rowCount } = await tx.query(
    `select from engagement.kit_variance_decision d
     join unnest($1::uuid[], $2::text[]) as asked (id, decision) on asked.id = d.id and asked.decision = d.decision
     where d.actor = $3`,
    [rulings.map(({ variance }) => variance), rulings.map(({ decision }) => decision), actor],
  )
  return rowCount === rulings.length
}

/**
 * Decides variances, each once and for one reason, and moves the bottles accordingly: a missing one is lost, one that was
 * found is with who was counted. All of them or none; decided alike by the same person before, nothing changes. Errors:
 * `not_found` where one is not there or decided already, `kit_not_moved`, also for whoever counted.
 */
export const decideVariances = async (
  tx: Transaction,
  actor: string,
  { rulings, reason, at }: { rulings: readonly VarianceRuling[]; reason: string; at: Date },
): Promise<void> => {
  const { rows } = await named(
    changeRecords<Decided>(
      tx,
      { operation: 'alteration', kind: 'kit', of: ({ serial }) => serial, reason },
      `with decided as (
         insert into engagement.kit_variance_decision (id, counter, decision, reason, ward, bcu, actor)
         select v.id, v.actor, asked.decision, $3, v.ward, v.bcu, $4
         from unnest($1::uuid[], $2::text[]) as asked (id, decision) join engagement.kit_variance v on v.id = asked.id
         on conflict (id) do nothing returning id
       )
       select v.id, v.serial, c.holder, p.holder as held, v.ward, v.bcu
       from decided join engagement.kit_variance v on v.id = decided.id
       join engagement.kit_count c on c.id = v.count
       left join engagement.kit_position p on p.serial = v.serial`,
      [rulings.map(({ variance }) => variance), rulings.map(({ decision }) => decision), reason, actor],
    ),
  )
  if (rows.length < rulings.length) {
    if (rows.length === 0 && (await decidedBefore(tx, actor, rulings))) return
    throw new MetTraceError('not_found', 'There is no such variance to decide, or it is decided already.')
  }
  const decisionOf = new Map(rulings.map(({ variance, decision }) => [variance, decision]))
  const decided = rows.map((row) => Object.assign({}, row, { decision: decisionOf.get(row.id) }))
  for (const move of movesOf(decided)) await moveKits(tx, actor, { ...move, id: uuidv7(), at, reason })
}

type Ruled = Decided & { decision: VarianceRuling['decision'] | undefined }

/** One move for all that goes from one holder to another. */
const movesOf = (decided: readonly Ruled[]): Omit<Move, 'id' | 'at' | 'reason'>[] => {
  // Of what has gone elsewhere since, the move from who was counted says so and is refused.
  const missing = Map.groupBy(
    decided.filter(({ decision }) => decision === 'missing'),
    ({ holder }) => holder,
  )
  const found = Map.groupBy(
    decided.filter(({ decision, held }) => decision === 'found' && held !== null),
    ({ held }) => held,
  )
  const serialsOf = (some: readonly Ruled[]) => ({ serials: some.map(({ serial }) => serial) })
  return [
    ...[...missing].map(([holder, some]): Omit<Move, 'id' | 'at' | 'reason'> => ({
      kind: 'missing',
      from: holder as Holder,
      to: 'gone:lost',
      kits: serialsOf(some),
    })),
    ...[...found].map(([held, some]): Omit<Move, 'id' | 'at' | 'reason'> => ({
      kind: 'corrected',
      from: held as Holder,
      to: some[0]!.holder as Holder,
      kits: serialsOf(some),
      place: { ward: some[0]!.ward, bcu: some[0]!.bcu },
    })),
  ]
}
