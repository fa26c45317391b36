// npm run simulate -- --seeds N [--from S] [--postgres] [--json]: phones, server and everything between them, as each seed orders it.
// With --postgres the same phones over the product's own routes and a real PostgreSQL.
// A seed that fails is run again and made smaller: what is printed is the shortest way to the fault that was found.
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { alwaysEnding } from './always-ends.ts'
import { simulateInThreads } from './in-threads.ts'
import { shrink } from './shrink.ts'
import { planOf } from './plan.ts'
import { runPlan } from './run-seed.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    postgres: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const [seeds, from] = [Number(values.seeds), Number(values.from)]
if (![seeds, from].every((number) => Number.isSafeInteger(number) && number >= 0))
  throw new TypeError('npm run simulate -- --seeds N [--from S] [--postgres] [--json]')

const began = performance.now()
const threads = Math.min(4, availableParallelism())
const sum = await simulateInThreads(seeds, from, threads, values.postgres)
const took = (performance.now() - began) / 1000

const asked = ['seeds', 'events', 'acknowledged', 'lost', 'doubled', 'diverged', 'failing']

if (values.json) console.log(JSON.stringify(sum, asked))
else {
  const { failing, faults: found, ...figures } = sum
  for (const [name, figure] of Object.entries(figures)) console.log(`${name.padEnd(13)}${figure}`)
  console.log(`${'failing'.padEnd(13)}${failing.length === 0 ? 'none' : failing.join(' ')}`)
  for (const words of found.slice(0, 20)) console.log(`  ${words}`)
  console.log(`${took.toFixed(1)} s, ${((1000 * took) / Math.max(1, seeds)).toFixed(1)} ms a seed`)
  const [first] = failing
  if (first !== undefined) {
    const opened = values.postgres ? await (await import('./postgres/open-runs.ts')).openRuns() : undefined
    const runs = alwaysEnding(opened?.runs ?? runPlan)
    const plan = await shrink(planOf(first), async (smaller) => (await runs(smaller)).faults.length > 0)
    const { faults } = await runs(plan)
    await opened?.close()
    // Over a database two transactions may have gone the other way round this time.
    if (faults.length === 0) console.log(`\nSeed ${first} did not fail each time that it was run.`)
    console.log(`\nSeed ${first}, at its shortest:`)
    const weather = Object.entries(plan.weather).filter(([, share]) => share > 0)
    console.log(`  weather: ${weather.map(([kind, share]) => `${kind} ${share}%`).join(', ') || 'calm'}`)
    for (const { kind, after, handset } of plan.steps)
      console.log(`  ${String(after).padStart(6)} ms later, phone ${handset}: ${kind}`)
    for (const fault of faults.slice(0, 10)) console.log(`  ${fault}`)
  }
}
process.exitCode = sum.failing.length === 0 ? 0 : 1
