/**
 * Is the corrected effect honest on real London, where nothing was done? One command:
 *
 *   node bench/corrected-effect.ts          data to 2014-12, then the later years, for what they are worth
 *   node bench/corrected-effect.ts --short  every sixth month of selection, data to 2014-12 only
 *   node bench/corrected-effect.ts --write  writes the table of docs/decisions/honest-effect.md, which is held to it otherwise
 *
 * Pseudo-programmes: every month from December 2011 on is a day of selection, by the rate of the twelve months before;
 * the period after is the twelve months that follow; nine numbers of kits. Then every burglary inside is taken away
 * with probability a quarter, which is an effect of −25%, and must be found.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { selectAreas } from '../packages/analysis/backtest/select-areas.ts'
import { knownUntil } from '../packages/analysis/effect/placebo/correct-programmes.ts'
import { correctedEffect, expectationOf } from '../packages/analysis/effect/placebo/corrected-effect.ts'
import { correctedProgrammes } from '../packages/analysis/effect/placebo/correct-programmes.ts'
import { partInside, insideOutside, plainRatio } from '../packages/analysis/effect/placebo/inside-outside.ts'
import { placeboProgrammes } from '../packages/analysis/effect/placebo/placebo-programmes.ts'
import { expectedBurglaries } from '../packages/analysis/risk/expected-burglaries.ts'
import { loadLondon } from './support/london-street.ts'
import type { LondonStreet } from './support/london-street.ts'
import { holdBlock, table } from './support/page-block.ts'

const KITS = [20_000, 35_000, 50_000, 75_000, 100_000, 129_780, 200_000, 300_000, 440_000]
const LEVEL = 0.95
const EFFECT = 0.25
const monthOf = (year: number, month: number) => year * 12 + month - 1
const short = process.argv.includes('--short')

/** One pseudo-programme: what the plain comparison and the corrected effect say, without and with the planted effect. */
type Trial = {
  year: number
  kits: number
  plain: number
  estimate: number
  covers: boolean
  halfWidth: number
  found: boolean
}

const heading = [
  'the period after begins in',
  'programmes',
  'plain comparison, median',
  'corrected effect, median',
  'intervals that hold zero',
  'median half-width',
  '−25% found',
]

const years = short ? [2011, 2012, 2013, 2014] : undefined
const london = await loadLondon({ ...(years && { years }), cityOfLondon: true })
if (london === undefined) console.log('skipped: the real street files are not beside the repository')
else await run(london)

async function run(city: LondonStreet): Promise<void> {
  console.log(`London, series all, ${city.codes.length} LSOAs; exact repeats with an id dropped`)
  const step = short ? 6 : 1
  console.log(
    `\n# Data to 2014-12, chosen on one year, a day of selection every ${step === 1 ? '' : `${step} `}month`,
  )
  const trials = trialsOf(city, monthOf(2011, 12), monthOf(2014, 12), { select: 12, after: 12, step })
  report(trials)
  const covered = rate(trials, ({ covers }) => covers)
  const width = median(trials.map(({ halfWidth }) => halfWidth))
  const power = rate(trials, ({ found }) => found)
  const met =
    covered >= 0.9 && covered <= 0.99 && width <= 0.1 && power >= 0.8 && (short || trials.length >= 200)
  console.log(
    `goal (at least 200 programmes, 90–99% cover, half-width at most 10 points, −25% found in 80%): ${met ? 'met' : 'NOT MET'}`,
  )
  if (!met) process.exitCode = 1
  if (!short) {
    console.log('\n# The same data, other designs, every third month (no goal was set)')
    const designs: string[][] = []
    for (const [select, after] of [
      [24, 12],
      [12, 6],
      [24, 6],
    ] as const) {
      console.log(`\nchosen on ${select} months, ${after} months after`)
      const found = trialsOf(city, monthOf(2011, select === 24 ? 24 : 12), monthOf(2014, 12), {
        select,
        after,
        step: 3,
      })
      report(found)
      designs.push(cellsOf(`chosen on ${select} months, ${after} months after`, found))
    }
    await holdBlock('honest-effect.md', 'other designs', table([heading, ...designs]))
    console.log('\n# Days of selection from 2014-12 on: the real programme began in March 2015, so not clean')
    const later = trialsOf(city, monthOf(2014, 12), monthOf(2018, 12), { select: 12, after: 12, step: 3 })
    report(later)
    await holdBlock('honest-effect.md', 'real London', tableOf(trials, later))
  }
  speed(city)
}

