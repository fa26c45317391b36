import { expect, test } from 'vitest'
import { sources, textOf } from './source-imports.ts'
import { countingTests, databaseTests } from './tests-by-import.ts'

test('a test counts by a count it takes, by what it imports or by a property, and else it does not', () => {
  const counting = countingTests()
  expect(counting).toContain('apps/server/rooms/supply/ledger-model.test.ts')
  // By the forms that it fills in.
  expect(counting).toContain('test/hostile-forms.test.ts')
  expect(counting).toContain('packages/ledger/note/note.test.ts')
  expect(counting).not.toContain('test/house.test.ts')
  expect(counting).not.toContain('test/every-route.test.ts')
  expect(counting).not.toContain('packages/ledger/verify/leftovers.test.ts')
})

test('counts.ts alone asks whether all is to be tried', () => {
  const asking = /settings\.full|\bfull\b[^=\n]*\} = settings/
  expect(sources.filter((file) => asking.test(textOf(file)))).toEqual(['test/counts.ts'])
})

test('a test is one of databases by its own server, or by one that it borrows', () => {
  const ofDatabases = databaseTests()
  expect(ofDatabases).toContain('apps/server/server.test.ts')
  expect(ofDatabases).toContain('apps/server/rooms/supply/ledger-model.test.ts')
  expect(ofDatabases).not.toContain('apps/server/foundation/embedded-postgres.test.ts')
  expect(ofDatabases).not.toContain('apps/server/foundation/month.test.ts')
})
