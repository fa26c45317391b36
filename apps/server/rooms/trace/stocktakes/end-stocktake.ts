import { compareStocktake, type OnEitherSide } from '@mettrace/continuity/stocktake/compare'
import { MetTraceError } from '../../../foundation/errors.ts'
import { changeRecords, readRecords } from '../../../foundation/records/records.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { DifferenceKind } from './outcomes.ts'
import { stocktakeOf, type Stocktake } from './stocktakes.ts'

/** A side of the comparison, with the hand that has it by the ledger and who saw it last. */
type Side = OnEitherSide & { holder: string; seenAt: Date; seenBy: string }

/** What was counted in an earlier stocktake was seen then. */
const sidesOf = (tx: Transaction, { id, bcu }: Stocktake): Promise<Side[]> =>
  readRecords<Side>(
    tx,
    { operation: 'consultation', kind: 'exhibit', of: ({ exhibit }) => exhibit },
    `select p.exhibit, p.holder, p.holder = $2 as "isHere", l.at as "countedAt",
            (select max(f.entered_at) from enforcement.exhibit_event f
             where f.exhibit = p.exhibit and f.holder = $2 and f.from_holder is distinct from $2) as "cameAt",
            (select max(f.entered_at) from enforcement.exhibit_event f
             where f.exhibit = p.exhibit and f.from_holder = $2 and f.holder <> $2) as "leftAt",
            coalesce(seen.at, p.seen_at) as "seenAt", coalesce(seen.actor, p.seen_by) as "seenBy"
     from enforcement.exhibit_position p
     left join enforcement.stocktake_line l on l.exhibit = p.exhibit and l.stocktake = $1
     left join lateral (
       select c.at, c.actor from enforcement.stocktake_line c
       where c.exhibit = p.exhibit and c.at > p.seen_at order by c.at desc limit 1
     ) seen on true
     where p.holder = $2 or l.id is not null order by p.exhibit`,
    [id, `store:${bcu}`],
  )

const saidIn = async (tx: Transaction, stocktake: string): Promise<string[]> => {
  const rows = await readRecords<{ said: string }>(
    tx,
    { operation: 'consultation', kind: 'exhibit', subjects: [] },
    'select said from enforcement.stocktake_line where stocktake = $1 and said is not null order by said',
    [stocktake],
  )
  return rows.map(({ said }) => said)
}

type Difference = { kind: DifferenceKind; side: Side | null; said: string | null }

const addDifferences = async (
  tx: Transaction,
  actor: string,
  { id, bcu }: Stocktake,
  differences: readonly Difference[],
): Promise<void> => {
  await changeRecords(
    tx,
    {
      operation: 'collection',
      kind: 'exhibit',
      subjects: differences.flatMap(({ side }) => side?.exhibit ?? []),
    },
    `insert into enforcement.stocktake_difference (id, stocktake, bcu, kind, exhibit, said, holder, seen_at, seen_by, actor)
     select given.id, $1, $2, given.kind, given.exhibit, given.said, given.holder, given.seen_at, given.seen_by, $3
     from unnest($4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::timestamptz[], $10::text[])
       as given (id, kind, exhibit, said, holder, seen_at, seen_by)`,
    [
      id,
      bcu,
      actor,
      differences.map(() => uuidv7()),
      differences.map(({ kind }) => kind),
      differences.map(({ side }) => side?.exhibit ?? null),
      differences.map(({ said }) => said),
      differences.map(({ side }) => side?.holder ?? null),
      differences.map(({ kind, side }) => (kind === 'missing' ? side!.seenAt : null)),
      differences.map(({ kind, side }) => (kind === 'missing' ? side!.seenBy : null)),
    ],
  )
}

/** Nobody counts on while it is compared; of two who end it the second sees that it has ended. */
const alone = (tx: Transaction, stocktake: string) =>
  tx.query(`select pg_advisory_xact_lock(hashtextextended('stocktake ' || $1::uuid, 0))`, [stocktake])

/**
 * Ends a stocktake: compared with what the ledger says in the same moment, or stopped with a reason. Ended alike before, nothing
 * changes. Logs each exhibit. Errors: `not_found`, `usage` where it was ended otherwise.
 */
export const endStocktake = async (
  tx: Transaction,
  actor: string,
  stocktake: string | undefined,
  how: { finish: true } | { reason: string },
): Promise<void> => {
  const { id } = await stocktakeOf(tx, stocktake)
  await alone(tx, id)
  const one = await stocktakeOf(tx, id)
  const isFinish = 'finish' in how
  if (one.how !== null) {
    if (one.how === (isFinish ? 'finished' : 'stopped')) return
    throw new MetTraceError('usage', 'This stocktake has ended already.')
  }
  const end = (expected: number | null, found: number | null) =>
    tx.query(
      `insert into enforcement.stocktake_end (stocktake, bcu, how, reason, expected, found, actor) values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, one.bcu, isFinish ? 'finished' : 'stopped', isFinish ? null : how.reason, expected, found, actor],
    )
  if (!isFinish) return void (await end(null, null))
  const sides = await sidesOf(tx, one)
  const byId = new Map(sides.map((side) => [side.exhibit, side]))
  const result = compareStocktake(sides, one.begunAt)
  const said = await saidIn(tx, id)
  await end(result.expected, result.found)
  const differing = (kind: DifferenceKind, exhibits: readonly string[]): Difference[] =>
    exhibits.map((exhibit) => ({ kind, side: byId.get(exhibit)!, said: null }))
  await addDifferences(tx, actor, one, [
    ...differing('missing', result.missing),
    ...differing('not expected', result.notExpected),
    ...said.map((words): Difference => ({ kind: 'not known', side: null, said: words })),
  ])
}
