import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sharedData } from '../../../test/shared-data.ts'
import { empiricalBayes } from './empirical-bayes.ts'
import { moran } from './moran.ts'

const countiesFile = sharedData('vectors', 'smallarea_nc_sids_expected.csv')
const neighboursFile = sharedData('vectors', 'smallarea_nc_sids_queen_neighbours.csv')
const answersFile = sharedData('vectors', 'smallarea_expected.json')

const lines = (path: string): string[][] =>
  readFileSync(path, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.replaceAll('"', '').split(','))

const missing = countiesFile === undefined || neighboursFile === undefined || answersFile === undefined

const read = () => {
  const [heading, ...rows] = lines(countiesFile!)
  const column = (name: string): Float64Array =>
    Float64Array.from(rows, (row) => Number(row[heading!.indexOf(name)]))
  // A row holds a county and its neighbours, numbered from 1.
  const neighbours = lines(neighboursFile!).map((row) => row.slice(1).map((county) => Number(county) - 1))
  return { column, neighbours, answers: JSON.parse(readFileSync(answersFile!, 'utf8')).nc_sids }
}

describe.skipIf(missing)('North Carolina, sudden infant deaths 1974–78', () => {
  test("Marshall's empirical Bayes", () => {
    const { column, answers } = read()
    const { a, b, estimate } = empiricalBayes(column('SID74'), column('BIR74'))
    expect(a / answers.EBest.a).toBeCloseTo(1, 9)
    expect(b / answers.EBest.b).toBeCloseTo(1, 9)
    const published = column('EBest')
    estimate.forEach((rate, county) => expect(rate / published[county]!).toBeCloseTo(1, 9))
  })

  test("Moran's I, its mean and variance", () => {
    const { column, neighbours, answers } = read()
    expect(neighbours.reduce((sum, of) => sum + of.length, 0)).toBe(answers.links)
    const found = moran(column('raw'), neighbours)
    expect(found.i).toBeCloseTo(answers.moranI, 10)
    expect(found.expected).toBeCloseTo(answers.moranEI, 10)
    expect(found.variance).toBeCloseTo(answers.moranVar, 10)
  })
})

test('rates are drawn towards the overall rate and never past it', () => {
  const area = fc.record({
    atRisk: fc.integer({ min: 1, max: 5000 }),
    rate: fc.double({ min: 0, max: 0.2, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(area, { minLength: 1, maxLength: 30 }), (areas) => {
      const atRisk = Float64Array.from(areas, (one) => one.atRisk)
      const observed = Float64Array.from(areas, (one) => Math.round(one.atRisk * one.rate))
      const { b, estimate } = empiricalBayes(observed, atRisk)
      estimate.forEach((rate, i) => {
        const raw = observed[i]! / atRisk[i]!
        expect(rate).toBeGreaterThanOrEqual(Math.min(raw, b) - 1e-12)
        expect(rate).toBeLessThanOrEqual(Math.max(raw, b) + 1e-12)
      })
    }),
  )
})

test('areas with nobody at risk get the overall rate; impossible numbers are refused', () => {
  const { b, estimate } = empiricalBayes(Float64Array.of(3, 9, 0), Float64Array.of(100, 100, 0))
  expect(estimate[2]).toBe(b)
  expect(() => empiricalBayes(Float64Array.of(1), Float64Array.of(0))).toThrow('1 events but nobody at risk')
  expect(() => empiricalBayes(Float64Array.of(Number.NaN), Float64Array.of(1))).toThrow('must be 0 or more')
  expect(() => empiricalBayes(Float64Array.of(0), Float64Array.of(0))).toThrow('nobody is at risk')
})

test("Moran's mean and variance are those over every hand-out of five values, whatever the links", () => {
  const values = [1, 2, 4, 8, 5]
  // One-way links and an area without neighbours included.
  const neighbours = [[1, 2], [0], [0, 1, 3], [2], []]
  const orders = (items: readonly number[]): number[][] =>
    items.length === 0
      ? [[]]
      : items.flatMap((item, i) => orders(items.toSpliced(i, 1)).map((rest) => [item].concat(rest)))
  const all = orders(values).map((order) => moran(Float64Array.from(order), neighbours))
  const mean = all.reduce((sum, { i }) => sum + i, 0) / all.length
  const variance = all.reduce((sum, { i }) => sum + (i - mean) ** 2, 0) / all.length
  expect(all[0]!.expected).toBeCloseTo(mean, 12)
  expect(all[0]!.variance).toBeCloseTo(variance, 12)
})

test("Moran's I refuses what has no answer", () => {
  expect(() => moran(Float64Array.of(1, 2, 3), [[], [], []])).toThrow('four areas or more')
  expect(() => moran(Float64Array.of(1, 1, 1, 1), [[1], [0], [3], [2]])).toThrow('all alike')
  expect(() => moran(Float64Array.of(1, 2, 3, 4), [[], [], [], []])).toThrow('no area has a neighbour')
  expect(() => moran(Float64Array.of(1, 2, 3, 4), [[9], [], [], []])).toThrow('not there')
})
