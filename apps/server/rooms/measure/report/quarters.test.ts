import { isControl, isLeftOut } from '@mettrace/analysis/effect/exposure/mirrored'
import { never } from '@mettrace/analysis/effect/panel'
import { expect, test } from 'vitest'
import { exampleCity } from '../../../../../test/example-city.ts'
import { programmePanel } from '../programme/programme-panel.ts'
import { parseProgramme } from '../programme/read-programme.ts'
import type { Comparison } from './compare.ts'
import { quartersOf } from './quarters.ts'

/** Ten burglaries in the first month of every area, eleven in the second, and so on; the second area has no homes. */
const comparison = (begins: readonly number[]): Comparison => {
  const city = exampleCity()
  const months = city.months.length
  const panel = programmePanel(
    {
      ...city,
      homes: city.homes.map((_, area) => (area === 1 ? 0 : 500 * (area + 1))),
      counts: Int32Array.from({ length: city.codes.length * months }, (_, at) => 10 + (at % months)),
    },
    parseProgramme(
      JSON.stringify({
        name: 'One area',
        series: 'residential',
        deployments: [{ areas: ['EX01'], start: '2024-01' }],
      }),
    ),
  )
  return {
    panel,
    selection: null,
    begins: Int32Array.from(panel.codes, (_, area) => begins[area] ?? isLeftOut),
    cluster: Int32Array.from(panel.codes, (_, area) => 7 * area),
  }
}

test('quarters are counted as they are, whole ones up to the month that is asked for', () => {
  const { outcome, start, cluster, monthOf } = quartersOf(comparison([8, isControl]), 11, 'counts')
  // Months 2 to 10: the two oldest belong to no whole quarter.
  expect(outcome).toEqual({ units: 2, times: 3, values: Float64Array.of(39, 48, 57, 39, 48, 57) })
  expect([monthOf(0), monthOf(2)]).toEqual([2, 8])
  expect([...start]).toEqual([2, never])
  expect([...cluster]).toEqual([0, 1])
})

test('a rate is of a year: four quarters of it, for each 1,000 homes, and areas without homes have none', () => {
  const begins = [3, isControl, isControl]
  const { outcome, start } = quartersOf(comparison(begins), 6, 'rates')
  // (10 + 11 + 12) burglaries in a quarter are 132 a year: 264 for each 1,000 of 500 homes, 88 of 1,500.
  expect([...outcome.values].map((value) => Math.round(1e9 * value) / 1e9)).toEqual([264, 336, 88, 112])
  expect([...start]).toEqual([1, never])
})

test('a quarter in which the target is reached counts as covered', () => {
  for (const [begin, quarter] of [
    [3, 1],
    [4, 1],
    [5, 1],
    [6, 2],
  ] as const) {
    expect(quartersOf(comparison([begin, isControl]), 12, 'counts').start[0]).toBe(quarter)
  }
})
