import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { madeUpCodes, uniformFrom } from '../../../test/made-up-codes.ts'
import '../../../test/property-runs.ts'
import { textDesign } from '../design/code-design.ts'
import { confusionOfCounts, priorConfusion } from '../reading/confusion.ts'
import { readPartial } from '../reading/read-partial.ts'
import { readingOf } from '../reading/reading.ts'
import { codeRegister } from '../register/code-register.ts'
import { activityRatio, negativeScanRatio, ratioCap, sourceRatio } from './ratio.ts'
import { knownScales } from './scales.ts'
import { scaleOn, supportOf, type VerbalScale } from './verbal-scale.ts'
import { weighActivity, weighSource, type Method } from './weigh.ts'

const words = { scales: knownScales, on: '2026-12-01' }
const laboratory: Method = {
  name: 'microscopy',
  version: '3',
  right: 0.95,
  wrong: 0.001,
  source: 'a validation',
}

const cap = (wrong: number): number => ratioCap({ given: 0.95, match: 1e-9, wrong })

describe('the numbers of the worked example', () => {
  test('one confusable kit among a million', () => {
    const chances = { given: 0.912, othersSum: 0.0285, others: 999_999, unknownChance: 0, unknown: 0 }
    expect(sourceRatio(chances)).toBeCloseTo(31_999_968, 3)
  })

  test('the cap by the error rate', () => {
    expect(cap(0.01)).toBeCloseTo(95, 4)
    expect(cap(0.001)).toBeCloseTo(949.999, 3)
    expect(cap(0.0001)).toBeCloseTo(9499.9, 1)
  })

  test('activity, and a scan that found nothing', () => {
    expect(activityRatio({ transfer: 0.8, background: 0.001 })).toBeCloseTo(800.2, 9)
    expect(activityRatio({ transfer: 0.8, background: 0.01 })).toBeCloseTo(80.2, 9)
    expect(activityRatio({ transfer: 0.05, background: 0.01 })).toBeCloseTo(5.95, 9)
    expect(negativeScanRatio(0.8)).toBeCloseTo(0.2, 12)
  })
})

const design = textDesign(['B8AC', '0OAC', '0123456789', '0123456789', '0123456789'])
const confusion = confusionOfCounts(
  'B80OAC',
  Float64Array.from(
    [
      [0.96, 0.04, 0, 0, 0, 0],
      [0.03, 0.97, 0, 0, 0, 0],
      [0, 0, 0.95, 0.05, 0, 0],
      [0, 0, 0.04, 0.96, 0, 0],
      [0, 0, 0, 0, 1, 0],
      [0, 0, 0, 0, 0, 1],
    ].flat(),
  ),
)
const readB0 = readingOf(design, ['B', '0', '', '', ''], confusion)

/** A thousand kits of which B0123 is asked about, and 80123 alone can be taken for it. */
const register = codeRegister(design, [
  'B0123',
  '80123',
  ...Array.from({ length: 998 }, (_, at) => `AC${String(at).padStart(3, '0')}`),
])
const weigh = (method: Method, unknown = 0) =>
  weighSource({ register, reading: readB0, row: 0, unknown, method }, words)

