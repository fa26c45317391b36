// npm run test:slow: what takes longer than `npm test` may. Full counts, PostgreSQL 15, benchmarks, a fresh clone.
import { globSync } from 'node:fs'
import { ensureChromium } from './chromium.ts'
import { run } from './command.ts'
import { withDebianPostgres } from './debian-postgres.ts'
import { checkFreshClone } from './fresh-clone.ts'
import { nodeProgram, repositoryRoot } from './repository.ts'
import { openTally } from './tally.ts'
import { runTests } from './tests.ts'

const tally = openTally()
const chromium = await ensureChromium()

console.log('\nAll tests with the full counts')
if (chromium) await runTests(tally, [], { METTRACE_FULL: '1', CHROMIUM_PATH: chromium })
else {
  await tally.check('full counts', async () => ({
    state: 'failed',
    words: 'not run: there is no Chromium for the browser tests.',
  }))
}

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
