/**
 * Time of the risk model for 1×, 4× and 16× the areas of London over 96 months, and the ratios. One command:
 *
 *   node bench/risk-scaling.ts
 */
import { expectedBurglaries } from '../packages/analysis/risk/expected-burglaries.ts'
import { syntheticCity } from '../packages/analysis/risk/synthetic-city.ts'

const MONTHS = 96
const REPEATS = 3
let first: { areas: number; milliseconds: number } | undefined

for (const side of [70, 140, 280]) {
  const city = syntheticCity({ side, months: MONTHS, firstMonth: 2011 * 12, seed: 1, level: 1.4 })
  const { homes, months, counts, groups, eastings, northings } = city
  const times: number[] = []
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const start = performance.now()
    expectedBurglaries({ homes, months, counts, groups, eastings, northings, horizon: 12 })
    times.push(performance.now() - start)
  }
  const milliseconds = Math.min(...times)
  const areas = side * side
  first ??= { areas, milliseconds }
  const growth = milliseconds / first.milliseconds
  const sizes = areas / first.areas
  const allowed = sizes * (Math.log(areas) / Math.log(first.areas))
  console.log(
    `${areas} areas × ${MONTHS} months: ${milliseconds.toFixed(0)} ms, best of ${REPEATS}; ` +
      `${sizes}× the areas take ${growth.toFixed(2)}× the time (n log n: ${allowed.toFixed(2)}×)`,
  )
}
