// npm run mutants -- --count N --seed S: how many of N small faults in the packages the tests find.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { seededShuffle } from '../../packages/analysis/near-repeat/shuffle.ts'
import { nodeProgram, repositoryRoot } from '../repository.ts'
import { allMutants, type Mutant } from './all-mutants.ts'
import { relatedTests } from './related-tests.ts'
import type { Trial, TrialAnswer } from './try-mutant.ts'

const folders = ['analysis', 'kit-codes', 'ledger', 'procurement', 'protocol', 'readings'].map(
  (name) => `packages/${name}`,
)

/** Of the faults that are drawn, at least so many must be found. */
const leastShare = 0.8

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: String(Math.min(availableParallelism(), 4)) },
  },
})
const [count, seed, workers] = [values.count, values.seed, values.workers].map(Number) as [
  number,
  number,
  number,
]
if (
  ![count, seed, workers].every((value) => Number.isInteger(value) && value >= 0) ||
  count === 0 ||
  workers === 0
) {
  console.error('--count and --workers are whole numbers from 1, --seed is one from 0')
  process.exit(2)
}

/** Runs a trial in a process of its own, which an endless loop cannot outlive. Null where it did not end, or broke off. */
const tried = (trial: Trial, limit: number): Promise<TrialAnswer | null> =>
  new Promise((resolve) => {
    const child = spawn(nodeProgram, ['test/mutants/try-mutant.ts', JSON.stringify(trial)], {
      cwd: repositoryRoot,
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }, limit)
    child.on('close', () => {
      clearTimeout(timer)
      const last = output.trimEnd().split('\n').at(-1) ?? ''
      resolve(last.startsWith('{') ? (JSON.parse(last) as TrialAnswer) : null)
    })
  })

const short = (text: string): string => {
  const flat = text.replaceAll(/\s+/g, ' ').trim()
  return flat.length <= 60 ? flat : `${flat.slice(0, 57)}…`
}

const inWords = ({ file, line, column, start, end, replacement, kind }: Mutant): string => {
  const text = readFileSync(join(repositoryRoot, file), 'utf8').slice(start, end)
  return `${file}:${line}:${column} ${kind}: ${short(text)} → ${short(replacement) || 'nothing'}`
}

const all = await allMutants(folders)
const order = Int32Array.from(all.keys())
seededShuffle(seed)(order)
const drawn = Array.from(order.subarray(0, count), (at) => all[at]!)
console.log(`${drawn.length} of ${all.length} mutants of ${folders.join(' and ')}, drawn with seed ${seed}`)

const testsOf = relatedTests(folders)
const tests = [...new Set(drawn.flatMap(({ file }) => testsOf(file)))]
const untouched = tests.length > 0 ? await tried({ tests, mutant: null }, 1_200_000) : null
if (!untouched || untouched.killer !== null || untouched.passed !== tests.length) {
  console.error(`The tests fail without a mutant: ${untouched?.killer ?? 'they did not end'}`)
  process.exit(1)
}

/** Far beyond what the tests take, a machine with other work on it allowed for. */
const limitOf = (names: readonly string[]): number =>
  30_000 + 6 * names.reduce((sum, name) => sum + (untouched.took[name] ?? 0), 0)

const survivors: Mutant[] = []
let next = 0
const work = async (): Promise<void> => {
  for (let at = next++; at < drawn.length; at = next++) {
    const mutant = drawn[at]!
    const related = testsOf(mutant.file)
    const answer = related.length > 0 ? await tried({ tests: related, mutant }, limitOf(related)) : undefined
    const survived = answer === undefined || (answer !== null && answer.killer === null)
    if (survived) survivors.push(mutant)
    const how = answer === null ? 'it did not end' : (answer?.killer ?? 'no test imports it')
    console.log(survived ? `survived  ${inWords(mutant)}` : `killed    ${inWords(mutant)} (${how})`)
  }
}
await Promise.all(Array.from({ length: workers }, work))

const killed = drawn.length - survivors.length
console.log(`\n${survivors.length} survivors:`)
for (const each of survivors.toSorted((a, b) => a.file.localeCompare(b.file) || a.start - b.start))
  console.log(`    ${inWords(each)}`)
console.log(
  `\nScore: ${killed} of ${drawn.length} killed, ${((100 * killed) / drawn.length).toFixed(1)}%; at least ${100 * leastShare}% are wanted`,
)
process.exitCode = killed >= leastShare * drawn.length ? 0 : 1
