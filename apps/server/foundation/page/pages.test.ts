import { describe, expect, test } from 'vitest'
import { pageFrom, pagesOf } from './pages.ts'

const link = (page: number): string => `?page=${page}`

describe('pages of a list', () => {
  test('say which rows are shown of how many, and lead to the others', () => {
    expect(pagesOf({ page: 2, rows: 100, total: 1045 }, 'Pages', link)).toEqual({
      total: '1,045',
      shown: '101 to 200 of 1,045',
      pagination: {
        landmarkLabel: 'Pages',
        previous: { href: '?page=1' },
        next: { href: '?page=3' },
        items: [
          { number: 1, href: '?page=1', current: false },
          { number: 2, href: '?page=2', current: true },
          { number: 3, href: '?page=3', current: false },
          { ellipsis: true },
          { number: 11, href: '?page=11', current: false },
        ],
      },
    })
  })

  test('are none where all is on one, and none is shown behind the last', () => {
    expect(pagesOf({ page: 1, rows: 100, total: 100 }, 'Pages', link).pagination).toBeUndefined()
    expect(pagesOf({ page: 9, rows: 0, total: 101 }, 'Pages', link).shown).toBe('none of 101')
  })

  test.each([
    ['3', 3],
    ['0', 1],
    ['-1', 1],
    ['1e3', 1],
    ['12345678', 1],
    [undefined, 1],
    [['2'], 1],
  ])('%j is page %d', (typed, page) => expect(pageFrom(typed)).toBe(page))
})
