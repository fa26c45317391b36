import type { Database } from '../apps/server/foundation/database.ts'
import type { Actor, Transaction } from '../apps/server/foundation/with-actor.ts'

/** A step of a plan, as `explain (format json)` gives it. */
type Step = {
  'Node Type': string
  Schema?: string
  'Relation Name'?: string
  'Index Name'?: string
  'Index Cond'?: string
  Plans?: Step[]
}

export type Watched = {
  /** Statements that were explained. */
  statements: number
  /** `engagement.home by home_by_ward: (ward = ANY …)`, or `engagement.home, whole`. */
  steps: string[]
  /** Tables that were read from end to end, also inside of functions, as PostgreSQL itself counted. */
  readWhole: string[]
}

const stepsOf = (step: Step): string[] => {
  const table = step['Relation Name'] && `${step.Schema ?? ''}.${step['Relation Name']}`
  const index = step['Index Name']
  const own =
    step['Node Type'] === 'Seq Scan'
      ? [`${table}, whole`]
      : index
        ? [`${table ?? 'bitmap'} by ${index}: ${step['Index Cond'] ?? 'in order'}`]
        : []
  return [...own, ...(step.Plans ?? []).flatMap(stepsOf)]
}

const scans = `
  select schemaname || '.' || relname as name, seq_scan::int as scans from pg_stat_xact_user_tables where seq_scan > 0`

/** Runs the product's own queries as somebody, and says how the database answered each under the policies. */
export const watchQueries = async (
  database: Database,
  actor: Actor,
  work: (tx: Transaction, database: Database) => Promise<unknown>,
): Promise<Watched> => {
  const watched: Watched = { statements: 0, steps: [], readWhole: [] }
  const explain = async (tx: Transaction, text: string, values: readonly unknown[]): Promise<void> => {
    if (!/^\s*(select|with|insert|update|delete)\b/i.test(text)) return
    const { rows } = await tx.query<{ 'QUERY PLAN': { Plan: Step }[] }>(
      `explain (format json, verbose) ${text}`,
      [...values],
    )
    watched.statements++
    watched.steps.push(...rows.flatMap((row) => row['QUERY PLAN']).flatMap(({ Plan }) => stepsOf(Plan)))
  }
  const watch = (tx: Transaction): Transaction => {
    const query = async (text: string, values: readonly unknown[] = []): Promise<unknown> => {
      await explain(tx, text, values)
      return tx.query(text, [...values])
    }
    return { ...tx, query: query as Transaction['query'] }
  }
  const withActor: Database['withActor'] = (asking, purpose, ask) =>
    database.withActor(asking, purpose, (tx) => ask(watch(tx)))
  const actOften: Database['actOften'] = (asking, purpose, ask) =>
    database.actOften(asking, purpose, (tx) => ask(watch(tx)))
  const readWithoutAct: Database['readWithoutAct'] = async (asking, text, values = []) => {
    await database.withActor(asking, 'watched', (tx) => explain(tx, text, [...values]))
    return database.readWithoutAct(asking, text, values)
  }
  await database.withActor(actor, 'watched', async (tx) => {
    const scansNow = async (): Promise<Map<string, number>> => {
      const { rows } = await tx.query<{ name: string; scans: number }>(scans)
      return new Map(rows.map((row) => [row.name, row.scans]))
    }
    // What the connection did before is in the figures too.
    const before = await scansNow()
    await work(watch(tx), { ...database, withActor, actOften, readWithoutAct })
    const after = await scansNow()
    watched.readWhole = [...after]
      .filter(([name, scanned]) => scanned > (before.get(name) ?? 0))
      .map(([name]) => name)
  })
  return watched
}
