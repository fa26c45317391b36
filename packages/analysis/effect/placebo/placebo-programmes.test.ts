import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadLondon } from '../../../../bench/support/london-street.ts'
import { testCounts } from '../../../../test/counts.ts'
import { cleanPairs, placeAmong } from './clean-pairs.ts'
import { partInside, insideOutside, partLeftOut, partOutside, plainRatio } from './inside-outside.ts'
import { placeboProgrammes, type PlaceboInputs } from './placebo-programmes.ts'

const january2020 = 2020 * 12

/** Areas with so many burglaries a year, all of them in March. */
const yearly = (perYear: number[][], homes: number[], firstYear = 2020): PlaceboInputs => {
  const years = perYear[0]!.length
  const counts = new Int32Array(perYear.length * years * 12)
  perYear.forEach((row, i) => row.forEach((count, y) => (counts[i * years * 12 + y * 12 + 2] = count)))
  return {
    codes: perYear.map((_, i) => `A${i}`),
    homes,
    months: Int32Array.from({ length: years * 12 }, (_, t) => firstYear * 12 + t),
    counts,
    kits: 17,
    saturation: 0.85,
    kitRounding: 'none',
    selectYears: 1,
  }
}

// Rates of 2020: .4, .3, .25, .05; of 2021: .1, .2, .4, .1. Areas take 8.5, 8.5, 17 and 8.5 kits.
const small = yearly(
  [
    [4, 1, 3],
    [3, 2, 2],
    [5, 8, 6],
    [1, 1, 1],
  ],
  [10, 10, 20, 20].map((homes, i) => (i === 3 ? 10 : homes)),
)

const clean = (programmeFrom: number) =>
  placeboProgrammes({ ...small, programmeFrom }).map((each) => each.clean)

const pair = (year: number, ratio: number | null, isClean = true) => ({
  from: year * 12,
  ratio,
  clean: isClean,
})

describe('placeboProgrammes', () => {
  it('agrees with arithmetic by hand', () => {
    const [first, second, ...more] = placeboProgrammes(small)
    expect(more).toEqual([])
    // 2020: areas 0 and 1 for their rates, which spends all 17 kits. Inside 7 → 3, outside 6 → 9.
    expect(first).toMatchObject({
      from: january2020,
      to: january2020 + 12,
      clean: true,
      areas: 2,
      homes: 20,
      kits: 17,
      insideBefore: 7,
      insideAfter: 3,
      outsideBefore: 6,
      outsideAfter: 9,
    })
    expect([...first!.part]).toEqual([partInside, partInside, partOutside, partOutside])
    expect(first!.ratio).toBeCloseTo(3 / 7 / (9 / 6) - 1, 14)
    // 2021: area 2 alone. Inside 8 → 6, outside 4 → 6.
    expect(second).toMatchObject({ insideBefore: 8, insideAfter: 6, outsideBefore: 4, outsideAfter: 6 })
    expect(second!.ratio).toBeCloseTo(-0.5, 14)
  })

  it('passes over an area that no longer fits, and breaks ties by code', () => {
    // 2021 with 25 kits: area 2 takes 17, which leaves 8: nothing else fits. With 26 area 1 comes too.
    expect([...placeboProgrammes({ ...small, kits: 25 })[1]!.part]).toEqual([0, 0, 1, 0])
    expect([...placeboProgrammes({ ...small, kits: 26 })[1]!.part]).toEqual([0, 1, 1, 0])
    const even = yearly(
      [
        [2, 1],
        [2, 1],
        [1, 9],
      ],
      [10, 10, 10],
    )
    const swapped = { ...even, codes: ['Z', 'B', 'A'], kits: 8.5 }
    expect([...placeboProgrammes(swapped)[0]!.part]).toEqual([0, 1, 0])
  })

  it('chooses on several years, and needs them all', () => {
    const [only, ...more] = placeboProgrammes({ ...small, selectYears: 2 })
    expect(more).toEqual([])
    // Over 2020 and 2021: 5/10, 5/10, 13/20, 2/10: area 2 alone, compared 2021 → 2022.
    expect(only).toMatchObject({ from: january2020 + 12, insideBefore: 8, insideAfter: 6 })
    expect(placeboProgrammes({ ...small, selectYears: 3 })).toEqual([])
  })

  it('leaves out years with a hole and years outside the question', () => {
    const months = Int32Array.from(small.months).filter((month) => month !== january2020 + 13)
    const counts = Int32Array.from(small.counts).filter((_, k) => k % 36 !== 13)
    expect(placeboProgrammes({ ...small, months, counts })).toEqual([])
    const first = ({ from }: { from: number }) => from - january2020
    expect(placeboProgrammes({ ...small, from: january2020 + 12 }).map(first)).toEqual([12])
    expect(placeboProgrammes({ ...small, to: january2020 + 23 }).map(first)).toEqual([0])
  })

  it('takes any twelve months for a year, from the first month asked for or to the last', () => {
    // All burglaries of a calendar year are in March: those of April 2020 to March 2021 are the ones of 2021.
    const found = placeboProgrammes({ ...small, from: january2020 + 3 })
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({
      from: january2020 + 3,
      to: january2020 + 15,
      insideBefore: 8,
      insideAfter: 6,
    })
    expect(placeboProgrammes({ ...small, to: january2020 + 26 })).toEqual(found)
    expect(placeboProgrammes({ ...small, from: january2020 + 2, to: january2020 + 25 })).toMatchObject([
      { from: january2020 + 2, insideBefore: 7, insideAfter: 3 },
    ])
    expect(placeboProgrammes({ ...small, from: january2020 + 13 })).toEqual([])
    const isClean = (programmeFrom: number) =>
      placeboProgrammes({ ...small, from: january2020 + 3, programmeFrom }).map(({ clean: free }) => free)
    expect(isClean(january2020 + 27)).toEqual([true])
    expect(isClean(january2020 + 26)).toEqual([false])
  })

  it('calls a pair clean when no kit was issued in either year', () => {
    expect(clean(january2020 + 36)).toEqual([true, true])
    expect(clean(january2020 + 35)).toEqual([true, false])
    expect(clean(january2020 + 24)).toEqual([true, false])
    expect(clean(january2020 + 23)).toEqual([false, false])
  })

  it('has no ratio where it would divide by zero, or where nothing or everything was chosen', () => {
    expect(placeboProgrammes({ ...small, kits: 1 })[0]).toMatchObject({ areas: 0, ratio: null })
    expect(placeboProgrammes({ ...small, kits: 1000 })[0]).toMatchObject({ areas: 4, ratio: null })
    const nothing = { ...small, counts: new Int32Array(small.counts.length) }
    for (const { ratio } of placeboProgrammes(nothing)) expect(ratio).toBeNull()
  })

  it('loses no burglary, and makes too few kits of none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(30), { minLength: 2, maxLength: 2 }), { minLength: 2, maxLength: 30 }),
        fc.integer({ min: 0, max: 300 }),
        (counts, kits) => {
          const homes = counts.map((_, i) => 5 + ((i * 7) % 11))
          const [one] = placeboProgrammes({ ...yearly(counts, homes), kits })
          const total = (y: number) => counts.reduce((sum, row) => sum + row[y]!, 0)
          expect(one!.insideBefore + one!.outsideBefore).toBe(total(0))
          expect(one!.insideAfter + one!.outsideAfter).toBe(total(1))
          expect(one!.kits).toBeLessThanOrEqual(kits + 1e-6)
          expect(one!.kits).toBeCloseTo(0.85 * one!.homes, 6)
        },
      ),
    )
  })

  it('refuses years of selection that cannot be', () => {
    expect(() => placeboProgrammes({ ...small, selectYears: 0 })).toThrow(RangeError)
  })
})

