// npm run test:slow: what takes longer than `npm test` may. Full counts, PostgreSQL 15, benchmarks, attacks, mutants, a
// fresh clone.
import { globSync } from 'node:fs'
import { attackTests } from './attack-tests.ts'
import { run } from './command.ts'
import { withDebianPostgres } from './debian-postgres.ts'
import { checkFreshClone } from './fresh-clone.ts'
import { nodeProgram, repositoryRoot } from './repository.ts'
import { openTally } from './tally.ts'
import { countingTests, databaseTests } from './tests-by-import.ts'
import { runTests } from './tests.ts'

const tally = openTally()

/** Counts a program of the house as one check: what it says is printed, and its last words again where it fails. */
const checkProgram = async (name: string, parameters: string[]): Promise<void> =>
  await tally.check(name, async () => {
    const { code, output } = await run(nodeProgram, parameters)
    console.log(output)
    if (code === 0) return { state: 'passed' }
    return { state: 'failed', words: output.trimEnd().split('\n').slice(-10).join('\n') }
  })

// What counts nothing has been tried whole by npm test, and what the attacks below run is not run twice.
console.log('\nThe tests that count, with the full counts')
await runTests(
  tally,
  countingTests().filter((file) => !attackTests.includes(file)),
  { METTRACE_FULL: '1' },
)

console.log('\nThe tests of the server on Debian’s PostgreSQL 15')
await tally.check('PostgreSQL 15', async () => {
  const ofServer = databaseTests().filter((file) => file.startsWith('apps/server/'))
  await withDebianPostgres((url) => runTests(tally, ofServer, { TEST_DATABASE_URL: url }))
  return { state: 'passed' }
})

console.log('\nBenchmarks in their short form')
// What the attacks below run is not run twice.
for (const bench of globSync('bench/*.ts', { cwd: repositoryRoot, exclude: ['bench/bombs.ts'] }).toSorted()) {
  await checkProgram(bench, [bench, '--short'])
}

console.log('\nWhat somebody who means harm might do')
await checkProgram('npm run attack', ['test/attack.ts', '--short'])

console.log('\nSmall faults in the packages, drawn by seed: the tests find four in five')
await checkProgram('npm run mutants', ['test/mutants/run.ts', '--count', '40'])

console.log('\nPhones over the product’s own routes and a real PostgreSQL, 200 seeds')
await checkProgram('npm run simulate -- --postgres', ['test/simulate/run.ts', '--postgres'])

console.log('\nA fresh clone')
await tally.check('npm ci && npm start', checkFreshClone)

process.exitCode = tally.close()
