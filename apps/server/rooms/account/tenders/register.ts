import { createHash } from 'node:crypto'
import type { Criterion } from '@mettrace/procurement/tender/compare-bids'
import { MetTraceError } from '../../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { inWordsOfTenders } from './refusals.ts'
import type { Indicator, Lot, TenderDraft, TenderSections } from './shape.ts'

/** `issued`: bids may come; `closed`: none may, and they are sealed; `open`: they are read and scored; `scored`: nobody scores any more. */
export type TenderState = 'draft' | 'issued' | 'closed' | 'open' | 'scored' | 'awarded'

export type ListedTender = {
  id: string
  reference: string
  title: string
  state: TenderState
  version: number
  net: number
  gross: number
  closesAt: Date
  bids: number
}

const listed = `select t.id, t.reference, v.title, v.number as version, v.net_pence::float8 as net, v.gross_pence::float8 as gross,
    v.closes_at as "closesAt", (select count(*)::int4 from account.bid b where b.tender = t.id) as bids,
    case when exists (select from account.tender_award_signature s where s.tender = t.id) then 'awarded'
         when exists (select from account.scoring_close c where c.tender = t.id) then 'scored'
         when account.bids_open(t.id) then 'open'
         when i.tender is not null and v.closes_at <= clock_timestamp() then 'closed'
         when i.tender is not null then 'issued' else 'draft' end as state
  from account.tender t
  left join account.tender_issue i on i.tender = t.id
  join lateral (select * from account.tender_version v where v.tender = t.id and v.number = coalesce(i.number, v.number)
    order by v.number desc limit 1) v on true`

/** A page of tenders, those begun last first, and how many there are. */
export const tendersListed = async (
  tx: Transaction,
  page: number | 'all' = 1,
): Promise<{ tenders: ListedTender[]; total: number }> => {
  const { rows } = await tx.query<ListedTender>(
    `${listed} order by t.at desc, t.id desc limit $1 offset $2`,
    [page === 'all' ? null : rowsOnPage, page === 'all' ? 0 : rowsBefore(page)],
  )
  const { rows: all } = await tx.query<{ total: number }>(
    'select count(*)::int4 as total from account.tender',
  )
  return { tenders: rows, total: all[0]?.total ?? 0 }
}

export type TenderVersion = TenderDraft & { number: number; actor: string; at: Date; digest: string }
export type Tender = ListedTender & {
  /** The last first. */
  versions: TenderVersion[]
  /** What was issued, or the latest version of a draft. */
  current: TenderVersion
  issue: { number: number; actor: string; at: Date } | null
}

type VersionRow = {
  number: number
  title: string
  net: number
  gross: number
  beginsOn: string
  closesOn: string
  closesAt: string
  startsOn: string
  years: number
  sections: TenderSections
  lots: Lot[]
  criteria: Criterion[]
  indicators: Indicator[]
  digest: string
  actor: string
  at: Date
}

/** One tender with what it asks for; its bids are asked apart. Errors: `not_found`. */
export const tenderOf = async (tx: Transaction, id: string | undefined): Promise<Tender> => {
  const { rows } = await tx.query<ListedTender>(`${listed} where t.id = $1`, [id ?? null])
  const [row] = rows
  if (!row) throw new MetTraceError('not_found', 'There is no such tender here.')
  const { rows: versions } = await tx.query<VersionRow>(
    `select number, title, net_pence::float8 as net, gross_pence::float8 as gross, begins_on::text as "beginsOn",
            (closes_at at time zone 'Europe/London')::date::text as "closesOn",
            to_char(closes_at at time zone 'Europe/London', 'HH24:MI') as "closesAt",
            starts_on::text as "startsOn", years, sections, lots, criteria, indicators, digest, actor, at
     from account.tender_version where tender = $1 order by number desc`,
    [row.id],
  )
  const { rows: issues } = await tx.query<{ number: number; actor: string; at: Date }>(
    'select number, actor, at from account.tender_issue where tender = $1',
    [row.id],
  )
  const issue = issues[0] ?? null
  const current = versions.find(({ number }) => number === (issue?.number ?? versions[0]?.number))
  if (!current) throw new MetTraceError('not_found', 'There is no such tender here.')
  return { ...row, versions, current, issue }
}

