import { expect, test } from 'vitest'
import { gainsOf, laterTimes, timesOnDay, type HomeTries } from './times-to-try.ts'

const [daytime, evening] = [0, 1]
const tries = (home: string, band: number, visits: number, answered = 0): HomeTries => ({
  home,
  band,
  visits,
  answered,
  protected: 0,
})
const homes = ['a', 'b', 'c', 'd'].map((id) => ({ id, street: id === 'd' ? 'Weir Lane' : 'Tannery Row' }))

/** By day two of eight doors answer, in the evening four of five. */
const known = [
  tries('a', daytime, 2),
  tries('b', daytime, 5, 1),
  tries('b', evening, 4, 4),
  tries('c', daytime, 1, 1),
  tries('d', evening, 1),
]

test('a home that did not answer by day is to be tried in the evening, with the shares of its street', () => {
  const later = laterTimes(homes, known)
  // Who answered once is known. In Weir Lane the evening is still best: (10 × 4.5 / 6) / 11 × 4 / 5 = 0.545.
  expect([...later.keys()]).toEqual(['a'])
  const { best, good, unanswered, answers, unknown } = later.get('a')!
  expect([best, good, [...unanswered], [...unknown]]).toEqual([
    'evening',
    ['evening'],
    [['daytime', 2]],
    ['weekend'],
  ])
  // Of the place 2 of 8 by day and 4 of 5 in the evening; of the street the same by day, and 4 of 4.
  const shares = [(10 * (2.5 / 9) + 2) / 18, (10 * (4.5 / 6) + 4) / 14, 0.5]
  expect([...answers.values()].map((share) => share.toFixed(9))).toEqual(
    shares.map((share) => share.toFixed(9)),
  )
})

test('on a day homes have the hours that are left of their times, or none', () => {
  const later = laterTimes(homes.slice(0, 3), known)
  const [from, to] = [17 * 60, 24 * 60]
  expect([...timesOnDay(later, '2026-11-26')]).toEqual([['a', { begins: from, ends: to }]])
  expect([...timesOnDay(later, '2026-11-28')]).toEqual([['a', null]])
  const one = later.get('a')!
  const on = (day: string, ...good: (typeof one)['good']) => [
    ...timesOnDay(new Map([['a', { ...one, good }]]), day).values(),
  ]
  expect(on('2026-11-26', 'daytime', 'evening')).toEqual([])
  expect(on('2026-11-26', 'daytime', 'weekend')).toEqual([{ begins: 0, ends: from }])
  expect(on('2026-11-26', 'weekend')).toEqual([null])
  expect(on('2026-11-29', 'weekend')).toEqual([])
})

test('visits gain most where doors answer and whoever answers marks their things, as worked by hand', () => {
  const visits = known.map(({ home, band, visits: all, answered }) => ({
    home,
    band,
    visits: all,
    answered,
    protected: Math.max(0, answered - 1),
  }))
  // Six answered, and three of them were protected: 3.5 / 7. Whoever answered before is visited at the best time too.
  const gains = gainsOf(homes, visits, new Set(['a', 'c', 'd']))
  const [tannery, weir] = [(10 * (4.5 / 6) + 4) / 14, (((10 * 4.5) / 6 / 11) * 4) / 5]
  expect(
    gains.map(({ street, band, homes: number, expected }) => [street, band, number, expected.toFixed(9)]),
  ).toEqual([
    ['Tannery Row', 'evening', 2, (2 * tannery * 0.5).toFixed(9)],
    ['Weir Lane', 'evening', 1, (weir * 0.5).toFixed(9)],
  ])
  expect(gainsOf(homes, visits, new Set())).toEqual([])
})
