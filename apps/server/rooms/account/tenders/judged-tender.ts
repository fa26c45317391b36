import type { Transaction } from '../../../foundation/with-actor.ts'
import { bidsOf, offersOf, type Bid } from './bids.ts'
import { evaluate, type EvaluatedBid } from './evaluate.ts'
import { tenderOf, type Tender } from './register.ts'
import { moderationsOf, sheetsOf, type Moderation } from './scoring.ts'

export type JudgedTender = { tender: Tender; bids: Bid[]; rows: EvaluatedBid[]; moderations: Moderation[] }

/** A tender with its bids beside each other, as far as whoever asks may see. Errors: `not_found`. */
export const judgedTender = async (
  tx: Transaction,
  id: string | undefined,
  actor: string,
): Promise<JudgedTender> => {
  const tender = await tenderOf(tx, id)
  const { lots } = tender.current
  const bids = await bidsOf(tx, tender.id, actor)
  const offers = await offersOf(
    tx,
    tender.id,
    lots.map(({ key }) => key),
  )
  const moderations = await moderationsOf(tx, tender.id)
  const sheets = await sheetsOf(tx, tender.id)
  return { tender, bids, rows: evaluate(tender.current, { bids, offers, sheets, moderations }), moderations }
}
