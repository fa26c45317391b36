import { MetTraceError } from '../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../foundation/page/pages.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import type { SharedColumn } from './shared-columns.ts'

export type PartyKind = 'laboratory' | 'supplier'

/** A sharing agreement; days such as `2026-12-31`, both in force. */
export type Agreement = {
  id: string
  party: string
  partyKind: PartyKind
  reference: string
  purposes: string
  fields: SharedColumn[]
  fromDay: string
  toDay: string
  /** Why it was ended before its last day; null where it was not. */
  ended: string | null
}

const columns = `a.id, a.party, a.party_kind as "partyKind", a.reference, a.purposes, a.fields, a.from_day::text as "fromDay",
  a.to_day::text as "toDay", e.reason as ended`
const tables = 'account.sharing_agreement a left join account.agreement_end e on e.agreement = a.id'

/** All agreements, those that run longest first. */
export const listAgreements = async (
  tx: Transaction,
  page: number,
): Promise<(Agreement & { total: number })[]> => {
  const { rows } = await tx.query<Agreement & { total: number }>(
    `select ${columns}, count(*) over ()::int4 as total from ${tables}
     order by e.agreement is not null, a.to_day desc, a.reference limit $1 offset $2`,
    [rowsOnPage, rowsBefore(page)],
  )
  return rows
}

/** Agreements in force on a day, `2026-12-01`, by party. */
export const agreementsInForce = async (tx: Transaction, onDay: string): Promise<Agreement[]> => {
  const { rows } = await tx.query<Agreement>(
    `select ${columns} from ${tables}
     where $1::date between a.from_day and a.to_day and e.agreement is null order by a.party, a.reference`,
    [onDay],
  )
  return rows
}

export type NewAgreement = Omit<Agreement, 'ended'>

/** Registers an agreement; sent twice, it is one. Errors: `usage` about `reference` where another is called so. */
export const addAgreement = async (
  tx: Transaction,
  actor: string,
  agreement: NewAgreement,
): Promise<void> => {
  const { rowCount } = await tx.query(
    `insert into account.sharing_agreement (id, party, party_kind, reference, purposes, fields, from_day, to_day, actor)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      agreement.id,
      agreement.party,
      agreement.partyKind,
      agreement.reference,
      agreement.purposes,
      agreement.fields,
      agreement.fromDay,
      agreement.toDay,
      actor,
    ],
  )
  if (rowCount) return
  const { rows } = await tx.query<{ id: string }>(
    'select a.id from account.sharing_agreement a where a.id = $1',
    [agreement.id],
  )
  if (rows.length === 0)
    throw new MetTraceError('usage', 'Another agreement has this reference.', { about: 'reference' })
}

/** Ends an agreement: no file goes under it any more. Ended before, it stays so. Errors: `not_found`. */
export const endAgreement = async (
  tx: Transaction,
  actor: string,
  agreement: string,
  reason: string,
): Promise<void> => {
  const { rows } = await tx.query<{ id: string }>(
    'select a.id from account.sharing_agreement a where a.id = $1',
    [agreement],
  )
  if (rows.length === 0) throw new MetTraceError('not_found', 'There is no such agreement.')
  await tx.query(
    'insert into account.agreement_end (agreement, reason, actor) values ($1, $2, $3) on conflict do nothing',
    [agreement, reason, actor],
  )
}
