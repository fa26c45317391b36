import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../../../test/database.ts'
import { guardedTables } from './access-table.ts'

const { owner } = await testDatabase()

/** Columns of every table there is, from the catalogue, but for those that the database itself fills. */
const columns = new Map<string, string[]>()
const { rows } = await owner.query<{ table: string; columns: string[] }>(
  `select c.oid::regclass::text as table, array_agg(attname::text order by attnum) as columns
   from pg_class c join pg_attribute on attrelid = c.oid and attnum > 0 and not attisdropped and attidentity <> 'a' and attgenerated = ''
   where relkind = 'r' and relnamespace::regnamespace::text !~ '^(pg_|information_schema$|migration$)'
   group by 1 order by 1`,
)
for (const row of rows) columns.set(row.table, row.columns)

/** What anybody but the owner may do to a table beside reading and adding, columns by name. */
const changesGranted = async (table: string): Promise<string[]> => {
  const { rows: granted } = await owner.query<{ right: string }>(
    `select distinct lower(privilege_type) as right from information_schema.table_privileges
     where format('%I.%I', table_schema, table_name) = $1 and grantee <> current_user
       and privilege_type not in ('SELECT', 'INSERT')
     union
     select distinct 'update ' || column_name from information_schema.column_privileges
     where format('%I.%I', table_schema, table_name) = $1 and grantee <> current_user
       and privilege_type = 'UPDATE'
     order by 1`,
    [table],
  )
  return granted.map(({ right }) => right)
}

/** How the owner fares, whom no right is lacking: `done`, or the code of the refusal. */
const asOwner = async (statement: string, changeBy = ''): Promise<string> => {
  await owner.query('begin')
  try {
    await owner.query(`select set_config('mettrace.change_by', $1, true)`, [changeBy])
    await owner.query(statement)
    return 'done'
  } catch (error) {
    return (error as { code?: string }).code ?? 'unknown'
  } finally {
    await owner.query('rollback')
  }
}

const refused = '42501'

/** What an import or a reckoning puts in place of what was there: open data, and what is derived from them. */
const data = [
  'foundation.demonstration',
  'places.address',
  'places.address_count',
  'places.area',
  'places.counted_ground',
  'places.geography',
  'places.ground',
  'places.home_count',
  'places.import_file',
  'places.lookup',
  'places.point_area',
  'places.postcode',
  'places.street',
  'places.street_link',
  'places.uprn_place',
  'places.vintage',
  'target.area_force',
  'target.burglary',
  'target.burglary_count',
  'target.counted_month',
  'target.loaded_force',
  'target.loaded_month',
  'target.offence_count',
  'target.recorded_count',
  'target.recorded_month',
]

test('data that an import replaces are these, none of them about people', () => {
  const replaced = [...columns.keys()].filter((table) => 'replaced' in guardedTables[table]!)
  expect(replaced).toEqual(data)
})

describe.each([...columns])('%s', (table, names) => {
  const guard = guardedTables[table]!
  const update = (column: string): string => `update ${table} set ${column} = ${column}`
  const taking = [`delete from ${table}`, `truncate ${table} cascade`]

  if ('appendOnly' in guard) {
    test('keeps facts: nobody changes or takes away any', async () => {
      expect(await changesGranted(table)).toEqual([])
      for (const statement of [...names.map(update), ...taking])
        expect(`${statement}: ${await asOwner(statement)}`).toBe(`${statement}: ${refused}`)
    })
  } else if ('changes' in guard) {
    test('keeps records: they change in the named columns, and never go', async () => {
      const { changes } = guard
      expect(await changesGranted(table)).toEqual(changes.map((name) => `update ${name}`).toSorted())
      const fixed = names.filter((name) => !changes.includes(name))
      for (const statement of [...fixed.map(update), ...taking])
        expect(`${statement}: ${await asOwner(statement)}`).toBe(`${statement}: ${refused}`)
      for (const name of changes) expect(await asOwner(update(name))).toBe('done')
    })
  } else if ('erasable' in guard) {
    test('keeps words: they are erased by the data protection officer, and never changed', async () => {
      expect(await changesGranted(table)).toEqual(['delete'])
      for (const statement of [...names.map(update), `truncate ${table} cascade`])
        expect(`${statement}: ${await asOwner(statement)}`).toBe(`${statement}: ${refused}`)
    })
  } else {
    test('keeps data: they may be replaced, row by row', async () => {
      expect(data).toContain(table)
      expect(await changesGranted(table)).not.toContain('truncate')
    })
  }
})

describe('the way past the refusal', () => {
  test('is the owner’s, by name: a migration', async () => {
    expect(await asOwner('delete from engagement.kit_movement', '0099-example.sql')).toBe('done')
    expect(await asOwner(`delete from engagement.kit_movement`)).toBe(refused)
  })

  test('is nobody else’s, whatever they call themselves', async () => {
    const attempt = `set local role mettrace_registrar; delete from engagement.kit_movement`
    expect(await asOwner(attempt, '0099-example.sql')).toBe(refused)
  })

  test('a made-up city does not begin where anything real is, so that it takes nothing real with it', async () => {
    const declare = `insert into foundation.demonstration (state, seed, homes) values ('loaded', 1, 1)`
    const begin = `set local mettrace.actor = 'x'; set local role mettrace_importer; ${declare}`
    expect(await asOwner(begin)).toBe('done')
    const home = `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
      values (gen_random_uuid(), 1, 'W', 'B', 'ZX11AA', 'Example Street', '1', 1, 1)`
    expect(await asOwner(`${home}; ${begin}`)).toBe(refused)
    const leave = `select engagement.leave_with_the_city(); reset role;
      do $$ begin assert not exists (select from engagement.home), 'the home is still there'; end $$`
    expect(await asOwner(`${begin}; reset role; ${home}; set local role mettrace_importer; ${leave}`)).toBe(
      'done',
    )
  })
})
