import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../../../test/database.ts'
import { putHomes } from '../../../../test/homes.ts'
import type { Actor, Transaction } from '../with-actor.ts'
import { changeRecords, countRecords, readRecords } from './records.ts'

const { database, owner } = await testDatabase()
const homes = (await putHomes(database, { W1: { bcu: 'North', homes: 3, postcode: 'ZX11AA' } })).get('W1')!
const { rows: residents } = await owner.query<{ id: string }>(
  `insert into engagement.resident (id, home, ward, bcu, from_day, data_key, key_version)
   select gen_random_uuid(), id, ward, bcu, '2026-01-01', '\\x00', 1 from engagement.home limit 1 returning id`,
)
const resident = residents[0]!.id
const keeper: Actor = { id: 'test', role: 'registrar' }

/** Entries that a piece of work leaves in the log: operation, kind and how many records. */
const leaves = async (work: (tx: Transaction) => Promise<unknown>): Promise<string[]> => {
  const purpose = `records ${Math.random()}`
  await database.withActor(keeper, purpose, work)
  const { rows } = await owner.query<{ words: string }>(
    `select concat_ws(' ', operation, kind, coalesce(list_size, num_nonnulls(subject))) as words
     from log.entry where purpose = $1 and operation is not null order by id`,
    [purpose],
  )
  return rows.map(({ words }) => words)
}

const looking = { operation: 'consultation', kind: 'home', of: (row: { id: string }) => row.id } as const

const change = (where: string) => (tx: Transaction) =>
  changeRecords<{ id: string }>(
    tx,
    { operation: 'alteration', kind: 'resident', of: ({ id }) => id, reason: 'test' },
    `update engagement.resident set name = name where id::text ${where} returning id`,
    [resident],
  )

describe('rows about people', () => {
  test('are written down as they are read, each once, and also when there is none', async () => {
    const twice = 'select id from engagement.home union all select id from engagement.home'
    expect(await leaves((tx) => readRecords(tx, looking, twice, []))).toEqual([
      `consultation home ${homes.length}`,
    ])
    const none = 'select id from engagement.home where false'
    expect(await leaves((tx) => readRecords(tx, looking, none, []))).toEqual(['consultation home 0'])
  })

  test('are written down as they are changed, and not where none was', async () => {
    expect(await leaves(change('= $1'))).toEqual(['alteration resident 1'])
    expect(await leaves(change(`= $1 || 'x'`))).toEqual([])
  })

  test('are counted without a word, by columns that can name nobody', async () => {
    expect(await leaves((tx) => countRecords(tx, 'select count(*) from engagement.home'))).toEqual([])
    const naming = leaves((tx) => countRecords(tx, 'select min(postcode) as first from engagement.home'))
    await expect(naming).rejects.toThrow('first may name somebody')
  })
})
