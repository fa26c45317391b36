import { createHash } from 'node:crypto'
import { csvText } from '../../../foundation/csv-text.ts'
import { londonToday } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { changeRecords, readRecords } from '../../../foundation/records/records.ts'
import { readingFields } from '../../../foundation/records/sealed-fields.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { agreementsInForce, type Agreement } from '../../../agreements/agreements.ts'
import type { SharedColumn } from '../../../agreements/shared-columns.ts'
import type { Exhibit } from '../exhibits/positions.ts'
import { unlessSpent } from '../exhibits/spent-skin.ts'
import type { CodeKind } from '../readings/codes.ts'
import { fieldReadingsOf } from '../readings/field-readings.ts'
import { openCode } from '../readings/sealed-code.ts'
import { adapterNamed, headingOf, type Adapter } from './adapters.ts'
import { newSampleNumber } from './sample-numbers.ts'

/** A file that went or came. */
export type ExchangeFile = {
  id: string
  party: string
  partyKind: 'laboratory' | 'supplier'
  direction: 'out' | 'in'
  adapter: string
  columns: SharedColumn[]
  rows: number
  onDay: string
  actor: string
}

const columns = `f.id, f.party, f.party_kind as "partyKind", f.direction, f.adapter, f.columns, f.rows, f.on_day::text as "onDay",
  f.actor`

/** Files, the latest first. */
export const listFiles = async (
  tx: Transaction,
  page: number,
): Promise<(ExchangeFile & { total: number })[]> => {
  const { rows } = await tx.query<ExchangeFile & { total: number }>(
    `select ${columns}, count(*) over ()::int4 as total from enforcement.exchange_file f
     order by f.entered_at desc, f.id limit $1 offset $2`,
    [rowsOnPage, rowsBefore(page)],
  )
  return rows
}

export type NewFile = {
  id: string
  agreement: Agreement
  direction: 'out' | 'in'
  adapter: Adapter
  columns: readonly SharedColumn[]
  rows: number
  content: string
}

const digestOf = (content: string): Buffer => createHash('sha256').update(content).digest()

/**
 * Records that a file goes or came. The database refuses what no agreement in force covers. Errors: `usage` about `agreement`,
 * naming the columns that are not covered.
 */
