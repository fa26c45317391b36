import { expect, test } from 'vitest'
import { areaReasons, nearMissReason } from './area-reasons.ts'

const facts = {
  homes: 612,
  expected: 21.4,
  months: 12,
  lastTwelveMonths: 37,
  rank: 14,
  areas: 4829,
  cityExpected: 35_686,
  cityHomes: 3_266_173,
}

test('an area says what it expects, against the city and its place', () => {
  expect(areaReasons(facts)).toEqual([
    "We expect 21.4 burglaries among its 612 homes in the coming year: 3.2 times the city's rate, the 14th highest of 4,829.",
    '37 burglaries were recorded here in the last 12 months.',
  ])
})

test('the words fit the numbers', () => {
  const sentence = (change: Partial<typeof facts>): string => areaReasons({ ...facts, ...change })[0]!
  expect(sentence({ rank: 1 })).toMatch(/, the highest of 4,829\.$/)
  expect(sentence({ rank: 1002 })).toMatch(/, the 1,002nd highest of 4,829\.$/)
  expect(sentence({ rank: 111 })).toMatch(/the 111th highest/)
  expect(sentence({ rank: 23 })).toMatch(/the 23rd highest/)
  expect(sentence({ months: 1 })).toMatch(/in the coming month:/)
  expect(sentence({ months: 6 })).toMatch(/in the coming 6 months:/)
  expect(sentence({ expected: 6.7 })).toMatch(/: about the city's rate,/)
  expect(sentence({ cityExpected: 0 })).toMatch(/coming year: the 14th highest/)
  expect(areaReasons({ ...facts, lastTwelveMonths: 1 })[1]).toBe(
    '1 burglary was recorded here in the last 12 months.',
  )
  expect(areaReasons({ ...facts, lastTwelveMonths: null })).toHaveLength(1)
  expect(() => areaReasons({ ...facts, homes: 0 })).toThrow('no rate to explain')
})

test('a near miss says what it needs and what is left', () => {
  expect(nearMissReason(520, 1.4)).toBe(
    'Needs 520 kits where 1 is left; we found no better swap with the chosen areas.',
  )
})
