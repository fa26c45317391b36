import { delimiter, join } from 'node:path'
import { repositoryRoot } from './repository.ts'

/**
 * What the checks take from their surroundings; the only reader of the environment under test/.
 * METTRACE_FULL=1 asks for the long counts (.ci/run), which are in counts.ts; METTRACE_HISTORIES for another number of histories;
 * METTRACE_EVERY_HARM=1 for every value that means harm in every field; METTRACE_GOLDEN=write for new kept answers; TEST_DATABASE_URL for a PostgreSQL of one's own, as superuser.
 */
const environment = process.env

export const settings = {
  full: environment['METTRACE_FULL'] === '1',
  /** Histories that models of ledgers draw (npm run histories). */
  histories: Number(environment['METTRACE_HISTORIES']) || undefined,
  /** Tries every value that means harm in every field (npm run attack). */
  everyHarm: environment['METTRACE_EVERY_HARM'] === '1',
  /** Keeps the answers of test/golden anew instead of holding them against the kept ones (npm run golden -- --write). */
  keepAnswers: environment['METTRACE_GOLDEN'] === 'write',
  /** Where the tests of `npm run attack` write down their figures. */
  figuresFile: environment['METTRACE_FIGURES'] || undefined,
  databaseUrl: environment['TEST_DATABASE_URL'] || undefined,
  /** Fault that is planted into a simulation, by its name. */
  plantedFault: environment['PLANTED_FAULT'] || undefined,
  chromiumPath: environment['CHROMIUM_PATH'] || undefined,
}

/** Environment for a program of node_modules/.bin, which then runs on the Node of the lock file. */
export const childEnvironment = (more: Record<string, string> = {}): NodeJS.ProcessEnv => ({
  ...environment,
  PATH: `${join(repositoryRoot, 'node_modules/.bin')}${delimiter}${environment['PATH'] ?? ''}`,
  ...more,
})

/** Environment as a person's terminal has it: without what npm and the tests themselves have put there. */
export const plainEnvironment = (more: Record<string, string>): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !/^(npm_|NODE_|INIT_CWD$|DATABASE_URL$|METTRACE_|TEST_DATABASE_URL$)/.test(name),
    ),
  ),
  PATH: (environment['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter),
  ...more,
})
