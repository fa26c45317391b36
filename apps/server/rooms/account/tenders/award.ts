import { valueOf } from '@mettrace/procurement/value/value'
import { MetTraceError } from '../../../foundation/errors.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { bestOf } from './evaluate.ts'
import { judgedTender } from './judged-tender.ts'
import { inWordsOfTenders } from './refusals.ts'
import { holdTender, type Said } from './register.ts'

export type Award = {
  id: string
  lot: string
  bid: string
  supplier: string
  company: string | null
  net: number
  gross: number
  reason: string
  lowBecause: string | null
  actor: string
  at: Date
  signature: { actor: string; at: Date } | null
}

/** Awards of a tender, proposed and signed, in the order that they were proposed. */
export const awardsOf = async (tx: Transaction, tender: string): Promise<Award[]> => {
  const { rows } = await tx.query<Award>(
    `select a.id, a.lot, a.bid, b.supplier, b.company, a.net_pence::float8 as net, a.gross_pence::float8 as gross, a.reason,
            a.low_because as "lowBecause", a.actor, a.at,
            case when s.award is not null then jsonb_build_object('actor', s.actor, 'at', s.at) end as signature
     from account.tender_award a join account.bid b on b.id = a.bid
     left join account.tender_award_signature s on s.award = a.id
     where a.tender = $1 order by a.at, a.id`,
    [tender],
  )
  return rows.map((row) =>
    Object.assign(row, {
      signature: row.signature && { actor: row.signature.actor, at: new Date(row.signature.at) },
    }),
  )
}

/**
 * Proposes that the best bid has every lot. Errors: `usage` about `award` where none is best, where another is named, and where an
 * abnormally low price is not explained.
 */
export const proposeAward = async (
  tx: Transaction,
  actor: string,
  proposal: {
    tender: string
    bid: string
    reason: string
    lowBecause: string | null
  } & Said,
): Promise<void> => {
  const { tender, bid, reason, lowBecause, madeUpAt } = proposal
  await holdTender(tx, tender)
  const { rows } = await judgedTender(tx, tender, actor)
  const best = bestOf(rows)
  if (!best)
    throw new MetTraceError('usage', 'No bid has the most points yet: each that passed must be moderated.', {
      about: 'award',
    })
  if (best.bid.id !== bid)
    throw new MetTraceError('usage', `${best.bid.supplier} has the most points. Another cannot be awarded.`, {
      about: 'award',
    })
  if (best.isLow === true && lowBecause === null)
    throw new MetTraceError('usage', 'Enter how the supplier explained its abnormally low price.', {
      about: 'lowBecause',
    })
  for (const { lot, price } of best.lots) {
    const { net, gross } = valueOf({ net: price })
    await inWordsOfTenders(
      tx.query(
        `insert into account.tender_award (id, tender, lot, bid, net_pence, gross_pence, reason, low_because, actor, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce($10, clock_timestamp()))`,
        [uuidv7(), tender, lot, bid, net, gross, reason, lowBecause, actor, madeUpAt ?? null],
      ),
    )
  }
  await tx.record({ operation: 'collection', kind: 'award', subjects: [bid] })
}

/** What was proposed last of every lot. */
export const latestAwards = (awards: readonly Award[]): Award[] => [
  ...new Map(awards.map((award) => [award.lot, award])).values(),
]

/**
 * Signs what was proposed last of every lot, which must be what the signer was shown. Errors: `usage` about `tender`, also where
 * another was proposed since, and about `award` where nothing was proposed.
 */
export const signAwards = async (
  tx: Transaction,
  actor: string,
  { tender, shown, madeUpAt }: { tender: string; shown: readonly string[] } & Said,
): Promise<void> => {
  await holdTender(tx, tender)
  const latest = latestAwards(await awardsOf(tx, tender))
  if (latest.length === 0) throw new MetTraceError('usage', 'No award is proposed yet.', { about: 'award' })
  if (shown.length !== latest.length || latest.some(({ id }) => !shown.includes(id)))
    throw new MetTraceError('usage', 'Another award was proposed since. Read it, then sign it.', {
      about: 'tender',
    })
  for (const { id, lot } of latest)
    await inWordsOfTenders(
      tx.query(
        `insert into account.tender_award_signature (award, tender, lot, actor, at)
         values ($1, $2, $3, $4, coalesce($5, clock_timestamp()))`,
        [id, tender, lot, actor, madeUpAt ?? null],
      ),
    )
  await tx.record({
    operation: 'collection',
    kind: 'award',
    subjects: latest.map(({ id }) => id),
  })
}
