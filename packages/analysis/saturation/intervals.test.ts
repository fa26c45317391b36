import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hypergeometric } from '../special/hypergeometric.ts'
import { clopperPearson, effectiveVisits, protectedHomes, wilson } from './intervals.ts'
import { verifiedShare, type Checked } from './verified.ts'

const low = (interval: { low: number }): string => interval.low.toFixed(6)
const high = (interval: { high: number }): string => interval.high.toFixed(6)
const total = (parts: number[]): number => parts.reduce((all, part) => all + part, 0)

const sample = fc.integer({ min: 1, max: 200 }).chain((of) => fc.tuple(fc.nat({ max: of }), fc.constant(of)))

describe('intervals of a share', () => {
  test('come out as in R', () => {
    expect([low(wilson(51, 60)), high(wilson(51, 60))]).toEqual(['0.738854', '0.919026'])
    expect([low(wilson(0, 20)), high(wilson(0, 20))]).toEqual(['0.000000', '0.161125'])
    expect(wilson(20, 20).high).toBe(1)
    expect(wilson(0, 20).low).toBe(0)
    expect([low(clopperPearson(51, 60)), high(clopperPearson(51, 60))]).toEqual(['0.734260', '0.929044'])
    expect([low(clopperPearson(5, 100)), high(clopperPearson(5, 100))]).toEqual(['0.016432', '0.112835'])
    // None false of thirty, one-sided 95%.
    expect(clopperPearson(0, 30, 0.9)).toEqual({ low: 0, high: expect.closeTo(1 - 0.05 ** (1 / 30), 12) })
    expect(high(clopperPearson(0, 30, 0.9))).toBe('0.095034')
    expect(clopperPearson(30, 30, 0.9)).toEqual({ low: expect.closeTo(0.05 ** (1 / 30), 12), high: 1 })
    const clustered = effectiveVisits(60, 6, 0.1)
    expect(clustered).toBeCloseTo(40, 12)
    expect([low(wilson(34, 40)), high(wilson(34, 40))]).toEqual(['0.709277', '0.929388'])
  })
  test('are ordered about the share, and wider at a higher level', () => {
    fc.assert(
      fc.property(sample, fc.constantFrom(wilson, clopperPearson), ([found, of], interval) => {
        const usual = interval(found, of)
        const wider = interval(found, of, 0.99)
        expect(usual.low).toBeGreaterThanOrEqual(0)
        expect(usual.low).toBeLessThanOrEqual(found / of)
        expect(usual.high).toBeGreaterThanOrEqual(found / of)
        expect(usual.high).toBeLessThanOrEqual(1)
        expect(wider.low).toBeLessThanOrEqual(usual.low)
        expect(wider.high).toBeGreaterThanOrEqual(usual.high)
        const turned = interval(of - found, of)
        expect(turned.low).toBeCloseTo(1 - usual.high, 10)
      }),
    )
  })
  test.each([
    [0, 0],
    [-1, 5],
    [6, 5],
    [Number.NaN, 5],
    [1, Infinity],
  ])('cannot be of %d of %d', (found, of) => {
    expect(() => wilson(found, of)).toThrow(RangeError)
    expect(() => clopperPearson(found, of)).toThrow(RangeError)
    expect(() => protectedHomes(found, of, 100)).toThrow(RangeError)
  })
  test('need whole homes where they are exact, and a level that is one', () => {
    expect(wilson(2.5, 5.5).low).toBeGreaterThan(0)
    expect(() => clopperPearson(2.5, 5)).toThrow(RangeError)
    expect(() => clopperPearson(2, 5.5)).toThrow(RangeError)
    for (const level of [0, 1]) {
      expect(() => wilson(2, 5, level)).toThrow(RangeError)
      expect(() => clopperPearson(2, 5, level)).toThrow(RangeError)
      expect(() => protectedHomes(2, 5, 9, level)).toThrow(RangeError)
    }
    expect(() => effectiveVisits(60, 0.5, 0.1)).toThrow(RangeError)
    expect(() => effectiveVisits(60, 6, -0.1)).toThrow(RangeError)
    expect(() => effectiveVisits(60, 6, 1.1)).toThrow(RangeError)
    expect(effectiveVisits(60, 1, 1)).toBe(60)
    expect(effectiveVisits(60, 6, 0)).toBe(60)
  })
})

