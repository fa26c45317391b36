/** What came of one check. `skipped` is neither passed nor failed, and is said so. */
export type Outcome = { state: 'passed' | 'failed' | 'skipped'; words?: string }

export type Tally = {
  /** Runs a check, says what came of it and counts it. */
  check: (name: string, work: () => Promise<Outcome>) => Promise<void>
  /** Counts tests that another program ran. */
  tests: (counts: { passed: number; failed: number; skipped: string[] }) => void
  /** Says what was skipped and ends with the line `N passed, N failed`; the exit code. */
  close: () => number
}

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`

const indented = (words: string): string => words.trimEnd().replaceAll(/^/gm, '    ')

export const openTally = (): Tally => {
  let passed = 0
  let failed = 0
  const skipped: string[] = []
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
      else if (state === 'failed') failed += 1
      else skipped.push(words ? `${name}: ${words}` : name)
    },
    tests: (counts) => {
      passed += counts.passed
      failed += counts.failed
      skipped.push(...counts.skipped)
    },
    close: () => {
      if (skipped.length > 0) console.log(`\n${skipped.length} skipped, not counted as passed:`)
      for (const each of skipped) console.log(`    ${each}`)
      console.log(`\n${passed} passed, ${failed} failed`)
      return failed > 0 ? 1 : 0
    },
  }
}
