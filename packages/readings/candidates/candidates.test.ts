import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testCounts } from '../../../test/counts.ts'
import { madeUpCodes, uniformFrom } from '../../../test/made-up-codes.ts'
import '../../../test/property-runs.ts'
import { markerDesign, textDesign, type CodeDesign } from '../design/code-design.ts'
import { confusionOfCounts, priorConfusion } from '../reading/confusion.ts'
import { readMarkers, readPartial } from '../reading/read-partial.ts'
import { readingOf, readingOfChances, type Reading } from '../reading/reading.ts'
import { bytesOf, codeAt, codeRegister, type CodeRegister } from '../register/code-register.ts'
import { differencesOf, likelihoodsOf } from '../register/scan.ts'
import { candidatesOf, type Candidates } from './candidates.ts'
import { opaqueCandidates } from './opaque.ts'
import { fittingByDesign, fittingInRegister } from './others.ts'

const all = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

const partial = (design: CodeDesign, text: string): Reading => {
  const found = readPartial(design, text)
  if ('fault' in found) throw new Error(found.fault)
  return found.reading
}

const sumOf = ({ candidates, left, unknown }: Candidates): number =>
  candidates.reduce((sum, { posterior }) => sum + posterior, 0) + left.posterior + unknown

/** The worked example: read B0, where B is taken for 8 and 0 for O. */
const worked = textDesign(['B8', '0O'])
const confusion = confusionOfCounts(
  'B80O',
  // By true symbol; what is left of a row goes to a symbol of the other position.
  Float64Array.of(0.96, 0.04, 0, 0, 0.03, 0.97, 0, 0, 0, 0, 0.95, 0.05, 0, 0, 0.04, 0.96),
)
const readB0 = readingOf(worked, ['B', '0'], confusion)
const shares = ({ candidates }: Candidates) =>
  Object.fromEntries(candidates.map(({ code, amongIssued }) => [code, Number(amongIssued.toFixed(6))]))

