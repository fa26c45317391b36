import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Interval } from '../tables/interval.ts'
import { readerKnows, show, type Shown } from '../tables/shown.ts'
import type { Sum } from '../tables/sums.ts'
import { boundsOf } from './bounds.ts'
import { Contradiction } from './tighten.ts'

const exactly = (value: number): Interval => ({ low: value, high: value })
const star: Interval = { low: 1, high: 7 }
const around = (value: number): Interval => ({ low: value - 2, high: value + 2 })

/** A row of four and its total, as a rule publishes it that rounds to 5, shows 0 and stars 1 to 7. */
const ofRow = async (published: (number | '*')[], total: number): Promise<(readonly [number, number])[]> => {
  const cells = published.map((_, at) => `c${at}`)
  const known = new Map<string, Interval>([
    ...published.map((value, at): [string, Interval] => [
      `c${at}`,
      value === '*' ? star : value === 0 ? exactly(0) : around(value),
    ]),
    ['total', around(total)],
  ])
  const bounds = await boundsOf({ known, sums: [{ total: 'total', parts: cells }], cells })
  return cells.map((cell) => [bounds.get(cell)!.low, bounds.get(cell)!.high])
}

describe('what a rule of rounding and stars gives away', () => {
  test.each<[(number | '*')[], number, [number, number][]]>([
    [
      [125, 40, '*', 0],
      170,
      [
        [123, 127],
        [38, 42],
        [1, 7],
        [0, 0],
      ],
    ],
    [
      [125, 40, '*', 0],
      165,
      [
        [123, 127],
        [38, 42],
        [1, 6],
        [0, 0],
      ],
    ],
    [
      [10, 10, '*', 0],
      20,
      [
        [8, 12],
        [8, 12],
        [1, 6],
        [0, 0],
      ],
    ],
    [
      [250, 0, '*', 0],
      250,
      [
        [248, 251],
        [0, 0],
        [1, 4],
        [0, 0],
      ],
    ],
    [
      [10, 0, 0, '*'],
      10,
      [
        [8, 11],
        [0, 0],
        [0, 0],
        [1, 4],
      ],
    ],
    [
      [15, 0, '*', 0],
      15,
      [
        [13, 16],
        [0, 0],
        [1, 4],
        [0, 0],
      ],
    ],
  ])('%o of %i', async (published, total, expected) => {
    expect(await ofRow(published, total)).toEqual(expected)
  })

  test('an exact total tells the one that is missing', async () => {
    const known = new Map([
      ['a', exactly(40)],
      ['total', exactly(43)],
    ])
    const sums = [{ total: 'total', parts: ['a', 'b'] }]
    expect((await boundsOf({ known, sums, cells: ['b'] })).get('b')).toEqual(exactly(3))
  })
})

test('a table that cannot be true is a contradiction, along a row and across', async () => {
  const sums = [{ total: 't', parts: ['a', 'b'] }]
  const known = new Map([
    ['a', exactly(5)],
    ['t', exactly(4)],
  ])
  await expect(boundsOf({ known, sums, cells: ['b'] })).rejects.toThrow(Contradiction)
})

test('a cell of which nothing is said can be any number', async () => {
  const bounds = await boundsOf({ known: new Map(), sums: [], cells: ['a'] })
  expect(bounds.get('a')).toEqual({ low: 0, high: Infinity })
})

/** Every table of small counts that fits what is known, one by one: what the solver is held against. */
const bruteForce = (
  cells: readonly string[],
  most: number,
  { known, sums, wanted }: { known: ReadonlyMap<string, Interval>; sums: readonly Sum[]; wanted: string },
): Interval | undefined => {
  let [low, high] = [Infinity, -Infinity]
  const counts = new Map<string, number>()
  const totals = new Set(sums.map(({ total }) => total))
  const free = cells.filter((cell) => !totals.has(cell))
  const fits = (): boolean => {
    for (let again = 0; again < sums.length; again++)
      for (const { total, parts } of sums)
        counts.set(
          total,
          parts.reduce((sum, part) => sum + (counts.get(part) ?? 0), 0),
        )
    return cells.every((cell) => {
      const { low: least, high: greatest } = known.get(cell) ?? { low: 0, high: Infinity }
      return counts.get(cell)! >= least && counts.get(cell)! <= greatest
    })
  }
  const fill = (at: number): void => {
    if (at === free.length) {
      if (!fits()) return
      low = Math.min(low, counts.get(wanted)!)
      high = Math.max(high, counts.get(wanted)!)
      return
    }
    for (let count = 0; count <= most; count++) {
      counts.set(free[at]!, count)
      fill(at + 1)
    }
  }
  fill(0)
  return low === Infinity ? undefined : { low, high }
}

test('bounds of rows, columns and nestings are those of every table tried one by one', async () => {
  // Two by two with both margins and a grand total, which goes round; and the first row once more within a nesting.
  const sums: Sum[] = [
    { total: 'r1', parts: ['a', 'b'] },
    { total: 'r2', parts: ['c', 'd'] },
    { total: 'k1', parts: ['a', 'c'] },
    { total: 'k2', parts: ['b', 'd'] },
    { total: 'all', parts: ['r1', 'r2'] },
  ]
  const inner = ['a', 'b', 'c', 'd']
  const cells = [...inner, 'r1', 'r2', 'k1', 'k2', 'all']
  const most = 10
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: most }), { minLength: 4, maxLength: 4 }),
      fc.constantFrom(...cells),
      fc.uniqueArray(fc.constantFrom(...cells), { maxLength: 3 }),
      async ([a = 0, b = 0, c = 0, d = 0], wanted, silent) => {
        const counts: Record<string, number> = { a, b, c, d, r1: a + b, r2: c + d, k1: a + c, k2: b + d }
        counts['all'] = a + b + c + d
        const shown = new Map<string, Shown>(
          cells.filter((cell) => !silent.includes(cell)).map((cell) => [cell, show(counts[cell]!, 5)]),
        )
        const known = new Map([...shown].map(([cell, one]) => [cell, readerKnows(one)]))
        for (const cell of inner) if (!known.has(cell)) known.set(cell, { low: 0, high: most })
        const bounds = await boundsOf({ known, sums, cells: [wanted] })
        // A rounded 10 may be 8 to 12, and no more is tried.
        expect(bounds.get(wanted)).toEqual(bruteForce(cells, most + 2, { known, sums, wanted }))
      },
    ),
    { numRuns: 8 },
  )
})
