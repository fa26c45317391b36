import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sharedData } from '../../../test/shared-data.ts'
import type { NearRepeatEvents } from './events.ts'
import { knoxTable } from './knox.ts'

type Expected = {
  readonly observed: number[][]
  readonly euclid_observed: number[][]
  readonly row_pairs: number[]
  readonly col_pairs: number[]
  readonly total_pairs: number
  readonly exact_expected: number[][]
  readonly published_p: number[][]
}

const readEvents = (path: string): NearRepeatEvents => {
  const rows = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.replaceAll('"', '').split(','))
  return {
    x: Float64Array.from(rows, (row) => Number(row[0])),
    y: Float64Array.from(rows, (row) => Number(row[1])),
    day: Float64Array.from(rows, (row) => Date.parse(row[2] ?? '') / 86_400_000),
  }
}

const january = sharedData('vectors', 'knox_chicago_be_2016_01.csv')
const answers = sharedData('vectors', 'knox_expected.json')
const year = sharedData('vectors', 'knox_chicago_be_2016.csv')

const options = { distances: [0, 0.1, 200, 400, 600], days: [0, 7, 14, 21], permutations: 999, seed: 1 }

const events = (): NearRepeatEvents => readEvents(january!)
const expected = (): Expected => JSON.parse(readFileSync(answers!, 'utf8')).month1

describe.skipIf(january === undefined || answers === undefined)('Chicago burglaries, January 2016', () => {
  test('Manhattan table: observed, margins and expectation exactly', () => {
    const table = knoxTable(events(), { ...options, metric: 'manhattan' })
    const published = expected()
    expect(table.n).toBe(970)
    expect(table.missingDates).toBe(0)
    expect(table.observed).toEqual(published.observed)
    expect(table.rowPairs).toEqual(published.row_pairs)
    expect(table.columnPairs).toEqual(published.col_pairs)
    expect(table.pairs).toBe(published.total_pairs)
    table.expected.flat().forEach((value, cell) => {
      expect(value).toBeCloseTo(published.exact_expected.flat()[cell]!, 7)
    })
    expect(table.ratio[0]?.[0]).toBeCloseTo(1.8032, 5)
  })

  test('p agrees with the published p within what two runs of 999 permutations can differ', () => {
    const table = knoxTable(events(), { ...options, metric: 'manhattan' })
    const published = expected().published_p.flat()
    table.p.flat().forEach((p, cell) => {
      const other = published[cell]!
      const both = (p + other) / 2
      // Four standard errors of a difference, and the step of one permutation.
      expect(Math.abs(p - other)).toBeLessThan(4 * Math.sqrt((2 * both * (1 - both)) / 999) + 0.003)
      expect(table.pAdjusted.flat()[cell]!).toBeGreaterThanOrEqual(p)
    })
    expect(table.pAdjusted[0]?.[0]).toBeLessThan(0.05)
    expect(table.pAdjusted[2]?.[2]).toBeGreaterThan(0.2)
  })

  test('Euclidean table', () => {
    const table = knoxTable(events(), { ...options, metric: 'euclidean', permutations: 1 })
    expect(table.observed).toEqual(expected().euclid_observed)
  })

  test('closed two-by-two: 200 m and 7 days are in when the edges lie just above', () => {
    const closed = { distances: [0, 200.000001], days: [0, 8], permutations: 1, seed: 1 }
    const table = knoxTable(events(), { ...closed, metric: 'euclidean' })
    expect(table.observed).toEqual([[207]])
    expect(table.expected[0]?.[0]).toBeCloseTo(156.27131, 5)
  })
})

test.skipIf(year === undefined)(
  'Chicago burglaries, 2016: the row without a date is left out and counted',
  () => {
    const table = knoxTable(readEvents(year!), { ...options, metric: 'manhattan', permutations: 1 })
    expect(table.n).toBe(11_700)
    expect(table.missingDates).toBe(1)
    expect(table.rowPairs.reduce((sum, pairs) => sum + pairs, 0)).toBe(167_779)
  },
)
