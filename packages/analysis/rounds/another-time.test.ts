import { expect, test } from 'vitest'
import { anotherTime, answersOf } from './another-time.ts'

const bands = ['daytime', 'evening', 'weekend']
const place = new Map([
  ['daytime', { visits: 40, answered: 16 }],
  ['evening', { visits: 10, answered: 6 }],
])

test('a street is known by its own visits and by ten of its place, as worked by hand', () => {
  const street = new Map([['daytime', { visits: 8, answered: 2 }]])
  const answers = answersOf(bands, street, place)
  // (10 × 16.5 / 41 + 2) / 18, 6.5 / 11, and an even chance where nobody was.
  expect([...answers].map(([band, share]) => [band, share.toFixed(6)])).toEqual([
    ['daytime', '0.334688'],
    ['evening', '0.590909'],
    ['weekend', '0.500000'],
  ])
})

test('a home that did not answer is tried when its street answers more, or about as much', () => {
  const answers = new Map([
    ['daytime', 0.5],
    ['evening', 0.6],
    ['weekend', 0.45],
  ])
  // 0.4 in the daytime after one try there: less than 0.8 of 0.6, which 0.45 is not far from.
  expect(anotherTime(answers, new Map([['daytime', 1]]))).toEqual({ best: 'evening', good: ['evening'] })
  // 0.6 × 4 / 5 = 0.48 in the evening: 0.5 by day is better, and nothing was tried there; both others are about as good.
  expect(anotherTime(answers, new Map([['evening', 1]]))).toEqual({
    best: 'daytime',
    good: ['daytime', 'evening', 'weekend'],
  })
  // After three evenings, 0.6 × 4 / 7 = 0.343.
  expect(anotherTime(answers, new Map([['evening', 3]]))?.good).toEqual(['daytime', 'weekend'])
  // By day and in the evening once, at a weekend never: 0.4, 0.48, 0.45. The evening, still the best, was tried as often as any.
  expect(
    anotherTime(
      answers,
      new Map([
        ['daytime', 1],
        ['evening', 1],
      ]),
    ),
  ).toBeNull()
  expect(
    anotherTime(
      answers,
      new Map([
        ['daytime', 2],
        ['evening', 1],
      ]),
    )?.best,
  ).toBe('evening')
})

test('nothing is proposed where nobody has tried, or the same time is still the best', () => {
  const answers = new Map([
    ['daytime', 0.6],
    ['evening', 0.4],
  ])
  expect(anotherTime(answers, new Map())).toBeNull()
  // 0.6 × 4 / 5 = 0.48.
  expect(anotherTime(answers, new Map([['daytime', 1]]))).toBeNull()
  expect(anotherTime(answers, new Map([['daytime', 3]]))?.best).toBe('evening')
})
