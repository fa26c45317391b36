import { parseMonth } from '../apps/server/foundation/month.ts'
import { riskOfCounts } from '../apps/server/crime/expected/risk-of-counts.ts'
import type { CountedCity, Risk } from '../apps/server/crime/types.ts'

/** First day of the made-up history: January 2021; four years. */
const firstMonth = 2021 * 12
const monthsOfHistory = 48
const boroughs = ['Alder', 'Birch', 'Cedar']
const areasInBorough = 20
const metresApart = 600

/** Mulberry32: numbers in [0, 1), the same ones from the same seed on every machine. */
const seeded = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A Poisson count by multiplying uniforms (Knuth 1969, 3.4.1), good for the small means here. */
const poisson = (mean: number, random: () => number): number => {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = random(); product > limit; product *= random()) count += 1
  return count
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')

/**
 * A made-up city of 60 areas and four years to test with. Its risk has a
 * part that lasts, a part that fades within months and a season, as real burglary does; it is nobody's figures.
 */
export const exampleCity = (seed = 2018): CountedCity => {
  const random = seeded(seed)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const areas = boroughs.length * areasInBorough
  const boroughRisk = boroughs.map(() => 0.2 * normal())
  const boroughOf = (area: number): number => Math.floor(area / areasInBorough)
  const within = (area: number): number => area % areasInBorough
  const city: CountedCity = {
    kind: 'lsoa',
    validFrom: null,
    series: 'residential',
    source: 'points',
    codes: Array.from({ length: areas }, (_, area) => `EX${twoDigits(area + 1)}`),
    names: Array.from(
      { length: areas },
      (_, area) => `${boroughs[boroughOf(area)]} ${twoDigits(within(area) + 1)}`,
    ),
    homes: Float64Array.from({ length: areas }, () => 420 + Math.floor(random() * 480)),
    easting: Float64Array.from(
      { length: areas },
      (_, a) => 500_000 + (boroughOf(a) * 4 + (a % 4)) * metresApart,
    ),
    northing: Float64Array.from(
      { length: areas },
      (_, a) => 100_000 + Math.floor(within(a) / 4) * metresApart,
    ),
    borough: Int32Array.from({ length: areas }, (_, area) => boroughOf(area)),
    months: Int32Array.from({ length: monthsOfHistory }, (_, month) => firstMonth + month),
    counts: new Int32Array(areas * monthsOfHistory),
    warnings: [],
  }
  for (let area = 0; area < areas; area += 1) {
    const lasting = (boroughRisk[boroughOf(area)] ?? 0) + 0.6 * normal()
    let passing = 0
    for (let month = 0; month < monthsOfHistory; month += 1) {
      passing = 0.8 * passing + 0.15 * normal()
      const season = 0.15 * Math.cos((2 * Math.PI * month) / 12)
      const mean = (city.homes[area] ?? 0) * 0.0015 * Math.exp(lasting + passing + season)
      city.counts[area * monthsOfHistory + month] = poisson(mean, random)
    }
  }
  return city
}

/** Risk of the made-up city, as if its history ended with `until`. */
export const exampleRisk = (question: { until?: string | undefined; months: number }): Risk => {
  const city = exampleCity()
  const until = question.until === undefined ? undefined : parseMonth(question.until)
  const kept = city.months.filter((month) => month <= (until ?? Infinity))
  const counts = Int32Array.from({ length: city.codes.length * kept.length }, (_, at) => {
    const area = Math.floor(at / kept.length)
    return city.counts[area * monthsOfHistory + (at % kept.length)] ?? 0
  })
  return riskOfCounts({ ...city, months: kept, counts }, question.months)
}
