import { checkCharacterOf, checkHolds } from '@mettrace/kit-codes/serial/check-character'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../test/property-runs.ts'
import { markerDesign, textDesign, type CodeDesign } from './code-design.ts'
import { codesOf, sumOverCodes } from './sum-over-codes.ts'

/** Every code of a small design, by listing. */
const listed = ({ alphabets, check }: CodeDesign): string[] =>
  alphabets
    .reduce((texts, alphabet) => texts.flatMap((text) => [...alphabet].map((symbol) => text + symbol)), [''])
    .filter((text) => check === 'none' || checkHolds(text))

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

test('a design has as many codes as its alphabets allow; a check character takes one position away', () => {
  expect(
    codesOf(textDesign([...Array<string>(4).fill(letters), ...Array<string>(5).fill('0123456789')])),
  ).toBe(26 ** 4 * 10 ** 5)
  expect(codesOf(markerDesign(20))).toBe(2 ** 20)
  const all = '0123456789' + letters
  expect(codesOf(textDesign(Array<string>(9).fill(all), 'mod-37-36'))).toBe(36 ** 8)
})

test('check characters of the worked examples', () => {
  expect(['A12425GABC1234002', 'NLPO10444', 'KX7T4M9Q'].map(checkCharacterOf)).toEqual(['M', 'W', 'I'])
})

/** Small designs with a check character or without, whose positions differ in their alphabets. */
const smallDesign = fc
  .tuple(
    fc.array(fc.uniqueArray(fc.constantFrom(...'0123456789ABCDEF8OI'), { minLength: 1, maxLength: 5 }), {
      minLength: 2,
      maxLength: 5,
    }),
    fc.boolean(),
  )
  .map(([alphabets, isChecked]) =>
    textDesign(
      alphabets.map((symbols, at) =>
        isChecked && at === alphabets.length - 1 ? '0123456789' + letters : symbols.join(''),
      ),
      isChecked ? 'mod-37-36' : 'none',
    ),
  )

test('sums over codes are what listing them all comes to, with one wrong and without', () => {
  fc.assert(
    fc.property(
      smallDesign,
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (design, weights) => {
        const draw = () =>
          Float64Array.from({ length: design.starts.at(-1)! }, () => weights.next().value as number)
        const [right, wrong] = [draw(), draw()]
        const at = (weight: Float64Array, text: string, position: number): number =>
          weight[design.starts[position]! + design.alphabets[position]!.indexOf(text[position]!)]!
        let [exact, oneWrong] = [0, 0]
        for (const text of listed(design)) {
          const positions = [...text].map((_, position) => position)
          exact += positions.reduce((product, position) => product * at(right, text, position), 1)
          for (const off of positions)
            oneWrong += positions.reduce(
              (product, position) => product * at(position === off ? wrong : right, text, position),
              1,
            )
        }
        const found = sumOverCodes(design, right, wrong)
        expect(found.exact).toBeCloseTo(exact, 9)
        expect(found.oneWrong).toBeCloseTo(oneWrong, 9)
        expect(codesOf(design)).toBe(listed(design).length)
      },
    ),
  )
})

test('what is no design is refused by name', () => {
  const refused: [readonly string[], RegExp][] = [
    [[], /1 to 64 positions, found 0/],
    [Array<string>(65).fill('AB'), /found 65/],
    [['AB', ''], /position 2 has 0 symbols/],
    [['ABA'], /position 1 has a symbol twice/],
    [['A?'], /partial readings are written with/],
    [['A-'], /partial readings are written with/],
    [[String.fromCharCode(...Array.from({ length: 257 }, (_, at) => 0x4e00 + at))], /257 symbols/],
  ]
  for (const [alphabets, words] of refused) expect(() => textDesign(alphabets)).toThrow(words)
  expect(() => textDesign(['AB'], 'mod-37-36')).toThrow(/at least 2/)
  expect(() => textDesign(['AB', 'aB'], 'mod-37-36')).toThrow(
    /position 2 has a symbol that has no check value/,
  )
  for (const markers of [0, 65, 1.5, Number.NaN]) expect(() => markerDesign(markers)).toThrow(RangeError)
})
