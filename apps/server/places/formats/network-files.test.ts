import { describe, expect, test } from 'vitest'
import { networkText } from '../../../../test/importers.ts'
import { sharedData } from '../../../../test/shared-data.ts'
import { temporaryFile } from '../../../../test/temporary-files.ts'
import { readNetworks } from './network-files.ts'

const nodes: Record<string, [number, number]> = { 9: [530_000, 180_000], 4: [530_300, 180_000] }

const read = async (text: string): ReturnType<typeof readNetworks> =>
  readNetworks(await temporaryFile('streets.graphml', text))

const there = { from: '9', to: '4', length: 310 }

describe('a street network', () => {
  test('holds a street once, whichever way it is given, and the shorter of its lengths', async () => {
    const back = { from: '4', to: '9', length: 305.04 }
    const { links, tallies } = await read(networkText(nodes, [there, back]))
    expect(links).toEqual([{ line: Float64Array.of(530_000, 180_000, 530_300, 180_000), metres: 305 }])
    expect(tallies).toMatchObject([{ rows: 2, leftOut: { otherDirection: 1 } }])
  })

  test('keeps two streets between the same junctions by their lines', async () => {
    const round = {
      ...there,
      length: 500,
      geometry: 'LINESTRING (530000 180000, 530150 180200, 530300 180000)',
    }
    const { links } = await read(networkText(nodes, [there, round]))
    expect(links.map(({ metres }) => metres)).toEqual([310, 500])
    expect(links[1]!.line).toHaveLength(6)
  })

  test('measures a street of which no length is given along its line', async () => {
    const geometry = 'linestring(530000 180000,530000 180400,530300 180000)'
    const { links } = await read(networkText(nodes, [{ from: '9', to: '4', geometry }]))
    expect(links[0]!.metres).toBe(900)
  })

  test('in degrees is brought to the grid', async () => {
    const degrees: Record<string, [number, number]> = {
      a: [-0.1527906, 51.5236106],
      b: [-0.1520235, 51.5230177],
    }
    const { links } = await read(networkText(degrees, [{ from: 'a', to: 'b', length: 84.6 }], 'epsg:4326'))
    const [x, y, toX, toY] = links[0]!.line
    expect(Math.hypot(toX! - x!, toY! - y!)).toBeCloseTo(84.6, 0)
    expect(Math.hypot(x! - 528_200, y! - 182_200)).toBeLessThan(500)
  })

  test('leaves out what leads nowhere and what is no line, by reason', async () => {
    const loop = { from: '9', to: '9', length: 40 }
    const point = { ...there, geometry: 'POINT (530000 180000)' }
    const { links, tallies } = await read(networkText(nodes, [loop, point, there]))
    expect(links).toHaveLength(1)
    expect(tallies).toMatchObject([
      { rows: 3, leftOut: { noLength: 1, badLine: 1 }, examples: { badLine: [12] } },
    ])
  })

  test.each([
    [
      'without coordinates',
      networkText(nodes, [there]).replace('attr.name="x"', 'attr.name="lon"'),
      'column_missing',
      /no coordinates/,
      { found: 'lon, y' },
    ],
    [
      'with a node of no place',
      networkText({ ...nodes, 5: [NaN, 1] }, [there]),
      'value_invalid',
      /node has no place/,
      { line: 10 },
    ],
    [
      'with an edge to nowhere',
      networkText(nodes, [{ ...there, to: '7' }]),
      'value_invalid',
      /node that is not there/,
      { line: 11, found: '7' },
    ],
    [
      'with a length that is none',
      networkText(nodes, [{ ...there, length: '3 km' }]),
      'value_invalid',
      /no length/,
      { line: 11, found: '3 km' },
    ],
    [
      'with a length below nought',
      networkText(nodes, [{ ...there, length: -3 }]),
      'value_invalid',
      /no length/,
      { found: '-3' },
    ],
    [
      'of another projection',
      networkText(nodes, [there], 'Mars 2000'),
      'projection_wrong',
      /map projection that is not known/,
      { found: 'Mars 2000' },
    ],
    ['without streets', networkText(nodes, []), 'not_enough', /no streets/, {}],
    [
      'that is something else',
      '<gpx version="1.1"></gpx>',
      'file_wrong_kind',
      /not a GraphML file/,
      { found: '<gpx>' },
    ],
    [
      'that is not well formed',
      networkText(nodes, [there]).replace('</edge>', '</edges>'),
      'file_wrong_kind',
      /not well-formed/,
      { line: 11 },
    ],
    ['cut off', networkText(nodes, [there]).slice(0, -40), 'file_truncated', /ends in the middle/, {}],
  ] as const)('%s is refused', async (_, text, code, words, where) => {
    await expect(read(text)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(words) as string,
      where: { file: 'streets.graphml', ...where },
    })
  })

  test('that makes more of itself than it holds is refused unread', async () => {
    const bomb = '<!DOCTYPE graphml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    const text = networkText(nodes, [there]).replace('<graphml', `${bomb}\n<graphml`)
    await expect(read(text)).rejects.toMatchObject({
      code: 'file_wrong_kind',
      where: { found: 'DOCTYPE', line: 2 },
    })
  })

  const file = sharedData('packs', 'westminster_drive_osmnx_2024-02-17.graphml.gz')
  test.skipIf(!file)('of Westminster is read whole', async () => {
    const { links, tallies } = await readNetworks(file ?? '')
    const [tally] = tallies
    expect(tally).toMatchObject({ rows: 7478 })
    const { otherDirection = 0, noLength = 0, badLine = 0 } = tally!.leftOut
    expect(links).toHaveLength(7478 - otherDirection - noLength)
    expect(badLine).toBe(0)
    expect(noLength).toBe(0)
  })
})
