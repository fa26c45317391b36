import { checkCharacterOf } from '@mettrace/kit-codes/serial/check-character'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import '../../../test/property-runs.ts'
import { markerDesign, textDesign } from '../design/code-design.ts'
import { chanceOf, confusionOfCounts, learnt, priorConfusion } from './confusion.ts'
import { derivedCharacters, derivedPosition } from './derived.ts'
import { readMarkers, readPartial } from './read-partial.ts'
import { readingOf, readingOfChances, unreadPositions, type Reading } from './reading.ts'

const all = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const microdot = textDesign([
  ...Array<string>(4).fill('ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  ...Array<string>(5).fill('0123456789'),
])

const rowSums = ({ design: { starts }, chances }: Reading): number[] =>
  [...starts.keys()]
    .slice(0, -1)
    .map((at) => chances.subarray(starts[at], starts[at + 1]).reduce((sum, chance) => sum + chance, 0))

const partial = (text: string, design = microdot): Reading => {
  const found = readPartial(design, text)
  if ('fault' in found) throw new Error(found.fault)
  return found.reading
}

describe('a partial code', () => {
  test('is read as it is written: unread is uniform, either is half and half, groups and small letters do not matter', () => {
    const reading = partial('nlp[OQ]-1?444')
    expect(unreadPositions(reading)).toEqual([5])
    const {
      design: { starts },
      chances,
    } = reading
    expect(chances[starts[3]! + 14]).toBe(0.5)
    expect(chances[starts[5]!]).toBeCloseTo(0.1, 12)
    expect(partial(' NLP[OQ] 1?4 44')).toEqual(reading)
  })

  test.each([
    ['', { fault: 'empty' }],
    ['- -', { fault: 'empty' }],
    ['NLPO1044', { fault: 'length', found: 8, expected: 9 }],
    ['NLPO104444', { fault: 'length', found: 10, expected: 9 }],
    ['NLP010444', { fault: 'character', found: '0', column: 4 }],
    ['NL[P', { fault: 'bracket', column: 3 }],
    ['NL[]O10444', { fault: 'bracket', column: 4 }],
    ['NL]O10444', { fault: 'bracket', column: 3 }],
    ['NL[P[', { fault: 'bracket', column: 5 }],
    ['NL[?]O10444', { fault: 'bracket', column: 4 }],
    ['NLßO10444', { fault: 'character', found: 'ß', column: 3 }],
    ['NL😀O10444', { fault: 'character', found: '😀', column: 3 }],
  ])('%s is told what is wrong', (text, fault) => expect(readPartial(microdot, text)).toEqual(fault))

  test('as distributions has its sums held, and every symbol known', () => {
    const design = textDesign(['AB', '01'])
    const given = readingOfChances(design, [{ A: 0.9, B: 0.1 }, { 0: 1 }])
    expect([...given.chances]).toEqual([0.9, 0.1, 1, 0])
    expect([...given.possible]).toEqual([1, 1, 1, 0])
    expect(() => readingOfChances(design, [{ A: 1 }])).toThrow(/2 positions, the reading 1/)
    expect(() => readingOfChances(design, [{ A: 0.9 }, { 0: 1 }])).toThrow(
      /position 1: the chances sum to 0.9/,
    )
    expect(() => readingOfChances(design, [{ A: 1 }, { 2: 1 }])).toThrow(/position 2: "2" is no symbol/)
    expect(() => readingOfChances(design, [{ A: 1 }, { '': 1 }])).toThrow(/position 2: "" is no symbol/)
    expect(() => readingOfChances(design, [{ A: 1 }, {}])).toThrow(/position 2: the chances sum to 0/)
    for (const chance of [Number.NaN, -0.1, 1.1, Infinity])
      expect(() => readingOfChances(design, [{ A: chance, B: 0 }, { 0: 1 }])).toThrow(
        /position 1: the chance of A/,
      )
  })

  test('of markers is sure of what is there and what is not, and says nothing where it is unsure', () => {
    const reading = readMarkers(markerDesign(3), ['present', 'absent', 'unsure'])
    expect([...reading.chances]).toEqual([0, 1, 1, 0, 0.5, 0.5])
    expect(unreadPositions(reading)).toEqual([2])
    expect(() => readMarkers(markerDesign(3), ['present'])).toThrow(/3 positions, the reading 1/)
  })
})

describe('confusion', () => {
  test('every row sums to 1, with whatever symbols and shares', () => {
    const shares = fc.record({
      right: fc.double({ min: 0.5, max: 0.9, noNaN: true }),
      alike: fc.double({ min: 0.001, max: 0.1, noNaN: true }),
      strength: fc.double({ min: 0.1, max: 1000, noNaN: true }),
    })
    const symbols = fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: 36 })
    fc.assert(
      fc.property(symbols, shares, (some, prior) => {
        const confusion = priorConfusion(some.join(''), prior)
        for (const truth of some)
          expect(some.reduce((sum, read) => sum + chanceOf(confusion, truth, read), 0)).toBeCloseTo(1, 9)
      }),
    )
  })

  test('begins with what looks alike: the pairs that are named, shared where a symbol has several', () => {
    const prior = priorConfusion(all)
    for (const [one, other] of ['B8', 'S5', 'Z2', 'G6', 'I1', 'UV'])
      for (const [truth, read] of [
        [one!, other!],
        [other!, one!],
      ] as const)
        expect(chanceOf(prior, truth, read)).toBeCloseTo(0.04, 12)
    expect(chanceOf(prior, 'O', '0')).toBeCloseTo(0.02, 12)
    expect(chanceOf(prior, 'O', 'Q')).toBeCloseTo(0.02, 12)
    expect(chanceOf(prior, 'B', 'B')).toBeCloseTo(0.95, 12)
    expect(chanceOf(prior, 'A', 'A')).toBeCloseTo(0.99, 12)
    expect(chanceOf(prior, 'B', 'A')).toBeCloseTo(0.01 / 34, 12)
    expect(chanceOf(priorConfusion('B8'), 'B', 'B')).toBeCloseTo(0.96, 12)
    expect(chanceOf(priorConfusion('B'), 'B', 'B')).toBe(1)
  })

  test('learns what a reader and lamp do, and nothing of what was not read', () => {
    const prior = priorConfusion('B8A')
    const after = learnt(prior, [
      { truth: 'BA', read: '8?', times: 25 },
      { truth: 'B', read: 'B', times: 25 },
    ])
    expect(chanceOf(after, 'B', '8')).toBeCloseTo((50 * 0.04 + 25) / 100, 12)
    expect(chanceOf(after, 'A', 'A')).toBeCloseTo(chanceOf(prior, 'A', 'A'), 12)
    expect(chanceOf(prior, 'B', '8')).toBeCloseTo(0.04, 12)
    const many = learnt(prior, [{ truth: 'B', read: 'B', times: 1_000_000 }])
    expect(chanceOf(many, 'B', 'B')).toBeGreaterThan(0.9999)
  })

  test('refuses what is no confusion, and never says a code', () => {
    const prior = priorConfusion('AB')
    expect(() => learnt(prior, [{ truth: 'AB', read: 'A' }])).toThrow(
      'known reading 1: 1 signs were read of 2',
    )
    expect(() =>
      learnt(prior, [
        { truth: 'A', read: 'A' },
        { truth: 'AX', read: 'AB' },
      ]),
    ).toThrow('known reading 2: unknown symbol at position 2')
    for (const times of [-1, 0.5, Number.NaN, Infinity])
      expect(() => learnt(prior, [{ truth: 'A', read: 'A', times }])).toThrow(/known reading 1/)
    expect(() => chanceOf(prior, 'A', 'X')).toThrow(/does not know X/)
    expect(() => priorConfusion('AA')).toThrow(RangeError)
    expect(() => priorConfusion('')).toThrow(RangeError)
    for (const wrong of [
      { right: 0, alike: 0.1, strength: 1 },
      { right: 0.99, alike: 0.1, strength: 1 },
      { right: 0.9, alike: 0.1, strength: 0 },
      { right: Number.NaN, alike: 0.1, strength: 1 },
      { right: 0.9, alike: 0.1, strength: Infinity },
    ])
      expect(() => priorConfusion('AB', wrong)).toThrow(RangeError)
    for (const counts of [
      [1, 1, 1],
      [1, 0, 0, 0],
      [1, 0, -1, 2],
      [1, 0, Number.NaN, 2],
      [1, 0, Infinity, 2],
    ])
      expect(() => confusionOfCounts('AB', Float64Array.from(counts))).toThrow(RangeError)
  })

  test('spreads what was read over what is taken for it, and leaves the unread uniform', () => {
    const design = textDesign(['AB8', 'AB8'])
    const confusion = confusionOfCounts('AB8', Float64Array.of(1, 0, 0, 0, 0.9, 0.1, 0, 0.2, 0.8))
    const { chances } = readingOf(design, ['B', ''], confusion)
    expect([...chances].map((chance) => Number(chance.toFixed(6)))).toEqual([
      0, 0.818182, 0.181818, 0.333333, 0.333333, 0.333333,
    ])
    expect(() => readingOf(design, ['X', ''], confusion)).toThrow(/position 1/)
    const blind = confusionOfCounts('AB8', Float64Array.of(1, 0, 0, 1, 0, 0, 1, 0, 0))
    expect(() => readingOf(design, ['B', ''], blind)).toThrow(
      /position 1: the confusion gives no symbol a chance/,
    )
  })

  test('the chances of every position sum to 1, whatever was read', () => {
    const prior = priorConfusion(all)
    const design = textDesign(Array<string>(6).fill(all))
    const seen = fc.array(fc.uniqueArray(fc.constantFrom(...all), { maxLength: 4 }), {
      minLength: 6,
      maxLength: 6,
    })
    fc.assert(
      fc.property(seen, fc.boolean(), (read, isConfused) => {
        const reading = readingOf(
          design,
          read.map((symbols) => symbols.join('')),
          isConfused ? prior : undefined,
        )
        for (const sum of rowSums(reading)) expect(sum).toBeCloseTo(1, 12)
      }),
    )
  })
})

