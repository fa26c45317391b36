import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { uuidv7 } from '../uuid.ts'
import { saltedDigest, saltLength, subjectListRoot, type SubjectDigest } from './digests.ts'
import type { Act } from './operations.ts'

/** Writes down what is done with whose record, in the transaction that does it: no entry, no answer. */
export type Recorder = (act: Act) => Promise<void>

const insertEntry = `
  insert into log.entry (id, act, actor, role, purpose, operation, kind, subject, list_root, list_size, salt, recipient, reason)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`

const insertSubjects = `
  insert into log.entry_subject (entry, position, subject)
  select $1, position - 1, subject from unnest($2::bytea[]) with ordinality as list (subject, position)`

/** What is known of the transaction: its row of foundation.act, who acts, and what for. */
export type ActingFor = { act: string; actor: string; role: string; purpose: string }

/**
 * The recorder of one transaction. One record is named by its own digest, several by the root of their list, none by
 * nothing: a list that came back empty was asked for all the same.
 */
export const recorderOf =
  (client: pg.ClientBase, acting: ActingFor, digestOf: SubjectDigest): Recorder =>
  async ({ operation, kind, subjects, to, reason }) => {
    if (!/^[a-z][a-z ]*$/.test(kind)) throw new TypeError(`${kind} is not a kind of record.`)
    const digests = subjects.map((id) => digestOf(kind, id))
    const [only] = digests
    const isList = digests.length > 1
    const id = uuidv7()
    const salt = randomBytes(saltLength)
    await client.query({
      name: 'log.entry',
      text: insertEntry,
      values: [
        id,
        acting.act,
        acting.actor,
        acting.role,
        acting.purpose,
        operation,
        kind,
        isList ? null : (only ?? null),
        isList ? subjectListRoot(digests) : null,
        isList ? digests.length : null,
        salt,
        to === undefined ? null : saltedDigest(salt, 'to', to),
        reason === undefined ? null : saltedDigest(salt, 'reason', reason),
      ],
    })
    if (isList) await client.query(insertSubjects, [id, digests])
    if (to !== undefined || reason !== undefined)
      await client.query('insert into log.entry_text (entry, recipient, reason) values ($1, $2, $3)', [
        id,
        to ?? null,
        reason ?? null,
      ])
  }
