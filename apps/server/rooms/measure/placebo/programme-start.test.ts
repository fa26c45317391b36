import { expect, test } from 'vitest'
import { testDatabase } from '../../../../../test/database.ts'
import { importersOn } from '../../../../../test/importers.ts'
import { streetText } from '../../../../../test/street-rows.ts'
import { temporaryFile } from '../../../../../test/temporary-files.ts'
import { parseMonth } from '../../../foundation/month.ts'
import { putSettingOfForce } from '../../target/settings/setting-of-force.ts'
import { knownStart } from './programme-start.ts'

const { database } = await testDatabase()
const planner = { id: 'test', role: 'planner' } as const
const manchester = 'Greater Manchester Police'
const met = 'Metropolitan Police Service'

const startOf = (source: 'street' | 'mps' | 'points' | 'incidents') =>
  database.withActor(planner, 'test', (tx) =>
    knownStart(tx, { kind: 'lsoa', validFrom: '2011-03-27', source, codes: ['E01000001'] }),
  )

const load = async (force: string): Promise<void> => {
  const text = streetText([{ id: force, month: '2016-05', code: 'E01000001', force }])
  await importersOn(database).street(await temporaryFile('street.csv', text))
}

const put = (force: string, value: number) =>
  database.withActor(planner, 'test', (tx) =>
    putSettingOfForce(tx, planner, {
      name: 'programme from',
      force,
      value,
      source: 'its own word',
      reason: 'test',
      from: '2026-11-29',
    }),
  )

const london = parseMonth('2015-03')

test('files that name no force may be those of a force on record; points may be of any country', async () => {
  expect(await startOf('street')).toMatchObject({ month: london, missing: [] })
  expect(await startOf('points')).toMatchObject({
    month: null,
    missing: [expect.stringContaining('No programme of a force without a name is on record')],
  })
})

test('the years of another force are not held to the date of London', async () => {
  await load(manchester)
  for (const source of ['street', 'incidents'] as const)
    expect(await startOf(source)).toEqual({
      month: null,
      warnings: [
        'No programme of Greater Manchester Police is on record, so its years are taken to be without kits. If it handed out kits, add the month to the setting "programme from".',
      ],
      missing: [expect.stringContaining(manchester)],
    })
  expect(await startOf('mps')).toMatchObject({ month: london, missing: [] })
})

test('its own start is put with a source, and a later word takes its place', async () => {
  await put(manchester, 201_806)
  expect(await startOf('street')).toEqual({
    month: parseMonth('2018-06'),
    warnings: [
      'Kits of Greater Manchester Police are taken to be issued from June 2018 on (setting "programme from": its own word).',
    ],
    missing: [],
  })
  await put(manchester, 0)
  expect(await startOf('street')).toMatchObject({
    month: null,
    warnings: ['Greater Manchester Police handed out no kits (setting "programme from": its own word).'],
    missing: [],
  })
  expect(await startOf('mps')).toMatchObject({ month: london })
})

test('of several forces the first start counts; one without its own has what is set for every other force', async () => {
  await put('', 202_001)
  expect(await startOf('street')).toMatchObject({ month: null })
  await load('Kent Police')
  expect(await startOf('street')).toMatchObject({
    month: parseMonth('2020-01'),
    warnings: [expect.stringContaining(manchester), expect.stringContaining('Kits of Kent Police')],
  })
  await put(manchester, 201_806)
  expect(await startOf('street')).toMatchObject({ month: parseMonth('2018-06') })
})

test('a force that no file names is refused, with those that are named', async () => {
  await expect(put('Greater Manchster Police', 201_806)).rejects.toMatchObject({
    code: 'usage',
    where: { expected: `${manchester}, Kent Police, ${met}` },
  })
  await expect(
    database.withActor(planner, 'test', (tx) =>
      putSettingOfForce(tx, planner, {
        name: 'saturation',
        force: met,
        value: 0.5,
        source: 'x',
        reason: 'x',
        from: '2026-11-29',
      }),
    ),
  ).rejects.toMatchObject({ code: 'usage' })
})
