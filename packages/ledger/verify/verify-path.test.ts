import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { checkpointText } from '../note/checkpoint.ts'
import { signatureType, signingKey, verifyingKeyText } from '../note/key.ts'
import { formatNote, parseNote } from '../note/note.ts'
import { formatProofFile } from '../note/proof-file.ts'
import { cosignText, signText } from '../note/sign.ts'
import { tilePath, tilesOfLevel } from '../tiles/paths.ts'
import { subtreesOfTiles } from '../tiles/subtrees-of-tiles.ts'
import { TileWriter } from '../tiles/tile-writer.ts'
import { proveInclusion } from '../tree/proofs.ts'
import { inWords } from './in-words.ts'
import { parseKeys, verifyPath } from './verify-path.ts'

const folder = await mkdtemp(join(tmpdir(), 'mettrace-verify-path-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const origin = 'met.example/log'
const logKey = signingKey(origin, signatureType.log, new Uint8Array(32).fill(1))
const witnessKey = signingKey('witness.example', signatureType.witness, new Uint8Array(32).fill(2))
const entries = Array.from({ length: 600 }, (_, at) => Buffer.from(`{"entry":${at}}`))

/** Six hundred entries: two full bundles, and one of 88. */
const writer = new TileWriter()
const files = new Map<string, Uint8Array>()
for (const { path, bytes } of writer.append(entries)) files.set(path, bytes)
const text = checkpointText({ origin, size: 600, root: writer.root() })
const checkpoint = formatNote({
  text,
  signatures: [signText(text, logKey), cosignText(text, witnessKey, new Date(1_700_000_000_000))],
})
files.set('checkpoint', Buffer.from(checkpoint))
for (const [path, bytes] of files) {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), bytes)
}

const both = [logKey, witnessKey]
const bundles = [...tilesOfLevel('entries', 600)].map(tilePath)
const proofOf = (index: number, extra: Uint8Array | null = entries[index]!): string =>
  formatProofFile({
    index,
    proof: proveInclusion(
      index,
      600,
      subtreesOfTiles((place) => files.get(tilePath(place)), 600),
    ),
    checkpoint: parseNote(checkpoint),
    ...(extra ? { extra } : {}),
  })

const proved = async (words: string, means = { keys: both, earlier: [] as Uint8Array[] }) => {
  const path = join(folder, 'entry.tlog-proof')
  await writeFile(path, words)
  return verifyPath(path, means)
}

const note = (head: string) => Buffer.from(formatNote({ text: head, signatures: [signText(head, logKey)] }))

describe('a folder', () => {
  test('is a log, which goes on from the heads that were kept', async () => {
    const found = await verifyPath(folder, { keys: both, earlier: [Buffer.from(checkpoint)] })
    expect(found).toMatchObject({
      kind: 'log',
      head: { origin, size: 600, root: Buffer.from(writer.root()).toString('base64') },
      missing: [],
      entries: 600,
      confirmed: 1,
      findings: [],
    })
    expect(inWords(found).split('\n')).toEqual([
      'Log      met.example/log',
      `Head     600 entries, root ${found.head!.root}`,
      'Signed   by the log itself, met.example/log',
      'Seen     by the witness witness.example, 2023-11-14T22:13:20.000Z',
      'Checked  600 entries',
      'Goes on  from 1 earlier head',
      'The log holds.',
    ])
  })

  test('goes by the keys that lie with it where none are given, and needs some', async () => {
    await expect(verifyPath(folder, { keys: [], earlier: [] })).rejects.toThrow('No key was given')
    const lines = [`  ${verifyingKeyText(logKey)} `, '', verifyingKeyText(witnessKey)]
    expect(parseKeys(lines.join('\n')).map(({ name }) => name)).toEqual([origin, 'witness.example'])
    await writeFile(join(folder, 'keys'), lines.join('\n'))
    expect(await verifyPath(folder, { keys: [], earlier: [] })).toMatchObject({ entries: 600, findings: [] })
    await rm(join(folder, 'keys'))
  })

  test('names witnesses whose key was given and who have not signed', async () => {
    const other = signingKey('other.example', signatureType.witness, new Uint8Array(32).fill(3))
    const found = await verifyPath(folder, { keys: [...both, other], earlier: [] })
    expect(found.missing).toEqual(['other.example'])
    expect(inWords(found)).toContain('Not seen by the witness other.example')
    expect(inWords(found)).not.toContain('Goes on')
  })
})

