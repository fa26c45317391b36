/**
 * How near the solver of rounds comes to the best answer known to a published routing problem. One command:
 *
 *   node bench/routing.ts FILE [--seconds 3] [--seed 1] [--best COST] [--processor] [--required-only] [--json]
 *
 * FILE is a `.vrp` of CVRPLIB, a `.tsp` of TSPLIB, a `.dat` of capacitated arc routing, or a `.csv` of streets
 * (node1,node2,distance[,required]) for a postman. The best answer is `--best`, else that of a `.sol` or `bounds.txt`
 * beside the file, else the one in the file. With `--processor` the seconds are those of the processor, for a machine
 * that has other work. With `--required-only` a postman has only the streets that are required; the others may else be
 * gone along as well. With --short and no FILE every instance among the shared data gets half a second. The figures of docs/decisions/rounds.md are medians of the seeds 1 to 5.
 */
import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { MetTraceError } from '../apps/server/foundation/errors.ts'
import { sharedData } from '../test/shared-data.ts'
import { withoutOptional } from './support/routing/edge-list.ts'
import { readInstance } from './support/routing/read-instance.ts'
import { solveInstance } from './support/routing/solve-instance.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    best: { type: 'string' },
    processor: { type: 'boolean', default: false },
    'required-only': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
  },
})
const published = (): string[] => {
  const folder = sharedData('vectors', 'routing')
  return folder ? globSync('**/*.{vrp,tsp,dat,csv}', { cwd: folder }).map((name) => join(folder, name)) : []
}
const files = values.short && positionals.length === 0 ? published().toSorted() : positionals
const [limit, seed] = [values.short ? 0.5 : Number(values.seconds), Number(values.seed)]
const given = values.best === undefined ? null : Number(values.best)
if (
  !(values.short || files.length === 1) ||
  !(limit > 0) ||
  !Number.isInteger(seed) ||
  !(given === null || given > 0)
) {
  console.error(
    'Say one file; --seconds and --best are numbers above 0, --seed is a whole number. For example:\n' +
      '  node bench/routing.ts X-n101-k25.vrp --seconds 3 --seed 1 --json',
  )
  process.exit(2)
}

const now = (): number => {
  if (!values.processor) return performance.now() / 1000
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e6
}

const measure = async (file: string): Promise<void> => {
  const read = await readInstance(file)
  const instance = values['required-only'] ? withoutOptional(read) : read
  const start = now()
  const { cost, exact } = solveInstance(instance, { seed, spent: () => (now() - start) / limit })
  const seconds = Number((now() - start).toFixed(3))
  const best = given ?? instance.best
  const rounded = Number(cost.toFixed(6))
  const gap = best === null ? null : Number(((rounded - best) / best).toFixed(6))
  if (values.json) console.log(JSON.stringify({ file: basename(file), cost: rounded, best, gap, seconds }))
  else {
    const beside = gap === null ? 'best not known' : `best ${best}, gap ${(100 * gap).toFixed(2)}%`
    console.log(
      `${basename(file)}: cost ${rounded}${exact ? ', surely the least' : ''}, ${beside}, ${seconds} s`,
    )
  }
}

if (files.length === 0) console.log('No instance is there: nothing was measured.')
let measured = ''
try {
  for (const file of files) {
    measured = file
    await measure(file)
  }
} catch (error) {
  if (error instanceof RangeError) {
    console.error(`${basename(measured)}: ${error.message}.`)
    process.exit(3)
  }
  if (!(error instanceof MetTraceError)) throw error
  const { file: name, line, found, expected } = error.where
  console.error(
    `${name}${line === undefined ? '' : `:${line}`}: ${error.message}` +
      (found === undefined ? '' : ` Found: ${found}.`) +
      (expected === undefined ? '' : ` Expected: ${expected}.`),
  )
  process.exit(error.exitCode)
}
