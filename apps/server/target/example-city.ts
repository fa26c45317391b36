import type { CountedCity } from './types.ts'

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

/**
 * A made-up city of 60 areas and four years, for the first page before any police data are loaded. Its risk has a
 * part that lasts, a part that fades within months and a season, as real burglary does; it is nobody's figures.
 */
export const exampleCity = (seed = 2018): CountedCity => {
  const random = seeded(seed)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const areas: CountedCity['areas'] = []
  const counts = new Uint16Array(boroughs.length * areasInBorough * monthsOfHistory)
  for (const [place, borough] of boroughs.entries()) {
    const boroughRisk = 0.2 * normal()
    for (let within = 0; within < areasInBorough; within += 1) {
      const at = areas.length
      const homes = 420 + Math.floor(random() * 480)
      const lasting = boroughRisk + 0.45 * normal()
      let passing = 0
      for (let month = 0; month < monthsOfHistory; month += 1) {
        passing = 0.8 * passing + 0.3 * normal()
        const season = 0.15 * Math.cos((2 * Math.PI * month) / 12)
        const mean = homes * 0.0018 * Math.exp(lasting + passing + season)
        counts[at * monthsOfHistory + month] = poisson(mean, random)
      }
      areas.push({
        code: `EX${String(at + 1).padStart(3, '0')}`,
        name: `${borough} ${String(within + 1).padStart(2, '0')}`,
        homes,
        easting: 500_000 + (place * 4 + (within % 4)) * metresApart,
        northing: 100_000 + Math.floor(within / 4) * metresApart,
        borough,
      })
    }
  }
  return {
    kind: 'lsoa',
    validFrom: null,
    series: 'residential',
    source: 'example',
    areas,
    months: Array.from({ length: monthsOfHistory }, (_, month) => firstMonth + month),
    counts,
  }
}
