import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boundsOf } from '../bounds/bounds.ts'
import { widthOf } from '../tables/interval.ts'
import { percentageOf } from '../tables/percentage.ts'
import { leastShown, readerKnows, type Shown } from '../tables/shown.ts'
import type { Sum } from '../tables/sums.ts'
import { CannotProtect, leastWidth, protect, type Count } from './protect.ts'

const counted = (counts: Record<string, number>, published = true): Count[] =>
  Object.entries(counts).map(([cell, count]) => ({ cell, count, published }))

const inWords = (shown: Shown): string =>
  shown.kind === 'rounded' ? `${shown.value}` : shown.kind === 'small' ? '*' : '–'

const shownOf = (shown: ReadonlyMap<string, Shown>): Record<string, string> =>
  Object.fromEntries([...shown].map(([cell, one]) => [cell, inWords(one)]))

const row = (values: number[]): { counts: Count[]; sums: Sum[] } => {
  const cells = Object.fromEntries(values.map((value, at) => [`c${at}`, value]))
  return {
    counts: counted({ ...cells, total: values.reduce((sum, value) => sum + value, 0) }),
    sums: [{ total: 'total', parts: Object.keys(cells) }],
  }
}

const none: ReadonlyMap<string, Shown> = new Map()

describe('a row with small counts', () => {
  test('hides none like one, and rounds the total until neither is known', async () => {
    const shown = await protect({ ...row([250, 0, 1, 0]), earlier: none })
    expect(shownOf(shown)).toEqual({ c0: '250', c1: '*', c2: '*', c3: '*', total: '250' })
  })

  test.each([
    [[13, 0, 2, 0]],
    [[123, 41, 3, 0]],
    [[8, 0, 0, 1]],
    [[12, 3]],
    [[9, 1]],
    [[400, 4, 300]],
    [[250, 1]],
  ])('of %o leaves every small count wide', async (values) => {
    const { counts, sums } = row(values)
    const shown = await protect({ counts, sums, earlier: none })
    const known = new Map([...shown].map(([cell, one]) => [cell, readerKnows(one)]))
    const small = counts.filter(({ count }) => count < leastShown).map(({ cell }) => cell)
    const bounds = await boundsOf({ known, sums, cells: small })
    for (const cell of small) expect(widthOf(bounds.get(cell)!)).toBeGreaterThanOrEqual(leastWidth)
  })

  test('with no small count is rounded to five and no more', async () => {
    const shown = await protect({ ...row([23, 41, 58]), earlier: none })
    expect(shownOf(shown)).toEqual({ c0: '25', c1: '40', c2: '60', total: '120' })
  })
})

describe('a count that grows from release to release', () => {
  const sums = [{ total: 'june', parts: ['may', 'added'] }]
  const increase = (before: number, now: number, shownBefore: Shown) =>
    protect({
      counts: [
        { cell: 'june', count: now, published: true },
        { cell: 'added', count: now - before, published: false },
      ],
      sums,
      earlier: new Map([['may', shownBefore]]),
    })

  test.each([
    [12, 14, { kind: 'rounded', value: 10, base: 5 }],
    [9, 11, { kind: 'rounded', value: 10, base: 5 }],
    [22, 24, { kind: 'rounded', value: 20, base: 5 }],
    [23, 24, { kind: 'rounded', value: 25, base: 5 }],
    [40, 40, { kind: 'rounded', value: 40, base: 5 }],
  ] as const)('from %i to %i does not tell what was added', async (before, now, shownBefore) => {
    const shown = await increase(before, now, shownBefore)
    const known = new Map([
      ['may', readerKnows(shownBefore)],
      ['june', readerKnows(shown.get('june')!)],
    ])
    const bounds = await boundsOf({ known, sums, cells: ['added'] })
    expect(widthOf(bounds.get('added')!)).toBeGreaterThanOrEqual(leastWidth)
  })

  test('cannot be protected from an exact number that was published before, but by withholding', async () => {
    const shown = await increase(9, 9, { kind: 'rounded', value: 9, base: 1 })
    expect(widthOf(readerKnows(shown.get('june')!))).toBeGreaterThanOrEqual(leastWidth)
  })
})

test('what earlier releases tell alone cannot be mended, and is said', async () => {
  const earlier = new Map<string, Shown>([
    ['a', { kind: 'rounded', value: 40, base: 1 }],
    ['t', { kind: 'rounded', value: 43, base: 1 }],
  ])
  const release = { counts: [], sums: [{ total: 't', parts: ['a', 'b'] }], earlier, earlierSmall: ['b'] }
  await expect(protect(release)).rejects.toThrow(CannotProtect)
})