export const recordFile = async (tx: Transaction, actor: string, file: NewFile): Promise<void> => {
  const { agreement } = file
  try {
    await tx.query(
      `insert into enforcement.exchange_file
         (id, agreement, party, party_kind, fields, from_day, to_day, direction, adapter, columns, rows, content_digest, actor)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        file.id,
        agreement.id,
        agreement.party,
        agreement.partyKind,
        agreement.fields,
        agreement.fromDay,
        agreement.toDay,
        file.direction,
        file.adapter.name,
        file.columns,
        file.rows,
        digestOf(file.content),
        actor,
      ],
    )
  } catch (error) {
    const { constraint } = error as { constraint?: string }
    const uncovered = file.columns.filter((column) => !agreement.fields.includes(column))
    const words = {
      exchange_file_in_force: `Agreement ${agreement.reference} is not in force today: no file goes under it.`,
      exchange_file_covered: `Agreement ${agreement.reference} does not cover ${uncovered.join(', ')}: no file with that goes.`,
    }[constraint ?? '']
    if (words === undefined) throw error
    throw new MetTraceError('usage', words, { about: 'agreement' }, { cause: error })
  }
}

/** Whether a file with this content came before: the same one again changes nothing. */
export const cameBefore = async (tx: Transaction, party: string, content: string): Promise<boolean> => {
  const { rows } = await tx.query<{ id: string }>(
    `select f.id from enforcement.exchange_file f where f.party = $1 and f.direction = 'in' and f.content_digest = $2`,
    [party, digestOf(content)],
  )
  return rows.length > 0
}

/** A sample as it stands in a file that went out. */
type Sent = {
  number: string
  exhibit: string
  kind: Exhibit['kind']
  seal: string
  reading: { id: string; kind: CodeKind; code: string } | null
}

const cellOf: Readonly<Partial<Record<SharedColumn, (sent: Sent) => string>>> = {
  sample: ({ number }) => number,
  exhibit_kind: ({ kind }) => kind,
  seal: ({ seal }) => seal,
  code_kind: ({ reading }) => reading?.kind ?? '',
  code: ({ reading }) => reading?.code ?? '',
}

const contentOf = (adapter: Adapter, samples: readonly Sent[]): string =>
  csvText([
    adapter.sends.map((column) => headingOf(adapter, column)),
    ...samples.map((sent) => adapter.sends.map((column) => cellOf[column]!(sent))),
  ])

/** The code of each exhibit that goes to a supplier: that of its latest field reading. Errors: `usage` about `exhibits`. */
const codesToSend = async (tx: Transaction, exhibits: readonly Exhibit[]) => {
  const codes = new Map<string, Sent['reading']>()
  for (const exhibit of exhibits) {
    const readings = await fieldReadingsOf(tx, [exhibit.id], exhibit.scan === null ? [] : [exhibit.scan])
    const latest = readings.at(-1)
    if (!latest)
      throw new MetTraceError(
        'usage',
        `No code was read of ${exhibit.reference}: record a field reading first.`,
        {
          about: 'exhibits',
        },
      )
    codes.set(exhibit.id, { id: latest.id, kind: latest.codeKind, code: latest.read.text })
  }
  return codes
}

/**
 * Writes a file for a laboratory or supplier, with a new number for each exhibit; sent twice, it is one. Logs each exhibit, and each
 * reading whose code goes, as disclosed to it. Errors: those of `recordFile`.
 */
export const sendFile = async (
  tx: Transaction,
  actor: string,
  {
    id,
    agreement,
    adapter,
    exhibits,
  }: Pick<NewFile, 'id' | 'agreement' | 'adapter'> & { exhibits: readonly Exhibit[] },
): Promise<void> => {
  const { rows: before } = await tx.query<{ id: string }>(
    'select f.id from enforcement.exchange_file f where f.id = $1',
    [id],
  )
  if (before.length > 0) return
  const codes = adapter.sends.includes('code') ? await codesToSend(tx, exhibits) : undefined
  const samples = exhibits.map((exhibit): Sent => ({
    number: newSampleNumber(),
    exhibit: exhibit.id,
    kind: exhibit.kind,
    seal: adapter.sends.includes('seal') ? exhibit.seal : '',
    reading: codes?.get(exhibit.id) ?? null,
  }))
  await recordFile(tx, actor, {
    id,
    agreement,
    direction: 'out',
    adapter,
    columns: adapter.sends,
    rows: samples.length,
    content: contentOf(adapter, samples),
  })
  const { touched } = await unlessSpent(
    changeRecords(
      tx,
      { operation: 'alteration', kind: 'exhibit', subjects: samples.map(({ exhibit }) => exhibit) },
      `insert into enforcement.sent_sample (number, file, party, place, exhibit, reading, seal, actor)
     select n.number, $1, $2, n.place, n.exhibit, n.reading, n.seal, $3
     from unnest($4::text[], $5::integer[], $6::uuid[], $7::uuid[], $8::text[]) as n (number, place, exhibit, reading, seal)`,
      [
        id,
        agreement.party,
        actor,
        samples.map(({ number }) => number),
        samples.map((_, at) => at + 1),
        samples.map(({ exhibit }) => exhibit),
        samples.map(({ reading }) => reading?.id ?? null),
        samples.map(({ seal }) => seal),
      ],
    ),
    'exhibits',
  )
  if (touched !== samples.length) throw new TypeError('A sample was not recorded.')
}

type Row = {
  number: string
  exhibit: string
  kind: Exhibit['kind']
  seal: string
  reading: string | null
  codeKind: CodeKind | null
  code: Buffer | null
  dataKey: Buffer | null
  keyVersion: number | null
}

/**
 * The content of a file that went out, as it went. Logs each exhibit as disclosed to whom it is for. Errors: `not_found` where
 * there is none, or the actor does not see every exhibit in it; `usage` where its agreement is not in force any more: the file goes
 * when it is taken away, not when it was made.
 */
export const contentSent = async (tx: Transaction, id: string | undefined): Promise<string> => {
  const { rows } = await tx.query<ExchangeFile & { digest: Buffer; agreement: string }>(
    `select ${columns}, f.agreement, f.content_digest as digest from enforcement.exchange_file f where f.id = $1 and f.direction = 'out'`,
    [id ?? null],
  )
  const [file] = rows
  const adapter = file && adapterNamed(file.adapter)
  if (!file || !adapter) throw new MetTraceError('not_found', 'There is no such file here.')
  const inForce = await agreementsInForce(tx, londonToday())
  if (!inForce.some(({ id: agreement }) => agreement === file.agreement))
    throw new MetTraceError('usage', 'Its agreement is not in force any more: the file does not go.')
  const sent = await readRecords<Row>(
    tx,
    [
      { operation: 'disclosure', kind: 'exhibit', of: ({ exhibit }) => exhibit, to: file.party },
      { operation: 'disclosure', kind: 'field reading', of: ({ reading }) => reading, to: file.party },
    ],
    `select s.number, s.exhibit, e.kind, s.seal, s.reading, r.code_kind as "codeKind", r.code, r.data_key as "dataKey",
            r.key_version as "keyVersion"
     from enforcement.sent_sample s join enforcement.exhibit e on e.id = s.exhibit
     left join enforcement.field_reading r on r.id = s.reading where s.file = $1 order by s.place`,
    [file.id],
  )
  const samples = sent.map(
    ({ number, exhibit, kind, seal, codeKind, code, dataKey, keyVersion, reading }): Sent => {
      const isRead =
        reading !== null && codeKind !== null && code !== null && dataKey !== null && keyVersion !== null
      return {
        number,
        exhibit,
        kind,
        seal,
        reading: isRead
          ? {
              id: reading,
              kind: codeKind,
              code: openCode(tx, readingFields, { id: reading, codeKind, code, dataKey, keyVersion }).text,
            }
          : null,
      }
    },
  )
  const content = contentOf(adapter, samples)
  if (!digestOf(content).equals(file.digest))
    throw new MetTraceError('not_found', 'There is no such file here.')
  return content
}

/** Exhibits by the numbers that a party was sent. Logs each. */
export const exhibitsOfSamples = async (
  tx: Transaction,
  party: string,
  numbers: readonly string[],
): Promise<Map<string, string>> => {
  const rows = await readRecords<{ number: string; exhibit: string }>(
    tx,
    { operation: 'consultation', kind: 'exhibit', of: ({ exhibit }) => exhibit },
    'select number, exhibit from enforcement.sent_sample where party = $1 and number = any ($2)',
    [party, numbers],
  )
  return new Map(rows.map(({ number, exhibit }) => [number, exhibit]))
}