describe('candidates', () => {
  test('of the worked example: read B0, four codes equally likely, or two', () => {
    const four = candidatesOf({
      register: codeRegister(worked, ['8O', 'BO', '80', 'B0']),
      reading: readB0,
      unknown: 0.1,
    })
    expect(shares(four)).toEqual({ B0: 0.930517, BO: 0.03918, '80': 0.029079, '8O': 0.001224 })
    expect(four.candidates.map(({ differences }) => differences)).toEqual([0, 1, 1, 2])
    const two = candidatesOf({ register: codeRegister(worked, ['80', 'B0']), reading: readB0, unknown: 0.1 })
    expect(shares(two)).toEqual({ B0: 0.969697, '80': 0.030303 })
    expect(sumOf(two)).toBeCloseTo(1, 12)
  })

  test('kits of other makers keep their mass: the mean over all codes of the design', () => {
    const found = candidatesOf({
      register: codeRegister(worked, ['B0', '80']),
      reading: readB0,
      unknown: 0.2,
    })
    // By hand: 0.8 shared by two codes with 0.912 and 0.0285; 0.2 with the mean of all four, 0.9801 / 4.
    const total = 0.4 * (0.912 + 0.0285) + 0.2 * (0.9801 / 4)
    expect(found.unknown).toBeCloseTo((0.2 * 0.9801) / 4 / total, 12)
    expect(found.candidates[0]!.posterior).toBeCloseTo((0.4 * 0.912) / total, 12)
    const none = candidatesOf({ register: codeRegister(worked, []), reading: readB0, unknown: 0.2 })
    expect(none).toEqual({ candidates: [], left: { kits: 0, posterior: 0 }, unknown: 1 })
    const full = partial(worked, 'B0')
    const other = candidatesOf({ register: codeRegister(worked, ['80']), reading: full, unknown: 0.001 })
    expect(other).toEqual({ candidates: [], left: { kits: 0, posterior: 0 }, unknown: 1 })
  })

  test('a prior counts as it is given, in proportion', () => {
    const register = codeRegister(worked, ['B0', '80'])
    const found = candidatesOf({ register, reading: readB0, unknown: 0.1, prior: Float64Array.of(1, 32) })
    expect(found.candidates.map(({ amongIssued }) => amongIssued)).toEqual([0.5, 0.5])
    for (const one of [5e-324, 1e300])
      expect(
        candidatesOf({ register, reading: readB0, unknown: 0.1, prior: Float64Array.of(one, 0) }),
      ).toEqual(candidatesOf({ register, reading: readB0, unknown: 0.1, prior: Float64Array.of(1, 0) }))
    const without = candidatesOf({ register, reading: readB0, unknown: 0.1, prior: Float64Array.of(0, 5) })
    expect(without.candidates.map(({ code }) => code)).toEqual(['80'])
    for (const prior of [
      Float64Array.of(1),
      Float64Array.of(1, -1),
      Float64Array.of(1, Number.NaN),
      Float64Array.of(0, 0),
      Float64Array.of(1, Infinity),
      Float64Array.of(1e308, 1e308),
    ])
      expect(() => candidatesOf({ register, reading: readB0, unknown: 0.1, prior })).toThrow(RangeError)
  })

  test('of markers: where one is unsure, both codes, which differ in that marker alone', () => {
    const design = markerDesign(4)
    const register = codeRegister(design, ['1010', '1000', '0110', '1111'])
    const reading = readMarkers(design, ['present', 'absent', 'unsure', 'absent'])
    const { candidates, unknown } = candidatesOf({ register, reading, unknown: 0.05 })
    expect(candidates.map(({ code, amongIssued }) => [code, amongIssued])).toEqual([
      ['1000', 0.5],
      ['1010', 0.5],
    ])
    expect(unknown).toBeGreaterThan(0)
  })

  test('of opaque names: that one or none, beside a kit of another maker with the same', () => {
    const question = { issued: ['lab/77', 'lab/78'], read: 'lab/78', unknown: 0.1, chance: 0.01 }
    const found = opaqueCandidates(question)
    expect(found.candidates[0]).toMatchObject({ row: 1, code: 'lab/78', posterior: 0.45 / 0.451 })
    expect(sumOf(found)).toBeCloseTo(1, 12)
    expect(opaqueCandidates({ ...question, read: 'lab/7' })).toEqual({
      candidates: [],
      left: { kits: 0, posterior: 0 },
      unknown: 1,
    })
    for (const wrong of [
      { chance: 0 },
      { chance: 2 },
      { unknown: 0 },
      { unknown: Number.NaN },
      { issued: ['a', 'a'] },
    ])
      expect(() => opaqueCandidates({ ...question, ...wrong })).toThrow(RangeError)
  })

  test('the list is cut where it is asked, and what is left is said', () => {
    const design = textDesign(['0123456789', '0123456789', 'AB'])
    const register = codeRegister(design, madeUpCodes(design, 150, uniformFrom(3)))
    const reading = partial(design, '???')
    const found = candidatesOf({ register, reading, unknown: 0.1, most: 7 })
    const first = Array.from({ length: register.size }, (_, row) => codeAt(register, row))
      .toSorted()
      .slice(0, 7)
    expect(found.candidates.map(({ code }) => code)).toEqual(first)
    expect(found.left.kits).toBe(143)
    expect(found.left.posterior).toBeCloseTo((0.9 * 143) / 150, 12)
    expect(candidatesOf({ register, reading, unknown: 0.1, least: 0.5 }).candidates).toEqual([])
    for (const wrong of [
      { most: 0 },
      { most: 1.5 },
      { most: 10_001 },
      { least: -1 },
      { least: Number.NaN },
      { unknown: 0 },
      { unknown: 1 },
    ])
      expect(() => candidatesOf({ register, reading, unknown: 0.1, ...wrong })).toThrow(RangeError)
    expect(() => candidatesOf({ register, reading: readB0, unknown: 0.1 })).toThrow(/another design/)
  })
})

describe('a register', () => {
  test('keeps every code, in two bytes for three characters of 34', () => {
    const design = textDesign(Array<string>(12).fill(all.replace(/[IO]/g, '')), 'mod-37-36')
    const codes = madeUpCodes(design, 40_000, uniformFrom(5))
    const register = codeRegister(design, codes)
    expect(bytesOf(register)).toBe(8 * 40_000)
    expect(codes.every((code, row) => codeAt(register, row) === code)).toBe(true)
    for (const row of [-1, 40_000, 0.5, Number.NaN]) expect(() => codeAt(register, row)).toThrow(RangeError)
  })

  test('says which row is wrong and never its code', () => {
    const design = textDesign(Array<string>(10).fill(all), 'mod-37-36')
    const refused = (...codes: string[]) => expect(() => codeRegister(design, codes))
    refused('NLPO10444W', 'NLPO10444').toThrow('row 2 of the register: 9 symbols, not 10')
    refused('NLPO10444W', 'NLPO1044?W').toThrow('row 2 of the register: no symbol of position 9')
    refused('NLPO10444W', 'NLPO10444A').toThrow('row 2 of the register: the check character is wrong')
    refused('NLPO10444W', 'NLPO10444W').toThrow('row 2 of the register: the code was issued before')
    refused('NLPO10444W', 'NLPO10😀4').toThrow('row 2 of the register: 9 symbols, not 10')
  })
})

