import { expect, test } from 'vitest'
import { chiSquareUpperP } from '../special/distributions.ts'
import { asRatio, withError, withoutError } from './effect-row.ts'
import { controlUnits, firstStart, treatedUnits } from './panel.ts'

test('an estimate with its error has the interval and the p of printed tables', () => {
  const normal = withError(-118, 39.597979746)
  expect(normal.low).toBeCloseTo(-195.610614164, 8)
  expect(normal.high).toBeCloseTo(-40.389385836, 8)
  // 2.776 is the 97.5% point of Student's t with 4 degrees of freedom, and 2.132 its 95% point.
  expect(withError(0, 1, { degrees: 4 }).high).toBeCloseTo(2.7764451, 6)
  expect(withError(2.1318468, 1, { degrees: 4 }).p).toBeCloseTo(0.1, 7)
  expect(withError(1.959963985, 1).p).toBeCloseTo(0.05, 9)
  // Far in the tail p keeps its digits: 2 Φ(−10) = 1.523971e-23.
  expect((withError(10, 1).p ?? 0) * 1e23).toBeCloseTo(1.523971, 5)
  expect(chiSquareUpperP(3.841458821, 1)).toBeCloseTo(0.05, 9)
})

test('an error of nothing gives no interval, rather than one without width', () => {
  expect(withError(3, 0)).toEqual(withoutError(3))
  expect(withError(3, Number.NaN)).toEqual(withoutError(3))
})

test('a logarithm is told as a ratio too', () => {
  const ratio = asRatio(withError(Math.log(0.75), 0.1))
  expect(ratio.estimate).toBeCloseTo(0.75, 12)
  expect((ratio.low ?? 0) * (ratio.high ?? 0)).toBeCloseTo(0.75 ** 2, 12)
  expect(asRatio(withoutError(0))).toEqual({ estimate: 1, low: null, high: null })
})

test('units are told by their starts', () => {
  const start = Int32Array.of(-1, 3, 2, -1)
  expect([...treatedUnits(start)]).toEqual([1, 2])
  expect([...controlUnits(start)]).toEqual([0, 3])
  expect(firstStart(start)).toBe(2)
  expect(firstStart(Int32Array.of(-1))).toBe(-1)
})