function trialsOf(
  city: LondonStreet,
  firstUntil: number,
  lastMonth: number,
  { select, after, step }: { select: number; after: number; step: number },
): Trial[] {
  const { homes, groups, eastings, northings, codes } = city
  const random = xoroshiro128plus(20_111_231)
  const trials: Trial[] = []
  for (let until = firstUntil; until + after <= lastMonth; until += step) {
    const known = knownUntil(city, until)
    const forecast = expectedBurglaries({ homes, groups, eastings, northings, ...known, horizon: after })
    const before = counted(city, until - select + 1, until)
    const happened = counted(city, until + 1, until + after)
    for (const kits of KITS) {
      const chosen = selectAreas({
        expected: before,
        homes,
        codes,
        kits,
        saturation: 0.85,
        kitRounding: 'none',
      })
      const part = new Uint8Array(codes.length)
      for (const i of chosen) part[i] = partInside
      const sums = insideOutside(part, before, happened)
      const frozen = expectationOf(forecast, part)
      const outside = sums.outsideAfter
      const nothing = correctedEffect(frozen, { inside: sums.insideAfter, outside }, LEVEL)!
      let left = 0
      for (let k = 0; k < sums.insideAfter; k++) if (uniformFloat64(random) >= EFFECT) left++
      const planted = correctedEffect(frozen, { inside: left, outside }, LEVEL)!
      trials.push({
        year: Math.floor((until + 1) / 12),
        kits,
        plain: plainRatio(sums)!,
        estimate: nothing.estimate,
        covers: nothing.low <= 0 && nothing.high >= 0,
        halfWidth: (nothing.high - nothing.low) / 2,
        found: planted.high < 0,
      })
    }
  }
  return trials
}

function report(trials: readonly Trial[]): void {
  line('all', trials)
  for (const year of new Set(trials.map((trial) => trial.year)))
    line(
      `after from ${year}`,
      trials.filter((trial) => trial.year === year),
      true,
    )
  for (const kits of KITS)
    line(
      `${kits} kits`,
      trials.filter((trial) => trial.kits === kits),
    )
}

function cellsOf(name: string, trials: readonly Trial[]): string[] {
  const covered = rate(trials, ({ covers }) => covers)
  return [
    name,
    String(trials.length),
    percent(median(trials.map(({ plain }) => plain))),
    percent(median(trials.map(({ estimate }) => estimate))),
    `${percent(covered)}${covered < 0.9 ? ': **fails**' : ''}`,
    `${(100 * median(trials.map(({ halfWidth }) => halfWidth))).toFixed(1)} points`,
    percent(rate(trials, ({ found }) => found)),
  ]
}

/** The table of the page: clean years, by number of kits, and later years. */
function tableOf(clean: readonly Trial[], later: readonly Trial[]): string {
  const byYear = (trials: readonly Trial[], note: string) =>
    [...new Set(trials.map(({ year }) => year))].map((year) =>
      cellsOf(
        `${year}${note}`,
        trials.filter((trial) => trial.year === year),
      ),
    )
  return table([
    heading,
    ...byYear(clean, ''),
    cellsOf('**all to 2014-12**', clean),
    ...KITS.map((kits) =>
      cellsOf(
        `of these ${kits.toLocaleString('en-GB')} kits`,
        clean.filter((trial) => trial.kits === kits),
      ),
    ),
    ...byYear(later, ' (not clean)'),
  ])
}

/** One line of the report; a year in which fewer than nine of ten intervals cover zero is said to fail. */
function line(name: string, trials: readonly Trial[], judged = false): void {
  const covered = rate(trials, ({ covers }) => covers)
  console.log(
    `${name.padEnd(16)} ${String(trials.length).padStart(4)} programmes  plain ${percent(median(trials.map(({ plain }) => plain))).padStart(6)}  ` +
      `cover zero ${percent(covered).padStart(6)}  median half-width ${(100 * median(trials.map(({ halfWidth }) => halfWidth))).toFixed(1).padStart(4)} points  ` +
      `−25% found ${percent(rate(trials, ({ found }) => found)).padStart(6)}${judged && covered < 0.9 ? '  FAILS' : ''}`,
  )
}

function speed(city: LondonStreet): void {
  const inputs = { ...city, kits: 129_780, saturation: 0.85, kitRounding: 'none', selectYears: 1 } as const
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now()
    placeboProgrammes(inputs)
    return performance.now() - start
  })
  const start = performance.now()
  const pairs = correctedProgrammes({ ...inputs, level: LEVEL }).length
  const corrected = performance.now() - start
  console.log(
    `\n# Speed: ${pairs} pairs of years from series in memory\nplain comparison ${median(times).toFixed(0)} ms (limit 1,000); with the corrected effect ${corrected.toFixed(0)} ms`,
  )
}

function counted({ homes, months, counts }: LondonStreet, from: number, to: number): Float64Array {
  const all = months.length
  return homes.map((_, i) => {
    let sum = 0
    for (let t = 0; t < all; t++) if (months[t]! >= from && months[t]! <= to) sum += counts[i * all + t]!
    return sum
  })
}

function rate(trials: readonly Trial[], holds: (trial: Trial) => boolean): number {
  return trials.filter(holds).length / trials.length
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(1)}%`
}
