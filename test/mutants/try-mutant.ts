// Runs some tests in the order they are named, with one file as a mutant has it. Its last line is a JSON answer.
import { join } from 'node:path'
import { BaseSequencer, startVitest, type TestSpecification } from 'vitest/node'
import { repositoryRoot } from '../repository.ts'
import type { Mutant } from './all-mutants.ts'

export type Trial = { readonly tests: readonly string[]; readonly mutant: Mutant | null }

/** The first test file that failed, and how long each file took, in milliseconds. */
export type TrialAnswer = {
  readonly passed: number
  readonly killer: string | null
  readonly took: Record<string, number>
}

const trial = JSON.parse(process.argv[2] ?? '{}') as Trial

const place = ({ moduleId }: TestSpecification): number =>
  trial.tests.findIndex((name) => join(repositoryRoot, name) === moduleId)

class InOrder extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((one, other) => place(one) - place(other)))
  }
}

const { mutant } = trial
const vitest = await startVitest(
  'test',
  [],
  {
    root: repositoryRoot,
    config: false,
    watch: false,
    include: [...trial.tests],
    setupFiles: ['test/mutants/same-draws.ts'],
    maxWorkers: 1,
    isolate: false,
    bail: mutant ? 1 : 0,
    reporters: [{}],
    sequence: { sequencer: InOrder },
    testTimeout: 600_000,
  },
  {
    plugins: [
      {
        name: 'mutant',
        enforce: 'pre',
        transform: (code, id) =>
          mutant && id === join(repositoryRoot, mutant.file)
            ? { code: code.slice(0, mutant.start) + mutant.replacement + code.slice(mutant.end), map: null }
            : undefined,
      },
    ],
  },
)
const modules = vitest.state.getTestModules()
const failed = modules.find((module) => module.state() === 'failed')
const answer: TrialAnswer = {
  passed: modules.filter((module) => module.ok()).length,
  killer:
    failed?.relativeModuleId ??
    (vitest.state.getUnhandledErrors().length > 0 ? 'an error outside tests' : null),
  took: Object.fromEntries(modules.map((module) => [module.relativeModuleId, module.diagnostic().duration])),
}
await vitest.close()
process.exitCode = 0
console.log(`\n${JSON.stringify(answer)}`)