describe('a character computed from the check', () => {
  const design = textDesign(Array<string>(10).fill(all), 'mod-37-36')
  const body = fc.string({ unit: fc.constantFrom(...all), minLength: 9, maxLength: 9 })

  test('is the one that is missing, wherever it is missing, the check character itself too', () => {
    fc.assert(
      fc.property(body, fc.nat(9), (text, at) => {
        const code = text + checkCharacterOf(text)
        const reading = partial(code.slice(0, at) + '?' + code.slice(at + 1), design)
        expect(derivedPosition(reading)).toBe(at)
        expect(derivedCharacters(reading)).toEqual([code[at]])
      }),
    )
  })

  test('is none where all was read, two are missing, or nothing is checked; and one for each doubt about the rest', () => {
    expect(derivedPosition(partial('NLPO10444W', design))).toBeNull()
    expect(derivedPosition(partial('NLP??0444W', design))).toBeNull()
    expect(derivedPosition(partial('NLPO10?44'))).toBeNull()
    expect(derivedCharacters(partial('NLPO10?44'))).toEqual([])
    expect(derivedCharacters(partial('NLPO10?44W', design))).toEqual(['4'])
    expect(derivedCharacters(partial('NLP[OQ]10?44W', design))).toHaveLength(2)
  })

  test('is none where the rest cannot be right: then something else was misread', () => {
    const digits = textDesign([...Array<string>(9).fill('0123456789'), all], 'mod-37-36')
    const contradicted = [...all].filter(
      (check) => derivedCharacters(partial(`1234?6789${check}`, digits)).length === 0,
    )
    expect(contradicted).toHaveLength(26)
  })
})
