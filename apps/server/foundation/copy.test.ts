import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { copyInto, copyLine, type Cell } from './copy.ts'
import type { Actor, Transaction } from './with-actor.ts'

const { database } = await testDatabase()
const importer: Actor = { id: 'test', role: 'importer' }

const withTable = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
  database.withActor(importer, 'copy', async (tx) => {
    await tx.query('create temporary table copied (at int, word text) on commit drop')
    return work(tx)
  })

const copied = (words: readonly (string | null)[]): Promise<unknown[]> =>
  withTable(async (tx) => {
    await copyInto(
      tx,
      'copied (at, word)',
      words.map((word, at) => copyLine([at, word])),
    )
    const { rows } = await tx.query<{ word: string | null }>('select word from copied order by at')
    return rows.map(({ word }) => word)
  })

const word = fc.string({
  unit: fc.constantFrom('a', '\\', 'N', 't', '\t', '\n', '\r', '.', '"', 'é', '𝄞', '\b'),
})

test('any words come back from the database as they went in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(word), { maxLength: 20 }), async (words) => {
      expect(await copied(words)).toEqual(words)
    }),
    { numRuns: 30 },
  )
})

test('more than one chunk arrives whole', async () => {
  const words = Array.from({ length: 40_000 }, (_, at) => `word ${at}`)
  expect(await copied(words)).toEqual(words)
})

test('cells are written as COPY reads them', () => {
  const cells: Cell[] = ['a\tb', null, undefined, 1.5, true, '', '\\N']
  expect(copyLine(cells)).toBe('a\\tb\t\\N\t\\N\t1.5\ttrue\t\t\\\\N\n')
})

const good = copyLine([1, 'x']).repeat(20_000)

const refusedRows = async function* (): AsyncGenerator<string> {
  yield `none\tx\n${good}`
  await setTimeout(200)
  yield good
}

const failingRows = function* (): Generator<string> {
  yield good
  throw new RangeError('the source')
}

describe('a copy that fails', () => {
  test('because the database refuses a row while the next is waited for', async () => {
    await expect(withTable((tx) => copyInto(tx, 'copied', refusedRows()))).rejects.toThrow(
      'invalid input syntax',
    )
  })

  test('because the rows do, with their own error', async () => {
    await expect(withTable((tx) => copyInto(tx, 'copied', failingRows()))).rejects.toThrow('the source')
  })

  test('leaves the connection in order for the next', async () => {
    await expect(withTable((tx) => copyInto(tx, 'copied', ['none\tx\n']))).rejects.toThrow('invalid input')
    expect(await copied(['after'])).toEqual(['after'])
  })
})
