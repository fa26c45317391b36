import { describe, expect, test } from 'vitest'
import { checkpointText } from '../note/checkpoint.ts'
import { signatureType, signingKey } from '../note/key.ts'
import { formatNote, parseNote } from '../note/note.ts'
import { checkProofFile, formatProofFile, parseProofFile } from '../note/proof-file.ts'
import { cosignText, signText } from '../note/sign.ts'
import { entryBundle, parseEntryBundle } from '../tiles/entry-bundle.ts'
import { tilePath } from '../tiles/paths.ts'
import { subtreesOfTiles } from '../tiles/subtrees-of-tiles.ts'
import { TileWriter } from '../tiles/tile-writer.ts'
import { leafHash } from '../tree/hash.ts'
import { proveInclusion } from '../tree/proofs.ts'
import { verifyLog, type LogReport } from './verify-log.ts'

const origin = 'met.example/log'
const logKey = signingKey(origin, signatureType.log, new Uint8Array(32).fill(1))
const witnessKey = signingKey('witness.example', signatureType.witness, new Uint8Array(32).fill(2))
const keys = [logKey, witnessKey]

const entry = (at: number): Uint8Array => Buffer.from(`{"entry":${at}}`)

type Log = { files: Map<string, Uint8Array>; heads: string[] }

/** A log of these entries, with a head signed at each of `sizes`, the last of them the one it shows. */
const logOf = (entries: readonly Uint8Array[], sizes: readonly number[]): Log => {
  const files = new Map<string, Uint8Array>()
  const writer = new TileWriter()
  const heads = sizes.map((size) => {
    for (const { path, bytes } of writer.append(entries.slice(writer.size, size))) files.set(path, bytes)
    const text = checkpointText({ origin, size, root: writer.root() })
    return formatNote({
      text,
      signatures: [signText(text, logKey), cosignText(text, witnessKey, new Date(0))],
    })
  })
  files.set('checkpoint', Buffer.from(heads.at(-1) ?? ''))
  return { files, heads }
}

const entries = Array.from({ length: 70_000 }, (_, at) => entry(at))
const small = entries.slice(0, 700)
const verify = ({ files }: Log, earlier: readonly string[] = []): Promise<LogReport> =>
  verifyLog((path) => files.get(path), keys, earlier)
const places = ({ findings }: LogReport): string[] => findings.map(({ where }) => where)

/** Puts other entries into a bundle of the log. */
const rewrite = ({ files }: Log, path: string, change: (entries: Uint8Array[]) => Uint8Array[]): void => {
  files.set(path, entryBundle(change(parseEntryBundle(files.get(path) ?? new Uint8Array()))))
}

describe('a log that nobody touched', () => {
  test('holds, with every head that it ever showed', async () => {
    const log = logOf(entries, [1, 255, 256, 257, 65_536, 70_000])
    expect(await verify(log, log.heads)).toMatchObject({
      head: { origin, size: 70_000, signatures: [{ name: origin }, { name: 'witness.example' }] },
      entries: 70_000,
      confirmed: 6,
      findings: [],
    })
  })

  test('holds when it is empty', async () => {
    const log = logOf([], [0])
    expect(await verify(log, log.heads)).toMatchObject({ entries: 0, confirmed: 1, findings: [] })
  })
})

describe('an entry', () => {
  test('that was changed is named', async () => {
    const log = logOf(small, [700])
    rewrite(log, 'tile/entries/001', (list) => list.with(44, entry(-1)))
    expect(places(await verify(log))).toEqual(['entry 300'])
  })

  test('that was dropped, put in or moved is named with those that it moved', async () => {
    const dropped = logOf(small, [700])
    rewrite(dropped, 'tile/entries/000', (list) => [...list.toSpliced(10, 1), entry(-1)])
    expect(places(await verify(dropped))).toEqual(['entries 10 to 255'])
    const moved = logOf(small, [700])
    rewrite(moved, 'tile/entries/000', (list) =>
      list.with(3, list[4] ?? entry(0)).with(4, list[3] ?? entry(0)),
    )
    expect(places(await verify(moved))).toEqual(['entries 3 to 4'])
  })

  test('that is missing from its bundle, or a bundle that is missing or cut short, is told by the file alone', async () => {
    const fewer = logOf(small, [700])
    rewrite(fewer, 'tile/entries/000', (list) => list.slice(1))
    expect((await verify(fewer)).findings).toEqual([
      { where: 'tile/entries/000', words: 'It holds 255 entries, not 256.' },
    ])
    const cut = logOf(small, [700])
    cut.files.set('tile/entries/001', (cut.files.get('tile/entries/001') ?? new Uint8Array()).subarray(0, -1))
    expect(await verify(cut)).toMatchObject({
      entries: 444,
      findings: [{ where: 'tile/entries/001', words: 'The bundle ends within entry 255.' }],
    })
    const missing = logOf(small, [700])
    missing.files.delete('tile/entries/002.p/188')
    expect(places(await verify(missing, missing.heads))).toEqual(['tile/entries/002.p/188'])
    missing.files.delete('tile/0/002.p/188')
    expect(await verify(missing)).toMatchObject({
      entries: 512,
      findings: [{}, { where: 'tile/0/002.p/188' }],
    })
  })
})

