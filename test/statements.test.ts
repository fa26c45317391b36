import { describe, expect, test } from 'vitest'
import { askedIn, type Asked } from './asked-statements.ts'
import { testDatabase } from './database.ts'
import { declaredColumns, type Column, type Columns } from './declared-rows.ts'
import { describeStatement, type DescribedColumn } from './described-statement.ts'
import { serverFiles } from './server-sources.ts'
import { parseSource, sourceOf } from './source-tree.ts'

const { owner } = await testDatabase()

const asked = serverFiles
  .filter((file) => file !== 'apps/server/foundation/records/records.ts')
  .flatMap((file) => askedIn(sourceOf(file)))
const words = ({ bases, array }: Column): string => [...bases].toSorted().join(' or ') + (array ? '[]' : '')

/** Columns that may hold nothing, of tables of ours: `oid attribute`. */
const { rows: nullable } = await owner.query<{ key: string }>(
  `select attrelid || ' ' || attnum as key from pg_attribute
   join pg_class on pg_class.oid = attrelid join pg_type on pg_type.oid = atttypid
   where relkind = 'r' and not attnotnull and not typnotnull`,
)
const mayBeNull = new Set(nullable.map(({ key }) => key))

/** Where a declared row differs from what the database answers to a statement; nothing where it does not. */
const differences = (row: Columns, answer: ReadonlyMap<string, DescribedColumn>, text: string): string[] => [
  ...[...row].flatMap(([name, column]) => {
    const found = answer.get(name)
    if (!found) return [`${name} is not answered`]
    const bases = [...column.bases].filter((each) => each !== 'null')
    const { base } = found
    const fits = base === 'json' || (bases.join() === base && column.array === found.array)
    if (!fits) return [`${name} is declared ${words(column)}, and is ${words(found)}`]
    const notNull = new RegExp(String.raw`\b${name} is not null`).test(text)
    const empty = mayBeNull.has(`${found.table} ${found.attribute}`) && !column.bases.has('null') && !notNull
    return empty && base !== 'json' ? [`${name} may be null`] : []
  }),
  ...[...answer.keys()].filter((name) => !row.has(name)).map((name) => `${name} is not declared`),
]

const undone = async <T>(work: () => Promise<T>): Promise<T | Error> => {
  await owner.query('savepoint trying')
  try {
    return await work()
  } catch (error) {
    await owner.query('rollback to savepoint trying')
    return error as Error
  }
}

/** Makes the temporary tables that statements of a file work on; those that are made like another after it. */
const makeTables = async (all: readonly Asked[]): Promise<void> => {
  const making = new Set(
    all.flatMap(({ texts = [] }) => texts.filter((text) => /^\s*create temp table/i.test(text))),
  )
  for (let left = Infinity; making.size < left;) {
    left = making.size
    for (const text of making)
      if (!((await undone(() => owner.query(text))) instanceof Error)) making.delete(text)
  }
}

/** Describes each statement of a file, and holds the rows that it declares against the answer; all is undone. */
const described = async (all: readonly Asked[]): Promise<string[]> => {
  const wrong: string[] = []
  await owner.query('begin')
  await makeTables(all)
  for (const { texts = [], row, source, line } of all) {
    const place = `${source.file}:${line}`
    for (const text of texts.filter((each) => /^\s*(select|with|insert|update|delete)\b/i.test(each))) {
      const answer = await undone(() => describeStatement(owner, text))
      const columns = row && declaredColumns(row, source)
      if (answer instanceof Error) wrong.push(`${place}: ${answer.message}`)
      else if (columns) wrong.push(...differences(columns, answer, text).map((found) => `${place}: ${found}`))
    }
  }
  await owner.query('rollback')
  return wrong
}

const byFile = Map.groupBy(asked, ({ source }) => source.file)

test('every statement is one that the database knows, and answers the rows that it declares', async () => {
  const wrong: string[] = []
  for (const all of byFile.values()) wrong.push(...(await described(all)))
  expect(wrong).toEqual([])
})

/** Places that put a statement together as they run, and what holds their rows to the database instead. */
const putTogether: Record<string, string> = {
  'apps/server/database/schema-text.ts': 'the catalogue itself, which schema-text.test.ts writes out',
  'apps/server/foundation/log/bind-earlier.ts': 'ids of tables that the log binds',
  'apps/server/foundation/log/bound-content.ts': 'columns of tables that the log binds, by their declaration',
  'apps/server/foundation/log/compare-rows.ts': 'the same',
  'apps/server/rooms/account/list-entries.ts': 'conditions by what is asked; columns as of log-entries.ts',
}

test('rows are declared of statements that can be told, but for a short list', () => {
  const unknown = asked.filter(({ row, texts }) => row && !texts).map(({ source }) => source.file)
  expect([...new Set(unknown)].toSorted()).toEqual(Object.keys(putTogether))
  expect(asked.filter(({ row, texts }) => row && texts).length).toBeGreaterThan(100)
})

describe('a planted row is found', () => {
  const home = `'select id, flat, easting from engagement.home'`
  test.each([
    [
      'a column that is not there',
      '{ id: string }',
      `'select ident as id from engagement.home'`,
      /does not exist/,
    ],
    ['another name', '{ ids: string; flat: number | null; easting: number }', home, /ids is not answered/],
    ['another type', '{ id: number; flat: number | null; easting: number }', home, /id is declared number/],
    ['no null', '{ id: string; flat: number; easting: number }', home, /flat may be null/],
    ['one too few', '{ id: string; flat: number | null }', home, /easting is not declared/],
    [
      'no list',
      '{ ids: string }',
      `'select array_agg(id) as ids from engagement.home'`,
      /ids is declared string/,
    ],
  ])('%s', async (_name, row, text, found) => {
    const source = parseSource('planted.ts', `const rows = await tx.query<${row}>(${text})`)
    expect(await described(askedIn(source))).toContainEqual(expect.stringMatching(found))
  })

  test('and one that fits is not, by names, constants and functions of ours', async () => {
    const source = parseSource(
      'planted.ts',
      `type Home = { id: string; flat: number | null }
       type Row = Pick<Home, 'id'> & { days: string[]; at: Date; all: { any: 'thing' }[] }
       const time = (column) => \`\${column} at time zone 'UTC'\`
       const from = 'from engagement.resident'
       await readRecords<Row>(tx, looked, \`select id, array_agg(postcode) as days,
         \${time('now()')} as at, '[]'::jsonb as all from engagement.home group by id\`, [])`,
    )
    expect(await described(askedIn(source))).toEqual([])
  })
})
