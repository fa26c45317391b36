import { MetTraceError } from '../../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { lastDayOf } from './publish.ts'
import { inWordsOfTenders } from './refusals.ts'
import type { Said } from './register.ts'
import type { Indicator, TenderSections } from './shape.ts'

/** A contract that rests on a signed award; `id`: that of the award. */
export type AwardedContract = {
  id: string
  tender: string
  reference: string
  title: string
  lot: string
  supplier: string
  net: number
  gross: number
  begunOn: string
  startsOn: string
  endsOn: string
  sections: TenderSections
  indicators: Indicator[]
}

type Row = Omit<AwardedContract, 'endsOn'> & { years: number }

const awarded = `select a.id, a.tender, t.reference, v.title, a.lot, b.supplier, a.net_pence::float8 as net, a.gross_pence::float8 as gross,
    v.begins_on::text as "begunOn", v.starts_on::text as "startsOn", v.years, v.sections, v.indicators
  from account.tender_award_signature s
  join account.tender_award a on a.id = s.award
  join account.bid b on b.id = a.bid
  join account.tender t on t.id = a.tender
  join account.tender_issue i on i.tender = a.tender
  join account.tender_version v on v.tender = i.tender and v.number = i.number`

const contractFrom = (row: Row): AwardedContract =>
  Object.assign(row, { endsOn: lastDayOf(row.startsOn, row.years) })

/** A page of contracts, those signed last first, and how many there are. */
export const contractsListed = async (
  tx: Transaction,
  page: number | 'all' = 1,
): Promise<{ contracts: AwardedContract[]; total: number }> => {
  const { rows } = await tx.query<Row>(`${awarded} order by s.at desc, a.id desc limit $1 offset $2`, [
    page === 'all' ? null : rowsOnPage,
    page === 'all' ? 0 : rowsBefore(page),
  ])
  const { rows: all } = await tx.query<{ total: number }>(
    'select count(*)::int4 as total from account.tender_award_signature',
  )
  return { contracts: rows.map(contractFrom), total: all[0]?.total ?? 0 }
}

/** One contract. Errors: `not_found`. */
export const contractOf = async (tx: Transaction, id: string | undefined): Promise<AwardedContract> => {
  const { rows } = await tx.query<Row>(`${awarded} where a.id = $1`, [id ?? null])
  if (!rows[0]) throw new MetTraceError('not_found', 'There is no such contract here.')
  return contractFrom(rows[0])
}

export type KeptAssessment = {
  indicator: string
  from: string
  to: string
  figure: string
  met: boolean
  source: string
  actor: string
  at: Date
}

/** What was assessed of a contract, in the order in which it was entered. */
export const assessmentsOf = async (tx: Transaction, contract: string): Promise<KeptAssessment[]> => {
  const { rows } = await tx.query<KeptAssessment>(
    `select indicator, from_day::text as "from", to_day::text as "to", figure, met, source, actor, at
     from account.contract_assessment where award = $1 order by at, id`,
    [contract],
  )
  return rows
}

/** Enters what a supplier reached on an indicator in a period. Errors: `usage` about `tender` where it has no such indicator. */
export const assess = async (
  tx: Transaction,
  actor: string,
  assessment: { contract: string } & Omit<KeptAssessment, 'actor' | 'at'> & Said,
): Promise<void> => {
  const { contract, indicator, from, to, figure, met, source, madeUpAt } = assessment
  await inWordsOfTenders(
    tx.query(
      `insert into account.contract_assessment (id, award, indicator, from_day, to_day, figure, met, source, actor, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce($10, clock_timestamp()))`,
      [uuidv7(), contract, indicator, from, to, figure, met, source, actor, madeUpAt ?? null],
    ),
  )
  await tx.record({ operation: 'collection', kind: 'contract', subjects: [contract] })
}
