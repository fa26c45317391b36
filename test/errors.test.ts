import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { errorCodes, MetTraceError, type ErrorCode } from '../apps/server/foundation/errors.ts'
import { repositoryRoot } from './repository.ts'

const listed = Object.entries(errorCodes).map(([code, { exitCode, status }]) => ({ code, exitCode, status }))
const byCode = (one: { code: string }, other: { code: string }): number => one.code.localeCompare(other.code)

test('docs/errors.md lists the codes of the code, with their exit codes and statuses', () => {
  const document = readFileSync(join(repositoryRoot, 'docs/errors.md'), 'utf8')
  const documented = Array.from(
    document.matchAll(/^\| `(\w+)` +\| (\d+) +\| (\d+) +\| \S.*\S +\| \S.*\S +\|$/gm),
    (row) => ({
      code: row[1] ?? '',
      exitCode: Number(row[2]),
      status: Number(row[3]),
    }),
  )
  expect(documented.toSorted(byCode)).toEqual(listed.toSorted(byCode))
})

test('every code is used somewhere, and none that is not listed', () => {
  const used = new Set(
    globSync('apps/**/*.ts', { cwd: repositoryRoot })
      .filter((file) => !file.includes('node_modules') && !file.endsWith('.test.ts'))
      .flatMap((file) => {
        const text = readFileSync(join(repositoryRoot, file), 'utf8')
        return Array.from(text.matchAll(/new MetTraceError\(([^,]*),/g), (call) => call[1] ?? '')
      })
      .flatMap((code) => Array.from(code.matchAll(/'(\w+)'/g), (literal) => literal[1] ?? '')),
  )
  expect([...used].toSorted()).toEqual(Object.keys(errorCodes).toSorted())
})

test.each(Object.keys(errorCodes) as ErrorCode[])('%s knows its exit code and status', (code) => {
  const error = new MetTraceError(code, 'words', { file: 'x.csv', line: 3 })
  expect(error).toMatchObject({
    ...errorCodes[code],
    code,
    message: 'words',
    where: { file: 'x.csv', line: 3 },
  })
})
