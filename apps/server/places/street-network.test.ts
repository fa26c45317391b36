import { networkDistances } from '@mettrace/analysis/displacement/network-distances'
import { streetNetwork } from '@mettrace/analysis/displacement/street-network'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { networkText, testImporter } from '../../../test/importers.ts'
import { sharedData } from '../../../test/shared-data.ts'
import { temporaryFile } from '../../../test/temporary-files.ts'
import { importNetwork, loadedStreets } from './street-network.ts'
import { piecesOf } from './street-pieces.ts'

const { database } = await testDatabase()
const silent = (): void => undefined

const load = async (path: string) => (await importNetwork(database, testImporter, [path], silent)).results[0]!
const streets = async () => piecesOf(await database.withActor(testImporter, 'look at streets', loadedStreets))

type Nodes = Record<string, [number, number]>
const west: Nodes = { a: [530_000, 180_000], b: [530_300, 180_000] }
const east: Nodes = { b: [530_300, 180_000], c: [530_300, 180_400] }

test('networks of neighbouring boroughs become one, in either order and however often they come', async () => {
  expect((await streets()).metres).toHaveLength(0)
  const bent = 'LINESTRING (530300 180000, 530300 180100, 530300 180400)'
  const files = [
    await temporaryFile('west.graphml', networkText(west, [{ from: 'a', to: 'b', length: 300 }])),
    await temporaryFile(
      'east.graphml',
      networkText(east, [{ from: 'b', to: 'c', length: 440, geometry: bent }]),
    ),
  ]
  for (const file of [...files, ...files.toReversed()]) await load(file)
  const pieces = await streets()
  expect([...(pieces.metres as Float64Array)].toSorted((one, other) => one - other)).toEqual([110, 300, 330])
  const points = [...Object.values(west), east['c']!]
  const way = networkDistances(
    streetNetwork(pieces),
    points.map(([x]) => x),
    points.map(([, y]) => y),
    [1, 0, 0],
    750,
  )
  expect([...way]).toEqual([0, 300, 740])
})

const ofLength = (metres: number) =>
  temporaryFile('west.graphml', networkText(west, [{ from: 'a', to: 'b', length: metres }]))

test('of one street that comes with two lengths the shorter counts', async () => {
  expect(await load(await ofLength(290))).toMatchObject({ taken: 1, alreadyPresent: 0 })
  expect(await load(await ofLength(310))).toMatchObject({ taken: 0, alreadyPresent: 1 })
  expect((await streets()).metres).toContain(290)
})

const file = sharedData('packs', 'westminster_drive_osmnx_2024-02-17.graphml.gz')
test.skipIf(!file)(
  'no way along the real streets of Westminster is shorter than the straight line',
  async () => {
    await load(file ?? '')
    // From Piccadilly Circus to places on a grid of 100 m about it.
    const points = Array.from({ length: 121 }, (_, at): [number, number] => [
      529_580 + 100 * ((at % 11) - 5),
      180_650 + 100 * (Math.floor(at / 11) - 5),
    ])
    const centre = 60
    const ways = networkDistances(
      streetNetwork(await streets()),
      points.map(([x]) => x),
      points.map(([, y]) => y),
      points.map((_, at) => (at === centre ? 1 : 0)),
      750,
    )
    let [longer, told] = [0, 0]
    for (const [at, [x, y]] of points.entries()) {
      const straight = Math.hypot(x - points[centre]![0], y - points[centre]![1])
      if (at === centre || !Number.isFinite(ways[at])) continue
      expect(ways[at]).toBeGreaterThan(0.999 * straight)
      longer += ways[at]! / straight
      told++
    }
    expect(told).toBeGreaterThan(50)
    // Detours in a city are a fifth to a half of the straight line.
    expect(longer / told).toBeGreaterThan(1.15)
    expect(longer / told).toBeLessThan(1.7)
  },
)