describe('a tile', () => {
  test('that was changed with its entry is found by the tile above it', async () => {
    const log = logOf(small, [700])
    const other = logOf(small.with(300, entry(-1)), [700])
    for (const path of ['tile/entries/001', 'tile/0/001'])
      log.files.set(path, other.files.get(path) ?? entry(0))
    const report = await verify(log)
    expect(places(report)).toEqual(['tile/1/000.p/2', 'checkpoint'])
    expect(report.findings[0]?.words).toContain('the first that of entries 256 to 511')
  })

  test('that is missing or too short is named', async () => {
    const log = logOf(small, [700])
    log.files.delete('tile/0/000')
    log.files.set('tile/1/000.p/2', new Uint8Array(32))
    expect(places(await verify(log))).toEqual(['tile/0/000', 'tile/1/000.p/2'])
  })
})

describe('a history written anew', () => {
  const log = logOf(small, [100, 200, 400, 700])

  test('and signed with the log’s own key is located between the heads that others kept', async () => {
    const forged = logOf(small.with(300, entry(-1)), [700])
    expect(await verify(forged)).toMatchObject({ findings: [] })
    expect(await verify(forged, log.heads)).toMatchObject({
      confirmed: 2,
      findings: [{ where: 'entries 200 to 399' }],
    })
  })

  test('that is shorter is told as rolled back', async () => {
    const back = logOf(small, [150])
    expect((await verify(back, log.heads)).findings.map(({ words }) => words)).toEqual([
      'The log was rolled back: it had 200 entries and has 150.',
      'The log was rolled back: it had 400 entries and has 150.',
      'The log was rolled back: it had 700 entries and has 150.',
    ])
  })

  test('of the same size is one of two histories', async () => {
    const second = logOf(small.with(650, entry(-1)), [700])
    expect(places(await verify(second, log.heads))).toEqual(['entries 400 to 699'])
  })

  test('by someone without the key is not believed', async () => {
    const stranger = signingKey('stranger.example', signatureType.log, new Uint8Array(32).fill(3))
    const forged = logOf(small, [700])
    const text = parseNote(log.heads[3] ?? '').text
    for (const [bytes, words] of [
      [formatNote({ text, signatures: [signText(text, stranger)] }), 'not signed by a key'],
      [formatNote({ text, signatures: [cosignText(text, witnessKey, new Date())] }), 'log itself'],
      [(log.heads[3] ?? '').replace('700', '699'), 'does not hold'],
      ['nothing', 'A note has'],
    ] as const) {
      forged.files.set('checkpoint', Buffer.from(bytes))
      const report = await verify(forged)
      expect(report).toMatchObject({ head: undefined, findings: [{ where: 'checkpoint' }] })
      expect(report.findings[0]?.words).toContain(words)
    }
    forged.files.delete('checkpoint')
    expect((await verify(forged)).findings[0]?.words).toBe('The log has no head.')
  })

  test('is not looked for with heads of another log, or with none that can be believed', async () => {
    const text = checkpointText({ origin: 'other.example', size: 1, root: new Uint8Array(32) })
    const other = formatNote({ text, signatures: [signText(text, logKey)] })
    expect((await verify(log, [other, 'nothing'])).findings).toEqual([
      { where: 'earlier head 1', words: 'It is of another log, other.example.' },
      { where: 'earlier head 2', words: 'A note has a text, an empty line and signatures.' },
    ])
  })
})

describe('the proof of one entry', () => {
  const { files, heads } = logOf(small, [700])
  const subtrees = subtreesOfTiles((place) => files.get(tilePath(place)), 700)
  const file = formatProofFile({
    index: 300,
    proof: proveInclusion(300, 700, subtrees),
    checkpoint: parseNote(heads[0] ?? ''),
  })

  test('holds by itself, and says at which head', () => {
    expect(file).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex 300\n/)
    const read = parseProofFile(file)
    expect(formatProofFile(read)).toBe(file)
    expect(checkProofFile(read, leafHash(entry(300)), keys)).toMatchObject({
      head: { size: 700 },
      signatures: [{ name: origin }, { name: 'witness.example' }],
    })
  })

  test('carries extra data, which it does not vouch for by itself', () => {
    const extra = file.replace('\nindex', '\nextra YQ==\nindex')
    expect(parseProofFile(extra).extra).toEqual(Buffer.from('a'))
    expect(formatProofFile(parseProofFile(extra))).toBe(extra)
    expect(() => parseProofFile(extra.replace('YQ==', 'YR=='))).toThrow(RangeError)
  })

  test('does not hold for another entry or another place', () => {
    const read = parseProofFile(file)
    expect(() => checkProofFile(read, leafHash(entry(301)), keys)).toThrow('at place 300')
    expect(() => checkProofFile({ ...read, index: 301 }, leafHash(entry(300)), keys)).toThrow('at place 301')
  })

  test.each([
    ['another first line', file.replace('@v1', '@v2')],
    ['no index', file.replace('index 300\n', '')],
    ['a hash cut short', file.replace(/\n[^\n]{44}\n/, '\nAAAA\n')],
    ['no checkpoint', file.slice(0, file.indexOf('\n\n'))],
  ])('is refused with %s', (_, text) => {
    expect(() => parseProofFile(text)).toThrow(RangeError)
  })
})
