/**
 * Near repeats: time of a Knox table with 999 permutations, all twelve cells, on one core, beside R's
 * `surveillance::knox` (Debian: r-cran-surveillance), which tests one cell at a time.
 * Run with `npx node bench/knox.ts`; without R it says so and prints the figure recorded for it. `--short` only says that
 * a limit was missed.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { actionableRepeats } from '../packages/analysis/near-repeat/actionable-repeats.ts'
import type { NearRepeatEvents } from '../packages/analysis/near-repeat/events.ts'
import { knoxTable } from '../packages/analysis/near-repeat/knox.ts'
import type { KnoxOptions } from '../packages/analysis/near-repeat/knox.ts'
import { sharedData } from '../test/shared-data.ts'
import { fastest, line } from './support/stopwatch.ts'

const short = process.argv.includes('--short')

const options: KnoxOptions = {
  distances: [0, 0.1, 200, 400, 600],
  days: [0, 7, 14, 21],
  metric: 'manhattan',
  permutations: 999,
  seed: 1,
}

const readEvents = (path: string): NearRepeatEvents => {
  const rows = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.replaceAll('"', '').split(','))
  return {
    x: Float64Array.from(rows, (row) => Number(row[0])),
    y: Float64Array.from(rows, (row) => Number(row[1])),
    day: Float64Array.from(rows, (row) => Date.parse(row[2] ?? '') / 86_400_000),
  }
}

/** A made-up year of a city 40 km across: half its burglaries anywhere, half within about a kilometre of 400 places. */
const madeUp = (n: number): NearRepeatEvents => {
  // Good enough to scatter points, and the same points every time.
  let state = 1
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const centres = Array.from({ length: 400 }, () => [uniform() * 40_000, uniform() * 40_000] as const)
  const x = new Float64Array(n)
  const y = new Float64Array(n)
  const day = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const [east, north] = centres[Math.floor(uniform() * centres.length)]!
    const around = (): number => (uniform() + uniform() + uniform() - 1.5) * 2000
    const anywhere = uniform() < 0.5
    x[i] = anywhere ? uniform() * 40_000 : east + around()
    y[i] = anywhere ? uniform() * 40_000 : north + around()
    day[i] = Math.floor(uniform() * 365)
  }
  return { x, y, day }
}

/** Says how long the quickest of a few runs took, which is returned in seconds. */
const report = (name: string, events: NearRepeatEvents, runs: number, limit: number | undefined): number => {
  const timing = fastest(runs, () => knoxTable(events, options))
  const { n, rowPairs } = timing.answer
  const close = rowPairs.reduce((sum, pairs) => sum + pairs, 0)
  const what = `${name}: ${n} events, ${close} pairs below 600 m, 12 cells, 999 permutations`
  console.log(line(what, timing, { ...(limit === undefined ? {} : { limit }), short }))
  return timing.seconds
}

const rival = `
suppressPackageStartupMessages(library(surveillance))
events <- read.csv(commandArgs(TRUE)[1])
seconds <- system.time({
  near <- dist(cbind(events$X, events$Y), method = "manhattan")
  soon <- dist(as.numeric(as.Date(events$date)))
  set.seed(1)
  invisible(capture.output(
    found <- knox(dt = soon, ds = near, eps.t = 6.5, eps.s = 199.9999, simulate.p.value = TRUE, B = 999)))
})[["elapsed"]]
cat(seconds, found$statistic, found$null.value, found$p.value, sep = "\\n")
`

const besideR = (path: string, ours: number): void => {
  const run = spawnSync('Rscript', ['-e', rival, path], { encoding: 'utf8' })
  if (run.status !== 0) {
    if (run.stderr) console.log(run.stderr.trim())
    console.log(
      'rival not remeasured: recorded 26.3 s for 970 events and one cell (R with surveillance is not here)',
    )
    return
  }
  const [seconds, observed, expected, p] = run.stdout.trim().split('\n').map(Number)
  const cell = knoxTable(readEvents(path), { ...options, distances: [0, 200], days: [0, 7] })
  console.log(`R surveillance::knox, 970 events, one cell, 999 permutations: ${seconds!.toFixed(3)} s`)
  console.log(
    `  the same cell, [0, 200) m and [0, 7) days: R finds ${observed} pairs, expects ${expected!.toFixed(3)}, p ${p}; ` +
      `ours ${cell.observed[0]![0]}, ${cell.expected[0]![0]!.toFixed(3)}, p ${cell.p[0]![0]}`,
  )
  console.log(`  ratio in this run, R's one cell / our twelve: ${(seconds! / ours).toFixed(0)}`)
}

const january = sharedData('vectors', 'knox_chicago_be_2016_01.csv')
const year = sharedData('vectors', 'knox_chicago_be_2016.csv')

const month = january === undefined ? madeUp(970) : readEvents(january)
const ours = report(january === undefined ? 'a month, made up' : 'Chicago, January 2016', month, 5, 0.1)
const events = year === undefined ? madeUp(11_700) : readEvents(year)
report(year === undefined ? 'a year, made up' : 'Chicago, 2016', events, 3, 3)
report('a large city, made up', madeUp(100_000), 1, undefined)

const repeats = actionableRepeats(events, {
  withinMetres: 200,
  withinDays: 7,
  leadDays: 1,
  metric: 'euclidean',
})
console.log(
  `actionable repeats in the year (within 200 m, 1 to 6 days after): ${repeats.repeats} of ${repeats.n}, ` +
    `${(100 * (repeats.share ?? 0)).toFixed(1)}%`,
)
if (january === undefined) console.log('rival not remeasured: the events both are tried on are not here')
else besideR(january, ours)
console.log(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`)
