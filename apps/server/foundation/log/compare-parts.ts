import type { Transaction } from '../with-actor.ts'
import { contentRoot, type BoundRow } from './bound-content.ts'
import { saltedDigest, subjectListRoot, type SubjectDigest } from './digests.ts'
import type { EntryRow } from './leaf.ts'

type Words = { recipient: string | null; reason: string | null }

/** What stands beside entries in tables of its own: lists of records, what rows held, and words. */
export type Parts = {
  subjects: Map<string, Buffer[]>
  contents: Map<string, BoundRow[]>
  texts: Map<string, Words>
  /** Entries whose words were erased by an act that stands in the log. */
  erased: Set<string>
}

const grouped = <Row extends { entry: string }, Value>(
  list: readonly Row[],
  value: (row: Row) => Value,
): Map<string, Value[]> =>
  new Map(
    [...Map.groupBy(list, ({ entry }) => entry)].map(([entry, some]): [string, Value[]] => [
      entry,
      some.map(value),
    ]),
  )

/** Reads the parts of some entries. */
export const partsOf = async (
  tx: Transaction,
  rows: readonly EntryRow[],
  digestOf: SubjectDigest,
): Promise<Parts> => {
  const ids = rows.map(({ id }) => id)
  const { rows: subjects } = await tx.query<{ entry: string; subject: Buffer }>(
    'select entry, subject from log.entry_subject where entry = any ($1::uuid[]) order by entry, position',
    [ids],
  )
  const { rows: contents } = await tx.query<BoundRow & { entry: string }>(
    `select entry, bound, columns, row_id as row, turn::text, digest
     from log.entry_content where entry = any ($1::uuid[]) order by entry, position`,
    [ids],
  )
  const { rows: texts } = await tx.query<Words & { entry: string }>(
    'select entry, recipient, reason from log.entry_text where entry = any ($1::uuid[])',
    [ids],
  )
  const bySubject = new Map(
    rows
      .filter(({ recipient, reason }) => recipient ?? reason)
      .map(({ id }) => [digestOf('words of an entry', id).toString('hex'), id]),
  )
  const { rows: erasures } = await tx.query<{ subject: string }>(
    `select encode(subject, 'hex') as subject from log.entry
     where subject = any ($1::bytea[]) and operation = 'erasure' and kind = 'words of an entry'`,
    [[...bySubject.keys()].map((hex) => Buffer.from(hex, 'hex'))],
  )
  return {
    subjects: grouped(subjects, ({ subject }) => subject),
    contents: grouped(contents, (row) => row),
    texts: new Map(texts.map(({ entry, ...words }) => [entry, words])),
    erased: new Set(erasures.flatMap(({ subject }) => bySubject.get(subject) ?? [])),
  }
}

const same = (
  root: Buffer | null,
  size: number | null,
  found: number,
  foundRoot: () => Uint8Array,
): boolean => (root === null ? found === 0 : found === size && root.equals(foundRoot()))

const wordsDiffer = (
  { salt }: EntryRow,
  field: 'to' | 'reason',
  digest: Buffer | null,
  text: string | null,
): boolean => text !== null && !digest?.equals(saltedDigest(salt, field, text))

/** What is wrong with the parts of an entry that is itself what was sealed; undefined where nothing is. */
export const wrongWithParts = (row: EntryRow, parts: Parts): string | undefined => {
  const subjects = parts.subjects.get(row.id) ?? []
  if (!same(row.list_root, row.list_size, subjects.length, () => subjectListRoot(subjects)))
    return 'Its list of records was changed in the database after it was sealed.'
  const contents = parts.contents.get(row.id) ?? []
  if (!same(row.content, row.content_size, contents.length, () => contentRoot(contents)))
    return 'What it says of what rows held was changed in the database after it was sealed.'
  const { recipient = null, reason = null } = parts.texts.get(row.id) ?? {}
  if (wordsDiffer(row, 'to', row.recipient, recipient) || wordsDiffer(row, 'reason', row.reason, reason))
    return 'Its words, to whom or why, were changed in the database after it was sealed.'
  const gone = (row.recipient !== null && recipient === null) || (row.reason !== null && reason === null)
  return gone && !parts.erased.has(row.id)
    ? 'Its words, to whom or why, are gone from the database, and no erasing of them stands in the log.'
    : undefined
}
