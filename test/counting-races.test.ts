import { afterAll, beforeAll, expect, test } from 'vitest'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../apps/server/foundation/database.ts'
import { countBurglaries } from '../apps/server/crime/count-burglaries.ts'
import { countedCity } from '../apps/server/crime/expected/risk.ts'
import { testDatabase } from './database.ts'
import { boundaryText, importersOn, smallFiles, testImporter } from './importers.ts'
import { streetText } from './street-rows.ts'

const { database } = await testDatabase()
const importers = importersOn(database)

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mettrace-race-'))
  for (const kind of ['areas', 'homes', 'street'] as const)
    await importers[kind](await fileOf(kind, smallFiles[kind]))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const fileOf = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

const vintage = { kind: 'lsoa', validFrom: '2011-03-27' }
const question = { kind: 'lsoa', series: 'all' } as const

const countsNow = async (): Promise<number[]> =>
  Array.from((await countedCity(database, testImporter, question)).counts)

/** Counts, and holds its transaction open until `meanwhile` has had time to finish or to wait. */
const countingSlowly = (meanwhile: () => Promise<unknown>): Promise<unknown> => {
  let other: Promise<unknown> = Promise.resolve()
  return database
    .withActor(testImporter, 'count burglaries by area', async (tx) => {
      await countBurglaries(tx, vintage)
      other = meanwhile()
      other.catch(() => undefined)
      await Promise.race([other, sleep(500)])
    })
    .then(() => other)
}

test('two who count at once both succeed', async () => {
  await countingSlowly(countsNow)
  expect(await countsNow()).toEqual([1, 1])
})

test('burglaries imported while somebody counts are counted afterwards', async () => {
  const [one, other] = ['x', 'y'].map((id) => streetText([{ id, month: '2014-01', code: 'E01000001' }]))
  await importers.street(await fileOf('one.csv', one ?? ''))
  const path = await fileOf('other.csv', other ?? '')
  await countingSlowly(() => importers.street(path))
  expect(await countsNow()).toEqual([3, 1])
})

/** A square kilometre from `west` on, with some more points on its southern edge. */
const outline = (west: number, more: number[][]): string => {
  const [south, side] = [180_000, 1000]
  const ring = [
    [west, south],
    ...more,
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
  ]
  const geometry = { type: 'Polygon', coordinates: [[...ring, ring[0]]] }
  return boundaryText([{ type: 'Feature', properties: { LSOA11CD: 'E01000003' }, geometry }])
}

test('points placed while outlines change are placed anew', async () => {
  await importers.areas(await fileOf('coarse.geojson', outline(532_000, [])))
  const crime = { id: 'z', month: '2014-01', longitude: -0.092, latitude: 51.5076 }
  await importers.street(await fileOf('point.csv', streetText([crime])))
  const finer = await fileOf('finer.geojson', outline(540_000, [[540_500, 180_000]]))
  await countingSlowly(() => importers.areas(finer))
  expect(await countsNow()).toEqual([3, 1, 0])
})

const fileOfMonth = (month: string): Promise<string> =>
  fileOf(`${month}.csv`, streetText([{ id: month, month, code: 'E01000001' }]))

test('a month imported between counting and reading does not pass for one without burglary', async () => {
  await importers.street(await fileOfMonth('2014-02'))
  const path = await fileOfMonth('2014-03')
  let importing: Promise<unknown> | undefined
  const racing: Database = {
    ...database,
    withActor: async (actor, purpose, work) => {
      const result = await database.withActor(actor, purpose, work)
      if (purpose === 'count burglaries by area') await (importing ??= importers.street(path))
      return result
    },
  }
  const { months, counts } = await countedCity(racing, testImporter, question)
  expect(importing).toBeDefined()
  expect(months.length).toBe(3)
  expect(Array.from(counts)).toEqual([3, 1, 1, 1, 0, 0, 0, 0, 0])
})