describe('what a reading weighs', () => {
  test('is never more than the laboratory can show, and says what limits it', () => {
    const weight = weigh(laboratory)!
    // Without errors 32 × 999 = 31,968.
    expect(weight.value).toBeCloseTo(0.95 / (0.95 / 31_968 + (1 - 0.95 / 31_968) * 0.001), 6)
    expect(weight).toMatchObject({
      level: 'source',
      propositions: [{ is: 'from this kit', row: 0 }, { is: 'from another kit' }],
      population: { others: 999, unknown: 0 },
      assumed: null,
      errorRate: 0.001,
      limit: 'method',
      support: { towards: 'first', words: 'moderately strong support' },
    })
    expect(JSON.stringify(weight)).not.toMatch(/3196[78]|31,96/)
    const careful = weigh({ ...laboratory, wrong: 1e-12 })!
    expect(careful).toMatchObject({ limit: 'population', support: { words: 'very strong support' } })
    expect(careful.value).toBeCloseTo(31_968, 0)
  })

  test('of the million of the worked example, under 950 for an error rate of one in a thousand', () => {
    const chances = { given: 0.912, othersSum: 0.0285, others: 999_999, unknownChance: 0, unknown: 0 }
    expect(ratioCap({ given: 0.95, match: 0.95 / sourceRatio(chances), wrong: 0.001 })).toBeLessThan(950)
  })

  test('is nothing without an error rate', () => {
    expect(weigh({ ...laboratory, wrong: null })).toBeNull()
    const assumed = { transfer: { value: 0.8, source: 'a' }, background: { value: 0.01, source: 'b' } }
    expect(weighActivity({ assumed, method: { ...laboratory, wrong: null } }, words)).toBeNull()
  })

  test('counts kits of other makers in the alternative, as drawn from all codes of the design', () => {
    const careful = { ...laboratory, wrong: 1e-12 }
    const [without, some, most] = [0, 0.1, 0.9].map((unknown) => weigh(careful, unknown)!.value)
    expect(some).toBeLessThan(without!)
    expect(most).toBeLessThan(some!)
    // 0.9 of the mean over 4 × 4 beginnings, 0.1 of 0.0285 / 999.
    expect(most).toBeCloseTo(0.912 / (0.9 * (0.9801 / 16) + 0.1 * (0.0285 / 999)), 6)
  })

  test('speaks for another kit where the reading hardly fits, no more than the method can show either', () => {
    const against = weighSource({ register, reading: readB0, row: 1, unknown: 0, method: laboratory }, words)!
    expect(against.value).toBeGreaterThan(1)
    const never = weighSource({ register, reading: readB0, row: 5, unknown: 0.5, method: laboratory }, words)!
    expect(never.value).toBeCloseTo(0.001 / 0.95, 12)
    expect(never).toMatchObject({
      limit: 'method',
      support: { towards: 'second', words: 'moderately strong support' },
    })
  })

  test('at activity level keeps the same limit, and says what was assumed', () => {
    const assumed = { transfer: { value: 0.8, source: 'a' }, background: { value: 0.001, source: 'b' } }
    const weight = weighActivity({ assumed, method: laboratory }, words)!
    expect(weight.value).toBeCloseTo(0.8002 / (0.001 + 0.999 * 0.001), 9)
    expect(weight).toMatchObject({ level: 'activity', population: null, assumed })
    expect(weighActivity({ assumed, method: { ...laboratory, wrong: 1e-12 } }, words)!.value).toBeCloseTo(
      800.2,
      4,
    )
  })

  test('of a mark that errors would show as often is nothing, and never against', () => {
    const assumed = { transfer: { value: 0.0005, source: 'a' }, background: { value: 1e-6, source: 'b' } }
    expect(weighActivity({ assumed, method: laboratory }, words)).toMatchObject({
      value: 1,
      cap: 1,
      support: { towards: 'neither' },
    })
  })

  test('is refused where a chance is none, there is nothing to compare, or the method shows nothing', () => {
    for (const wrong of [0, -1, 1.5, Number.NaN, 0.95])
      expect(() => weigh({ ...laboratory, wrong })).toThrow(RangeError)
    for (const right of [0, -1, 1.5, Number.NaN])
      expect(() => weigh({ ...laboratory, right })).toThrow(RangeError)
    for (const unknown of [-1, 1.1, Number.NaN]) expect(() => weigh(laboratory, unknown)).toThrow(RangeError)
    for (const row of [-1, 1000, 0.5, Number.NaN])
      expect(() =>
        weighSource({ register, reading: readB0, row, unknown: 0, method: laboratory }, words),
      ).toThrow(/no row/)
    const alone = codeRegister(design, ['B0123'])
    const question = { register: alone, reading: readB0, row: 0, method: laboratory }
    expect(() => weighSource({ ...question, unknown: 0 }, words)).toThrow(/no other kit/)
    expect(weighSource({ ...question, unknown: 0.1 }, words)!.value).toBeGreaterThan(1)
    const other = readPartial(design, 'AC555')
    if ('fault' in other) throw new Error(other.fault)
    const pair = codeRegister(design, ['B0123', '80123'])
    expect(() =>
      weighSource({ register: pair, reading: other.reading, row: 0, unknown: 0, method: laboratory }, words),
    ).toThrow(/no chance under either/)
    for (const transfer of [-0.1, 1.1, Number.NaN]) {
      expect(() => activityRatio({ transfer, background: 0.1 })).toThrow(RangeError)
      expect(() => negativeScanRatio(transfer)).toThrow(RangeError)
    }
    for (const background of [0, 1.1, Number.NaN])
      expect(() => activityRatio({ transfer: 0.1, background })).toThrow(RangeError)
    expect(() => ratioCap({ given: 0.95, match: -1, wrong: 0.1 })).toThrow(RangeError)
  })

  test('is never above its cap, and the cap never above what errors or matches at random allow', () => {
    const all = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    const letters = textDesign(Array<string>(3).fill(all))
    const cases = fc.record({
      seed: fc.integer({ min: 1, max: 1_000_000 }),
      kits: fc.integer({ min: 2, max: 50 }),
      row: fc.nat(49),
      unknown: fc.double({ min: 0.001, max: 1, noNaN: true }),
      right: fc.double({ min: 0.5, max: 1, noNaN: true }),
      wrong: fc.double({ min: 1e-9, max: 0.4, noNaN: true }),
    })
    fc.assert(
      fc.property(cases, ({ seed, kits, row, unknown, right, wrong }) => {
        const codes = madeUpCodes(letters, kits, uniformFrom(seed))
        const seen = [...codes[0]!].map((symbol, at) => (at === seed % 4 ? '' : symbol))
        const weight = weighSource(
          {
            register: codeRegister(letters, codes),
            reading: readingOf(letters, seen, priorConfusion(all)),
            row: row % kits,
            unknown,
            method: { ...laboratory, right, wrong },
          },
          words,
        )!
        expect(weight.value).toBeLessThanOrEqual(weight.cap)
        expect(weight.cap).toBeLessThanOrEqual(right / wrong)
        expect(weight.value).toBeGreaterThanOrEqual((wrong / right) * (1 - 1e-12))
      }),
    )
  })

  test('does not move where a character that follows from the check is taken for read', () => {
    const all = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    const checked = textDesign(Array<string>(6).fill(all), 'mod-37-36')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(5), (seed, missing) => {
        const codes = madeUpCodes(checked, 40, uniformFrom(seed))
        const seen = [...codes[0]!]
        const [without, filled] = ['', seen[missing]!].map((symbol) => {
          const reading = readingOf(checked, seen.with(missing, symbol))
          const book = codeRegister(checked, codes)
          return weighSource(
            { register: book, reading, row: 0, unknown: 0.3, method: { ...laboratory, wrong: 1e-12 } },
            words,
          )!
        })
        expect(without!.value / filled!.value).toBeCloseTo(1, 9)
      }),
    )
  })
})

