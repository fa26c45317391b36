import { answer } from '@mettrace/protocol/batch/batch'
import { readEventAs } from '@mettrace/protocol/events/formats'
import { scanEvent, type ScanFact } from '@mettrace/protocol/scans/scan-fact'
import { MetTraceError } from '../../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { changeRecords, countRecords, readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

type Row = {
  id: string
  at: Date
  bcu: string
  actor: string
  answer: unknown
  body: string
  hasPicture: boolean
}

/** A scan of a phone's that was set aside and that nobody has decided about. `fact` is null where it could not be read. */
export type SetAsideScan = Pick<Row, 'id' | 'at' | 'bcu' | 'actor' | 'hasPicture'> & {
  words: string
  fact: ScanFact | null
}

const consultation = {
  operation: 'consultation',
  kind: 'scan',
  of: ({ id }: { id: string }) => id,
} as const

const readOut = ({ answer: told, body, ...row }: Row): SetAsideScan => {
  const answered = answer.parse(told)
  const read = readEventAs(scanEvent, JSON.parse(body) as Record<string, unknown>)
  return {
    ...row,
    words: answered.answer === 'set-aside' ? answered.words : '',
    fact: 'event' in read ? read.event.fact : null,
  }
}

/** Scans that wait for somebody to decide, the earliest first, as far as the actor may see them. Logs each. */
export const waitingScans = async (
  tx: Transaction,
  page: number,
): Promise<(SetAsideScan & { total: number })[]> => {
  const rows = await readRecords<Row & { total: number }>(
    tx,
    consultation,
    `select told.id, told.at, told.bcu, told.actor, told.answer, told.body,
            exists (select from enforcement.scan_picture p where p.id = told.id) as "hasPicture", count(*) over ()::int4 as total
     from enforcement.phone_scan told where told.decision = 'set aside' and not exists (
       select from enforcement.phone_scan_decision decided where decided.event = told.id) order by told.at, told.id limit $1 offset $2`,
    [rowsOnPage, rowsBefore(page)],
  )
  return rows.map(({ total, ...row }) => Object.assign(readOut(row), { total }))
}

/** One of them. Logs it. Errors: `not_found` where none such waits. */
export const waitingScan = async (tx: Transaction, id: string): Promise<SetAsideScan> => {
  const [row] = await readRecords<Row>(
    tx,
    consultation,
    `select told.id, told.at, told.bcu, told.actor, told.answer, told.body,
            exists (select from enforcement.scan_picture p where p.id = told.id) as "hasPicture"
     from enforcement.phone_scan told where told.id = $1 and told.decision = 'set aside' and not exists (
       select from enforcement.phone_scan_decision decided where decided.event = told.id)`,
    [id],
  )
  if (!row) throw new MetTraceError('not_found', 'No such scan waits here.')
  return readOut(row)
}

/**
 * Decides about one: that a scan was recorded in its place, or why it is left out. Logs it. False where somebody decided
 * otherwise before; the same decision sent twice is one.
 */
export const decide = async (
  tx: Transaction,
  actor: string,
  event: string,
  decided: { scan: string } | { reason: string },
): Promise<boolean> => {
  const [scan, reason] = 'scan' in decided ? [decided.scan, null] : [null, decided.reason]
  const { touched } = await changeRecords(
    tx,
    { operation: 'collection', kind: 'scan', subjects: [event] },
    `insert into enforcement.phone_scan_decision (event, bcu, scan, reason, actor)
     select told.id, told.bcu, $2, $3, $4 from enforcement.phone_scan told where told.id = $1 and told.decision = 'set aside'
     on conflict do nothing`,
    [event, scan, reason, actor],
  )
  if (touched > 0) return true
  const [told] = await countRecords<{ same: boolean }>(
    tx,
    `select (scan = $2 or (scan is null and reason = $3)) is true as same from enforcement.phone_scan_decision where event = $1`,
    [event, scan, reason],
  )
  return told?.same === true
}
