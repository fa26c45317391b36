import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { run } from './command.ts'
import { repositoryRoot } from './repository.ts'
import type { Tally } from './tally.ts'

const report = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          duration: z.number().nullish(),
          failureMessages: z.array(z.string()).default([]),
        }),
      ),
    }),
  ),
})

type FileOfTests = z.infer<typeof report>['testResults'][number]

/** What failed in one file, each with its words. A file that cannot even be read is one failure. */
const failuresOf = ({ name, status, message, assertionResults }: FileOfTests): string[] => {
  const file = relative(repositoryRoot, name)
  const failed = assertionResults.filter((each) => each.status === 'failed')
  if (failed.length === 0) return status === 'failed' ? [`${file}\n${message}`] : []
  return failed.map((each) => `${file}: ${each.fullName}\n${each.failureMessages.join('\n')}`)
}

/** Runs the tests with vitest and counts them. */
export const runTests = async (
  tally: Tally,
  parameters: string[],
  environment: Record<string, string> = {},
): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-report-'))
  const file = join(folder, 'tests.json')
  try {
    const { code } = await run(
      'vitest',
      ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...parameters],
      { environment, aloud: true },
    )
    const { success, testResults } = report.parse(JSON.parse(await readFile(file, 'utf8')))
    const tests = testResults.flatMap((each) => each.assertionResults)
    const withState = (state: string): typeof tests => tests.filter((each) => each.status === state)
    for (const { name, assertionResults } of testResults) {
      for (const { fullName, duration } of assertionResults)
        tally.took(`${relative(repositoryRoot, name)}: ${fullName}`, duration ?? 0)
    }
    const failed = testResults.flatMap(failuresOf)
    const passed = withState('passed').length
    const unexplained = failed.length === 0 && (!success || code !== 0 || passed === 0)
    tally.tests({
      passed,
      failed: unexplained ? [`vitest ended with ${code}, ${passed} passed, and names no failure`] : failed,
      skipped: tests
        .filter((each) => !['passed', 'failed'].includes(each.status))
        .map((each) => each.fullName),
    })
  } catch (error) {
    tally.tests({ passed: 0, failed: [`vitest left no report: ${String(error)}`], skipped: [] })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
