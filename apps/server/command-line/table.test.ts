import { expect, test } from 'vitest'
import { formatPercent, formatTenths, formatWhole, textTable, type Column } from './table.ts'
import { count } from '../foundation/words/figures.ts'

type Area = { code: string; homes: number }
const columns: Column<Area>[] = [
  { heading: 'area', value: ({ code }) => code },
  { heading: 'homes', value: ({ homes }) => formatWhole(homes), align: 'right' },
]

test('words stand to the left and figures to the right, under a rule', () => {
  const rows = [
    { code: 'E01000001', homes: 1234 },
    { code: 'E02', homes: 5 },
  ]
  expect(textTable(rows, columns)).toBe(
    ['area       homes', '─────────  ─────', 'E01000001  1,234', 'E02            5'].join('\n'),
  )
  expect(textTable([], columns)).toBe('area  homes\n────  ─────')
})

test('a number and its noun agree, as the number is printed', () => {
  expect([0, 1, 1.2, 2000].map((value) => count(value, 'burglary', 'burglaries'))).toEqual([
    '0 burglaries',
    '1 burglary',
    '1 burglary',
    '2,000 burglaries',
  ])
})

test('a table may have a row for every postcode of the country', () => {
  const rows = Array.from({ length: 300_000 }, (_, homes) => ({ code: 'x', homes }))
  expect(textTable(rows, columns).split('\n')).toHaveLength(300_002)
})

test('figures are grouped and rounded, and nothing is below nought by rounding', () => {
  expect([1_234_567.4, -0.4, -1234.5].map(formatWhole)).toEqual(['1,234,567', '0', '-1,235'])
  expect([1234.56, -0.04, 0].map(formatTenths)).toEqual(['1,234.6', '0.0', '0.0'])
  expect(formatPercent(0.0988)).toBe('9.88%')
})
