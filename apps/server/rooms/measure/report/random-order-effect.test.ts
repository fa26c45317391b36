import { describe, expect, test } from 'vitest'
import { exampleCity } from '../../../../../test/example-city.ts'
import { formatMonth } from '../../../foundation/month.ts'
import { parseProgramme } from '../programme/read-programme.ts'
import { clustersOf, selectionOf } from './compare.ts'
import { randomOrderEffect, type DrawnStart } from './random-order-effect.ts'
import { programmePanel } from '../programme/programme-panel.ts'
import type { CountedCity } from '../../../crime/types.ts'
import type { RandomOrderEffect } from './report-types.ts'

const first = 2021 * 12
const waves = [30, 30, 36, 36]

/** Four areas far apart, and two of them held out; starts by the order that is given. */
const drawnAs = (order: readonly (number | null)[]): DrawnStart[] =>
  order.map((start, at) => ({
    codes: [`EX${String(10 * at + 1).padStart(2, '0')}`],
    block: 1,
    start: start === null ? null : formatMonth(first + start),
  }))

const lot = (
  city: CountedCity,
  order: readonly DrawnStart[],
  change: object = {},
): RandomOrderEffect | null => {
  const programme = parseProgramme(
    JSON.stringify({
      name: 'By lot',
      series: 'residential',
      selection: { from: '2022-07', to: '2023-06', rule: 'highest' },
      deployments: order.flatMap(({ codes, start }) => (start ? [{ areas: codes, start }] : [])),
      ...change,
    }),
  )
  const panel = programmePanel(city, programme)
  const far = new Float64Array(panel.codes.length).fill(5000)
  const base = {
    panel,
    selection: selectionOf(programme, panel),
    cluster: clustersOf(panel),
    distances: { centroid: far, outline: far },
    away: far,
    metres: 750,
    by: 'centroid' as const,
  }
  return randomOrderEffect(base, programme, change === byLot ? null : order)
}
const byLot = { selection: { from: '2022-07', to: '2023-06', rule: 'random' } }

const orders = (): (number | null)[][] => {
  const all = new Map<string, (number | null)[]>()
  const place = (left: (number | null)[], done: (number | null)[]): void => {
    if (left.length === 0) all.set(String(done), done)
    for (const at of left.keys()) place(left.toSpliced(at, 1), [...done, left[at]!])
  }
  place([...waves, null, null], [])
  return [...all.values()]
}

describe('starts drawn by lot', () => {
  test('have a p that is exact: over all orders that could have been drawn, 5% or fewer are found', () => {
    const city = exampleCity()
    const ps = orders().map((order) => {
      const found = lot(city, drawnAs(order))
      return found?.why === null ? found.p : Number.NaN
    })
    expect(ps).toHaveLength(90)
    expect(Math.min(...ps)).toBeCloseTo(1 / 90, 9)
    for (const level of [0.02, 0.05, 0.1, 0.5])
      expect(ps.filter((p) => p <= level + 1e-9).length / 90).toBeLessThanOrEqual(level)
  })

  test('show an effect that is there, from the drawn starts on, and say who did not start as drawn', () => {
    const city = exampleCity()
    const order = drawnAs([30, null, 36, 30, null, 36])
    const months = city.months.length
    for (const { codes, start } of order) {
      const area = city.codes.indexOf(codes[0]!)
      const from =
        start === null ? months : Number(start.slice(0, 4)) * 12 + Number(start.slice(5)) - 1 - first
      for (let month = 0; month < months; month++) city.counts[area * months + month] = month < from ? 10 : 4
    }
    expect(lot(city, order)).toMatchObject({
      estimate: expect.closeTo(-0.6, 6),
      p: 1 / 90,
      orders: 90,
      exact: true,
      units: 6,
      heldOut: 2,
      departed: 0,
      compared: 0,
      why: null,
    })
    // Areas that were themselves drawn by lot are compared with the rest of the city too.
    const { compared, units } = lot(city, order, byLot) as Extract<RandomOrderEffect, { why: null }>
    expect([compared, units]).toEqual([city.codes.length - 4, 4])
  })

  test('tell nothing where there was no other order that could have been drawn', () => {
    const order = drawnAs([30, 30])
    expect(lot(exampleCity(), order)).toEqual({ why: expect.stringContaining('no other order') })
  })
})
