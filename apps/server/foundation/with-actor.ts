import pg from 'pg'
import { personRoles, roles, type PersonRole, type Role } from './access/roles.ts'
import type { FieldCipher } from './fields/field-cipher.ts'
import type { SubjectDigest } from './log/digests.ts'
import { minutesOf, type Recorder } from './log/record.ts'
import { uuidv7 } from './uuid.ts'

export type Actor = {
  /** Who: `person:` and the id of a signed-in person, or an account of the command line, or a part of the product. */
  id: string
  /** What they act as: a role in the database, with the policies of the access table. */
  role: Role
}

/** A connection inside a transaction. Parameters are always passed apart from the text. */
export type Queries = Pick<pg.ClientBase, 'query' | 'escapeIdentifier'>

/** A transaction that acts for somebody, writes down in the log what it does with whose record, and reads encrypted fields. */
export type Transaction = Queries & { record: Recorder; fields: FieldCipher }

/** What is done with keys that the database does not know. */
export type Keyed = { digestOf: SubjectDigest; fields: FieldCipher }

/**
 * Whoever is posted to a place goes by an index, however few rows there are. Read from end to end, a table asks for the
 * places of its reader only when it holds the row, and the time would tell that another ward's is there.
 */
const readsFromEndToEnd = (role: Role): 'on' | 'off' => {
  const posted = personRoles[role as PersonRole]?.posted
  return posted === 'ward' || posted === 'bcu' ? 'off' : 'on'
}

/** Until the transaction ends. */
const actAs = `
  select set_config('role', $1, true), set_config('mettrace.actor', $2, true), set_config('mettrace.role', $3, true),
    set_config('enable_seqscan', $4, true)`

/**
 * Runs `work` in one transaction as `actor`, in the actor's database role, and writes down who acted, what for, and what
 * was done with whose record. Everything commits together or not at all; policies ask who acts from the first query on.
 */
export const withActor = async <T>(
  pool: pg.Pool,
  { digestOf, fields }: Keyed,
  actor: Actor,
  purpose: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> => {
  if (!roles.includes(actor.role)) throw new TypeError(`There is no role ${actor.role}.`)
  const client = await pool.connect()
  let broken = false
  // The pool listens to idle connections only: one lost at work would end the whole process.
  const lost = (): void => {
    broken = true
  }
  client.on('error', lost)
  try {
    await client.query('begin')
    await client.query({
      name: 'act as',
      text: actAs,
      values: [`mettrace_${actor.role}`, actor.id, actor.role, readsFromEndToEnd(actor.role)],
    })
    const acting = { act: uuidv7(), actor: actor.id, role: actor.role, purpose }
    const minutes = minutesOf(client, acting, digestOf)
    const result = await work({
      query: client.query.bind(client) as Queries['query'],
      escapeIdentifier: (name) => client.escapeIdentifier(name),
      record: minutes.record,
      fields,
    })
    await minutes.write()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(lost)
    throw error
  } finally {
    client.off('error', lost)
    client.release(broken)
  }
}

/**
 * Reads as a part of the product in one round trip and leaves no act: for what is asked before it is known who acts, on
 * every request. `text` is one query; it takes no parameters, so every value in it must come from `pg.escapeLiteral`.
 */
export const glance = async <Row>(pool: pg.Pool, actor: Actor, text: string): Promise<Row[]> => {
  const settings = [
    ['role', `mettrace_${actor.role}`],
    ['mettrace.actor', actor.id],
    ['mettrace.role', actor.role],
  ].map(
    ([name = '', value = '']) => `set_config(${pg.escapeLiteral(name)}, ${pg.escapeLiteral(value)}, true)`,
  )
  // Statements sent together are one transaction, which the settings do not outlive.
  const answers: unknown = await pool.query(`select ${settings.join(', ')}; ${text}`)
  return (answers as pg.QueryResult[])[1]?.rows as Row[]
}
