// node test/simulate/plant.ts FAULT SEEDS [postgres]: runs the simulation with a fault in the code, until a seed finds it. Prints
// JSON.
import { plantedFaults, plantedOnPostgres } from './faults.ts'
import { plantFault } from './planting.ts'

const [name = '', seeds = '200', on] = process.argv.slice(2)
const onPostgres = on === 'postgres'
const { code, schema } = (onPostgres ? plantedOnPostgres[name] : { code: plantedFaults[name] }) ?? {}
if (!code && schema === undefined) throw new TypeError(`No fault is called ${name}.`)
const inCode = code && plantFault(code)

// A faulty phone may leave promises that nobody hears; what counts is what the invariants say.
process.on('unhandledRejection', () => undefined)
const { simulate } = await import('./simulate.ts')
const opened = onPostgres ? await (await import('./postgres/open-runs.ts')).openRuns(schema) : undefined
const sum = await simulate({ seeds: Number(seeds), untilFailure: true, ...(opened && { runs: opened.runs }) })
await opened?.close()
console.log(JSON.stringify({ planted: inCode ? inCode() : 1, ...sum }))
