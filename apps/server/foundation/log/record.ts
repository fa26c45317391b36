import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { uuidv7 } from '../uuid.ts'
import { saltedDigest, saltLength, subjectListRoot, type SubjectDigest } from './digests.ts'
import type { Act } from './operations.ts'

/** Says what is done with whose record. It is written down before the transaction ends: no entry, no answer. */
export type Recorder = (act: Act) => Promise<void>

/** What is known of the transaction: its row of foundation.act, who acts, and what for. */
export type ActingFor = { act: string; actor: string; role: string; purpose: string }

/** What one transaction will have written down. */
export type Minutes = {
  record: Recorder
  /** Writes who acted and what for, and every entry, in as few statements as it can. */
  write: () => Promise<void>
}

type Entry = {
  id: string
  operation: string
  kind: string
  subjects: Buffer[]
  salt: Buffer
  to: string | undefined
  reason: string | undefined
}

const insertAct = `insert into foundation.act (id, actor, role, purpose) values ($1, $2, $3, $4)`

const insertActAndEntry = `
  with act as (${insertAct})
  insert into log.entry (act, actor, role, purpose, id, operation, kind, subject, list_root, list_size, salt, recipient, reason)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`

const insertActAndEntries = `
  with act as (${insertAct})
  insert into log.entry (act, actor, role, purpose, id, operation, kind, subject, list_root, list_size, salt, recipient, reason)
  select $1, $2, $3, $4, entry.*
  from unnest($5::uuid[], $6::text[], $7::text[], $8::bytea[], $9::bytea[], $10::int[], $11::bytea[], $12::bytea[], $13::bytea[]) as entry`

const insertSubjects = `
  insert into log.entry_subject (entry, position, subject)
  select * from unnest($1::uuid[], $2::int[], $3::bytea[])`

const insertTexts = `
  insert into log.entry_text (entry, recipient, reason)
  select * from unnest($1::uuid[], $2::text[], $3::text[])`

/**
 * An entry's own columns, as the statements above take them. One record is named by its own digest, several by the root of
 * their list, none by nothing: a list that came back empty was asked for all the same.
 */
const columnsOf = ({ id, operation, kind, subjects, salt, to, reason }: Entry): unknown[] => {
  const isList = subjects.length > 1
  return [
    id,
    operation,
    kind,
    isList ? null : (subjects[0] ?? null),
    isList ? Buffer.from(subjectListRoot(subjects)) : null,
    isList ? subjects.length : null,
    salt,
    to === undefined ? null : saltedDigest(salt, 'to', to),
    reason === undefined ? null : saltedDigest(salt, 'reason', reason),
  ]
}

/** Rows as the columns that unnest takes. */
const transposed = (rows: readonly unknown[][]): unknown[][] =>
  (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]))

export const minutesOf = (
  client: pg.ClientBase,
  { act, actor, role, purpose }: ActingFor,
  digestOf: SubjectDigest,
): Minutes => {
  const entries: Entry[] = []
  return {
    record: async ({ operation, kind, subjects, to, reason }) => {
      if (!/^[a-z][a-z ]*$/.test(kind)) throw new TypeError(`${kind} is not a kind of record.`)
      entries.push({
        id: uuidv7(),
        operation,
        kind,
        subjects: subjects.map((id) => digestOf(kind, id)),
        salt: randomBytes(saltLength),
        to,
        reason,
      })
    },
    write: async () => {
      const acting = [act, actor, role, purpose]
      const rows = entries.map(columnsOf)
      const [first] = rows
      if (!first) await client.query({ name: 'act', text: insertAct, values: acting })
      else if (rows.length === 1)
        await client.query({ name: 'act and entry', text: insertActAndEntry, values: [...acting, ...first] })
      else await client.query(insertActAndEntries, [...acting, ...transposed(rows)])
      const listed = entries
        .filter(({ subjects }) => subjects.length > 1)
        .flatMap(({ id, subjects }) => subjects.map((subject, position) => [id, position, subject]))
      if (listed.length > 0) await client.query(insertSubjects, transposed(listed))
      const worded = entries
        .filter(({ to, reason }) => to !== undefined || reason !== undefined)
        .map(({ id, to, reason }) => [id, to ?? null, reason ?? null])
      if (worded.length > 0) await client.query(insertTexts, transposed(worded))
    },
  }
}
