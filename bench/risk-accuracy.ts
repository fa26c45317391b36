/**
 * How well the risk model does on real London beside its rivals. One command:
 *
 *   node bench/risk-accuracy.ts            development years, then the reported years
 *   node bench/risk-accuracy.ts --develop  development years only: what may be looked at while the model changes
 */
import { kernelDensity, prospective, recentMean } from '../packages/analysis/backtest/rivals.ts'
import type { KnownHistory } from '../packages/analysis/backtest/rivals.ts'
import { rollingWindows } from '../packages/analysis/backtest/rolling-windows.ts'
import { selectAreas } from '../packages/analysis/backtest/select-areas.ts'
import { expectedBurglaries } from '../packages/analysis/risk/expected-burglaries.ts'
import type { RiskForecast } from '../packages/analysis/risk/expected-burglaries.ts'
import { predictiveIntervals, setTotal } from '../packages/analysis/risk/set-total.ts'
import { loadLondon } from './support/london-street.ts'
import type { LondonStreet } from './support/london-street.ts'
import { pairedBootstrap } from './support/paired-bootstrap.ts'

const KITS = 129_780
const SATURATION = 0.85
const OTHER_KITS = [65_000, KITS, 260_000]
const LEVEL = 0.9
const monthOf = (year: number, month: number) => year * 12 + month - 1

/** What the bench knows at a time: also the parts of the counts that the risk model reads. */
type Known = KnownHistory & { repeats: Int32Array; premises: Int32Array }

type Decay = { halfLife: number; prior: number }
const DECAYS: Decay[] = [6, 9, 12, 18, 24, 36].flatMap((halfLife) =>
  [0, 1, 3, 6].map((prior) => ({ halfLife, prior })),
)

const london = await loadLondon()
if (london === undefined) console.log('skipped: the real street files are not beside the repository')
else run(london)

function run(city: LondonStreet): void {
  console.log(
    `London, series all: ${city.codes.length} LSOAs without the City's, ${KITS} kits at ${SATURATION}`,
  )
  console.log('\n# Development years (the model and the decayed mean are fixed on these)')
  const plainDecays = DECAYS.filter(({ prior }) => prior === 0)
  const decays = {
    shrunken: tuneDecay(city, [2012, 2013, 2014], DECAYS),
    plain: tuneDecay(city, [2012, 2013, 2014], plainDecays),
  }
  console.log(
    `shrunkenDecay, a decayed mean drawn to the city's rate, best of ${DECAYS.length} on 2012–2014: ` +
      `half-life ${decays.shrunken.halfLife} months, ${decays.shrunken.prior} expected burglaries added\n` +
      `plainDecay, a decayed mean as it is, best of ${plainDecays.length} on 2012–2014: ` +
      `half-life ${decays.plain.halfLife} months`,
  )
  hitRates(city, [2012, 2013, 2014], decays)
  coverage(city, monthOf(2011, 12), monthOf(2014, 12))
  if (process.argv.includes('--develop')) return
  console.log('\n# Reported years')
  hitRates(city, [2015, 2016, 2017, 2018], decays)
  coverage(city, monthOf(2014, 12), monthOf(2018, 12))
}

function points(fraction: number): string {
  return (100 * fraction).toFixed(3)
}

function known(city: LondonStreet, until: number): Known {
  const areas = city.homes.length
  const all = city.months.length
  const length = city.months.filter((month) => month <= until).length
  const cut = (values: Int32Array) => {
    const part = new Int32Array(areas * length)
    for (let i = 0; i < areas; i++) part.set(values.subarray(i * all, i * all + length), i * length)
    return part
  }
  return {
    ...city,
    months: city.months.slice(0, length),
    counts: cut(city.counts),
    repeats: cut(city.repeats),
    premises: cut(city.premises),
    until,
  }
}

function happened(city: LondonStreet, from: number, to: number): Float64Array {
  const all = city.months.length
  return city.homes.map((_, i) => {
    let sum = 0
    for (let t = 0; t < all; t++)
      if (city.months[t]! >= from && city.months[t]! <= to) sum += city.counts[i * all + t]!
    return sum
  })
}

/**
 * The rival: (Σ wₜ yₜ + prior)/(Σ wₜ Eₜ + prior) per home, weights halving every half-life, E at the city's
 * monthly rate: a decayed mean shrunk towards the city's rate.
 */
