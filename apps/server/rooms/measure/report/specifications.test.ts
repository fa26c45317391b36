import { withError } from '@mettrace/analysis/effect/effect-row'
import { interactionWeightedEffects } from '@mettrace/analysis/effect/interaction-weighted/interaction-weighted'
import { never } from '@mettrace/analysis/effect/panel'
import { jackknifeError } from '@mettrace/analysis/effect/synthetic/jackknife'
import { syntheticEffect } from '@mettrace/analysis/effect/synthetic/synthetic-effect'
import { describe, expect, test } from 'vitest'
import { exampleCity } from '../../../../../test/example-city.ts'
import { parseMonth } from '../../../foundation/month.ts'
import { programmePanel } from '../programme/programme-panel.ts'
import { parseProgramme } from '../programme/read-programme.ts'
import { beginsOf, clustersOf, compareMirrored, logEstimate, selectionOf } from './compare.ts'
import { baseComparison, type Base } from './groups.ts'
import { calibrationOf, groupTimeOf } from './other-methods.ts'
import { cleanProgrammes } from './placebo.ts'
import { specificationRows } from './specifications.ts'

const covered = ['EX01', 'EX02', 'EX03', 'EX04']

/** A city whose areas differ, grow together and swing by month; the covered ones have half of that from their start on. */
const planted = (starts = ['2024-01', '2024-01', '2024-07', '2024-07']) => {
  const city = exampleCity()
  const months = city.months.length
  const programme = parseProgramme(
    JSON.stringify({
      name: 'Halved',
      series: 'residential',
      deployments: covered.map((area, at) => ({ areas: [area], start: starts[at] })),
    }),
  )
  const counts = Int32Array.from({ length: city.codes.length * months }, (_, at) => {
    const [area, month] = [Math.floor(at / months), at % months]
    const begin = (parseMonth(starts[area] ?? '') ?? Infinity) - (parseMonth('2021-01') ?? 0)
    const own = 40 + 3 * (area % 5) + month / 4 + 6 * Math.sin(area * 2.7 + month * 1.9)
    return Math.round(own / (month >= begin ? 2 : 1))
  })
  const panel = programmePanel({ ...city, counts }, programme)
  const far = new Float64Array(panel.codes.length).fill(5000)
  const base: Base = {
    panel,
    selection: selectionOf(programme, panel),
    cluster: clustersOf(panel),
    distances: { centroid: far, outline: far },
    away: far,
    metres: 750,
    by: 'centroid',
  }
  return { base, clean: cleanProgrammes(programme, panel, Infinity) }
}

/** The city's quarters, added up by hand: burglaries times what `each` makes of one; starts fall on a quarter's first month. */
const quartersByHand = ({ panel, cluster }: Base, each: (area: number) => number) => {
  const [areas, times] = [panel.codes.length, panel.months / 3]
  const count = (area: number, month: number): number => panel.counts[area * panel.months + month]!
  const values = Float64Array.from({ length: areas * times }, (_, at) => {
    const [area, month] = [Math.floor(at / times), 3 * (at % times)]
    return each(area) * (count(area, month) + count(area, month + 1) + count(area, month + 2))
  })
  const start = Int32Array.from(panel.codes, (code) =>
    covered.includes(code) ? panel.reached[panel.codes.indexOf(code)]! / 3 : never,
  )
  return { outcome: { units: areas, times, values }, start, cluster }
}

