import { receiptCode } from '@mettrace/protocol/codes/receipt'
import type { EventId } from '@mettrace/protocol/words/values'
import { rowsBefore, rowsOnPage } from '../../../../foundation/page/pages.ts'
import { accountOfPerson, recordOfAccount } from '../../../../foundation/person-account.ts'
import { readRecords } from '../../../../foundation/records/records.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'

/** What one officer recorded with one phone on one day by its clock, in UTC: what a receipt is over. */
export type ReceiptOf = { phone: string; person: string; day: string }

/** What the station has of it, and the code over that list. */
export type Receipt = { accepted: number; setAside: number; code: string }

type Kept = { id: string; decision: string }

const receiptOver = (day: string, kept: readonly Kept[]): Receipt => {
  const received = kept.map(({ id, decision }) => ({
    id: id as EventId,
    answer: decision === 'accepted' ? ('accepted' as const) : ('set-aside' as const),
  }))
  const accepted = received.filter(({ answer }) => answer === 'accepted').length
  return { accepted, setAside: received.length - accepted, code: receiptCode(day, received) }
}

const ofDay = `e.occurred_at >= $1::date and e.occurred_at < $1::date + 1`

/** The receipt of what one officer recorded with one phone on a day, as far as the actor may see it. Logs whose it is. */
export const receiptOf = async (tx: Transaction, { phone, person, day }: ReceiptOf): Promise<Receipt> =>
  receiptOver(
    day,
    await readRecords<Kept>(
      tx,
      { operation: 'consultation', kind: 'person', subjects: [person] },
      `select e.id, e.decision from engagement.phone_event e where ${ofDay} and e.phone = $2 and e.actor = $3`,
      [day, phone, accountOfPerson(person)],
    ),
  )

/** A receipt in a list: whose, and when the last record of it came. */
export type ReceiptLine = Receipt & {
  phone: string
  name: string | null
  person: string
  actor: string
  day: string
  lastAt: Date
  total: number
}

type Row = {
  phone: string
  name: string | null
  actor: string
  day: string
  lastAt: Date
  ids: string[]
  decisions: string[]
  total: number
}

const lineFrom = ({ ids, decisions, ...line }: Row): ReceiptLine => ({
  ...line,
  ...receiptOver(
    line.day,
    ids.map((id, at) => ({ id, decision: decisions[at] ?? '' })),
  ),
  person: recordOfAccount(line.actor),
})

/** Receipts of a day, the last to come first: a page, or all. Logs whose they are. */
export const receiptsOfDay = async (tx: Transaction, day: string, page?: number): Promise<ReceiptLine[]> => {
  const rows = await readRecords<Row>(
    tx,
    { operation: 'consultation', kind: 'person', of: ({ actor }) => recordOfAccount(actor) },
    `select e.phone, (select a.words from engagement.phone_act a where a.phone = e.phone and a.kind = 'named' order by a.at desc limit 1) as name,
            e.actor, (e.occurred_at at time zone 'UTC')::date::text as day, max(e.received_at) as "lastAt",
            array_agg(e.id::text order by e.id) as ids, array_agg(e.decision order by e.id) as decisions, count(*) over ()::int4 as total
     from engagement.phone_event e where ${ofDay}
     group by e.phone, e.actor, 4 order by "lastAt" desc, e.phone, e.actor limit $2 offset $3`,
    [day, page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )
  return rows.map(lineFrom)
}

/** How many of a phone's receipts its page shows. */
export const receiptsOnPhone = 14

/** Receipts of the last days that one phone recorded on, the newest first. Logs whose they are. */
export const receiptsOfPhone = async (tx: Transaction, phone: string): Promise<ReceiptLine[]> => {
  const rows = await readRecords<Row>(
    tx,
    { operation: 'consultation', kind: 'person', of: ({ actor }) => recordOfAccount(actor) },
    `select e.phone, (select a.words from engagement.phone_act a where a.phone = e.phone and a.kind = 'named' order by a.at desc limit 1) as name,
            e.actor, (e.occurred_at at time zone 'UTC')::date::text as day, max(e.received_at) as "lastAt",
            array_agg(e.id::text order by e.id) as ids, array_agg(e.decision order by e.id) as decisions, count(*) over ()::int4 as total
     from engagement.phone_event e where e.phone = $1 and e.occurred_at is not null
     group by e.phone, e.actor, 4 order by day desc, e.actor limit $2`,
    [phone, receiptsOnPhone],
  )
  return rows.map(lineFrom)
}

/** What a phone had not sent of an officer at their last contact, and when that was. */
export type LastContact = { phone: string; actor: string; at: Date; unsent: number }

/** The last contact of phones with each of these officers. Logs whose it was. */
export const lastContacts = (
  tx: Transaction,
  lines: readonly Pick<ReceiptLine, 'phone' | 'actor'>[],
): Promise<LastContact[]> =>
  readRecords<LastContact>(
    tx,
    { operation: 'consultation', kind: 'person', of: ({ actor }) => recordOfAccount(actor) },
    `select distinct on (phone, actor) phone, actor, at, unsent from engagement.phone_contact
     where phone = any ($1::uuid[]) and actor = any ($2::text[]) order by phone, actor, at desc`,
    [lines.map(({ phone }) => phone), lines.map(({ actor }) => actor)],
  )

/** A record of a receipt's list. */
export type ReceiptRecord = {
  id: string
  homeId: string | null
  kind: string | null
  home: string | null
  occurredAt: Date | null
  receivedAt: Date
  decision: string
  total: number
}

/** The records that a receipt is over, in the order of the phone: a page, or all. Logs the homes. */
export const recordsOf = (
  tx: Transaction,
  { phone, person, day }: ReceiptOf,
  page?: number,
): Promise<ReceiptRecord[]> =>
  readRecords<ReceiptRecord>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ homeId }) => homeId },
    `select e.id, e.home as "homeId", e.kind, walked.address as home, e.occurred_at as "occurredAt", e.received_at as "receivedAt",
            e.decision, count(*) over ()::int4 as total
     from engagement.phone_event e
     left join engagement.assignment_home walked on walked.assignment = e.assignment and walked.home = e.home
     where ${ofDay} and e.phone = $2 and e.actor = $3
     order by e.occurred_at, e.id limit $4 offset $5`,
    [
      day,
      phone,
      accountOfPerson(person),
      page === undefined ? null : rowsOnPage,
      page === undefined ? 0 : rowsBefore(page),
    ],
  )
