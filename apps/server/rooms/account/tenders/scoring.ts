import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { Gate } from './bids.ts'
import { inWordsOfTenders } from './refusals.ts'
import type { Said } from './register.ts'

/** From 0 to 100 by criterion. */
export type Scores = { [criterion: string]: number }
/** Why, by criterion. */
export type Reasons = { [criterion: string]: string }

/** Declares whether one has a conflict of interest with a bid, and what it is. */
export const declareInterest = async (
  tx: Transaction,
  actor: string,
  interest: { bid: string; conflict: boolean; words: string | null } & Said,
): Promise<void> => {
  await inWordsOfTenders(
    tx.query(
      `insert into account.bid_interest (id, bid, conflict, words, actor, at)
       values ($1, $2, $3, $4, $5, coalesce($6, clock_timestamp()))`,
      [uuidv7(), interest.bid, interest.conflict, interest.words, actor, interest.madeUpAt ?? null],
    ),
  )
  await tx.record({ operation: 'collection', kind: 'conflict of interest', subjects: [interest.bid] })
}

/** Says whether a supplier passes on equality or on data protection. */
export const checkBid = async (
  tx: Transaction,
  actor: string,
  check: { bid: string; gate: Gate; passed: boolean; reason: string } & Said,
): Promise<void> => {
  await inWordsOfTenders(
    tx.query(
      `insert into account.bid_check (id, bid, gate, passed, reason, actor, at)
       values ($1, $2, $3, $4, $5, $6, coalesce($7, clock_timestamp()))`,
      [uuidv7(), check.bid, check.gate, check.passed, check.reason, actor, check.madeUpAt ?? null],
    ),
  )
  await tx.record({ operation: 'collection', kind: 'check of a bid', subjects: [check.bid] })
}

/** Gives a bid one’s scores, once. */
export const scoreBid = async (
  tx: Transaction,
  actor: string,
  sheet: { bid: string; scores: Scores; reasons: Reasons } & Said,
): Promise<void> => {
  await inWordsOfTenders(
    tx.query(
      `insert into account.bid_score (id, bid, scores, reasons, actor, at) values ($1, $2, $3, $4, $5, coalesce($6, clock_timestamp()))`,
      [
        uuidv7(),
        sheet.bid,
        JSON.stringify(sheet.scores),
        JSON.stringify(sheet.reasons),
        actor,
        sheet.madeUpAt ?? null,
      ],
    ),
  )
  await tx.record({ operation: 'collection', kind: 'scores of a bid', subjects: [sheet.bid] })
}

/** Closes scoring: nobody gives any more, and all see all. */
export const closeScoring = async (
  tx: Transaction,
  actor: string,
  { tender, madeUpAt }: { tender: string } & Said,
): Promise<void> => {
  await inWordsOfTenders(
    tx.query(
      'insert into account.scoring_close (tender, actor, at) values ($1, $2, coalesce($3, clock_timestamp()))',
      [tender, actor, madeUpAt ?? null],
    ),
  )
  await tx.record({ operation: 'collection', kind: 'tender', subjects: [tender] })
}

/** Writes down what was agreed on for a bid; what was agreed on before stays. */
export const moderateBid = async (
  tx: Transaction,
  actor: string,
  moderation: { bid: string; scores: Scores; reason: string } & Said,
): Promise<void> => {
  await inWordsOfTenders(
    tx.query(
      `insert into account.bid_moderation (id, bid, scores, reason, actor, at)
       values ($1, $2, $3, $4, $5, coalesce($6, clock_timestamp()))`,
      [
        uuidv7(),
        moderation.bid,
        JSON.stringify(moderation.scores),
        moderation.reason,
        actor,
        moderation.madeUpAt ?? null,
      ],
    ),
  )
  await tx.record({ operation: 'collection', kind: 'scores of a bid', subjects: [moderation.bid] })
}

export type Sheet = { bid: string; scores: Scores; reasons: Reasons; actor: string; at: Date }
export type Moderation = { bid: string; scores: Scores; reason: string; actor: string; at: Date }

/** Scores of the bids of a tender that whoever asks may see. */
export const sheetsOf = async (tx: Transaction, tender: string): Promise<Sheet[]> => {
  const { rows } = await tx.query<Sheet>(
    `select s.bid, s.scores, s.reasons, s.actor, s.at from account.bid_score s join account.bid b on b.id = s.bid
     where b.tender = $1 order by s.at, s.id`,
    [tender],
  )
  return rows
}

/** What was agreed on, the last first. */
export const moderationsOf = async (tx: Transaction, tender: string): Promise<Moderation[]> => {
  const { rows } = await tx.query<Moderation>(
    `select m.bid, m.scores, m.reason, m.actor, m.at from account.bid_moderation m join account.bid b on b.id = m.bid
     where b.tender = $1 order by m.at desc, m.id desc`,
    [tender],
  )
  return rows
}
