import { rowsBefore, rowsOnPage } from '../../../../foundation/page/pages.ts'
import { readRecords } from '../../../../foundation/records/records.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { readSealed, type SealedBody } from '../read-sealed.ts'

/** What an officer told at a door for others to act on. `what`: a code of the protocol; null where it was erased. */
export type Told = {
  home: string
  address: string | null
  at: Date
  actor: string
  kind: 'tell-sergeant' | 'leave-out'
  what: string | null
  note: string | null
  total: number
}

type Row = Omit<Told, 'what' | 'note' | 'kind'> & SealedBody & { event: string; outcome: string }

/** What the event says of it, as far as it can still be read. */
const opened = (tx: Transaction, row: Row): Pick<Told, 'what' | 'note'> => {
  const told = readSealed(tx, row.event, row)
  if (typeof told === 'string') return { what: null, note: null }
  if (told.kind === 'tell-sergeant') return { what: told.about, note: told.note ?? null }
  return told.kind === 'leave-out'
    ? { what: told.reason, note: told.note ?? null }
    : { what: null, note: null }
}

/**
 * What officers told their sergeant at doors and stands, the latest first: people who are vulnerable, repeat victims, and homes
 * to leave out; a page, or all. Logs the homes.
 */
export const toldAtDoors = async (tx: Transaction, page?: number): Promise<Told[]> => {
  const rows = await readRecords<Row>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select v.event, v.home, walked.address, v.at, v.actor, v.outcome, e.data_key, e.key_version, e.body, count(*) over ()::int4 as total
     from engagement.visit v join engagement.phone_event e on e.id = v.event
     left join engagement.assignment_home walked on walked.assignment = e.assignment and walked.home = v.home
     where v.outcome in ('tell-sergeant', 'leave-out') and engagement.stands(v.event)
     order by v.at desc, v.event limit $1 offset $2`,
    [page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page)],
  )
  return rows.map((row): Told => {
    const { home, address, at, actor, total } = row
    const kind = row.outcome === 'leave-out' ? 'leave-out' : 'tell-sergeant'
    const { what, note } = opened(tx, row)
    return { home, address, at, actor, kind, what, note, total }
  })
}