describe('words for a ratio', () => {
  const scale = scaleOn(knownScales, '2026-12-01')!

  test.each([
    [1, 'neither', 'no support for one proposition over the other'],
    [1.9, 'neither', 'no support for one proposition over the other'],
    [0.6, 'neither', 'no support for one proposition over the other'],
    [2.1, 'first', 'weak support'],
    [10, 'first', 'weak support'],
    [10.1, 'first', 'moderate support'],
    [0.02, 'second', 'moderate support'],
    [950, 'first', 'moderately strong support'],
    [9499, 'first', 'strong support'],
    [31_999, 'first', 'very strong support'],
    [1_000_000, 'first', 'very strong support'],
    [1_000_001, 'first', 'extremely strong support'],
    [1e-9, 'second', 'extremely strong support'],
    [Infinity, 'first', 'extremely strong support'],
  ])('%d is towards %s: %s', (ratio, towards, said) =>
    expect(supportOf(scale, ratio)).toMatchObject({
      towards,
      words: said,
      issuer: 'European Network of Forensic Science Institutes',
      from: '2016-01-01',
    }),
  )

  test('are those of the day, and none before there were any', () => {
    const later: VerbalScale = {
      ...scale,
      issuer: 'Another',
      from: '2027-01-01',
      bands: [{ above: 0, words: 'some' }],
    }
    const scales = [later, scale]
    expect(scaleOn(scales, '2015-12-31')).toBeUndefined()
    expect(scaleOn(scales, '2026-12-31')).toBe(scale)
    expect(scaleOn(scales, '2027-01-01')).toBe(later)
    expect(() => scaleOn(scales, '1 May 2026')).toThrow(RangeError)
    const before = weighSource(
      { register, reading: readB0, row: 0, unknown: 0, method: laboratory },
      { scales, on: '2014-01-01' },
    )!
    expect(before.support).toBeNull()
  })

  test('refuse what is no ratio and no scale', () => {
    for (const ratio of [0, -1, Number.NaN]) expect(() => supportOf(scale, ratio)).toThrow(RangeError)
    const broken = [
      [],
      [
        { above: 2, words: 'a' },
        { above: 2, words: 'b' },
      ],
      [{ above: Number.NaN, words: 'a' }],
    ]
    for (const bands of broken) expect(() => supportOf({ ...scale, bands }, 3)).toThrow(RangeError)
  })
})
