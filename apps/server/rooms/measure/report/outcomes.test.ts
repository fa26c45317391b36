import { expect, test } from 'vitest'
import { exampleCity } from '../../../../../test/example-city.ts'
import { programmePanel } from '../programme/programme-panel.ts'
import { parseProgramme } from '../programme/read-programme.ts'
import { clustersOf, selectionOf } from './compare.ts'
import { outcomesOf, type OtherCounts } from './outcomes.ts'

const covered = [0, 11, 22, 33, 44, 55]

const base = () => {
  const city = exampleCity()
  const programme = parseProgramme(
    JSON.stringify({
      name: 'Others',
      series: 'residential',
      selection: { from: '2022-07', to: '2022-12', rule: 'highest' },
      deployments: covered.map((at) => ({ areas: [city.codes[at]], start: '2023-01' })),
    }),
  )
  const panel = programmePanel(city, programme)
  const far = new Float64Array(panel.codes.length).fill(5000)
  return {
    panel,
    selection: selectionOf(programme, panel),
    cluster: clustersOf(panel),
    distances: { centroid: far, outline: far },
    away: far,
    metres: 750,
    by: 'centroid' as const,
  }
}

/** Crimes of another made-up city of the same areas, in which `kept` of those in covered areas are left from the start on. */
const counts = (kept: number): Int32Array =>
  exampleCity(7).counts.map((count, at) =>
    covered.includes(Math.floor(at / 48)) && at % 48 >= 24 ? Math.round(kept * count) : count,
  )

const other = (as: OtherCounts['as'], kept: number, crimeType = 'Bicycle theft'): OtherCounts => ({
  crimeType,
  as,
  counts: counts(kept),
})
const burglary = { why: null, p: 0.03 } as Parameters<typeof outcomesOf>[1]

test('a type that the programme cannot move warns when it moved, and only then', () => {
  const moved = outcomesOf(base(), burglary, [other('falsification', 0.2)])
  expect(moved?.rows[0]?.estimate).toBeLessThan(-0.5)
  expect(moved?.warnings).toEqual([expect.stringContaining('Bicycle theft moved too')])
  const still = outcomesOf(base(), burglary, [other('falsification', 1)])
  expect(still?.warnings).toEqual([])
  // What cannot move is no further chance of finding something: burglary's p stays.
  expect([moved?.burglary, still?.burglary]).toEqual([0.03, 0.03])
})

test('burglary’s p is adjusted for every outcome that was looked at beside it', () => {
  const found = outcomesOf(base(), burglary, [other('outcome', 1), other('outcome', 1, 'Vehicle crime')])
  expect(found?.burglary).toBeCloseTo(0.09, 12)
  for (const { p, adjusted } of found?.rows ?? []) expect(adjusted).toBeGreaterThanOrEqual(p ?? NaN)
})

test('types that are not loaded give the reason and no figure', () => {
  const rows = outcomesOf(base(), burglary, [
    { crimeType: 'Robbery', as: 'outcome', counts: { why: 'Not loaded.' } },
    { crimeType: 'Drugs', as: 'outcome', counts: new Int32Array(60 * 48) },
  ])?.rows
  expect(rows?.map(({ why, p, estimate }) => [why, p, estimate])).toEqual([
    ['Not loaded.', null, Number.NaN],
    ['No Drugs is loaded in these areas and months.', null, Number.NaN],
  ])
  expect(outcomesOf(base(), burglary, [])).toBeNull()
})
