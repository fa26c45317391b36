import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import type { Actor } from '../foundation/with-actor.ts'
import { importIncidents } from './import-incidents.ts'

const importer: Actor = { id: 'planner', role: 'importer' }
const { database } = await testDatabase()
const folder = await mkdtemp(join(tmpdir(), 'mettrace-incidents-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const heading =
  'Crime Reference,Reported At,Committed From,Committed To,Easting,Northing,Classification,Repeat Victim,UPRN'
const rowOn = (reference: string, day: string): string =>
  `${reference},${day} 18:30,${day} 09:00,${day} 18:00,530000,180000,Burglary - Residential,No,`

const importOn = async (today: string): Promise<string[]> => {
  const file = join(folder, 'incidents.csv')
  await writeFile(file, [heading, rowOn('A1', '2026-03-30'), rowOn('A2', '2026-04-12'), ''].join('\n'))
  return (await importIncidents(database, importer, [file], () => undefined, today)).warnings
}

const loaded = (): Promise<string[]> =>
  database.withActor(importer, 'test', async (tx) => {
    const { rows } = await tx.query<{ month: string }>(
      `select to_char(month, 'YYYY-MM') as month from target.loaded_month where series = 'residential' order by month`,
    )
    return rows.map(({ month }) => month)
  })

test('a month that is not over is kept and not counted, until an import after it', async () => {
  expect(await importOn('2026-04-13')).toContain(
    'April 2026 is not over: its burglaries are kept, and the month is counted from the first import after it.',
  )
  expect(await loaded()).toEqual(['2026-03'])
  expect((await importOn('2026-05-01')).join()).not.toContain('is not over')
  expect(await loaded()).toEqual(['2026-03', '2026-04'])
})
