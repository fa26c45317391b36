import { beforeAll, describe, expect, test } from 'vitest'
import { databaseContent } from '../../../../../test/database-content.ts'
import { testDatabase } from '../../../../../test/database.ts'
import { putHomes } from '../../../../../test/homes.ts'
import { temporaryFile } from '../../../../../test/temporary-files.ts'
import { timeInWords } from '../../../foundation/days.ts'
import { importEarlier, type EarlierSettings } from './import-earlier.ts'

const { database, owner } = await testDatabase()
const actor = { id: 'command line: test', role: 'registrar' } as const
const quiet = (): void => undefined

let uprn = ''
beforeAll(async () => {
  await putHomes(database, { Z05000001: { bcu: 'North', homes: 2, postcode: 'ZX11AA' } })
  const { rows } = await owner.query<{ uprn: string }>(
    'select uprn::text from engagement.home order by uprn limit 1',
  )
  uprn = rows[0]?.uprn ?? ''
})

const heading = 'area,from,to,kits,homes,code,code_to,uprn,registered,sticker'
const take = async (rows: readonly string[], settings: EarlierSettings = {}, name = 'Phase 1.csv') =>
  importEarlier(
    database,
    actor,
    [await temporaryFile(name, [heading, ...rows, ''].join('\n'))],
    quiet,
    settings,
    async () => undefined,
  )

const lifeOf = async (code: string): Promise<unknown[]> =>
  database.withActor(actor, 'a test', async (tx) => {
    const { rows } = await tx.query(
      `select m.kind, m.at, m.holder, m.ward, e.area, e.from_day::text, e.registered, e.registered_on::text, e.sticker
       from engagement.kit k join engagement.kit_movement m on m.kit = k.id join engagement.earlier_kit e on e.kit = k.id
       where k.code_digest = $1 order by m.sequence`,
      [tx.fields.digest('code', code)],
    )
    return rows
  })

const phase = (): string[] => [
  `E01000001,2016-05-30,,,,ZX000101,,${uprn},2016-06-02,yes`,
  'E01000001,2016-05,,,,ZX000102,ZX000150,,,',
  'E01000001,,,,,ZX000151,,999999999999,no,no',
  'E01000002,,,212,640,,,,,',
]

test('kits go to their homes or areas, every code is found, and what is not known stays so', async () => {
  const { results, warnings } = await take(phase())
  expect(results).toMatchObject([{ rows: 4, taken: 4, alreadyPresent: 0 }])
  expect(warnings).toEqual([
    '1 kit of homes that the register does not have. They are kept by UPRN and area.',
  ])
  expect(await lifeOf('ZX000101')).toMatchObject([
    { kind: 'earlier', holder: expect.stringMatching(/^home:/) as string, ward: 'Z05000001', sticker: true },
    {
      kind: 'registered',
      at: new Date('2016-06-02T00:00:00Z'),
      registered: true,
      registered_on: '2016-06-02',
    },
  ])
  for (const code of ['ZX000102', 'zx000126', 'ZX000150'])
    expect(await lifeOf(code)).toMatchObject([
      {
        kind: 'earlier',
        holder: 'named:a home in E01000001',
        from_day: '2016-05-01',
        registered: null,
        sticker: null,
      },
    ])
  const [unknown] = (await lifeOf('ZX000151')) as {
    at: Date
    holder: string
    from_day: null
    registered: boolean
  }[]
  expect(unknown).toMatchObject({
    holder: 'named:the home of UPRN 999999999999 in E01000001',
    from_day: null,
    registered: false,
    sticker: false,
  })
  expect(timeInWords(unknown!.at)).toBe('date not known')
  const areas = await owner.query(
    'select area, from_day::text, to_day::text, kits, homes from engagement.earlier_area order by area',
  )
  expect(areas.rows).toEqual([
    { area: 'E01000001', from_day: null, to_day: null, kits: 51, homes: null },
    { area: 'E01000002', from_day: null, to_day: null, kits: 212, homes: 640 },
  ])
})

test('the same file again, under another name too, changes nothing and says so', async () => {
  const before = await databaseContent(owner)
  for (const name of ['Phase 1.csv', 'copy.csv']) {
    const { results, warnings } = await take(phase(), {}, name)
    expect(results).toMatchObject([{ rows: 4, taken: 0, alreadyPresent: 4 }])
    expect(warnings).toEqual([`${name}: this file was taken before. Nothing was changed.`])
  }
  expect(await databaseContent(owner)).toEqual(before)
})

describe('what contradicts the ledger is told by line, and nothing is taken', () => {
  test.each([
    [
      'a code that is known',
      ['E01000003,,,,,ZX000200,,,,', 'E01000003,,,,,zx000126,,,,'],
      {},
      { line: 3, column: 'code' },
    ],
    [
      'a range with one that is known',
      ['E01000003,,,,,ZX000149,ZX000249,,,'],
      {},
      { line: 2, column: 'code' },
    ],
    ['another file of the same name', ['E01000003,,,4,,,,,,'], { name: 'Phase 1' }, { found: 'Phase 1' }],
  ])('%s', async (_, rows, settings, where) => {
    const before = await databaseContent(owner)
    await expect(take(rows, settings, 'other.csv')).rejects.toMatchObject({ code: 'value_invalid', where })
    expect(await databaseContent(owner)).toEqual(before)
  })
})