describe('homes of an area that are protected', () => {
  test('come out as in R', () => {
    expect(protectedHomes(51, 60, 620)).toEqual({ low: 459, high: 574 })
    expect(459 / 620).toBeCloseTo(0.740323, 6)
    expect(574 / 620).toBeCloseTo(0.925806, 6)
  })
  test('are all the numbers under which neither so many nor so few are rare', () => {
    const lots = fc
      .integer({ min: 1, max: 40 })
      .chain((homes) => fc.tuple(fc.constant(homes), fc.integer({ min: 1, max: homes })))
      .chain(([homes, of]) => fc.tuple(fc.constant(homes), fc.constant(of), fc.nat({ max: of })))
    fc.assert(
      fc.property(lots, fc.constantFrom(0.5, 0.9, 0.95), ([homes, of, found], level) => {
        const held: number[] = []
        for (let marked = found; marked <= homes - of + found; marked++) {
          const chances = [...hypergeometric(homes, marked, of)]
          const tail = (1 - level) / 2 + 1e-12
          if (total(chances.slice(found)) > tail && total(chances.slice(0, found + 1)) > tail)
            held.push(marked)
        }
        expect(protectedHomes(found, of, homes, level)).toEqual({ low: held[0], high: held.at(-1) })
      }),
    )
  })
  test('are known where all were looked at', () => {
    expect(protectedHomes(51, 60, 60)).toEqual({ low: 51, high: 51 })
  })
  test('cannot be of more homes than the area has', () => {
    expect(() => protectedHomes(51, 60, 59)).toThrow(RangeError)
  })
})

/** Every outcome of two small strata with its chance, for one truth. */
const outcomes = (
  a: Omit<Checked, 'found'>,
  b: Omit<Checked, 'found'>,
  truth: readonly [number, number],
): { a: number; b: number; chance: number }[] => {
  const [chancesA, chancesB] = [
    hypergeometric(a.homes, truth[0], a.checked),
    hypergeometric(b.homes, truth[1], b.checked),
  ]
  return [...chancesA].flatMap((chanceA, foundA) =>
    [...chancesB].map((chanceB, foundB) => ({ a: foundA, b: foundB, chance: chanceA * chanceB })),
  )
}