function decayedMean(
  { homes, months, counts, until }: KnownHistory,
  { halfLife, prior }: Decay,
): Float64Array {
  const length = months.length
  const totals = new Float64Array(length)
  let allHomes = 0
  for (let i = 0; i < homes.length; i++) {
    allHomes += homes[i]!
    for (let t = 0; t < length; t++) totals[t]! += counts[i * length + t]!
  }
  return Float64Array.from({ length: homes.length }, (_, i) => {
    let above = prior
    let below = prior
    for (let t = 0; t < length; t++) {
      const weight = 0.5 ** ((until - months[t]!) / halfLife)
      above += weight * counts[i * length + t]!
      below += (weight * totals[t]! * homes[i]!) / allHomes
    }
    return (homes[i]! * above) / below
  })
}

function choose(city: LondonStreet, expected: ArrayLike<number>, kits: number): Int32Array {
  const { homes, codes } = city
  return selectAreas({ expected, homes, codes, kits, saturation: SATURATION, kitRounding: 'none' })
}

function sumAt(values: ArrayLike<number>, chosen: Iterable<number>): number {
  let sum = 0
  for (const i of chosen) sum += values[i]!
  return sum
}

function tuneDecay(city: LondonStreet, years: number[], candidates: readonly Decay[]): Decay {
  const tests = years.map((year) => ({
    history: known(city, monthOf(year - 1, 12)),
    actual: happened(city, monthOf(year, 1), monthOf(year, 12)),
  }))
  const scored = candidates.map((decay) => ({
    decay,
    hits: tests.reduce(
      (sum, { history, actual }) => sum + sumAt(actual, choose(city, decayedMean(history, decay), KITS)),
      0,
    ),
  }))
  return scored.reduce((best, next) => (next.hits > best.hits ? next : best)).decay
}

type Decays = Record<'shrunken' | 'plain', Decay>

function hitRates(city: LondonStreet, years: number[], decays: Decays): void {
  const names = [
    'mettrace',
    'lastYear',
    'threeYearMean',
    'shrunkenDecay',
    'plainDecay',
    'kde',
    'prospective',
    'oracle',
  ] as const
  const periods: { all: number; actual: Float64Array; chosen: Map<string, Int32Array> }[] = []
  const shares: string[] = []
  let predictedHits = 0
  let actualHits = 0
  console.log(`\nhit rate %       ${names.map((name) => name.padStart(14)).join('')}`)
  for (const year of years) {
    const history = known(city, monthOf(year - 1, 12))
    const actual = happened(city, monthOf(year, 1), monthOf(year, 12))
    const all = actual.reduce((sum, value) => sum + value, 0)
    const start = performance.now()
    const forecast = expectedBurglaries({ ...riskOf(history), groups: city.groups, horizon: 12 })
    const milliseconds = performance.now() - start
    const expected: Record<(typeof names)[number], ArrayLike<number>> = {
      mettrace: forecast.expected,
      lastYear: recentMean(history, 12, 12),
      threeYearMean: recentMean(history, 36, 12),
      shrunkenDecay: decayedMean(history, decays.shrunken),
      plainDecay: decayedMean(history, decays.plain),
      kde: kernelDensity(history, 12).expected,
      prospective: prospective(history, 12),
      oracle: actual,
    }
    const chosen = new Map<string, Int32Array>(
      names.map((name) => [name, choose(city, expected[name], KITS)]),
    )
    periods.push({ all, actual, chosen })
    const hits = (name: string) => sumAt(actual, chosen.get(name)!)
    console.log(
      `${year}             ${names.map((name) => ((100 * hits(name)) / all).toFixed(2).padStart(14)).join('')}`,
    )
    const total = setTotal(forecast, chosen.get('mettrace')!, LEVEL)
    const share = total.expected / forecast.city.expected
    predictedHits += share * all
    actualHits += hits('mettrace')
    shares.push(
      `${year}: share predicted ${(100 * share).toFixed(2)}%, actual ${((100 * hits('mettrace')) / all).toFixed(2)}%, ` +
        `ratio ${((share * all) / hits('mettrace')).toFixed(3)}; chosen total ${total.low}–${total.high}, actual ${hits('mettrace')}; ` +
        `city ${forecast.city.expected.toFixed(0)}, actual ${all}; computed in ${milliseconds.toFixed(0)} ms; ` +
        `effects of traits ${traitsOf(forecast)}`,
    )
  }
  const all = periods.reduce((sum, period) => sum + period.all, 0)
  const pooled = (name: string) =>
    periods.reduce((sum, { actual, chosen }) => sum + sumAt(actual, chosen.get(name)!), 0)
  console.log(
    `pooled           ${names.map((name) => ((100 * pooled(name)) / all).toFixed(3).padStart(14)).join('')}`,
  )
  console.log(`hits             ${names.map((name) => String(pooled(name)).padStart(14)).join('')}\n`)
  for (const rival of ['lastYear', 'threeYearMean', 'shrunkenDecay', 'plainDecay'] as const) {
    const { gain, overBurglaries, overAreas } = pairedBootstrap(
      periods.map(({ actual, chosen }) => ({
        actual,
        ours: new Set(chosen.get('mettrace')!),
        theirs: new Set(chosen.get(rival)!),
      })),
      4000,
      20150101,
    )
    console.log(
      `gain over ${rival}: ${points(gain)} points; 95% paired bootstrap over burglaries ${overBurglaries.map(points).join(' to ')}, ` +
        `over areas ${overAreas.map(points).join(' to ')}`,
    )
  }
  console.log(`\n${shares.join('\n')}`)
  console.log(`pooled ratio of predicted to actual share: ${(predictedHits / actualHits).toFixed(3)}`)
}

