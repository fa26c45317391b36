import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import { fingerprint } from '../../../test/fingerprint.ts'
import { backtest } from '../backtest/backtest.ts'
import { correctedProgrammes } from '../effect/placebo/correct-programmes.ts'
import { expectedBurglaries } from '../risk/expected-burglaries.ts'
import type { RiskInputs } from '../risk/inputs.ts'
import { liftAt, nearRepeatLift } from '../risk/near-repeat-lift.ts'
import { predictiveIntervals, setContrast, setTotal, setTotals } from '../risk/set-total.ts'
import { syntheticCity, type SyntheticCity } from '../risk/synthetic-city.ts'
import { groupShares, thinnedForecast } from '../risk/thinning.ts'

// What the model says of seeded cities, figure for figure. Whoever changes the model on purpose keeps them anew with
// `npx vitest run packages/analysis/kept -u` and reads the difference; whoever did not has changed it by mistake.

const january2014 = 2014 * 12

const inputsOf = (city: SyntheticCity, more: Partial<RiskInputs> = {}): RiskInputs => {
  const repeats = Float64Array.from(city.counts, (count, at) => Math.floor(count / (2 + (at % 3))))
  const premises = Float64Array.from(city.counts, (count, at) => (at % 5 === 0 ? Math.floor(count / 2) : 0))
  const { homes, months, counts, groups, eastings, northings } = city
  return { homes, months, counts, groups, eastings, northings, repeats, premises, horizon: 12, ...more }
}

/** A hundred and forty-four areas over five years, jittered off their grid so that no distances are equal. */
const city = syntheticCity({ side: 12, months: 60, firstMonth: january2014, seed: 5, level: 1.2 })
const random = xoroshiro128plus(17)
const unit = (): number => (random.next() >>> 0) / 0x1_0000_0000
for (let area = 0; area < city.homes.length; area++) {
  city.eastings[area]! += 200 * unit()
  city.northings[area]! += 200 * unit()
}

const forecast = expectedBurglaries(inputsOf(city))

test('the forecast of a city with traits and tails', () => {
  expect(fingerprint(forecast)).toMatchSnapshot()
})

test('intervals, totals and contrasts of sets', () => {
  const hottest = [...forecast.expected.keys()].toSorted(
    (a, b) => forecast.expected[b]! - forecast.expected[a]!,
  )
  const [chosen, others] = [hottest.slice(0, 30), hottest.slice(30)]
  expect(
    fingerprint([
      predictiveIntervals(forecast, 0.9),
      setTotal(forecast, chosen, 0.95),
      setTotals(forecast, [hottest.slice(0, 3), chosen, others], 0.9),
      setContrast(forecast, chosen, others),
    ]),
  ).toMatchSnapshot()
})

test('the forecast of a narrower series', () => {
  const whole = Float64Array.from({ length: 9 }, (_, group) => 40 + 17 * group)
  const shares = groupShares(
    whole.map((count, group) => Math.floor((count * (3 + (group % 4))) / 10)),
    whole,
  )
  const byArea = {
    share: Float64Array.from(city.groups, (group) => shares.share[group]!),
    variance: Float64Array.from(city.groups, (group) => shares.variance[group]!),
  }
  expect(fingerprint([shares, thinnedForecast(forecast, byArea)])).toMatchSnapshot()
})

test('the forecast after a hole, from a later month, and from a short history', () => {
  const kept = [...city.months.keys()].filter((month) => month < 30 || month >= 36)
  const areas = city.homes.length
  const of = (months: readonly number[], more: Partial<RiskInputs>): unknown => {
    const counts = Float64Array.from(
      { length: areas * months.length },
      (_, at) => city.counts[Math.floor(at / months.length) * 60 + months[at % months.length]!]!,
    )
    const { homes, groups, eastings, northings } = city
    const {
      expected,
      logVariance,
      city: level,
    } = expectedBurglaries({
      homes,
      groups,
      eastings,
      northings,
      counts,
      months: Int32Array.from(months, (month) => city.months[month]!),
      horizon: 6,
      ...more,
    })
    return [expected, logVariance, level]
  }
  const short = Array.from({ length: 9 }, (_, month) => month)
  expect(
    fingerprint([of(kept, {}), of(kept, { firstMonth: january2014 + 64 }), of(short, {})]),
  ).toMatchSnapshot()
})

test('every model of a back-test', () => {
  const small = syntheticCity({ side: 7, months: 48, firstMonth: january2014, seed: 3, level: 1.5 })
  const points = Array.from({ length: 300 }, () => [
    500_000 + 3500 * unit(),
    200_000 + 3500 * unit(),
    Math.floor(1400 * unit()),
  ])
  const asked = {
    ...small,
    until: january2014 + 35,
    testFrom: january2014 + 36,
    testTo: january2014 + 47,
    kits: 6000,
  }
  const events = {
    eastings: Float64Array.from(points, ([east]) => east!),
    northings: Float64Array.from(points, ([, north]) => north!),
    months: Int32Array.from(points, ([, , day]) => january2014 + Math.floor(day! / 30)),
  }
  expect(
    fingerprint([
      backtest(asked),
      backtest({ ...asked, events, saturation: 1, kitRounding: 'up', level: 0.8 }),
      backtest({ ...asked, exclude: small.codes.slice(3, 9), historyFrom: january2014 + 6 }),
    ]),
  ).toMatchSnapshot()
})

test('programmes without kits, with their corrected effects', () => {
  const small = syntheticCity({ side: 6, months: 48, firstMonth: january2014, seed: 9, level: 2 })
  const asked = {
    ...small,
    kits: 5000,
    saturation: 0.85,
    kitRounding: 'none',
    selectYears: 1,
    level: 0.9,
  } as const
  expect(
    fingerprint([
      correctedProgrammes(asked),
      correctedProgrammes({ ...asked, selectYears: 2, kitRounding: 'up', programmeFrom: january2014 + 40 }),
    ]),
  ).toMatchSnapshot()
})

test('the lift around recent burglaries', () => {
  const count = 250
  const points = {
    eastings: Float64Array.from({ length: count }, () => 1500 * unit()),
    northings: Float64Array.from({ length: count }, () => 1500 * unit()),
    days: Int32Array.from({ length: count }, () => Math.floor(200 * unit())),
  }
  for (let at = 0; at < count; at += 3) {
    points.eastings[at + 1] = points.eastings[at]! + 30
    points.northings[at + 1] = points.northings[at]! - 20
    points.days[at + 1] = points.days[at]! + 3
  }
  const lift = nearRepeatLift(points)
  const sites = { eastings: points.eastings.subarray(0, 40), northings: points.northings.subarray(0, 40) }
  expect(
    fingerprint([lift, liftAt(lift, sites, points, 150), nearRepeatLift(points, undefined, 2)]),
  ).toMatchSnapshot()
})
