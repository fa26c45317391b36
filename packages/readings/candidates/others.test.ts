import { expect, test } from 'vitest'
import { testCounts } from '../../../test/counts.ts'
import { madeUpCodes, uniformFrom } from '../../../test/made-up-codes.ts'
import { textDesign } from '../design/code-design.ts'
import { readPartial } from '../reading/read-partial.ts'
import { codeRegister } from '../register/code-register.ts'
import { fittingByDesign, fittingInRegister, othersThatFit } from './others.ts'

const of32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

const read = (alphabet: string, length: number, unread: number) => {
  const found = readPartial(
    textDesign(Array<string>(length).fill(alphabet)),
    alphabet[1]!.repeat(length - unread) + '?'.repeat(unread),
  )
  if ('fault' in found) throw new Error(found.fault)
  return found.reading
}

test.each([
  [of32, 6, 1_000_000, 1, 32, 0.02887097, '0.97153'],
  [of32, 6, 1_000_000, 2, 1024, 0.95274204, '0.38551'],
  [of32, 5, 1_000_000, 1, 32, 0.9238711, '0.39144'],
  [of32, 5, 1_000_000, 2, 1024, 30.487746, '3.6e-14'],
  [letters.slice(0, 10), 5, 10_000, 1, 10, 0.899919, '0.38746'],
  [letters, 4, 100_000, 1, 26, 5.4707041, '0.00208'],
])(
  'other kits to be expected: %s, length %i, %i issued, %i unread',
  (alphabet, length, issued, unread, c, expected, none) => {
    const { all, fit } = fittingByDesign(read(alphabet, length, unread))
    expect([all, fit]).toEqual([alphabet.length ** length, c])
    const others = othersThatFit({ issued, fit, all })
    expect(others.expected / expected).toBeCloseTo(1, 6)
    expect(none.includes('e') ? others.none.toPrecision(2) : others.none.toFixed(5)).toBe(none)
  },
)

test.each([
  [of32, 6, 1_000_000, 186, 0.17322583],
  [of32, 5, 1_000_000, 155, 4.6193555],
  [letters.slice(0, 10), 5, 10_000, 45, 4.4995946],
])('neighbours of one wrong: %s, length %i, %i issued', (alphabet, length, issued, neighbours, expected) => {
  const { all, oneWrong } = fittingByDesign(read(alphabet, length, 0))
  expect(oneWrong).toBe(neighbours)
  expect(othersThatFit({ issued, fit: oneWrong + 1, all }).expected / expected).toBeCloseTo(1, 6)
})

test('with a check character no neighbour of a code is a code, and one unread leaves one', () => {
  const design = textDesign(Array<string>(10).fill('0123456789' + letters), 'mod-37-36')
  const fitting = (text: string) => {
    const found = readPartial(design, text)
    if ('fault' in found) throw new Error(found.fault)
    return fittingByDesign(found.reading)
  }
  expect(fitting('NLPO10444W')).toEqual({ all: 36 ** 9, fit: 1, oneWrong: 0 })
  expect(fitting('NLPO1?444W').fit).toBe(1)
  expect(fitting('NLPO1??44W').fit).toBe(36)
  expect(fitting('NLPO10444A')).toEqual({ all: 36 ** 9, fit: 0, oneWrong: 10 })
})

/** That none of the other codes that fit is among those drawn without repeat, one code after the other. */
const noneDrawn = (issued: number, fit: number, all: number): number => {
  let chance = 1
  for (let at = 0; at < fit - 1; at++) chance *= 1 - (issued - 1) / (all - 1 - at)
  return chance
}

test('the chance that none fits is that of drawing without repeat, all but exactly', () => {
  for (const [issued, fit, all] of [
    [1_000_000, 32, 32 ** 6],
    [1_000_000, 1024, 32 ** 6],
    [10_000, 10, 100_000],
  ] as const)
    expect(othersThatFit({ issued, fit, all }).none / noneDrawn(issued, fit, all)).toBeCloseTo(1, 4)
})

test('a few codes as by hand, and what cannot be is refused', () => {
  // 3 of 5 codes issued, 2 fit, the true one among them: of the 4 others 2 are issued, each as likely.
  expect(othersThatFit({ issued: 3, fit: 2, all: 5 })).toEqual({ expected: 0.5, none: 0.5 })
  expect(othersThatFit({ issued: 5, fit: 2, all: 5 })).toEqual({ expected: 1, none: 0 })
  expect(othersThatFit({ issued: 1, fit: 1, all: 1 })).toEqual({ expected: 0, none: 1 })
  expect(othersThatFit({ issued: 1, fit: 5, all: 5 })).toEqual({ expected: 0, none: 1 })
  for (const wrong of [
    { issued: 6, fit: 2, all: 5 },
    { issued: 3, fit: 6, all: 5 },
    { issued: 3, fit: 0, all: 5 },
    { issued: 0, fit: 1, all: 5 },
    { issued: Number.NaN, fit: 1, all: 5 },
    { issued: 3, fit: 2, all: Infinity },
  ])
    expect(() => othersThatFit(wrong)).toThrow(RangeError)
})

/** Within four standard errors of what the formula expects, and the list what a plain search finds: case 13. */
test('what the formula expects is what registers have: length 6, two unread, over a million codes', () => {
  const issued = testCounts.full ? 1_000_000 : 200_000
  const tries = testCounts.full ? 1000 : 100
  const random = uniformFrom(7)
  const design = textDesign(Array<string>(6).fill(of32))
  const codes = madeUpCodes(design, issued, random)
  const register = codeRegister(design, codes)
  const expected = othersThatFit({ issued, fit: 1024, all: 32 ** 6 })
  let [sum, squares, none] = [0, 0, 0]
  for (let round = 0; round < tries; round++) {
    const code = codes[Math.floor(random() * issued)]!
    const [one, gap] = [Math.floor(random() * 6), 1 + Math.floor(random() * 5)]
    const unread = new Set([one, (one + gap) % 6])
    const text = [...code].map((symbol, at) => (unread.has(at) ? '?' : symbol)).join('')
    const found = readPartial(design, text)
    if ('fault' in found) throw new Error(found.fault)
    const others = fittingInRegister(register, found.reading).fit - 1
    if (round < 20) {
      const pattern = new RegExp(`^${text.replaceAll('?', '.')}$`)
      expect(others + 1).toBe(codes.filter((each) => pattern.test(each)).length)
    }
    sum += others
    squares += others ** 2
    none += others === 0 ? 1 : 0
  }
  const mean = sum / tries
  const error = Math.sqrt((squares / tries - mean ** 2) / tries)
  expect(Math.abs(mean - expected.expected)).toBeLessThan(4 * error)
  const ofNone = Math.sqrt((expected.none * (1 - expected.none)) / tries)
  expect(Math.abs(none / tries - expected.none)).toBeLessThan(4 * ofNone)
})
