import { expect, test } from 'vitest'
import type { Specification } from '../../report/report-types.ts'
import { specificationTable } from './specification-table.ts'

const looked = (change: Partial<Specification>): Specification => ({
  method: 'windows',
  scale: 'ratio',
  onCleanYears: null,
  controls: 'beyond 750 m',
  window: 'all months',
  primary: false,
  estimate: -0.2,
  low: -0.3,
  high: -0.1,
  p: 0.01,
  why: null,
  ...change,
})
const none = { estimate: Number.NaN, low: null, high: null, p: null }

test('a row stands under its method, the one agreed in advance says so', () => {
  const { rows, notes } = specificationTable([
    looked({ primary: true }),
    looked({ window: 'first 12 months', estimate: 0.05, low: null }),
  ])
  expect(rows).toEqual([
    ['windows'],
    ['beyond 750 m', 'all', '−20.0%', '−30.0% to −10.0%', 'agreed in advance'],
    ['beyond 750 m', 'first 12', '+5.0%', 'no range', ''],
  ])
  expect(notes).toEqual([])
})

test('a reason is said once, below, and a method that never has a figure takes one row', () => {
  const tried = { scale: 'additive', onCleanYears: { pairs: 2, least: -0.1, most: 0.02 } } as const
  const { rows, notes } = specificationTable([
    looked({ ...none, why: 'Too few.' }),
    looked({ window: 'first 12 months' }),
    looked({ method: 'silent', ...none, ...tried, why: 'Too few.' }),
    looked({ method: 'silent', ...none, ...tried, why: 'Too few.', window: 'first 12 months' }),
    looked({ method: 'differences', ...tried }),
  ])
  expect(rows).toEqual([
    ['windows'],
    ['beyond 750 m', 'all', '–', '–', 'note 1'],
    ['beyond 750 m', 'first 12', '−20.0%', '−30.0% to −10.0%', ''],
    ['silent (additive): no figure, notes 1, 2'],
    ['differences (additive), note 2'],
    ['beyond 750 m', 'all', '−20.0%', '−30.0% to −10.0%', ''],
  ])
  expect(notes).toEqual([
    'Too few.',
    'Tried on years without kits, where nothing was done, it shows −10.0% to +2.0% in 2 pairs of years.',
  ])
})
