import { hash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sharedData, yearsToRead } from '../../../test/shared-data.ts'
import { readStreetFiles } from '../places/formats/street-files.ts'
import { distinctRows, type PublishedRow } from './distinct-rows.ts'

const published = hash('sha256', 'a crime')

/** Few ids and few texts, so that every kind of repeat comes up. */
const row = fc.record({
  crimeId: fc.option(fc.constantFrom('a', 'b', published)),
  cells: fc.array(fc.constantFrom('x', 'y', ''), { minLength: 2, maxLength: 2 }),
})
const texts = (rows: readonly PublishedRow[]): string[] =>
  rows.map(({ crimeId, cells }) => `${crimeId} ${cells.join()}`)
const file = fc.array(row, { maxLength: 40 })

const shuffled = file.chain((rows) =>
  fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
)

const nameOf = ({ key, ordinal }: { key: string; ordinal: number }): string => `${key} ${ordinal}`
const names = (rows: readonly PublishedRow[]): string[] => distinctRows(rows).rows.map(nameOf).toSorted()
/** Names with what stands under them. */
const content = (rows: readonly PublishedRow[]): string[] =>
  distinctRows(rows)
    .rows.map((each) => `${nameOf(each)} ${each.row.crimeId} ${each.row.cells.join()}`)
    .toSorted()

test('the order of the rows does not matter', () => {
  fc.assert(
    fc.property(shuffled, ([rows, others]) => {
      const [one, other] = [distinctRows(rows), distinctRows(others)]
      expect(content(rows)).toEqual(content(others))
      expect({ ...one, rows: 0 }).toEqual({ ...other, rows: 0 })
    }),
  )
})

test('every row is named once or left out as a repeat of one that is', () => {
  fc.assert(
    fc.property(file, (rows) => {
      const found = distinctRows(rows)
      expect(found.rows.length + found.exactRepeats).toBe(rows.length)
      expect(new Set(found.rows.map(nameOf)).size).toBe(found.rows.length)
      const withId = rows.filter(({ crimeId }) => crimeId !== null)
      expect(found.exactRepeats).toBe(withId.length - new Set(texts(withId)).size)
      const without = rows.filter(({ crimeId }) => crimeId === null)
      expect(found.possibleRepeats).toBe(without.length - new Set(texts(without)).size)
      const ids = new Set(withId.map(({ crimeId }) => crimeId))
      expect(found.differingRepeats).toBe(new Set(texts(withId)).size - ids.size)
    }),
  )
})

test('files that hold more rows hold every name that they held before', () => {
  fc.assert(
    fc.property(file, file, (rows, more) => {
      expect(names([...rows, ...more])).toEqual(expect.arrayContaining(names(rows)))
      expect(names(rows)).toEqual(names(distinctRows(rows).rows.map((each) => each.row)))
    }),
  )
})

const keyOf = (crimeId: string | null, ...cells: string[]): string | undefined =>
  distinctRows([{ crimeId, cells }]).rows[0]?.key

test('the key is the published id, else a digest of the whole row', () => {
  expect(keyOf(published, 'x')).toBe(published.slice(0, 32))
  expect(keyOf(published, 'y')).toBe(keyOf(published, 'x'))
  expect(keyOf('a', 'y')).toBe(keyOf('a', 'x'))
  expect(keyOf(null, 'y')).not.toBe(keyOf(null, 'x'))
  expect(keyOf(null, 'x', 'y')).not.toBe(keyOf(null, 'x,y'))
  expect(keyOf(null, 'a')).not.toBe(keyOf('a', 'a'))
})

test('one id on every row of a file, or one row over and over, takes no longer than other files', () => {
  const many = Array.from({ length: 60_000 }, (_, at) => ({ crimeId: 'same', cells: [String(at)] }))
  expect(distinctRows(many)).toMatchObject({ exactRepeats: 0, differingRepeats: 59_999 })
  const equal = many.map(() => ({ crimeId: null, cells: ['x'] }))
  const { rows, possibleRepeats } = distinctRows(equal)
  expect(possibleRepeats).toBe(59_999)
  expect(rows.at(-1)?.ordinal).toBe(60_000)
})

/** Counted with an independent script: README.md beside the files. */
const repeats: Record<string, [withId: number, without: number]> = {
  2011: [131, 14_520],
  2012: [1_159, 0],
  2013: [1_026, 0],
  2014: [728, 0],
  2015: [652, 0],
  2016: [777, 0],
  2017: [814, 0],
  2018: [620, 0],
  2022: [193, 0],
}

describe('exact repeats in the real street files of London', () => {
  test.each(yearsToRead(repeats))('%s', async (year, expected) => {
    const path = sharedData('street', `metropolitan-${year}.zip`)
    if (!path) return
    let [withId, without] = [0, 0]
    for await (const { batches } of readStreetFiles(path)) {
      const rows: PublishedRow[] = []
      for await (const batch of batches) for (const each of batch.rows) rows.push(each)
      const found = distinctRows(rows)
      withId += found.exactRepeats
      without += found.possibleRepeats
    }
    expect([withId, without]).toEqual(expected)
  })
})
