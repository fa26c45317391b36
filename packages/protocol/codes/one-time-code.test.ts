import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import { newOneTimeCode, readOneTimeCode, spelledOneTime } from './one-time-code.ts'
import { shortCharacters } from './short-code.ts'

const random = xoroshiro128plus(7)
const pick = (below: number): number => uniformInt(random, 0, below - 1)

test('a code is read as it is printed and typed; any one wrong character is told', () => {
  const codes = Array.from({ length: 50 }, () => newOneTimeCode(pick))
  expect(new Set(codes).size).toBe(50)
  for (const code of codes) {
    expect(spelledOneTime(code)).toMatch(/^.{4} .{4} .{4}$/)
    expect(readOneTimeCode(spelledOneTime(code).toLowerCase())).toEqual({ code })
    for (let at = 0; at < code.length; at++)
      for (const wrong of shortCharacters)
        if (wrong !== code[at])
          expect(readOneTimeCode(code.slice(0, at) + wrong + code.slice(at + 1))).toEqual({ fault: 'check' })
  }
})

test.each(['', 'K7QD 2M4X', 'K7QD 2M4X 9TH0', 'K7QD 2M4X 9THQQ'])('%o is no code', (text) => {
  expect(readOneTimeCode(text)).toEqual({ fault: 'form' })
})
