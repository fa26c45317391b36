// npm test: every check in the short form, in a few minutes. `--static` leaves the tests out.
import { ensureChromium } from './chromium.ts'
import { settings } from './settings.ts'
import { staticChecks } from './static-checks.ts'
import { openTally } from './tally.ts'
import { runTests } from './tests.ts'

const tally = openTally()
await staticChecks(tally)
if (!process.argv.includes('--static')) {
  console.log(
    `\nTests with the ${settings.full ? 'full' : 'reduced'} counts: ${settings.propertyRuns} cases for each property, each race ${settings.raceRounds === 1 ? 'once' : `${settings.raceRounds} times`}, ${settings.interruptions.length} kills of an import, ${settings.orders} orders of imports, ${settings.harmShare === 1 ? 'all' : `one in ${settings.harmShare}`} of the values that mean harm in each field. METTRACE_FULL=1 asks for the full ones.`,
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
