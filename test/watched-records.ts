import type pg from 'pg'
import type { Database } from '../apps/server/foundation/database.ts'
import type { Act } from '../apps/server/foundation/log/operations.ts'
import type { Actor, Transaction } from '../apps/server/foundation/with-actor.ts'

/** What one transaction was given of the database's rows, and whose records it wrote down. */
type Seen = { purpose: string; actor: Actor; values: Set<string>; recorded: Set<string> }

export type WatchedRecords = {
  database: Database
  /** Records of people that were read, and of which nothing was written down: `a home: home …`. */
  unrecorded: (owner: pg.Client) => Promise<{ read: number; wrong: string[] }>
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Values of a row that may be the id of a record. */
const idsIn = (row: object): string[] =>
  Object.values(row)
    .flat()
    .filter((value): value is string => typeof value === 'string' && uuid.test(value))

const everybody = `
  select id::text, 'home' as kind from engagement.home
  union all select id::text, 'resident' from engagement.resident
  union all select id::text, 'person' from identity.person`

/** A database that remembers what its transactions read and wrote down; what it does is the same. */
export const watchRecords = (database: Database): WatchedRecords => {
  const all: Seen[] = []
  const watched =
    (acts: Database['withActor']): Database['withActor'] =>
    (actor, purpose, work) =>
      acts(actor, purpose, (tx) => {
        const seen: Seen = { purpose, actor, values: new Set(), recorded: new Set() }
        all.push(seen)
        const query = async (...asked: Parameters<Transaction['query']>): Promise<unknown> => {
          const answer: unknown = await tx.query(...asked)
          const { rows = [] } = answer as { rows?: object[] }
          for (const value of rows.flatMap(idsIn)) seen.values.add(value)
          return answer
        }
        const record = async (act: Act): Promise<void> => {
          for (const subject of act.subjects) seen.recorded.add(subject)
          return tx.record(act)
        }
        return work({ ...tx, query: query as Transaction['query'], record })
      })
  return {
    database: { ...database, withActor: watched(database.withActor), actOften: watched(database.actOften) },
    unrecorded: async (owner) => {
      const { rows } = await owner.query<{ id: string; kind: string }>(everybody)
      const kindOf = new Map(rows.map(({ id, kind }) => [id, kind]))
      let read = 0
      const wrong = new Set<string>()
      for (const { purpose, actor, values, recorded } of all) {
        // Sign-in reads of whoever signs in, and everybody may read of themselves.
        if (actor.role === 'identity') continue
        for (const value of values) {
          const kind = kindOf.get(value)
          if (kind === undefined || actor.id === `person:${value}`) continue
          read++
          if (!recorded.has(value)) wrong.add(`${purpose}: ${kind}`)
        }
      }
      return { read, wrong: [...wrong] }
    },
  }
}
