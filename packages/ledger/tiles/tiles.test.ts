import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GrowingTree } from '../tree/growing-tree.ts'
import { leafHash } from '../tree/hash.ts'
import { consistencyHolds, inclusionHolds, proveConsistency, proveInclusion } from '../tree/proofs.ts'
import { entryBundle, parseEntryBundle } from './entry-bundle.ts'
import { parseTilePath, tileLevels, tilePath, tilesOfLevel } from './paths.ts'
import { subtreesOfTiles } from './subtrees-of-tiles.ts'
import { TileWriter } from './tile-writer.ts'
import { writerStateOf } from './writer-state.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const entry = (at: number): Uint8Array => Buffer.from(`entry ${at}`)
const entries = (from: number, to: number): Uint8Array[] =>
  Array.from({ length: to - from }, (_, at) => entry(from + at))

/** Widths of a level's tiles in a log of 70,000 entries. */
const widths = (level: number): string =>
  [...tilesOfLevel(level, 70_000)].map(({ width }) => (width === 256 ? 'full' : width)).join(' ')

describe('paths', () => {
  test.each([
    // The example of C2SP tlog-tiles.
    [{ level: 0, index: 1234067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 'entries', index: 1234067, width: 1 }, 'tile/entries/x001/x234/067.p/1'],
    [{ level: 63, index: 0, width: 255 }, 'tile/63/000.p/255'],
    [{ level: 1, index: 999, width: 256 }, 'tile/1/999'],
    [{ level: 1, index: 1000, width: 256 }, 'tile/1/x001/000'],
  ] as const)('of %o is %s', (place, path) => {
    expect(tilePath(place)).toBe(path)
    expect(parseTilePath(path)).toEqual(place)
  })

  test.each([
    'tile/00/000',
    'tile/64/000',
    'tile/0/0',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000/',
    'tile/0/../checkpoint',
    'tile/entry/000',
  ])('%s is none', (path) => {
    expect(parseTilePath(path)).toBeUndefined()
  })

  test('of a log of 70,000 entries are those of the specification', () => {
    expect(tileLevels(70_000)).toBe(3)
    expect(widths(0)).toBe(`${'full '.repeat(273)}112`)
    expect([widths(1), widths(2), widths(3)]).toEqual(['full 17', '1', ''])
    expect([tileLevels(0), tileLevels(256)]).toEqual([0, 2])
  })
})

describe('bundles', () => {
  test('are the bytes of the specification', () => {
    expect(hex(entryBundle([Buffer.from('ab'), new Uint8Array(), new Uint8Array(258)]))).toBe(
      `00026162${'0000'}0102${'00'.repeat(258)}`,
    )
  })

  test('come back as they were, and are refused when cut short', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1 }), (list) => {
        const bundle = entryBundle(list)
        expect(parseEntryBundle(bundle).map(hex)).toEqual(list.map(hex))
        expect(() => parseEntryBundle(bundle.subarray(0, -1))).toThrow(RangeError)
      }),
    )
  })

  test('hold no entry of more than 65,535 bytes', () => {
    expect(() => entryBundle([new Uint8Array(65_536)])).toThrow(RangeError)
    const writer = new TileWriter()
    expect(() => writer.append([entry(0), new Uint8Array(65_536)])).toThrow(RangeError)
    expect(writer.size).toBe(0)
  })
})

/** Writes the log by parts, each with a writer that goes on from the state before. */
const write = (parts: readonly number[]): { files: Map<string, Uint8Array>; writer: TileWriter } => {
  const files = new Map<string, Uint8Array>()
  let writer = new TileWriter()
  for (const part of parts) {
    writer = new TileWriter(writer.state())
    for (const { path, bytes } of writer.append(entries(writer.size, writer.size + part))) {
      const before = files.get(path)
      if (before) expect(hex(before)).toBe(hex(bytes))
      files.set(path, bytes)
    }
  }
  return { files, writer }
}

describe('a log written in parts', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 6 })

  test('has every tile and bundle of its size, and the root of its entries', () => {
    fc.assert(
      fc.property(sizes, (parts) => {
        const { files, writer } = write(parts)
        const tree = new GrowingTree()
        for (const each of entries(0, writer.size)) tree.append(leafHash(each))
        expect(hex(writer.root())).toBe(hex(tree.root()))
        for (const level of ['entries' as const, ...Array(tileLevels(writer.size)).keys()]) {
          for (const place of tilesOfLevel(level, writer.size)) expect(files.has(tilePath(place))).toBe(true)
        }
        const bundles = [...tilesOfLevel('entries', writer.size)]
        const read = bundles.flatMap((place) =>
          parseEntryBundle(files.get(tilePath(place)) ?? new Uint8Array()),
        )
        expect(read.map(String)).toEqual(entries(0, writer.size).map(String))
      }),
      { numRuns: 30 },
    )
  })

  test('proves from its tiles what it holds and that it only grew', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (parts, which, before) => {
        const { files, writer } = write([...parts, 1])
        const size = writer.size
        const subtrees = subtreesOfTiles((place) => files.get(tilePath(place)), size)
        const index = which % size
        expect(
          inclusionHolds({
            leaf: leafHash(entry(index)),
            index,
            size,
            proof: proveInclusion(index, size, subtrees),
            root: writer.root(),
          }),
        ).toBe(true)
        const first = 1 + (before % size)
        const earlier = new TileWriter()
        earlier.append(entries(0, first))
        expect(
          consistencyHolds({
            first,
            second: size,
            proof: proveConsistency(first, size, subtrees),
            firstRoot: earlier.root(),
            secondRoot: writer.root(),
          }),
        ).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  test('goes on from its tiles alone as from what its writer kept', () => {
    for (const size of [0, 1, 255, 256, 257, 700]) {
      const { files, writer } = write([size])
      const read = new TileWriter(writerStateOf((place) => files.get(tilePath(place)), size))
      expect(hex(read.root())).toBe(hex(writer.root()))
      const more = entries(size, size + 300)
      expect(read.append(more)).toEqual(writer.append(more))
    }
    const { files } = write([300])
    files.delete('tile/entries/001.p/44')
    expect(() => writerStateOf((place) => files.get(tilePath(place)), 300)).toThrow(
      'entries/001.p/44 is missing',
    )
  })

  test('names a tile that is missing or cut short', () => {
    const { files, writer } = write([300])
    const path = tilePath({ level: 0, index: 1, width: 44 })
    const prove = (): unknown =>
      proveInclusion(
        0,
        writer.size,
        subtreesOfTiles((place) => files.get(tilePath(place)), writer.size),
      )
    files.set(path, new Uint8Array(32))
    expect(prove).toThrow('tile/0/001.p/44 has 32 bytes, not 1408.')
    files.delete(path)
    expect(prove).toThrow('tile/0/001.p/44 is missing.')
  })
})