test('a number that was shown before is known by both of its roundings', async () => {
  // 250 to 5 and 250 to 10 are 248 to 252 together: with 248 to 252 of its part, the other is 0 to 4.
  const sums = [{ total: 'all', parts: ['most', 'rest'] }]
  const release = {
    counts: counted({ all: 250, most: 249, rest: 1 }),
    sums,
    earlier: new Map<string, Shown>([['all', { kind: 'rounded', value: 250, base: 5 }]]),
  }
  const shown = await protect(release)
  const [all, most] = [{ low: 248, high: 252 }, readerKnows(shown.get('most')!)]
  const { low, high } = { low: Math.max(0, all.low - most.high), high: Math.min(7, all.high - most.low) }
  expect(high - low).toBeGreaterThanOrEqual(leastWidth)
})

test('what is withheld is no small count, and a total known before tells of what is beside it', async () => {
  const release = {
    counts: counted({ eight: 8, two: 2 }),
    sums: [{ total: 'all', parts: ['eight', 'two'] }],
    earlier: new Map<string, Shown>([['all', { kind: 'rounded', value: 10, base: 5 }]]),
  }
  await expect(protect(release)).rejects.toThrow(CannotProtect)
})

test('percentages are of what is shown, and tell nothing where either is hidden', () => {
  const twentyFive: Shown = { kind: 'rounded', value: 25, base: 5 }
  const fifty: Shown = { kind: 'rounded', value: 50, base: 5 }
  expect(percentageOf(twentyFive, fifty)).toBe('50.0')
  expect(percentageOf({ kind: 'small' }, fifty)).toBeNull()
  expect(percentageOf(twentyFive, { kind: 'withheld' })).toBeNull()
  expect(percentageOf(fifty, twentyFive)).toBeNull()
})

test('of tables with rows, columns, nestings and two releases, no small count is ever known narrowly', async () => {
  const sums: Sum[] = [
    { total: 'r1', parts: ['a', 'b', 'c'] },
    { total: 'r2', parts: ['d', 'e', 'f'] },
    { total: 'k1', parts: ['a', 'd'] },
    { total: 'k2', parts: ['b', 'e'] },
    { total: 'k3', parts: ['c', 'f'] },
    { total: 'all', parts: ['r1', 'r2'] },
  ]
  const inner = ['a', 'b', 'c', 'd', 'e', 'f']
  const totalled = (values: readonly number[], prefix: string): Record<string, number> => {
    const counts: Record<string, number> = {}
    for (const [at, cell] of inner.entries()) counts[`${prefix}${cell}`] = values[at]!
    for (const { total, parts } of sums)
      counts[`${prefix}${total}`] = parts.reduce((sum, part) => sum + counts[`${prefix}${part}`]!, 0)
    return counts
  }
  const prefixed = (prefix: string): Sum[] =>
    sums.map(({ total, parts }) => ({ total: prefix + total, parts: parts.map((part) => prefix + part) }))
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 6, maxLength: 6 }),
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 6 }),
      async (first, more) => {
        const before = totalled(first, '1')
        const may = await protect({ counts: counted(before), sums: prefixed('1'), earlier: none })
        const after = totalled(
          first.map((count, at) => count + more[at]!),
          '2',
        )
        const added = Object.fromEntries(
          Object.keys(before).map((cell) => [
            `+${cell.slice(1)}`,
            after[`2${cell.slice(1)}`]! - before[cell]!,
          ]),
        )
        const increases: Sum[] = Object.keys(before).map((cell) => ({
          total: `2${cell.slice(1)}`,
          parts: [cell, `+${cell.slice(1)}`],
        }))
        const both = [...prefixed('1'), ...prefixed('2'), ...increases]
        const smallBefore = Object.keys(before).filter((cell) => before[cell]! < leastShown)
        const june = await protect({
          counts: [...counted(after), ...counted(added, false)],
          sums: both,
          earlier: may,
          earlierSmall: smallBefore,
        })
        const known = new Map([...may, ...june].map(([cell, one]) => [cell, readerKnows(one)]))
        const truth: Record<string, number> = { ...before, ...after, ...added }
        const cells = Object.keys(truth).filter((cell) => truth[cell]! < leastShown)
        const again = await boundsOf({ known, sums: both, cells })
        for (const cell of cells) {
          expect(again.get(cell)!.low).toBeLessThanOrEqual(truth[cell]!)
          expect(again.get(cell)!.high).toBeGreaterThanOrEqual(truth[cell]!)
          expect(widthOf(again.get(cell)!)).toBeGreaterThanOrEqual(leastWidth)
        }
      },
    ),
    { numRuns: 3 },
  )
})