describe('insideOutside', () => {
  it('counts what is left out on neither side', () => {
    const sums = insideOutside([partInside, partOutside, partLeftOut], [1, 2, 4], [8, 16, 32])
    expect(sums).toEqual({ insideBefore: 1, insideAfter: 8, outsideBefore: 2, outsideAfter: 16 })
    expect(plainRatio(sums)).toBe(0)
  })
})

describe('cleanPairs', () => {
  it('never counts windows that overlap as independent', () => {
    expect(cleanPairs([pair(2011, -0.2), pair(2012, -0.2), pair(2013, -0.2)])).toEqual({
      pairs: 3,
      apart: 2,
      leastP: 0.25,
      leastPApart: 1 / 3,
    })
    expect(
      cleanPairs([pair(2011, -0.2), pair(2014, -0.1), pair(2015, -0.1, false), pair(2020, null)]),
    ).toEqual({
      pairs: 2,
      apart: 2,
      leastP: 1 / 3,
      leastPApart: 1 / 3,
    })
    expect(cleanPairs([])).toMatchObject({ pairs: 0, leastP: 1 })
  })
  it('places a figure among them', () => {
    const pairs = [pair(2011, -0.25), pair(2012, -0.21), pair(2013, -0.23), pair(2015, -0.9, false)]
    expect(placeAmong(-0.231, pairs)).toEqual({ asLow: 1, p: 0.5 })
    expect(placeAmong(-0.5, pairs)).toEqual({ asLow: 0, p: 0.25 })
    expect(placeAmong(0, pairs)).toEqual({ asLow: 3, p: 1 })
  })
})

// Years, areas chosen, burglaries inside and outside before and after.
const published = [
  [2011, 235, 11_505, 8717, 84_222, 84_477],
  [2012, 230, 11_100, 8327, 82_094, 78_134],
  [2013, 227, 10_463, 7217, 75_998, 67_838],
].slice(testCounts.full ? 0 : 2)
const years = [2011, 2012, 2013, 2014].slice(testCounts.full ? 0 : 2)
const london = await loadLondon({ years, cityOfLondon: true })

describe.skipIf(london === undefined)('real London, no kit handed out', () => {
  it('shows by selection alone what the programme published', () => {
    const found = placeboProgrammes({
      ...london!,
      kits: 129_780,
      saturation: 0.85,
      kitRounding: 'none',
      selectYears: 1,
      programmeFrom: 2015 * 12 + 2,
    })
    expect(london!.codes).toHaveLength(4835)
    expect(
      found.map((each) => [
        each.from / 12,
        each.areas,
        each.insideBefore,
        each.insideAfter,
        each.outsideBefore,
        each.outsideAfter,
      ]),
    ).toEqual(published)
    for (const { ratio, clean: isClean } of found) {
      expect(isClean).toBe(true)
      expect(ratio).toBeLessThan(-0.21)
      expect(ratio).toBeGreaterThan(-0.25)
    }
  })
})
