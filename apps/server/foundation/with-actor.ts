import { createHash } from 'node:crypto'
import pg from 'pg'
import { personRoles, roles, type PersonRole, type Role } from './access/roles.ts'
import type { Login } from './access/logins.ts'
import type { FieldCipher } from './fields/field-cipher.ts'
import type { SubjectDigest } from './log/digests.ts'
import { pendingEntries, type Recorder } from './log/record.ts'
import { insideTransaction } from './open-transaction.ts'

export type Actor = {
  /** Who: `person:` and the id of a signed-in person, or an account of the command line, or a part of the product. */
  id: string
  /** What they act as: a role in the database, with the policies of the access table. */
  role: Role
  /** Which login a part of the product goes by. */
  login?: Login
  /** What a person's session is proved by: without it they are nobody to the database. */
  proof?: string
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

/**
 * Until the transaction ends. Times as text are the same wherever the database stands: content is bound as text. Nothing is
 * compiled, which takes longer than a statement of ours: a plan that must not read from end to end counts as dear enough for it.
 */
const actAs = `
  select set_config('role', $1, true), set_config('mettrace.actor', $2, true), set_config('mettrace.proof', $3, true),
    set_config('enable_seqscan', $4, true), set_config('jit', 'off', true), set_config('TimeZone', 'UTC', true)`

const names = new Map<string, string>()

/** What a connection calls a statement that it prepares once. */
const nameOf = (text: string): string => {
  const name = names.get(text) ?? createHash('sha256').update(text).digest('base64url')
  names.set(text, name)
  return name
}

/**
 * One statement each, with parameters or without: what is slipped into one cannot go on with another, such as `prepare`.
 * `prepares`: each connection plans a statement once, for work whose statements are always the same.
 */
const oneByOne = (client: pg.PoolClient, prepares: boolean): Queries['query'] => {
  const query = client.query.bind(client) as (asked: unknown, values?: unknown) => unknown
  return ((asked: unknown, values?: unknown) => {
    if (typeof asked !== 'string') return query(asked, values)
    return prepares
      ? query({ name: nameOf(asked), text: asked, values })
      : query({ text: asked, values, queryMode: 'extended' })
  }) as Queries['query']
}

/**
 * Runs `work` in one transaction as `actor`, in the actor's database role, and writes down who acted, what for, and what
 * was done with whose record. Everything commits together or not at all; policies ask who acts from the first query on.
 * `prepares`: its statements are always the same, and each connection plans them once. `housekeeping` leaves an entry only where the work says one: for what a part of the product does over and over, and
 * what its own rows say as well, such as a head that was signed.
 */
export const withActor = async <T>(
  pool: pg.Pool,
  { digestOf, fields }: Keyed,
  actor: Actor,
  purpose: string,
  work: (tx: Transaction) => Promise<T>,
  { housekeeping = false, prepares = false } = {},
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
      values: [`mettrace_${actor.role}`, actor.id, actor.proof ?? '', readsFromEndToEnd(actor.role)],
    })
    const acting = { actor: actor.id, role: actor.role, purpose }
    const entries = pendingEntries(client, acting, digestOf)
    const transaction: Transaction = {
      query: oneByOne(client, prepares),
      escapeIdentifier: (name) => client.escapeIdentifier(name),
      record: entries.record,
      fields,
    }
    const result = await insideTransaction(() => work(transaction))
    await (housekeeping ? entries.write() : entries.writeAct())
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

/** A connection that is lost at work fails what is asked of it: the pool listens to idle ones only. */
const isLost = (): void => undefined

const prepared = new WeakMap<pg.PoolClient, Set<string>>()

/**
 * Reads as a part of the product, which needs no proof, in one round trip and leaves no entry: for what is asked before it
 * is known who acts, on every request. `text` is one query with `values` for its parameters, as text; each connection plans it
 * once.
 */
export const readWithoutAct = async <Row>(
  pool: pg.Pool,
  actor: Actor,
  text: string,
  values: readonly string[] = [],
): Promise<Row[]> => {
  const settings = [
    ['role', `mettrace_${actor.role}`],
    ['mettrace.actor', actor.id],
  ].map(
    ([name = '', value = '']) => `set_config(${pg.escapeLiteral(name)}, ${pg.escapeLiteral(value)}, true)`,
  )
  const name = pg.escapeIdentifier(nameOf(text))
  const told = values.length === 0 ? '' : ` (${values.map((value) => pg.escapeLiteral(value)).join(', ')})`
  const client = await pool.connect()
  const known = prepared.get(client) ?? new Set()
  prepared.set(client, known)
  const prepare = known.has(name) ? [] : [`prepare ${name} as ${text}`]
  let broken = true
  client.on('error', isLost)
  try {
    // Statements sent together are one transaction, which the settings do not outlive.
    const asked = [`select ${settings.join(', ')}`, ...prepare, `execute ${name}${told}`].join('; ')
    const answers: unknown = await client.query(asked)
    known.add(name)
    broken = false
    return (answers as pg.QueryResult[]).at(-1)?.rows as Row[]
  } finally {
    client.off('error', isLost)
    // What failed may have been prepared or not.
    client.release(broken)
  }
}
