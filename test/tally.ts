/** What came of one check. `skipped` is neither passed nor failed, and is said so. */
export type Outcome = { state: 'passed' | 'failed' | 'skipped'; words?: string }

export type Tally = {
  /** Runs a check, says what came of it and counts it. */
  check: (name: string, work: () => Promise<Outcome>) => Promise<void>
  /** Counts tests that another program ran; of those that failed, each with its words. */
  tests: (counts: { passed: number; failed: string[]; skipped: string[] }) => void
  /** How long a test took, in milliseconds: the slowest are listed at the end. */
  took: (name: string, milliseconds: number) => void
  /** Says what was skipped and, once more, what failed, and ends with the line `N passed, N failed`; the exit code. */
  close: () => number
}

const listed = 20
const linesOfFailure = 12

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`

const indented = (words: string): string => words.trimEnd().replaceAll(/^/gm, '    ')

/** The name and as much of the words as a reader of a long log's end needs. */
const inShort = (failure: string): string => failure.split('\n').slice(0, linesOfFailure).join('\n')

export const openTally = (): Tally => {
  let passed = 0
  const failed: string[] = []
  const skipped: string[] = []
  const durations: { name: string; milliseconds: number }[] = []
  return {
    check: async (name, work) => {
      const since = performance.now()
      const { state, words = '' } = await work().catch((error: unknown): Outcome => ({
        state: 'failed',
        words: String(error),
      }))
      console.log(`${state.padEnd(7)} ${name} (${seconds(since)})`)
      if (state !== 'passed' && words) console.log(indented(words))
      if (state === 'passed') passed += 1
      else if (state === 'failed') failed.push(words ? `${name}\n${words}` : name)
      else skipped.push(words ? `${name}: ${words}` : name)
    },
    tests: (counts) => {
      passed += counts.passed
      failed.push(...counts.failed)
      skipped.push(...counts.skipped)
    },
    took: (name, milliseconds) => void durations.push({ name, milliseconds }),
    close: () => {
      const slowest = durations.toSorted((one, other) => other.milliseconds - one.milliseconds)
      if (slowest.length > 0) console.log('\nThe slowest tests:')
      for (const { name, milliseconds } of slowest.slice(0, listed))
        console.log(`${(milliseconds / 1000).toFixed(1).padStart(8)} s  ${name}`)
      if (skipped.length > 0) console.log(`\n${skipped.length} skipped, not counted as passed:`)
      for (const each of skipped) console.log(`    ${each}`)
      if (failed.length > 0) console.log('\nWhat failed:')
      for (const each of failed) console.log(indented(inShort(each)))
      console.log(`\n${passed} passed, ${failed.length} failed`)
      return failed.length > 0 ? 1 : 0
    },
  }
}
