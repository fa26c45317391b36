import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { betaCdf, betaMoment, betaQuantile } from './beta.ts'
import { binomialUpperP } from './binomial.ts'
import { hypergeometric, upperTails } from './hypergeometric.ts'

const choose = (of: number, number: number): bigint => {
  if (number < 0 || number > of) return 0n
  let ways = 1n
  for (let i = 0; i < number; i++) ways = (ways * BigInt(of - i)) / BigInt(i + 1)
  return ways
}

describe('hypergeometric', () => {
  test('counts the ways in which homes can be drawn', () => {
    const lots = fc
      .integer({ min: 0, max: 60 })
      .chain((lot) => fc.tuple(fc.constant(lot), fc.nat({ max: lot }), fc.nat({ max: lot })))
    fc.assert(
      fc.property(lots, ([lot, marked, drawn]) => {
        const chances = hypergeometric(lot, marked, drawn)
        const tails = upperTails(chances)
        expect(chances).toHaveLength(drawn + 1)
        expect(tails[drawn + 1]).toBe(0)
        let above = 0n
        for (let x = drawn; x >= 0; x--) {
          const ways = choose(marked, x) * choose(lot - marked, drawn - x)
          above += ways
          expect(chances[x]).toBeCloseTo(Number(ways) / Number(choose(lot, drawn)), 12)
          expect(tails[x]).toBeCloseTo(Number(above) / Number(choose(lot, drawn)), 12)
        }
      }),
    )
  })
  test('stays right in lots where a single chance is too small for a number', () => {
    const tails = upperTails(hypergeometric(10_000, 5000, 2000))
    expect(tails[0]).toBeCloseTo(1, 12)
    expect(tails[1000]).toBeCloseTo(0.509972248, 8)
    expect(tails[1999]).toBe(0)
  })
  test.each([
    [10, 11, 3],
    [10, 3, 11],
    [10, -1, 3],
    [10, 3, 2.5],
    [9.5, 3, 2],
  ])('refuses a lot of %d with %d marked and %d drawn', (lot, marked, drawn) => {
    expect(() => hypergeometric(lot, marked, drawn)).toThrow(RangeError)
  })
})

test('upper tails of the binomial distribution add up, from all to none', () => {
  expect(binomialUpperP(0, 3, 0.25)).toBe(1)
  expect(binomialUpperP(1, 3, 0.25)).toBeCloseTo(1 - 0.75 ** 3, 14)
  expect(binomialUpperP(3, 3, 0.25)).toBeCloseTo(0.25 ** 3, 14)
  expect(binomialUpperP(4, 3, 0.25)).toBe(0)
  // 0.01^20 has its digits, though it is far below what 1 minus something could show.
  expect(binomialUpperP(20, 20, 0.01) / 1e-40).toBeCloseTo(1, 9)
})

describe('beta', () => {
  test('quantiles and shares belong together', () => {
    const above = fc.double({ min: 0.5, max: 300, noNaN: true })
    fc.assert(
      fc.property(above, above, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (a, b, p) => {
        expect(betaCdf(betaQuantile(p, { a, b }), { a, b })).toBeCloseTo(p, 7)
      }),
    )
    expect(betaQuantile(0.025, { a: 51, b: 10 })).toBeCloseTo(0.73426, 6)
  })
  test('moments are those of a polynomial', () => {
    // Beta(2, 3): density 12 x (1 − x)²; E[x] = 2/5, E[x²] = 1/5, E[x (1 − x)²] = 12 · 2!4!/7! = 4/35.
    expect(betaMoment({ a: 2, b: 3 }, 0, 0)).toBe(1)
    expect(betaMoment({ a: 2, b: 3 }, 1, 0)).toBeCloseTo(2 / 5, 14)
    expect(betaMoment({ a: 2, b: 3 }, 2, 0)).toBeCloseTo(1 / 5, 14)
    expect(betaMoment({ a: 2, b: 3 }, 0, 1)).toBeCloseTo(3 / 5, 14)
    expect(betaMoment({ a: 2, b: 3 }, 1, 2)).toBeCloseTo(4 / 35, 14)
    expect(betaMoment({ a: 4, b: 0 }, 3, 0)).toBe(1)
    expect(betaMoment({ a: 4, b: 0 }, 1, 1)).toBe(0)
  })
})
