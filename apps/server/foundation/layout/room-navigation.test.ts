import { expect, test } from 'vitest'
import { roomNavigationOf } from './room-navigation.ts'

const page = (title: string, group?: string) => ({
  title,
  lead: '',
  href: `/${title}`,
  ...(group === undefined ? {} : { group }),
})

test('entries stand with those of their group, groups in the order in which a room names them', () => {
  const pages = [page('a', 'X'), page('b', 'Y'), page('c', 'X'), page('d'), page('e', 'Y')]
  const { groups, items, folds, here } = roomNavigationOf(pages, 'c')
  expect(groups.map(({ name, items: own }) => [name, own.map(({ text }) => text).join('')])).toEqual([
    ['X', 'ac'],
    ['Y', 'be'],
    ['', 'd'],
  ])
  expect(items.map(({ text }) => text).join('')).toBe('acbed')
  expect([folds, here]).toEqual([true, 'c'])
})

const hasColumns = (count: number): boolean =>
  roomNavigationOf(
    Array.from({ length: count }, (_, at) => page(String(at))),
    '0',
  ).hasColumns

test('a menu of many entries has its groups side by side', () => {
  expect([hasColumns(12), hasColumns(13)]).toEqual([false, true])
})

test('a few entries are shown as they are, and a page below them says of none that one is there', () => {
  const { folds, here } = roomNavigationOf([page('a'), page('b'), page('c'), page('d')], 'something else')
  expect([folds, here]).toEqual([false, undefined])
})
