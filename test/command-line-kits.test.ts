import { beforeAll, expect, test } from 'vitest'
import { checkCharacterOf } from '@mettrace/kit-codes/serial/check-character'
import { testDatabase } from './database.ts'
import { loadSmallCity } from './small-city.ts'
import { temporaryFile } from './temporary-files.ts'
import { allImporters } from '../apps/server/importers.ts'
import { earlierPhases } from '../apps/server/rooms/deliver/deployments/deployments.ts'
import { traceCode } from '../apps/server/rooms/trace/traces/trace-code.ts'
import { signIn } from './signed-in.ts'

const { database, owner } = await testDatabase()
const actor = { id: 'command line: test', role: 'registrar' } as const
const quiet = (): void => undefined
let codes: string[] = []

beforeAll(async () => {
  await loadSmallCity(database)
  const { rows } = await owner.query<{ code: string }>(
    `select code from places.area where kind = 'lsoa' order by code limit 3`,
  )
  codes = rows.map(({ code }) => code)
})

const run = async (name: string, content: string, settings: object = {}) =>
  allImporters
    .find((each) => each.name === name)!
    .run(database, actor, [await temporaryFile(`${name}.csv`, content)], quiet, settings)

test('an earlier phase becomes deployments with what is known of them, and a code of it is traced', async () => {
  const rows = [
    'area,from,to,kits,code,code_to',
    `${codes[0]},2016-05,,,ZX000101,ZX000150`,
    `${codes[1]},,,212,,`,
    `${codes[2]},2016-07-04,2016-07-20,,ZX000200,`,
  ].join('\n')
  const { results } = await run('earlier', rows, { name: 'Phase 1' })
  expect(results).toMatchObject([{ rows: 3, taken: 3 }])
  const phases = await database.withActor({ id: 'x', role: 'planner' }, 'a test', earlierPhases)
  expect(phases).toMatchObject([{ name: 'Phase 1' }])
  const { rows: fixed } = await owner.query(
    'select name, starts_on::text, start_known, kits, homes from target.deployment order by number',
  )
  expect(fixed).toEqual([
    { name: codes[0], starts_on: '2016-05-01', start_known: 'month', kits: 50, homes: null },
    { name: codes[1], starts_on: null, start_known: 'not known', kits: 212, homes: null },
    { name: codes[2], starts_on: '2016-07-04', start_known: 'day', kits: 1, homes: null },
  ])
  const { actor: investigator } = await signIn(database, 'investigator')
  const trace = await database.withActor(investigator, 'a test', (tx) =>
    traceCode(tx, 'ZX000126', '2016-06-01', 'a test'),
  )
  expect(trace.homes).toEqual([])
  expect(trace.past).toMatchObject([{ kind: 'earlier', holder: `a home in ${codes[0]}`, disputed: false }])
})

test('an area without boundaries, and a contract that is not known, are refused; nothing is taken', async () => {
  await expect(run('earlier', 'area,code\nE09999999,ZX000900\n')).rejects.toMatchObject({
    code: 'value_invalid',
    where: { column: 'area', found: 'E09999999' },
  })
  const serial = `K7QD2M4X${checkCharacterOf('K7QD2M4X')}`
  await expect(
    run('kits', `serial,code,box,batch\n${serial},ZX000901,1,B1\n`, { contract: 'none' }),
  ).rejects.toMatchObject({ code: 'value_invalid', where: { about: 'contract', found: 'none' } })
  const { rows } = await owner.query(
    'select count(*)::int as kits from engagement.kit where batch is not null',
  )
  expect(rows).toEqual([{ kits: 0 }])
  expect((await owner.query('select from engagement.earlier_phase')).rowCount).toBe(1)
})