/** Likelihoods and posteriors over a code book by plain loops over its texts. */
const byBruteForce = (codes: readonly string[], reading: Reading, unknown: number) => {
  const { design, chances, possible } = reading
  const over = (code: string, weights: ArrayLike<number>): number[] =>
    [...code].map((symbol, at) => weights[design.starts[at]! + design.alphabets[at]!.indexOf(symbol)]!)
  const likelihoods = codes.map((code) =>
    over(code, chances).reduce((product, chance) => product * chance, 1),
  )
  const texts = design.alphabets.reduce((count, alphabet) => count * alphabet.length, 1)
  const others = unknown / texts
  const scale = (1 - unknown) / codes.length
  const total = likelihoods.reduce((sum, likelihood) => sum + scale * likelihood, others)
  return {
    posteriors: new Map(codes.map((code, at) => [code, (scale * likelihoods[at]!) / total])),
    unknown: others / total,
    differences: codes.map((code) => over(code, possible).filter((one) => one === 0).length),
  }
}

test(`candidates equal brute force on ${testCounts.codeBooks} random code books`, () => {
  const random = uniformFrom(11)
  const draw = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1))
  for (let book = 0; book < testCounts.codeBooks; book++) {
    const length = draw(2, 7)
    const design = textDesign(
      Array.from({ length }, () => {
        const from = draw(0, 30)
        return all.slice(from, from + draw(2, Math.min(8, 36 - from)))
      }),
    )
    const texts = design.alphabets.reduce((count, alphabet) => count * alphabet.length, 1)
    const codes = madeUpCodes(design, draw(1, Math.min(200, Math.ceil(texts / 2))), random)
    const truth = codes[draw(0, codes.length - 1)]!
    const [kind, first, second] = [draw(0, 2), draw(0, length - 1), draw(0, length - 1)]
    const seen = [...truth].map((symbol, at) => {
      const alphabet = design.alphabets[at]!
      // One or two unread, or one wrong; a reader who takes symbols for others sees the rest through that.
      if (kind < 2 && (at === first || (kind === 1 && at === second))) return ''
      return kind === 2 && at === first ? alphabet[draw(0, alphabet.length - 1)]! : symbol
    })
    const reading = readingOf(design, seen, book % 2 === 0 ? priorConfusion(all) : undefined)
    const register = codeRegister(design, codes)
    const found = candidatesOf({ register, reading, unknown: 0.05, most: 500, least: 0 })
    const expected = byBruteForce(codes, reading, 0.05)
    const possible = codes.filter((code) => expected.posteriors.get(code)! > 0)
    expect(found.candidates.map(({ code }) => code).toSorted()).toEqual(possible.toSorted())
    for (const { code, row, posterior, differences } of found.candidates) {
      expect(codes[row]).toBe(code)
      expect(Math.abs(posterior / expected.posteriors.get(code)! - 1)).toBeLessThan(1e-9)
      expect(differences).toBe(expected.differences[row])
    }
    expect(found.unknown / expected.unknown).toBeCloseTo(1, 9)
    expect([...differencesOf(register, reading)]).toEqual(expected.differences)
    const counted = fittingInRegister(register, reading)
    expect([counted.fit, counted.oneWrong]).toEqual(
      [0, 1].map((wrong) => expected.differences.filter((differences) => differences === wrong).length),
    )
  }
})

