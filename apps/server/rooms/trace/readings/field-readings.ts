import { MetTraceError } from '../../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { changeRecords, countRecords, readRecords } from '../../../foundation/records/records.ts'
import { readingFields } from '../../../foundation/records/sealed-fields.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { unlessSpent } from '../exhibits/spent-skin.ts'
import type { Code } from './codes.ts'
import { openCode, sealCode, type KeptCode } from './sealed-code.ts'

/** What a mark was read from. */
export type ReadFrom = { scan: string } | { exhibit: string }

/** A field reading as it is recorded; `id`: the asker's UUID, `corrects`: the reading whose place it takes. */
export type NewFieldReading = {
  id: string
  from: ReadFrom
  at: Date
  /** Who read it, where it was not who records it. */
  officer: string | null
  lamp: string | null
  /** Magnifier, camera or other reader; null where it is not known. */
  reader: string | null
  code: Code
  note: string | null
  corrects: string | null
}

/** A field reading as it stands, without its code. It is intelligence. */
export type FieldReading = {
  id: string
  scan: string | null
  exhibit: string | null
  /** Of the exhibit; null of a scan. */
  reference: string | null
  at: Date
  enteredAt: Date
  officer: string | null
  lampName: string | null
  reader: string | null
  codeKind: Code['kind']
  positions: number | null
  unsure: number
  note: string | null
  corrects: string | null
  isCorrected: boolean
  actor: string
}

const columns = `r.id, r.scan, r.exhibit, e.reference, r.at, r.entered_at as "enteredAt", r.officer, l.name as "lampName", r.reader,
  r.code_kind as "codeKind", r.positions, r.unsure, r.note, r.corrects, c.id is not null as "isCorrected", r.actor`
const consultation = {
  operation: 'consultation',
  kind: 'field reading',
  of: ({ id }: { id: string }) => id,
} as const

/** Field readings that stand, the latest first. Logs each. */
export const listFieldReadings = (
  tx: Transaction,
  page: number,
): Promise<(FieldReading & { total: number })[]> =>
  readRecords<FieldReading & { total: number }>(
    tx,
    consultation,
    `select ${columns}, count(*) over ()::int4 as total from enforcement.field_reading r left join enforcement.exhibit e on e.id = r.exhibit
     left join enforcement.lamp l on l.id = r.lamp left join enforcement.field_reading c on c.corrects = r.id where c.id is null
     order by r.at desc, r.id desc limit $1 offset $2`,
    [rowsOnPage, rowsBefore(page)],
  )

const withCode = (
  tx: Transaction,
  row: FieldReading & Omit<KeptCode, 'id' | 'codeKind'>,
): FieldReading & { read: Code } => {
  const { code, dataKey, keyVersion, ...reading } = row
  return {
    ...reading,
    read: openCode(tx, readingFields, { id: row.id, codeKind: row.codeKind, code, dataKey, keyVersion }),
  }
}
const codeColumns = `r.code, r.data_key as "dataKey", r.key_version as "keyVersion"`

/** One field reading with its code. Logs it. Errors: `not_found` where the actor sees none such. */
export const fieldReadingById = async (
  tx: Transaction,
  id: string,
): Promise<FieldReading & { read: Code }> => {
  const [row] = await readRecords<FieldReading & Omit<KeptCode, 'id' | 'codeKind'>>(
    tx,
    consultation,
    `select ${columns}, ${codeColumns} from enforcement.field_reading r left join enforcement.exhibit e on e.id = r.exhibit
     left join enforcement.lamp l on l.id = r.lamp left join enforcement.field_reading c on c.corrects = r.id where r.id = $1`,
    [id],
  )
  if (!row) throw new MetTraceError('not_found', 'There is no such reading here.')
  return withCode(tx, row)
}

/**
 * Field readings that stand of exhibits and scans, with their codes, the first first: those that one mark has, in its scan and in
 * all that was taken from one exhibit. With `andCorrected` those that were corrected too. Logs each.
 */
export const fieldReadingsOf = async (
  tx: Transaction,
  exhibits: readonly string[],
  scans: readonly string[],
  { andCorrected = false }: { andCorrected?: boolean } = {},
): Promise<(FieldReading & { read: Code })[]> => {
  const rows = await readRecords<FieldReading & Omit<KeptCode, 'id' | 'codeKind'>>(
    tx,
    consultation,
    `select ${columns}, ${codeColumns} from enforcement.field_reading r left join enforcement.exhibit e on e.id = r.exhibit
     left join enforcement.lamp l on l.id = r.lamp left join enforcement.field_reading c on c.corrects = r.id
     where (c.id is null or $3) and (r.exhibit = any ($1::uuid[]) or r.scan = any ($2::uuid[])) order by r.at, r.id`,
    [exhibits, scans, andCorrected],
  )
  return rows.map((row) => withCode(tx, row))
}

/**
 * Records a field reading; sent twice, it is one. Logs it. Errors: `usage` about `corrects` where somebody corrected that reading
 * before, or it is of something else; `not_found` where the actor does not see what was read.
 */
export const recordFieldReading = async (
  tx: Transaction,
  actor: string,
  reading: NewFieldReading,
): Promise<void> => {
  if (reading.corrects !== null) {
    const earlier = await fieldReadingById(tx, reading.corrects)
    const isOfTheSame =
      'scan' in reading.from ? earlier.scan === reading.from.scan : earlier.exhibit === reading.from.exhibit
    if (!isOfTheSame)
      throw new MetTraceError('usage', 'A correction must be of the same scan or exhibit.', { about: 'code' })
  }
  const sealed = sealCode(tx, readingFields, reading.id, reading.code)
  const { touched } = await unlessSpent(
    changeRecords(
      tx,
      { operation: 'collection', kind: 'field reading', subjects: [reading.id] },
      `insert into enforcement.field_reading (id, scan, exhibit, at, officer, lamp, reader, code_kind, positions, unsure, code,
       code_digest, data_key, key_version, note, corrects, actor)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) on conflict do nothing`,
      [
        reading.id,
        'scan' in reading.from ? reading.from.scan : null,
        'exhibit' in reading.from ? reading.from.exhibit : null,
        reading.at,
        reading.officer,
        reading.lamp,
        reading.reader,
        sealed.kind,
        sealed.positions,
        sealed.unsure,
        sealed.code,
        sealed.digest,
        sealed.key.dataKey,
        sealed.key.keyVersion,
        reading.note,
        reading.corrects,
        actor,
      ],
    ),
    'code',
  )
  if (touched > 0) return
  const [told] = await countRecords<{ before: number }>(
    tx,
    'select count(*)::int4 as before from enforcement.field_reading where id = $1',
    [reading.id],
  )
  if (!told?.before)
    throw new MetTraceError('usage', 'This reading was corrected before: correct its correction.', {
      about: 'code',
    })
}

/** What is not known of a field reading. It is listed and blocks nothing. */
export const unknownsOfReading = ({
  lampName,
  reader,
}: Pick<FieldReading, 'lampName' | 'reader'>): string[] => [
  ...(lampName === null ? ['lamp'] : []),
  ...(reader === null ? ['reader'] : []),
]
