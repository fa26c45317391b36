import { hash } from 'node:crypto'
import type { Finding } from '@mettrace/ledger/verify/finding'
import type { Database } from '../database.ts'
import type { Transaction } from '../with-actor.ts'
import { contentOf, type BoundTable } from './bound-content.ts'
import { fieldSalt } from './digests.ts'
import { sealerActor } from './open-log.ts'

export type RowsCompared = {
  /** Rows that hold what the last entry about them binds. */
  agreed: number
  /** Tables whose rows nothing binds yet: the server has not been started since they came. */
  notBegun: string[]
  findings: Finding[]
}

/** The last binding of a row. */
type Bound = {
  row: string
  columns: string
  digest: Buffer
  salt: Buffer
  /** Place of its entry; null while that is not sealed. */
  position: number | null
  /** Whether a demonstration city was taken away later, and its rows with it. */
  taken: boolean
}

/** A row as it is: what it holds in each list of columns that anything bound, and whether something has to bind it. */
type Present = { id: string; contents: (string | null)[]; expected: boolean }

const atOnce = 5000
const lowest = '00000000-0000-0000-0000-000000000000'

const lastBindings = `
  select distinct on (c.row_id) c.row_id as row, c.columns, c.digest, e.salt, s.position,
         coalesce((e.epoch, e.xid) <= ($3::int, $4::xid8), false) as taken
  from log.entry_content c join log.entry e on e.id = c.entry left join log.sealed s on s.entry = e.id`

const lastTakenAway = async (tx: Transaction): Promise<{ epoch: number; xid: string } | undefined> =>
  (
    await tx.query<{ epoch: number; xid: string }>(
      `select e.epoch, e.xid::text from log.entry e where e.operation = 'erasure' and e.kind = 'demonstration'
       order by e.epoch desc, e.xid desc limit 1`,
    )
  ).rows[0]

class BoundRows {
  readonly #database: Database
  readonly #table: BoundTable
  #columnLists: string[] = []
  #taken: { epoch: number; xid: string } | undefined

  constructor(database: Database, table: BoundTable) {
    this.#database = database
    this.#table = table
  }

  /** Whether its rows are bound at all yet. */
  async begin(): Promise<boolean> {
    const { name } = this.#table
    return this.#database.keepHouse(sealerActor, 'verify the log', async (tx) => {
      this.#taken = await lastTakenAway(tx)
      const { rows } = await tx.query<{ columns: string }>(
        'select distinct columns from log.entry_content where bound = $1',
        [name],
      )
      this.#columnLists = rows.map(({ columns }) => columns)
      const begun = await tx.query('select from log.bound_table where name = $1', [name])
      return begun.rowCount === 1
    })
  }

  #bindings(where: string, value: unknown): Promise<Bound[]> {
    return this.#database.keepHouse(sealerActor, 'verify the log', async (tx) => {
      const { rows } = await tx.query<Bound>(
        `${lastBindings} where c.bound = $1 and ${where} order by c.row_id, c.turn desc limit ${atOnce}`,
        [this.#table.name, value, this.#taken?.epoch ?? null, this.#taken?.xid ?? null],
      )
      return rows
    })
  }

  #rows(where: string, value: unknown): Promise<Present[]> {
    const { name, reader, onlyWhere = 'true' } = this.#table
    const contents = this.#columnLists.map((list) => contentOf(name, list.split(','), 't'))
    return this.#database.keepHouse({ id: sealerActor.id, role: reader }, 'verify the log', async (tx) => {
      const { rows } = await tx.query<Present>(
        `select t.id, array[${contents.join(', ')}]::text[] as contents, (${onlyWhere}) as expected
         from ${name} t where ${where} order by t.id limit ${atOnce}`,
        [value],
      )
      return rows
    })
  }

  /** What is wrong with these rows, by their ids. */
  #wrong(bindings: readonly Bound[], rows: readonly Present[], agreed: () => void): Map<string, string> {
    const wrong = new Map<string, string>()
    const present = new Map(rows.map((row) => [row.id, row]))
    for (const bound of bindings) {
      const row = present.get(bound.row)
      present.delete(bound.row)
      const words = this.#wrongWith(bound, row)
      if (words === undefined) agreed()
      else wrong.set(bound.row, words)
    }
    for (const { id, expected } of present.values())
      if (expected) wrong.set(id, 'No entry of the log binds it: it was put in past the product.')
    return wrong
  }

  #wrongWith(
    { columns, digest, salt, position, taken, row }: Bound,
    present: Present | undefined,
  ): string | undefined {
    const content = present
      ? (present.contents[this.#columnLists.indexOf(columns)] ?? '')
      : JSON.stringify([this.#table.name, row, null]).replaceAll(',', ', ')
    const now = hash('sha256', Buffer.concat([fieldSalt(salt, 'content'), Buffer.from(content)]), 'buffer')
    if (now.equals(digest) || (!present && taken)) return undefined
    const entry = position === null ? 'an entry that is not sealed yet' : `entry ${position}`
    return present
      ? `It was changed past the product: it does not hold what ${entry} binds.`
      : `It was deleted past the product: ${entry} binds it.`
  }

  /** Looks at every row and every binding once, in the order of the ids. */
  async compare(agreed: () => void): Promise<Finding[]> {
    const suspects: string[] = []
    let after: string | undefined = lowest
    while (after !== undefined) {
      const bindings: Bound[] = await this.#bindings('c.row_id > $2', after)
      const rows: Present[] = await this.#rows('t.id > $1', after)
      // What both have been read up to; the rest comes with the next part.
      const ends = [bindings, rows].flatMap((list) => (list.length < atOnce ? [] : [list.at(-1)]))
      const last: string[] = ends.flatMap((end) => (end ? ['row' in end ? end.row : end.id] : [])).toSorted()
      const upTo: string | undefined = last[0]
      const within = (id: string): boolean => upTo === undefined || id <= upTo
      const wrong = this.#wrong(
        bindings.filter(({ row }) => within(row)),
        rows.filter(({ id }) => within(id)),
        agreed,
      )
      suspects.push(...wrong.keys())
      after = upTo
    }
    return this.#again(suspects, agreed)
  }

  /** What somebody wrote between the two readings looks wrong once, and not again. */
  async #again(suspects: readonly string[], agreed: () => void): Promise<Finding[]> {
    const findings: Finding[] = []
    for (let from = 0; from < suspects.length; from += atOnce) {
      const ids = suspects.slice(from, from + atOnce)
      const rows = await this.#rows('t.id = any ($1::uuid[])', ids)
      const bindings = await this.#bindings('c.row_id = any ($2::uuid[])', ids)
      for (const [id, words] of this.#wrong(bindings, rows, agreed))
        findings.push({ where: `${this.#table.row} ${id} (${this.#table.name})`, words })
    }
    return findings
  }
}

/**
 * Holds every row that evidence rests on against the last entry that binds it: changed, deleted, and put in past the
 * product. The entries themselves are taken as they are: hold them against the published log first.
 */
export const compareRows = async (
  database: Database,
  tables: readonly BoundTable[],
): Promise<RowsCompared> => {
  const compared: RowsCompared = { agreed: 0, notBegun: [], findings: [] }
  for (const table of tables) {
    const rows = new BoundRows(database, table)
    if (!(await rows.begin())) compared.notBegun.push(table.name)
    else compared.findings.push(...(await rows.compare(() => compared.agreed++)))
  }
  return compared
}