/** SHA-256 of a text or of bytes, in hexadecimal. */
export const sha256Of = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex')

const addVersion = async (
  tx: Transaction,
  actor: string,
  { tender, number, draft, at }: { tender: string; number: number; draft: TenderDraft; at?: Date },
): Promise<void> => {
  const digest = sha256Of(JSON.stringify(draft))
  await inWordsOfTenders(
    tx.query(
      `insert into account.tender_version
         (id, tender, number, title, net_pence, gross_pence, begins_on, closes_at, starts_on, years, sections, lots, criteria, indicators,
          digest, actor, at)
       values ($1, $2, $3, $4, $5, $6, $7, ($8::date + $9::time) at time zone 'Europe/London', $10, $11, $12, $13, $14, $15, $16, $17,
               coalesce($18, clock_timestamp()))`,
      [
        uuidv7(),
        tender,
        number,
        draft.title,
        draft.net,
        draft.gross,
        draft.beginsOn,
        draft.closesOn,
        draft.closesAt,
        draft.startsOn,
        draft.years,
        JSON.stringify(draft.sections),
        JSON.stringify(draft.lots),
        JSON.stringify(draft.criteria),
        JSON.stringify(draft.indicators),
        digest,
        actor,
        at ?? null,
      ],
    ),
  )
  await tx.record({ operation: 'collection', kind: 'tender', subjects: [digest] })
}

/** `at`: when it is said to have been; only of a made-up tender, whose times the registrar says. */
export type Said = { madeUpAt?: Date }

/** Begins a tender; it is called by the year and the next number, `T-2026-07`. Sent twice with one id, it is one. */
export const beginTender = async (
  tx: Transaction,
  actor: string,
  { id, year, draft, madeUpAt }: { id: string; year: number; draft: TenderDraft } & Said,
): Promise<void> => {
  const { rowCount: there } = await tx.query('select from account.tender where id = $1', [id])
  if (there) return
  const { rows } = await tx.query<{ next: number }>(
    `select 1 + coalesce(max(substr(reference, 8)::int4), 0) as next from account.tender
     where reference ~ ('^T-' || $1::text || '-[0-9]{2,4}$')`,
    [String(year)],
  )
  await inWordsOfTenders(
    tx.query(
      `insert into account.tender (id, reference, made_up, actor, at) values ($1, $2, $3, $4, coalesce($5, clock_timestamp()))`,
      [
        id,
        `T-${year}-${String(rows[0]?.next ?? 1).padStart(2, '0')}`,
        madeUpAt !== undefined,
        actor,
        madeUpAt ?? null,
      ],
    ),
  )
  await addVersion(tx, actor, { tender: id, number: 1, draft, ...(madeUpAt && { at: madeUpAt }) })
}

/** Saves a further version, made of the version `after`. Errors: `usage` about `tender` where it is issued, or another was saved since. */
export const saveTenderVersion = (
  tx: Transaction,
  actor: string,
  { tender, after, draft }: { tender: string; after: number; draft: TenderDraft },
): Promise<void> => addVersion(tx, actor, { tender, number: after + 1, draft })

/** Holds a tender until the transaction ends, before it is read: acts on one tender follow one another. */
export const holdTender = async (tx: Transaction, tender: string): Promise<void> => {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('tender ' || $1::uuid, 0))`, [tender])
}

/** Issues a version: from then on nothing that is asked for changes. Errors: `usage` about `tender`. */
export const issueTender = async (
  tx: Transaction,
  actor: string,
  { tender, number, madeUpAt }: { tender: string; number: number } & Said,
): Promise<void> => {
  await inWordsOfTenders(
    tx.query(
      'insert into account.tender_issue (tender, number, actor, at) values ($1, $2, $3, coalesce($4, clock_timestamp()))',
      [tender, number, actor, madeUpAt ?? null],
    ),
  )
  await tx.record({ operation: 'collection', kind: 'tender', subjects: [tender] })
}