describe('a bundle', () => {
  test.each(bundles)('%s holds by itself', async (path) => {
    const found = await verifyPath(join(folder, path), { keys: both, earlier: [] })
    expect(found).toMatchObject({ kind: 'bundle', entries: path.includes('.p/') ? 88 : 256, findings: [] })
    expect(inWords(found)).toContain('The bundle holds.')
  })

  test('with an entry changed does not hold, and its place in the log is named', async () => {
    const path = bundles[1]!
    const bytes = files.get(path)!
    const changed = Buffer.from(bytes)
    changed[changed.indexOf('{"entry":300}') + 9] = '9'.charCodeAt(0)
    await writeFile(join(folder, path), changed)
    const found = await verifyPath(join(folder, path), { keys: both, earlier: [] })
    expect(found.findings).toEqual([{ where: 'entry 300', words: 'It is not what was sealed.' }])
    expect(inWords(found).split('\n').slice(-2)).toEqual([
      'The bundle does not hold:',
      '  entry 300: It is not what was sealed.',
    ])
    await writeFile(join(folder, path), bytes)
  })

  test('that is missing, cut short or beyond the head is said, and what is no bundle is refused', async () => {
    const read = (path: string) => verifyPath(join(folder, path), { keys: both, earlier: [] })
    expect((await read('tile/entries/001.p/7')).findings[0]!.words).toBe('It holds 0 entries, not 7.')
    const beyond = 'tile/entries/002.p/89'
    await writeFile(join(folder, beyond), Buffer.concat([files.get(bundles[2]!)!, Buffer.from([0, 1, 65])]))
    expect((await read(beyond)).findings[0]).toEqual({
      where: beyond,
      words: 'It reaches beyond the head, which is of 600 entries.',
    })
    await rm(join(folder, beyond))
    await expect(read('tile/entries/1')).rejects.toThrow('is not the path of a bundle')
  })
})

describe('the proof of an entry', () => {
  test('holds, with what it proves', async () => {
    const found = await proved(proofOf(300))
    expect(found).toMatchObject({
      kind: 'entry',
      entries: 1,
      entry: '{"entry":300}',
      confirmed: 0,
      findings: [],
    })
    expect(inWords(found)).toContain('The proof holds.')
    expect(inWords(found)).toContain('Checked  1 entry')
  })

  test('is held against a kept head of its size, and against no other', async () => {
    const other = checkpointText({ origin, size: 600, root: new Uint8Array(32).fill(9) })
    const smaller = checkpointText({ origin, size: 599, root: new Uint8Array(32).fill(9) })
    const earlier = [Buffer.from(checkpoint), note(smaller)]
    expect(await proved(proofOf(3), { keys: both, earlier })).toMatchObject({ confirmed: 1, findings: [] })
    const differs = await proved(proofOf(3), { keys: both, earlier: [note(other)] })
    expect(differs.findings).toEqual([
      { where: 'entry 3', words: 'The head of this proof is not the head of that size that was kept.' },
    ])
  })

  test('does not hold for another entry, and needs its entry and a key', async () => {
    const wrong = await proved(proofOf(3, Buffer.from('{"entry":4}')))
    expect(wrong).toMatchObject({ entries: 0, entry: '{"entry":4}', head: undefined, signatures: [] })
    expect(wrong.findings[0]!.where).toBe('entry 3')
    await expect(proved(proofOf(3), { keys: [], earlier: [] })).rejects.toThrow('needs the key')
    await expect(proved(proofOf(3, null))).rejects.toThrow('does not hold its entry')
  })
})