describe('every way of looking', () => {
  const { base, clean } = planted()
  const rows = specificationRows(base, clean)

  test('is a method, a choice of controls and a window, the one agreed in advance first', () => {
    expect(rows).toHaveLength(6 * 4 * 3)
    expect(rows.filter(({ primary }) => primary)).toEqual([rows[0]])
    const primary = compareMirrored({
      ...baseComparison(base),
      begins: beginsOf(base.panel, base.away, 750),
    })
    if (typeof primary === 'string') throw new Error(primary)
    expect(rows[0]?.estimate).toBeCloseTo(Math.exp(logEstimate(primary).estimate) - 1, 12)
  })

  test('finds the half that was planted by every method, with an interval', () => {
    expect(rows.filter(({ why }) => why !== null)).toEqual([])
    for (const { method, estimate, low, high } of rows) {
      expect(Math.abs(estimate + 0.5), method).toBeLessThan(0.06)
      expect(low, method).toBeLessThan(estimate)
      expect(high, method).toBeGreaterThan(estimate)
    }
  })

  test('is what the report says of the same method elsewhere', () => {
    const calibration = calibrationOf(base)
    expect(calibration.why).toBeNull()
    expect(rows.find(({ method }) => method === 'calibration weights')).toMatchObject({
      estimate: 'estimate' in calibration ? calibration.estimate : null,
    })
    const groups = groupTimeOf(base)
    const overall =
      'rows' in groups ? groups.rows.find(({ kind, key }) => kind === 'simple' && key === null) : undefined
    const found = rows.find(({ method }) => method === 'group-time effects')!
    // A share of what would have been counted: both ends of the interval are divided by the same.
    expect(found.low! / found.estimate).toBeCloseTo(overall!.low! / overall!.estimate, 9)
  })

  test('is what the method itself says of the same quarters: interaction-weighted', () => {
    const { overall, degrees } = interactionWeightedEffects({
      ...quartersByHand(base, () => 1),
      covariates: [],
      family: 'poisson',
    })
    const found = rows.find(({ method }) => method === 'interaction-weighted Poisson')!
    expect(Math.log(1 + found.estimate)).toBeCloseTo(overall.estimate!, 9)
    const { low, high } = withError(overall.estimate!, overall.se!, { degrees })
    expect(Math.log(1 + found.low!)).toBeCloseTo(low!, 9)
    expect(Math.log(1 + found.high!)).toBeCloseTo(high!, 9)
  })

  test('is what the method itself says of the same quarters: synthetic difference in differences', () => {
    // Burglaries a year for each 1,000 homes: four quarters to a year.
    const { outcome, start } = quartersByHand(base, (area) => (4 * 1000) / base.panel.homes[area]!)
    const effect = syntheticEffect({ outcome, start, kind: 'sdid' })
    const after = outcome.values.filter((_, at) => {
      const from = start[Math.floor(at / outcome.times)]!
      return from !== never && at % outcome.times >= from
    })
    const mean = after.reduce((sum, value) => sum + value, 0) / after.length
    const found = rows.find(({ method }) => method === 'synthetic difference in differences')!
    expect(found.estimate).toBeCloseTo(effect.estimate / (mean - effect.estimate), 9)
    expect((found.high! - found.low!) / found.estimate).toBeCloseTo(
      (2 * 1.959963984540054 * jackknifeError(effect)) / effect.estimate,
      6,
    )
  })

  test('is tried on years without kits where it is additive, and says nothing without them', () => {
    expect(clean.length).toBeGreaterThan(0)
    for (const { scale, onCleanYears } of rows) {
      expect(onCleanYears !== null).toBe(scale === 'additive')
      if (onCleanYears) expect(Math.abs(onCleanYears.least)).toBeLessThan(0.1)
    }
    const short = { ...clean[0]!, to: clean[0]!.to - 12 }
    for (const { scale, why } of specificationRows(base, [short]).filter((row) => row.scale === 'additive')) {
      expect(why, scale).toContain('says nothing of years without kits')
    }
    const unknown = specificationRows(base, []).filter(({ scale }) => scale === 'additive')
    expect(unknown).toHaveLength(2 * 4 * 3)
    for (const { estimate, why } of unknown) {
      expect(estimate).toBeNaN()
      expect(why).toContain('no years without kits')
    }
  })

  test('has no figure where each start is a single area', () => {
    const alone = planted(['2024-01', '2024-04', '2024-07', '2024-10'])
    const found = specificationRows(alone.base, alone.clean)
    for (const method of [
      'interaction-weighted Poisson',
      'group-time effects',
      'synthetic difference in differences',
    ])
      for (const row of found.filter((each) => each.method === method)) {
        expect(row.estimate, method).toBeNaN()
        expect(row.why, method).toContain('single')
      }
  })
})
