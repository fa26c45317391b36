import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { schemaText } from './schema-text.ts'

const { owner } = await testDatabase()

test('the migrations make the schema that schema.sql shows (rewrite it with npm run schema)', async () => {
  const golden = readFileSync(join(import.meta.dirname, 'schema.sql'), 'utf8')
  expect(await schemaText(owner)).toBe(golden)
})

test.each([
  ['a column', 'alter table target.burglary add column extra text'],
  ['a right', 'grant update on target.burglary to mettrace_risk'],
  ['a right on a column', 'grant update (code) on target.burglary to mettrace_risk'],
  ['a policy', 'drop policy read_all on target.burglary'],
  ['a check', 'alter table target.burglary drop constraint burglary_ordinal_check'],
  ['an index', 'drop index target.burglary_by_month'],
  ['row security', 'alter table target.burglary no force row level security'],
  ['a note', `comment on column target.burglary.code is 'changed'`],
  ['a view', 'alter view enforcement.incident set (security_invoker = false)'],
  ['a function', 'alter function enforcement.burglary_place_and_time() reset search_path'],
  ['who may call a function', 'grant execute on function enforcement.burglary_place_and_time() to public'],
])('%s that changes shows in the text', async (_, statement) => {
  const before = await schemaText(owner)
  await owner.query('begin')
  await owner.query(statement)
  const after = await schemaText(owner)
  await owner.query('rollback')
  expect(after).not.toBe(before)
})
