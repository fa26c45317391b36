import { MetTraceError } from '../../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { changeRecords, countRecords, readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { Subject } from '@mettrace/protocol/scans/legal-bases'
import type { PlaceKind, Result } from '@mettrace/protocol/scans/scan-rules'
import type { ScanPlace } from './scan-places.ts'
import type { ScanFacts } from './scan-facts.ts'
import { shiftOf } from './shifts.ts'

/** A scan as it is recorded; `id`: the asker's UUID, `corrects`: the scan whose place it takes. */
export type NewScan = ScanFacts & {
  id: string
  at: Date
  place: ScanPlace
  officer: string | null
  corrects: string | null
}

/** A scan as it stands. `inCheck`: whether the check of its lamp held that day, null without a lamp. */
export type Scan = ScanFacts & {
  id: string
  at: Date
  enteredAt: Date
  place: string
  placeName: string
  placeKind: PlaceKind
  bcu: string
  lampName: string | null
  inCheck: boolean | null
  subject: Subject
  result: Result
  officer: string | null
  actor: string
  /** Milliseconds that the clock of the phone which told it was behind ours; null where it came from the desk. */
  phoneSkew: number | null
  corrects: string | null
  isCorrected: boolean
}

/** Columns of a scan `s` at a place `p`, with its lamp `l`, its correction `c` and what a phone told `t`. */
const columns = `s.id, s.at, s.entered_at as "enteredAt", s.place, p.name as "placeName", s.place_kind as "placeKind", s.bcu, s.lamp,
  l.name as "lampName",
  case when s.lamp is not null then coalesce((
    select k.passed and k.next_by >= (s.at at time zone 'Europe/London')::date from enforcement.lamp_check k
    where k.lamp = s.lamp and k.on_day <= (s.at at time zone 'Europe/London')::date
    order by k.on_day desc, k.entered_at desc, k.id desc limit 1), false) end as "inCheck",
  s.subject, s.custody_reference as custody, s.description, s.identifiers, s.basis, s.result, s.part, s.why_not as "whyNot",
  s.officer, s.actor, s.corrects,
  t.skew_ms::float8 as "phoneSkew",
  c.id is not null as "isCorrected"`

const consultation = {
  operation: 'consultation',
  kind: 'scan',
  of: ({ id }: { id: string }) => id,
} as const

/** One scan, where the actor sees it. Logs it. */
export const seenScan = async (tx: Transaction, id: string | undefined): Promise<Scan | undefined> => {
  const [scan] = await readRecords<Scan>(
    tx,
    consultation,
    `select ${columns} from enforcement.scan s join enforcement.scan_place p on p.id = s.place
     left join enforcement.lamp l on l.id = s.lamp left join enforcement.scan c on c.corrects = s.id
     left join enforcement.phone_scan t on t.id = s.id where s.id = $1`,
    [id ?? null],
  )
  return scan
}

/** One scan. Logs it. Errors: `not_found` where the actor sees none such. */
export const scanById = async (tx: Transaction, id: string | undefined): Promise<Scan> => {
  const scan = await seenScan(tx, id)
  if (!scan) throw new MetTraceError('not_found', 'There is no such scan here.')
  return scan
}

/** Scans that stand, the latest first, of one custody reference or of all. Logs each. */
export const listScans = (
  tx: Transaction,
  custody: string | null,
  page: number,
): Promise<(Scan & { total: number })[]> =>
  readRecords<Scan & { total: number }>(
    tx,
    consultation,
    `select ${columns}, count(*) over ()::int4 as total
     from enforcement.scan s join enforcement.scan_place p on p.id = s.place left join enforcement.lamp l on l.id = s.lamp
     left join enforcement.scan c on c.corrects = s.id left join enforcement.phone_scan t on t.id = s.id
     where ($1::text is null or s.custody_reference = $1) and c.id is null
     order by s.at desc, s.id desc limit $2 offset $3`,
    [custody, rowsOnPage, rowsBefore(page)],
  )

/**
 * Records a scan; sent twice, it is one. Logs it. Errors: `usage` about `corrects` where somebody corrected that scan before,
 * or its place has another BCU.
 */
export const recordScan = async (tx: Transaction, actor: string, scan: NewScan): Promise<void> => {
  if (scan.corrects !== null) {
    const earlier = await scanById(tx, scan.corrects)
    if (earlier.bcu !== scan.place.bcu)
      throw new MetTraceError('usage', 'Choose a place of the same BCU as the scan you correct.', {
        about: 'place',
      })
  }
  const { onDay, shift } = shiftOf(scan.at)
  const { touched } = await changeRecords(
    tx,
    { operation: 'collection', kind: 'scan', subjects: [scan.id] },
    `insert into enforcement.scan (id, at, on_day, shift, place, place_kind, bcu, lamp, officer, subject, custody_reference,
       description, identifiers, basis, result, part, why_not, corrects, actor)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) on conflict do nothing`,
    [
      scan.id,
      scan.at,
      onDay,
      shift,
      scan.place.id,
      scan.place.kind,
      scan.place.bcu,
      scan.lamp,
      scan.officer,
      scan.subject,
      scan.custody,
      scan.description,
      scan.identifiers,
      scan.basis,
      scan.result,
      scan.part,
      scan.whyNot,
      scan.corrects,
      actor,
    ],
  )
  if (touched > 0 || scan.corrects === null) return
  const [told] = await countRecords<{ before: number }>(
    tx,
    'select count(*)::int4 as before from enforcement.scan where id = $1',
    [scan.id],
  )
  if (!told?.before)
    throw new MetTraceError('usage', 'This scan was corrected before: correct its correction.', {
      about: 'place',
    })
}