describe('verified saturation', () => {
  const reported: Checked = { homes: 540, checked: 60, found: 54 }
  const others: Checked = { homes: 80, checked: 20, found: 1 }
  test('comes out as in R, and exactly', () => {
    const verified = verifiedShare({ reported, others })!
    expect(540 / 620).toBeCloseTo(0.870968, 6)
    expect(verified.share).toBeCloseTo(0.790323, 6)
    expect(verified.standardError).toBeCloseTo(0.032555, 6)
    expect(verified.normal!.low).toBeCloseTo(0.726517, 6)
    expect(verified.normal!.high).toBeCloseTo(0.854129, 6)
    expect(verified.exact).toEqual({ low: 430 / 620, high: 536 / 620 })
    const wider = verifiedShare({ reported, others, level: 0.99 })!
    expect(wider.exact.low).toBeLessThan(verified.exact.low)
    expect(wider.normal!.high).toBeGreaterThan(verified.normal!.high)
  })

  const strata = fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 5 })).chain(([a, b]) =>
    fc.record({
      a: fc.record({ homes: fc.constant(a), checked: fc.integer({ min: Math.min(1, a), max: a }) }),
      b: fc.record({ homes: fc.constant(b), checked: fc.integer({ min: 1, max: b }) }),
    }),
  )
  test('holds every truth of small areas as often as it says, counted outcome by outcome', () => {
    fc.assert(
      fc.property(strata, fc.constantFrom(0.6, 0.9), ({ a, b }, level) => {
        const homes = a.homes + b.homes
        for (let truthA = 0; truthA <= a.homes; truthA++)
          for (let truthB = 0; truthB <= b.homes; truthB++) {
            let held = 0
            for (const { a: foundA, b: foundB, chance } of outcomes(a, b, [truthA, truthB])) {
              if (chance === 0) continue
              const { exact } = verifiedShare({
                reported: { ...a, found: foundA },
                others: { ...b, found: foundB },
                level,
              })!
              const truth = (truthA + truthB) / homes
              if (exact.low <= truth + 1e-12 && exact.high >= truth - 1e-12) held += chance
            }
            expect(held).toBeGreaterThan(level - 1e-9)
          }
      }),
      { numRuns: 15 },
    )
  })
  test('holds no total that every way to spread it makes too rare', () => {
    fc.assert(
      fc.property(strata, fc.nat(), fc.nat(), ({ a, b }, seedA, seedB) => {
        const found = [seedA % (a.checked + 1), seedB % (b.checked + 1)] as const
        const estimate = (foundA: number, foundB: number): number =>
          foundA * a.homes * b.checked + foundB * b.homes * Math.max(1, a.checked)
        const tail = 0.1 + 1e-12
        const [notTooMany, notTooFew]: [number[], number[]] = [[], []]
        for (let truthA = found[0]; truthA <= a.homes - a.checked + found[0]; truthA++)
          for (let truthB = found[1]; truthB <= b.homes - b.checked + found[1]; truthB++) {
            const seen = estimate(...found)
            const chanceOf = (sign: 1 | -1): number =>
              outcomes(a, b, [truthA, truthB])
                .filter((each) => sign * (estimate(each.a, each.b) - seen) >= 0)
                .reduce((sum, { chance }) => sum + chance, 0)
            if (chanceOf(1) > tail) notTooMany.push(truthA + truthB)
            if (chanceOf(-1) > tail) notTooFew.push(truthA + truthB)
          }
        const { exact } = verifiedShare({
          reported: { ...a, found: found[0] },
          others: { ...b, found: found[1] },
          level: 0.8,
        })!
        expect(exact.low * (a.homes + b.homes)).toBeCloseTo(Math.min(...notTooMany), 9)
        expect(exact.high * (a.homes + b.homes)).toBeCloseTo(Math.max(...notTooFew), 9)
      }),
    )
  })
  test('is certain where every home was looked at, and has an interval where all agree', () => {
    const all = verifiedShare({
      reported: { homes: 6, checked: 6, found: 5 },
      others: { homes: 4, checked: 4, found: 1 },
    })!
    expect(all).toEqual({
      share: 0.6,
      standardError: 0,
      normal: { low: 0.6, high: 0.6 },
      exact: { low: 0.6, high: 0.6 },
    })
    const alike = verifiedShare({ reported: { homes: 540, checked: 60, found: 60 }, others })!
    expect(alike.exact.low).toBeLessThan(alike.share - 0.03)
    const none = verifiedShare({
      reported: { homes: 10, checked: 3, found: 0 },
      others: { homes: 10, checked: 2, found: 1 },
    })!
    expect(none.normal!.low).toBe(0)
    const most = verifiedShare({
      reported: { homes: 10, checked: 3, found: 3 },
      others: { homes: 10, checked: 2, found: 1 },
    })!
    expect(most.normal!.high).toBe(1)
  })
  test('is of one stratum where the other has no homes, and null where it was not looked at', () => {
    const empty = { homes: 0, checked: 0, found: 0 }
    const one = verifiedShare({ reported: { homes: 620, checked: 60, found: 51 }, others: empty })!
    expect(one.exact).toEqual({ low: 459 / 620, high: 574 / 620 })
    expect(verifiedShare({ reported: empty, others: { homes: 620, checked: 60, found: 51 } })).toEqual(one)
    expect(verifiedShare({ reported, others: { homes: 80, checked: 0, found: 0 } })).toBeNull()
    const single = verifiedShare({ reported, others: { homes: 80, checked: 1, found: 0 } })!
    expect(single).toMatchObject({ standardError: null, normal: null })
    expect(single.exact.high).toBeGreaterThan(single.share)
    expect(() => verifiedShare({ reported: empty, others: empty })).toThrow(RangeError)
  })
  test.each([
    { homes: 80, checked: 81, found: 1 },
    { homes: 80, checked: 20, found: 21 },
    { homes: 80, checked: 20, found: -1 },
    { homes: 80, checked: 20, found: 1.5 },
    { homes: 80.5, checked: 20, found: 1 },
  ])('refuses %o', (wrong) => {
    expect(() => verifiedShare({ reported, others: wrong })).toThrow(RangeError)
    expect(() => verifiedShare({ reported: wrong, others })).toThrow(RangeError)
    expect(() => verifiedShare({ reported, others, level: 1 })).toThrow(RangeError)
  })
})
