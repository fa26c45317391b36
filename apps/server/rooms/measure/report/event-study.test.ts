import { expect, test } from 'vitest'
import { exampleCity } from '../../../../../test/example-city.ts'
import { programmePanel } from '../programme/programme-panel.ts'
import { parseProgramme } from '../programme/read-programme.ts'
import { byMonthOf } from './by-month.ts'
import { clustersOf, selectionOf } from './compare.ts'
import { eventStudyOf } from './event-study.ts'

const starts = ['2023-01', '2023-04', '2023-04']

/** A city in which every area has 10 burglaries a month, twice as many in its second half, and covered ones half of that. */
const base = (first = 0) => {
  const city = exampleCity()
  const months = city.months.length - first
  const programme = parseProgramme(
    JSON.stringify({
      name: 'Halved',
      series: 'residential',
      deployments: starts.map((start, at) => ({ areas: [`EX0${at + 1}`], start })),
    }),
  )
  const begins = [24, 27, 27].map((begin) => begin - first)
  const counts = Int32Array.from({ length: city.codes.length * months }, (_, at) => {
    const [area, month] = [Math.floor(at / months), at % months]
    return (month > months / 2 ? 20 : 10) / (month >= (begins[area] ?? Infinity) ? 2 : 1)
  })
  const panel = programmePanel({ ...city, months: city.months.subarray(first), counts }, programme)
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

test('an event study has no change before and the whole change after, whatever the city does', () => {
  const found = eventStudyOf(base())
  if (found.why !== null) throw new Error(found.why)
  expect(found.rows[0]?.from).toBe(-12)
  expect(found.rows.map(({ from }) => from)).toEqual([-12, -9, -6, -3, 0, 3, 6, 9, 12, 15, 18, 21])
  for (const { from, estimate } of found.rows) expect(estimate).toBeCloseTo(from < 0 ? 0 : -0.5, 9)
  expect(found.rows.map(({ deployments }) => deployments).slice(-2)).toEqual([3, 1])
})

test('an event study says when too little is known from before', () => {
  expect(eventStudyOf(base(10))).toEqual({ why: expect.stringContaining('too short') })
})

test('months inside and outside are the counts of the city, and rates have its homes', () => {
  const { panel } = base()
  const months = byMonthOf(panel)
  expect(months).toHaveLength(48)
  expect(months[30]).toMatchObject({ month: '2023-07', inside: 30, outside: 20 * (panel.codes.length - 3) })
  const homes = panel.homes.slice(0, 3).reduce((sum, own) => sum + own, 0)
  expect(months[30]?.insideRate).toBeCloseTo((1000 * 30) / homes, 12)
})
