import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { newestKeys, type KeptKey } from '../../../foundation/records/newest-keys.ts'
import { changeRecords, keepRecords, readRecords } from '../../../foundation/records/records.ts'
import { correctionFields } from '../../../foundation/records/sealed-fields.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

type Sealed = { id: string; data_key: Buffer | null; key_version: number | null; words: Buffer | null }

/** What a resident says is wrong; null where it was erased. */
export const openedCorrection = (
  tx: Transaction,
  { id, data_key, key_version, words }: Sealed,
): string | null =>
  data_key && key_version !== null && words
    ? tx.fields.row(correctionFields, id, { dataKey: data_key, keyVersion: key_version }).open('words', words)
    : null

export type Correction = {
  id: string
  home: string
  at: Date
  words: string | null
  /** Null while nobody has dealt with it. */
  done: boolean | null
  reason: string | null
  answeredBy: string | null
  total: number
}

type Row = Omit<Correction, 'words'> & Sealed & { resident: string }

/** What residents want corrected, as far as the actor may see it: what waits first, then the latest; a page of it. Logs each resident. */
export const corrections = async (tx: Transaction, page: number): Promise<Correction[]> => {
  const rows = await readRecords<Row>(
    tx,
    { operation: 'consultation', kind: 'resident', of: ({ resident }) => resident },
    `select c.id, c.resident, c.home, c.at, c.data_key, c.key_version, c.words, a.done, a.reason, a.actor as "answeredBy",
            count(*) over ()::int4 as total
     from engagement.correction c left join engagement.correction_answer a on a.correction = c.id
     order by a.correction is not null, case when a.correction is null then c.at end, c.at desc, c.id
     limit ${rowsOnPage} offset $1`,
    [rowsBefore(page)],
  )
  return rows.map((row) => ({
    id: row.id,
    home: row.home,
    at: row.at,
    words: openedCorrection(tx, row),
    done: row.done,
    reason: row.reason,
    answeredBy: row.answeredBy,
    total: row.total,
  }))
}

export type CorrectionAnswer = { id: string | undefined; done: boolean; reason: string }

/** Writes down what was done about a correction; who answered first stays. Logs the resident. Errors: `not_found`. */
export const answerCorrection = async (
  tx: Transaction,
  actor: string,
  { id, done, reason }: CorrectionAnswer,
): Promise<void> => {
  const [correction] = await readRecords<{ resident: string; ward: string; bcu: string }>(
    tx,
    { operation: 'consultation', kind: 'resident', of: ({ resident }) => resident },
    'select resident, ward, bcu from engagement.correction where id = $1',
    [id ?? null],
  )
  if (!correction) throw new MetTraceError('not_found', 'There is no such correction.')
  await tx.query(
    `insert into engagement.correction_answer (correction, ward, bcu, done, reason, actor) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [id, correction.ward, correction.bcu, done, reason, actor],
  )
}

/** Takes away what a resident said is wrong, for whoever is erased. Logs them. */
export const eraseCorrectionsOf = async (
  tx: Transaction,
  resident: string,
  reason: string,
): Promise<void> => {
  await changeRecords(
    tx,
    { operation: 'erasure', kind: 'resident', subjects: [resident], reason },
    `update engagement.correction set data_key = null, key_version = null, words = null
     where resident = $1 and words is not null`,
    [resident],
  )
}

const batch = 1000

/** Wraps the keys of some corrections by the newest master key. Returns how many; 0 when none is left. */
export const rewrapSomeCorrections = async (tx: Transaction): Promise<number> => {
  const { rows } = await keepRecords<KeptKey>(
    tx,
    'a new master key: nobody is shown them, and that they are changed is written down below',
    `select id, data_key, key_version from engagement.correction
     where key_version < $1 and key_version is not null and data_key is not null limit ${batch} for update skip locked`,
    [tx.fields.newest],
  )
  await changeRecords<{ resident: string }>(
    tx,
    { operation: 'alteration', kind: 'resident', of: ({ resident }) => resident, reason: 'new master key' },
    `update engagement.correction c set data_key = n.data_key, key_version = $3
     from unnest($1::uuid[], $2::bytea[]) as n (id, data_key) where c.id = n.id returning c.resident`,
    newestKeys(tx, correctionFields, rows),
  )
  return rows.length
}
