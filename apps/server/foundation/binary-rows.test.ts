import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { BinaryRows, copyRows } from './binary-rows.ts'

const { owner } = await testDatabase({ empty: true })

test('what is written in binary is read as it was meant', async () => {
  await owner.query(
    'create temp table copied (key uuid, small smallint, whole integer, day date, word text, flag boolean)',
  )
  const rows = new BinaryRows()
  rows.row(6)
  rows.uuid('0123456789abcdef0123456789ABCDEF')
  rows.int2(-7)
  rows.int4(2_147_483_647)
  rows.date(0)
  rows.text('Ynys Môn\t\\N')
  rows.boolean(true)
  rows.row(6)
  rows.uuid('f'.repeat(32))
  rows.int2(32_767)
  rows.int4(null)
  rows.date(null)
  rows.text(null)
  rows.boolean(false)
  await copyRows(owner, 'copied', rows)
  const { rows: found } = await owner.query('select copied.*, day::text as day from copied order by key')
  expect(found).toEqual([
    {
      key: '01234567-89ab-cdef-0123-456789abcdef',
      small: -7,
      whole: 2_147_483_647,
      day: '1970-01-01',
      word: 'Ynys Môn\t\\N',
      flag: true,
    },
    {
      key: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
      small: 32_767,
      whole: null,
      day: null,
      word: null,
      flag: false,
    },
  ])
})

test('more rows than the first room for them', async () => {
  await owner.query('create temp table many (number integer, word text)')
  const rows = new BinaryRows()
  const word = 'é'.repeat(40)
  for (let number = 0; number < 30_000; number++) {
    rows.row(2)
    rows.int4(number)
    rows.text(word)
  }
  await copyRows(owner, 'many', rows)
  const { rows: found } = await owner.query(
    'select count(*)::int, sum(number)::int, min(word) = $1 and max(word) = $1 as same from many',
    [word],
  )
  expect(found).toEqual([{ count: 30_000, sum: 449_985_000, same: true }])
})

test('a refusal of the database is met, and the connection goes on', async () => {
  await owner.query('create temp table narrow (number smallint not null)')
  const rows = new BinaryRows()
  rows.row(1)
  rows.int4(1)
  await expect(copyRows(owner, 'narrow', rows)).rejects.toThrow(/binary data format/)
  expect((await owner.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  expect(() => new BinaryRows().uuid('not a uuid')).toThrow(RangeError)
})
