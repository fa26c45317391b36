import type { Hand } from '@mettrace/continuity/hands/hands'
import { MetTraceError } from '../../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { changeRecords, readRecords } from '../../../foundation/records/records.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { isOpen, type DifferenceKind } from './outcomes.ts'

/** A difference of a stocktake, with what became of it last; `said` of what is not known, all of the exhibit null then. */
export type Difference = {
  id: string
  kind: DifferenceKind
  exhibit: string | null
  reference: string | null
  description: string | null
  said: string | null
  /** The hand that had it by the ledger then. */
  holder: Hand | null
  seenAt: Date | null
  seenBy: string | null
  outcome: string | null
  reason: string | null
  answeredBy: string | null
  answeredAt: Date | null
}

const columns = `d.id, d.kind, d.exhibit, e.reference, e.description, d.said, d.holder, d.seen_at as "seenAt", d.seen_by as "seenBy",
  last.outcome, last.reason, last.actor as "answeredBy", last.at as "answeredAt"`

/** Differences of a stocktake, those open first: a page of them, or all. Logs each. */
export const differencesOf = (
  tx: Transaction,
  stocktake: string,
  page?: number,
): Promise<(Difference & { total: number })[]> =>
  readRecords<Difference & { total: number }>(
    tx,
    { operation: 'consultation', kind: 'exhibit', of: ({ exhibit }) => exhibit },
    `select ${columns}, count(*) over ()::int4 as total
     from enforcement.stocktake_difference d left join enforcement.exhibit e on e.id = d.exhibit
     left join lateral (
       select o.outcome, o.reason, o.actor, o.at from enforcement.stocktake_outcome o
       where o.difference = d.id order by o.at desc, o.id desc limit 1
     ) last on true
     where d.stocktake = $1
     order by coalesce(last.outcome, 'still looking') <> 'still looking', d.kind, e.reference, d.said, d.id limit $2 offset $3`,
    [stocktake, page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )

/** That an exhibit was missing in a stocktake, and nobody has found it since. Logs it. */
export const missingSince = async (
  tx: Transaction,
  exhibit: string,
): Promise<(Difference & { stocktake: string; bcu: string; endedAt: Date }) | undefined> => {
  const [last] = await readRecords<Difference & { stocktake: string; bcu: string; endedAt: Date }>(
    tx,
    { operation: 'consultation', kind: 'exhibit', subjects: [exhibit] },
    `select ${columns}, d.stocktake, d.bcu, ended.ended_at as "endedAt"
     from enforcement.stocktake_difference d join enforcement.exhibit e on e.id = d.exhibit
     join enforcement.stocktake_end ended on ended.stocktake = d.stocktake
     left join lateral (
       select o.outcome, o.reason, o.actor, o.at from enforcement.stocktake_outcome o
       where o.difference = d.id order by o.at desc, o.id desc limit 1
     ) last on true
     where d.exhibit = $1 and d.kind = 'missing' order by ended.ended_at desc limit 1`,
    [exhibit],
  )
  return last && (isOpen(last.outcome) || last.outcome === 'lost') ? last : undefined
}

/** What became of a difference. */
export type Ruling = { difference: string; kind: DifferenceKind; outcome: string }

/**
 * Records what became of differences of a stocktake, for one reason. Logs each exhibit. Errors: `not_allowed` for whoever counted,
 * `not_found` for a difference that is not there.
 */
export const answerDifferences = async (
  tx: Transaction,
  actor: string,
  { stocktake, rulings, reason }: { stocktake: string; rulings: readonly Ruling[]; reason: string },
): Promise<void> => {
  try {
    const { touched } = await changeRecords<{ exhibit: string | null }>(
      tx,
      { operation: 'alteration', kind: 'exhibit', of: ({ exhibit }) => exhibit, reason },
      `with answered as (
         insert into enforcement.stocktake_outcome (id, difference, kind, bcu, outcome, reason, actor)
         select given.id, d.id, d.kind, d.bcu, given.outcome, $2, $3
         from unnest($4::uuid[], $5::uuid[], $6::text[]) as given (id, difference, outcome)
         join enforcement.stocktake_difference d on d.id = given.difference and d.stocktake = $1
         returning difference
       )
       select d.exhibit from answered join enforcement.stocktake_difference d on d.id = answered.difference`,
      [
        stocktake,
        reason,
        actor,
        rulings.map(() => uuidv7()),
        rulings.map(({ difference }) => difference),
        rulings.map(({ outcome }) => outcome),
      ],
    )
    if (touched !== rulings.length)
      throw new MetTraceError('not_found', 'There is no such difference in this stocktake.')
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
    throw new MetTraceError(
      'not_allowed',
      'You counted in this stocktake. Ask somebody who did not to say what became of it.',
      {},
      { cause: error },
    )
  }
}
