// npm test: every check in the short form, in a few minutes. `--static` leaves the tests out.
import { ensureChromium } from './chromium.ts'
import { testCounts } from './counts.ts'
import { staticChecks } from './static-checks.ts'
import { openTally } from './tally.ts'
import { runTests } from './tests.ts'

const tally = openTally()
await staticChecks(tally)
if (!process.argv.includes('--static')) {
  console.log(
    `\nTests with the ${testCounts.full ? 'full' : 'reduced'} counts: ${testCounts.propertyRuns} cases for each property, each race ${testCounts.raceRounds === 1 ? 'once' : `${testCounts.raceRounds} times`}, ${testCounts.interruptions.length} kills of an import, ${testCounts.orders} orders of imports, ${testCounts.harmShare === 1 ? 'all' : `one in ${testCounts.harmShare}`} of the values that mean harm in each field. METTRACE_FULL=1 asks for the full ones.`,
  )
  const chromium = await ensureChromium()
  await runTests(tally, ['--exclude=test/**/*.journey.ts'])
  // A browser, its server and its threads are much for one process: each journey has its own.
  if (chromium) await runTests(tally, ['test/journeys', '--isolate'], { CHROMIUM_PATH: chromium })
  else {
    await tally.check('Chromium for the browser', async () => ({
      state: 'failed',
      words: 'browser tests not run: there is no Chromium. Install it, or name it in CHROMIUM_PATH.',
    }))
  }
}
process.exitCode = tally.close()