describe('whatever was read', () => {
  const designs = [
    textDesign(['B8S5', 'S5Z2', '0123456789', 'AB']),
    textDesign(Array<string>(4).fill(all), 'mod-37-36'),
    markerDesign(7),
  ]
  /** A register and a reading of one of the designs: distributions of any shape, some of them certain, some unread. */
  const cases = fc
    .record({
      design: fc.constantFrom(...designs),
      kits: fc.integer({ min: 1, max: 40 }),
      seed: fc.integer({ min: 1, max: 1_000_000 }),
      unknown: fc.double({ min: 0.001, max: 0.999, noNaN: true }),
    })
    .map(({ design, kits, seed, unknown }) => {
      const random = uniformFrom(seed)
      const codes = madeUpCodes(design, kits, random)
      const reading = readingOfChances(
        design,
        design.alphabets.map((alphabet, at) => {
          const shape = random()
          const weights = [...alphabet].map((symbol) => {
            if (shape < 0.3) return 1
            if (shape < 0.6) return symbol === codes[0]![at] ? 1 : 0
            return random() ** 4
          })
          const sum = weights.reduce((total, weight) => total + weight, 0)
          return Object.fromEntries([...alphabet].map((symbol, index) => [symbol, weights[index]! / sum]))
        }),
      )
      return { codes, register: codeRegister(design, codes), reading, unknown, random }
    })

  test('posteriors sum to 1, and unknown kits have some of it', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 10 }), ({ register, reading, unknown }, most) => {
        const found = candidatesOf({ register, reading, unknown, most })
        expect(sumOf(found)).toBeCloseTo(1, 9)
        expect(found.unknown).toBeGreaterThan(0)
        for (const { posterior } of found.candidates) expect(posterior).toBeGreaterThan(0)
      }),
    )
  })

  test('the order of the register changes nothing', () => {
    fc.assert(
      fc.property(cases, ({ codes, register, reading, unknown, random }) => {
        const order = codes.map((_, row) => row).toSorted(() => random() - 0.5)
        const prior = Float64Array.from(codes, () => random() + 0.1)
        const moved = codeRegister(
          reading.design,
          order.map((row) => codes[row]!),
        )
        const one = candidatesOf({ register, reading, unknown, prior, most: 5 })
        const other = candidatesOf({
          register: moved,
          reading,
          unknown,
          prior: Float64Array.from(order, (row) => prior[row]!),
          most: 5,
        })
        expect(other.candidates.map(({ code }) => code)).toEqual(one.candidates.map(({ code }) => code))
        for (const [at, { posterior, row }] of one.candidates.entries()) {
          expect(other.candidates[at]!.posterior).toBeCloseTo(posterior, 9)
          expect(order[other.candidates[at]!.row]).toBe(row)
        }
        expect(other.unknown).toBeCloseTo(one.unknown, 9)
      }),
    )
  })

  test('a derived character adds nothing: filled in as if it had been read, no posterior moves', () => {
    const design = textDesign(Array<string>(5).fill(all), 'mod-37-36')
    const doubtful = fc.record({
      seed: fc.integer({ min: 1, max: 1_000_000 }),
      missing: fc.nat(4),
      unknown: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    })
    fc.assert(
      fc.property(doubtful, ({ seed, missing, unknown }) => {
        const codes = madeUpCodes(design, 60, uniformFrom(seed))
        const register = codeRegister(design, codes)
        const code = codes[0]!
        const read = (symbol: string) =>
          partial(design, code.slice(0, missing) + symbol + code.slice(missing + 1))
        const [without, filled] = [read('?'), read(code[missing]!)].map((reading) =>
          candidatesOf({ register, reading, unknown }),
        )
        expect(without!.candidates[0]!.derived).toBe(missing)
        expect(filled!.candidates[0]!.derived).toBeNull()
        expect(without!.candidates.map(({ code: each }) => each)).toEqual(
          filled!.candidates.map(({ code: each }) => each),
        )
        expect(without!.candidates[0]!.posterior).toBeCloseTo(filled!.candidates[0]!.posterior, 12)
        expect(without!.unknown).toBeCloseTo(filled!.unknown, 12)
        expect(fittingByDesign(read('?')).fit).toBe(1)
      }),
    )
  })
})

test('a long code that is certain and wrong everywhere is nothing beside the likeliest, and no NaN', () => {
  const design = markerDesign(64)
  const codes = ['0'.repeat(64), '1'.repeat(64)]
  const register: CodeRegister = codeRegister(design, codes)
  const reading = readingOfChances(
    design,
    Array.from({ length: 64 }, () => ({ 0: 1e-12, 1: 1 - 1e-12 })),
  )
  expect([...likelihoodsOf(register, reading)]).toEqual([0, 1])
  const found = candidatesOf({ register, reading, unknown: 0.5 })
  expect(found.candidates.map(({ code }) => code)).toEqual(['1'.repeat(64)])
  expect(sumOf(found)).toBeCloseTo(1, 12)
})
