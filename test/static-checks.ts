import { run } from './command.ts'
import { checkLicences } from './licences.ts'
import type { Outcome, Tally } from './tally.ts'

const program = async (name: string, parameters: string[]): Promise<Outcome> => {
  const { code, output } = await run(name, parameters)
  return code === 0 ? { state: 'passed' } : { state: 'failed', words: output }
}

/** A registry that does not answer says nothing about our packages, good or bad. */
const audit = async (): Promise<Outcome> => {
  const { code, output } = await run('npm', ['audit', '--omit=dev'], {
    // Under `npm test --silent` it would say nothing at all.
    environment: { npm_config_loglevel: 'warn' },
  })
  if (code === 0) return { state: 'passed' }
  return /endpoint returned an error|network|ENOTFOUND|ECONNREFUSED|ETIMEDOUT/.test(output)
    ? { state: 'skipped', words: 'could not be asked' }
    : { state: 'failed', words: output }
}

/** Everything that can be said of the code without running it; the formatter, the slowest, beside the others. */
export const staticChecks = async (tally: Tally): Promise<void> => {
  const format = tally.check('format', () => program('prettier', ['--check', '--log-level=warn', '.']))
  await tally.check('lint', () => program('oxlint', ['--deny-warnings']))
  await tally.check('types', () => program('tsc', ['--pretty', 'false']))
  await tally.check('types of the islands', () =>
    program('tsc', ['--pretty', 'false', '--project', 'apps/server/tsconfig.islands.json']),
  )
  await tally.check('types of the phone', () =>
    program('tsc', ['--pretty', 'false', '--project', 'apps/field/tsconfig.json']),
  )
  await tally.check('unused code and packages', () => program('knip', ['--no-progress']))
  await tally.check('licences', checkLicences)
  await tally.check('npm audit', audit)
  await format
}