function traitsOf({ traits }: RiskForecast): string {
  if (traits === null) return 'none'
  return Object.entries(traits)
    .map(([trait, effect]) => `${trait} ${effect.toFixed(3)}`)
    .join(', ')
}

function riskOf({ homes, months, counts, repeats, premises, eastings, northings }: Known) {
  return { homes, months, counts, repeats, premises, eastings, northings }
}

/** Coverage of 90% intervals for single areas and chosen totals, every monthly origin, four horizons, three kit counts. */
function coverage(city: LondonStreet, firstUntil: number, lastMonth: number): void {
  const observed = city.months.filter((month) => month <= lastMonth)
  const horizons = [1, 3, 6, 12]
  const windows = rollingWindows(observed, firstUntil, lastMonth, 1, horizons)
  const tally = new Map<number, Coverage>(
    horizons.map((h) => [h, { windows: 0, areas: 0, inside: 0, totals: 0, covered: 0, city: 0 }]),
  )
  for (const { until, testFrom, testTo } of windows) {
    const horizon = testTo - testFrom + 1
    const forecast = expectedBurglaries({ ...riskOf(known(city, until)), groups: city.groups, horizon })
    const actual = happened(city, testFrom, testTo)
    const { low, high } = predictiveIntervals(forecast, LEVEL)
    const count = tally.get(horizon)!
    count.windows++
    actual.forEach((value, i) => {
      count.areas++
      if (value >= low[i]! && value <= high[i]!) count.inside++
    })
    for (const kits of OTHER_KITS) {
      const chosen = choose(city, forecast.expected, kits)
      const total = setTotal(forecast, chosen, LEVEL)
      const hits = sumAt(actual, chosen)
      count.totals++
      if (hits >= total.low && hits <= total.high) count.covered++
    }
    const whole = setTotal(
      forecast,
      city.codes.map((_, i) => i),
      LEVEL,
    )
    const all = actual.reduce((sum, value) => sum + value, 0)
    if (all >= whole.low && all <= whole.high) count.city++
  }
  console.log(
    `\ncoverage of ${100 * LEVEL}% intervals over ${windows.length} windows (kits ${OTHER_KITS.join(', ')})`,
  )
  for (const [horizon, row] of tally) printCoverage(`${horizon} months`, [row])
  printCoverage('all', [...tally.values()])
}

type Coverage = Record<'windows' | 'areas' | 'inside' | 'totals' | 'covered' | 'city', number>

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)}%`
}

function printCoverage(name: string, rows: readonly Coverage[]): void {
  const sum = (key: keyof Coverage) => rows.reduce((total, row) => total + row[key], 0)
  console.log(
    `${name.padEnd(12)} windows ${String(sum('windows')).padStart(4)}  single areas ${percent(sum('inside'), sum('areas'))}  ` +
      `chosen totals ${percent(sum('covered'), sum('totals'))}  whole city ${percent(sum('city'), sum('windows'))}`,
  )
}
