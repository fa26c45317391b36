import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../test/property-runs.ts'
import { cursorOf, isAfter, positionOf } from './cursor.ts'
import { pageDigest } from './digest.ts'
import { pageName } from './pages.ts'

const rows = [
  { id: 'a', version: '12-1' },
  { id: 'b', version: '9-4' },
]

test('a page has one digest in any order, and another with a row more, less or of another version', () => {
  const digest = pageDigest(rows)
  expect(pageDigest(rows.toReversed())).toBe(digest)
  const others = [
    pageDigest([]),
    pageDigest(rows.slice(1)),
    pageDigest([...rows, rows[0]!]),
    pageDigest([rows[0]!, { id: 'b', version: '9-5' }]),
  ]
  expect(new Set([digest, ...others]).size).toBe(5)
  // As a database adds it up: printf 'a 12-1\nb 9-4\n' | sha256sum
  expect(digest).toMatchInlineSnapshot(`"d8736d8f1bf1e53f5f786897b294739e788d495331646c22d78bb36c7fe3660f"`)
})

const position = fc.record({
  transaction: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  row: fc.integer({ min: 0, max: 999_999_999 }),
})

test('cursors keep numbers of transactions whole, and are in one order', () => {
  fc.assert(
    fc.property(position, position, (one, other) => {
      expect(positionOf(cursorOf(one))).toEqual(one)
      const same = one.transaction === other.transaction && one.row === other.row
      expect([isAfter(one, other), isAfter(other, one), same].filter(Boolean)).toHaveLength(1)
    }),
  )
  expect(isAfter({ transaction: 10n, row: 0 }, { transaction: 9n, row: 7 })).toBe(true)
})

test('a page is named by whose it is and what part', () => {
  expect(pageName.safeParse('00000004-0000-4000-8000-000000000001/homes').success).toBe(true)
  expect(pageName.safeParse('00000004-0000-4000-8000-000000000001/names').success).toBe(false)
})
