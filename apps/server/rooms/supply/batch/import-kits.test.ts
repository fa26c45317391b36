import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkCharacterOf } from '@mettrace/kit-codes/serial/check-character'
import { databaseContent } from '../../../../../test/database-content.ts'
import { testDatabase } from '../../../../../test/database.ts'
import { temporaryFile } from '../../../../../test/temporary-files.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { readBatch } from './read-batch.ts'
import { importKits, type KitsSettings } from './import-kits.ts'
import { takeBatch } from './take-batch.ts'

const { database, owner } = await testDatabase()
const actor = { id: 'command line: test', role: 'registrar' } as const
const quiet = (): void => undefined

beforeAll(() =>
  database.withActor(actor, 'a contract', async (tx) => {
    const supplier = uuidv7()
    await tx.query('insert into engagement.supplier (id, name, actor) values ($1, $2, $3)', [
      supplier,
      'Example Marking Ltd',
      actor.id,
    ])
    for (const reference of ['C-1', 'C-2'])
      await tx.query(
        `insert into engagement.supply_contract (id, reference, supplier, starts_on, ends_on, actor)
         values ($1, $2, $3, '2026-01-01', '2030-12-31', $4)`,
        [uuidv7(), reference, supplier, actor.id],
      )
  }),
)

const serialOf = (batch: string, number: number): string => {
  const body = `K${batch}${String(number).padStart(6, '0')}`
  return body + checkCharacterOf(body)
}
type Made = { batch: string; kits: number; perBox?: number; prefix?: string }
const rowsOf = ({ batch, kits, perBox = 5, prefix = 'ZX' }: Made): string[] =>
  Array.from({ length: kits }, (_, at) =>
    [
      serialOf(batch, at),
      `${prefix}${batch}${String(at).padStart(6, '0')}`,
      `${batch}-${Math.floor(at / perBox)}`,
      batch,
      '2026-09-01',
    ].join(','),
  )
const textOf = (rows: readonly string[]): string => ['serial,code,box,batch,made', ...rows, ''].join('\n')

const take = async (rows: readonly string[], settings: Partial<KitsSettings> = {}) =>
  importKits(database, actor, [await temporaryFile('kits.csv', textOf(rows))], quiet, {
    contract: 'C-1',
    ...settings,
  })

const counted = async (): Promise<unknown> =>
  (
    await owner.query(`select (select count(*)::int from engagement.kit) as kits,
      (select count(*)::int from engagement.kit_movement) as movements,
      (select count(*)::int from engagement.kit_act) as acts,
      (select count(*)::int from engagement.kit_position where holder = 'store') as "inStore"`)
  ).rows[0]

test('a batch goes into the store, one act for each box; again it changes nothing and says so', async () => {
  const rows = rowsOf({ batch: 'A1', kits: 12 })
  const { results, warnings } = await take(rows)
  expect(results).toMatchObject([{ rows: 12, taken: 12, alreadyPresent: 0, leftOut: {} }])
  expect(warnings).toEqual([])
  expect(await counted()).toEqual({ kits: 12, movements: 12, acts: 3, inStore: 12 })
  const before = await databaseContent(owner)
  const again = await take(rows)
  expect(again.results).toMatchObject([{ rows: 12, taken: 0, alreadyPresent: 12 }])
  expect(again.warnings).toEqual(['kits.csv: every kit of it is there already. Nothing was changed.'])
  expect(await databaseContent(owner)).toEqual(before)
  const { rows: codes } = await owner.query<{ open: boolean }>(
    `select bool_or(encode(code, 'escape') like '%ZXA1000%') as open from engagement.kit`,
  )
  expect(codes[0]?.open).toBe(false)
})

test('kits that are announced have not arrived: they are known, and nobody has them', async () => {
  const before = (await counted()) as { kits: number; movements: number }
  await take(rowsOf({ batch: 'A2', kits: 5 }), { announced: true })
  expect(await counted()).toMatchObject({ kits: before.kits + 5, movements: before.movements })
  expect((await take(rowsOf({ batch: 'A2', kits: 5 }))).results).toMatchObject([{ taken: 0 }])
})

describe('what contradicts the ledger is told by line, and nothing is taken', () => {
  test.each([
    [
      'an unknown contract',
      rowsOf({ batch: 'B1', kits: 3 }),
      { contract: 'C-9' },
      { found: 'C-9', expected: 'one of C-1, C-2' },
    ],
    [
      'a batch of another contract',
      rowsOf({ batch: 'A1', kits: 12 }),
      { contract: 'C-2' },
      { line: 2, column: 'serial', found: 'batch A1' },
    ],
    [
      'a code of another kit',
      rowsOf({ batch: 'B1', kits: 3 }).map((row) => row.replace('ZXB1000001', 'zxa1000001')),
      {},
      { line: 3, column: 'code', found: 'a code that another kit has' },
    ],
    [
      'a batch that grows',
      rowsOf({ batch: 'A1', kits: 13 }),
      {},
      { line: 14, column: 'batch', found: 'not in batch A1' },
    ],
    [
      'a batch that shrinks',
      rowsOf({ batch: 'A1', kits: 11 }),
      {},
      { line: 2, column: 'batch', found: '11 kits', expected: '12, as' },
    ],
    [
      'a kit in another box',
      rowsOf({ batch: 'A1', kits: 12, perBox: 6 }),
      {},
      { line: 7, column: 'serial', found: 'otherwise' },
    ],
    [
      'a box that is not full',
      rowsOf({ batch: 'B1', kits: 12 }),
      { kitsPerBox: 5 },
      { line: 12, column: 'box', found: '2 kits' },
    ],
  ] as const)('%s', async (_, rows, settings, where) => {
    const before = await databaseContent(owner)
    const holding = Object.fromEntries(
      Object.entries(where).map(([key, value]) => [
        key,
        typeof value === 'string' ? expect.stringContaining(value) : value,
      ]),
    )
    await expect(take([...rows], settings)).rejects.toMatchObject({ code: 'value_invalid', where: holding })
    expect(await databaseContent(owner)).toEqual(before)
  })
})

test('an import that is broken off leaves nothing, and the next takes everything', async () => {
  const before = await databaseContent(owner)
  const rows = rowsOf({ batch: 'D1', kits: 2500 })
  const file = await readBatch(await temporaryFile('kits.csv', textOf(rows)), {
    mapped: {},
    today: '2026-11-29',
  })
  const broken = database.withActor(actor, 'import kits', async (tx) => {
    await takeBatch(tx, actor.id, file, { contract: 'C-1', arrived: true, at: new Date() })
    await sleep(1)
    throw new Error('killed')
  })
  await expect(broken).rejects.toThrow('killed')
  expect(await databaseContent(owner)).toEqual(before)
  expect((await take(rows)).results).toMatchObject([{ taken: 2500 }])
})

test('of two imports of one batch at once, one takes it and the other finds it there', async () => {
  const rows = rowsOf({ batch: 'E1', kits: 20 })
  const both = await Promise.all([take(rows), take(rows)])
  expect(both.map(({ results }) => results[0]?.taken).toSorted((one = 0, other = 0) => one - other)).toEqual([
    0, 20,
  ])
})
