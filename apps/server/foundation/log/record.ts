import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { uuidv7 } from '../uuid.ts'
import { bindRows, contentRoot, type Binding, type BoundRow } from './bound-content.ts'
import { saltedDigest, saltLength, subjectListRoot, type SubjectDigest } from './digests.ts'
import type { Act } from './operations.ts'

/** Says what is done with whose record. It is written down before the transaction ends: no entry, no answer. */
export type Recorder = (act: Act) => Promise<void>

/** What is known of the transaction: who acts, and what for. */
export type ActingFor = { actor: string; role: string; purpose: string }

/** What one transaction will have written down. */
export type PendingEntries = {
  record: Recorder
  /** Writes who acted and what for with every entry, in as few statements as it can; nothing where nothing was said. */
  write: () => Promise<void>
  /** The same, and where nothing was said that somebody acted. */
  writeAct: () => Promise<void>
}

type Entry = {
  id: string
  operation: string | null
  kind: string | null
  subjects: Buffer[]
  salt: Buffer
  to: string | undefined
  reason: string | undefined
  binds: readonly Binding[]
}

const columns =
  'actor, role, purpose, id, operation, kind, subject, list_root, list_size, salt, recipient, reason, content, content_size'

const insertEntry = `
  insert into log.entry (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`

/** Entries with their words, in one round trip. */
const insertEntries = `
  with written as (
    insert into log.entry (${columns})
    select $1, $2, $3, entry.*
    from unnest($4::uuid[], $5::text[], $6::text[], $7::bytea[], $8::bytea[], $9::int[], $10::bytea[], $11::bytea[], $12::bytea[],
                $13::bytea[], $14::int[]) as entry
  )
  insert into log.entry_text (entry, recipient, reason)
  select * from unnest($15::uuid[], $16::text[], $17::text[])`

const insertSubjects = `
  insert into log.entry_subject (entry, position, subject)
  select * from unnest($1::uuid[], $2::int[], $3::bytea[])`

const insertContent = `
  insert into log.entry_content (entry, position, bound, columns, row_id, turn, digest)
  select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::uuid[], $6::bigint[], $7::bytea[])`

/** Rows of one statement, so that none grows without limit. */
const atOnce = 10_000

/**
 * An entry's own columns, as the statements above take them. One record is named by its own digest, several by the root of
 * their list, none by nothing: a search without a result is an act too.
 */
const columnsOf = (
  { id, operation, kind, subjects, salt, to, reason }: Entry,
  bound: readonly BoundRow[],
): unknown[] => {
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
    bound.length > 0 ? Buffer.from(contentRoot(bound)) : null,
    bound.length > 0 ? bound.length : null,
  ]
}

/** Rows as the columns that unnest takes. */
const transposed = (rows: readonly unknown[][]): unknown[][] =>
  (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]))

const insertAll = async (client: pg.ClientBase, text: string, rows: readonly unknown[][]): Promise<void> => {
  for (let from = 0; from < rows.length; from += atOnce)
    await client.query(text, transposed(rows.slice(from, from + atOnce)))
}

/** An entry of a transaction that dealt with nobody's record. */
const bareAct = (): Entry => ({
  id: uuidv7(),
  operation: null,
  kind: null,
  subjects: [],
  salt: randomBytes(saltLength),
  to: undefined,
  reason: undefined,
  binds: [],
})

export const pendingEntries = (
  client: pg.ClientBase,
  { actor, role, purpose }: ActingFor,
  digestOf: SubjectDigest,
): PendingEntries => {
  const entries: Entry[] = []
  const boundBy = async ({ salt, binds }: Entry): Promise<BoundRow[]> => {
    const rows: BoundRow[][] = []
    for (const binding of binds) rows.push(await bindRows(client, salt, binding))
    return rows.flat()
  }
  const write = async (written: readonly Entry[]): Promise<void> => {
    const bound: BoundRow[][] = []
    for (const entry of written) bound.push(await boundBy(entry))
    const rows = written.map((entry, at) => columnsOf(entry, bound[at] ?? []))
    const [first] = rows
    if (!first) return
    const acting = [actor, role, purpose]
    const worded = written.filter(({ to, reason }) => to !== undefined || reason !== undefined)
    if (rows.length === 1 && worded.length === 0)
      await client.query({ name: 'entry', text: insertEntry, values: [...acting, ...first] })
    else
      await client.query({
        name: 'entries',
        text: insertEntries,
        values: [
          ...acting,
          ...transposed(rows),
          worded.map(({ id }) => id),
          worded.map(({ to }) => to ?? null),
          worded.map(({ reason }) => reason ?? null),
        ],
      })
    const listed = written
      .filter(({ subjects }) => subjects.length > 1)
      .flatMap(({ id, subjects }) => subjects.map((subject, position) => [id, position, subject]))
    await insertAll(client, insertSubjects, listed)
    const content = written.flatMap(({ id }, at) =>
      (bound[at] ?? []).map((row, place) => [
        id,
        place,
        row.bound,
        row.columns,
        row.row,
        row.turn,
        row.digest,
      ]),
    )
    await insertAll(client, insertContent, content)
  }
  return {
    record: async ({ operation, kind, subjects, to, reason, binds = [] }) => {
      if (kind !== null && !/^[a-z][a-z ]*$/.test(kind))
        throw new TypeError(`${kind} is not a kind of record.`)
      entries.push({
        id: uuidv7(),
        operation,
        kind,
        subjects: kind === null ? [] : subjects.map((id) => digestOf(kind, id)),
        salt: randomBytes(saltLength),
        to,
        reason,
        binds,
      })
    },
    write: () => write(entries),
    writeAct: () => write(entries.length > 0 ? entries : [bareAct()]),
  }
}
