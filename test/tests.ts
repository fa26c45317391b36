import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { run } from './command.ts'
import type { Tally } from './tally.ts'

const report = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
})

/** Runs the tests with vitest and counts them. A file that cannot even be read is one failure. */
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
    const brokenFiles = testResults.filter(
      (each) => each.status === 'failed' && each.assertionResults.every((test) => test.status !== 'failed'),
    ).length
    const passed = withState('passed').length
    const failed = withState('failed').length + brokenFiles
    const unexplained = failed === 0 && (!success || code !== 0 || passed === 0) ? 1 : 0
    tally.tests({
      passed,
      failed: failed + unexplained,
      skipped: tests
        .filter((each) => !['passed', 'failed'].includes(each.status))
        .map((each) => each.fullName),
    })
  } catch (error) {
    console.log(`vitest left no report: ${String(error)}`)
    tally.tests({ passed: 0, failed: 1, skipped: [] })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
