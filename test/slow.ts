// npm run test:slow: what takes longer than `npm test` may. Full counts, PostgreSQL 15, benchmarks, a fresh clone.
import { globSync } from 'node:fs'
import { run } from './command.ts'
import { withDebianPostgres } from './debian-postgres.ts'
import { checkFreshClone } from './fresh-clone.ts'
import { nodeProgram, repositoryRoot } from './repository.ts'
import { openTally } from './tally.ts'
import { runTests } from './tests.ts'

const tally = openTally()

/** What counts nothing: npm test has run it whole just before, and longer counts would run the same again. */
const withoutCounts = ['test/journeys/**', 'test/command-line*.test.ts', 'test/readme-commands.test.ts']

console.log('\nThe tests that count, with the full counts')
await runTests(
  tally,
  withoutCounts.map((files) => `--exclude=${files}`),
  { METTRACE_FULL: '1' },
)

console.log('\nThe tests of the server on Debian’s PostgreSQL 15')
await tally.check('PostgreSQL 15', async () => {
  await withDebianPostgres((url) => runTests(tally, ['apps/server'], { TEST_DATABASE_URL: url }))
  return { state: 'passed' }
})

console.log('\nBenchmarks in their short form')
for (const bench of globSync('bench/*.ts', { cwd: repositoryRoot }).toSorted()) {
  await tally.check(bench, async () => {
    const { code, output } = await run(nodeProgram, [bench, '--short'])
    console.log(output)
    return { state: code === 0 ? 'passed' : 'failed' }
  })
}

console.log('\nA fresh clone')
await tally.check('npm ci && npm start', checkFreshClone)

process.exitCode = tally.close()
