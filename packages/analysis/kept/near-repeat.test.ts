import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import { fingerprint } from '../../../test/fingerprint.ts'
import { actionableRepeats } from '../near-repeat/actionable-repeats.ts'
import { knoxTable } from '../near-repeat/knox.ts'
import { empiricalBayes } from '../small-area/empirical-bayes.ts'
import { moran } from '../small-area/moran.ts'
import { countInterval } from '../special/count-interval.ts'

// Kept anew as in risk.test.ts.

const random = xoroshiro128plus(12)
const unit = (): number => (random.next() >>> 0) / 0x1_0000_0000
const count = 160
const events = {
  x: Float64Array.from({ length: count }, () => Math.floor(1200 * unit())),
  y: Float64Array.from({ length: count }, () => Math.floor(1200 * unit())),
  day: Float64Array.from({ length: count }, () => Math.floor(300 * unit())),
}
for (let at = 0; at + 1 < count; at += 4) {
  events.x[at + 1] = events.x[at]! + 20
  events.y[at + 1] = events.y[at]!
  events.day[at + 1] = events.day[at]! + 5
}
events.day[7] = Number.NaN
const dayTo = events.day.map((day, at) => (at % 5 === 0 ? day + 4 : Number.NaN))

test('the Knox table, with days and with ranges of days', () => {
  for (const metric of ['euclidean', 'manhattan'] as const) {
    const options = { distances: [0, 1, 100, 200], days: [0, 7, 14, 28], metric, permutations: 99, seed: 8 }
    expect(
      fingerprint([knoxTable(events, options), knoxTable({ ...events, dayTo }, options)]),
    ).toMatchSnapshot(metric)
  }
})

test('repeats that could be acted on', () => {
  const options = { withinMetres: 150, withinDays: 28, leadDays: 1, metric: 'euclidean' } as const
  expect(
    fingerprint([
      actionableRepeats(events, options),
      actionableRepeats({ ...events, dayTo }, { ...options, leadDays: 2, metric: 'manhattan' }),
    ]),
  ).toMatchSnapshot()
})

test('shrunken rates, spatial autocorrelation and intervals of counts', () => {
  const observed = Float64Array.from({ length: 30 }, () => Math.floor(20 * unit()))
  const atRisk = observed.map(() => 100 + Math.floor(900 * unit()))
  const neighbours = Array.from({ length: 30 }, (_, at) =>
    [at - 1, at + 1, at + 6].filter((other) => other >= 0 && other < 30),
  )
  expect(
    fingerprint([
      empiricalBayes(observed, atRisk),
      moran(observed, neighbours),
      [0.3, 4, 60, 900, 7000].flatMap((mean) =>
        [1, 3].map((spread) => countInterval(mean, mean * spread, 0.9)),
      ),
    ]),
  ).toMatchSnapshot()
})
