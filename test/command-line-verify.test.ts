import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import {
  contentsFile,
  formatContents,
  listOf,
  signedContents,
  signedFile,
} from '@mettrace/court-bundle/contents/contents'
import { formatProofFile } from '@mettrace/ledger/note/proof-file'
import { formatNote, parseNote } from '@mettrace/ledger/note/note'
import { signText } from '@mettrace/ledger/note/sign'
import { verifyingKeyText } from '@mettrace/ledger/note/key'
import { tilePath } from '@mettrace/ledger/tiles/paths'
import { subtreesOfTiles } from '@mettrace/ledger/tiles/subtrees-of-tiles'
import { TileWriter } from '@mettrace/ledger/tiles/tile-writer'
import { proveInclusion } from '@mettrace/ledger/tree/proofs'
import { beforeAll, describe, expect, test } from 'vitest'
import { writeCompanions } from '../apps/server/foundation/log/companions.ts'
import { signHead } from '../apps/server/foundation/log/open-log.ts'
import { Publication } from '../apps/server/foundation/log/publication.ts'
import { zipStream } from '../apps/server/rooms/trace/bundle/zip-stream.ts'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'
import { testLogKey } from './log.ts'
import { nodeProgram } from './repository.ts'

const { folder, answer, refusal, run } = await commandLineOnEmptyFolder()
const runFile = promisify(execFile)
const key = verifyingKeyText(testLogKey)
const published = new Publication(join(folder, 'published'))
const entry = (at: number): Buffer => Buffer.from(`{"entry":${at}}`)

/** A log of 300 entries, the head that it had with 100, and the proof of one entry. */
beforeAll(async () => {
  const writer = new TileWriter()
  const write = async (size: number): Promise<string> => {
    const more = Array.from({ length: size - writer.size }, (_, at) => entry(writer.size + at))
    await published.write(writer.append(more))
    return signHead(testLogKey, size, writer.root())
  }
  await writeFile(join(folder, 'earlier'), await write(100))
  const head = await write(300)
  await published.write([{ path: 'checkpoint', bytes: Buffer.from(head) }])
  await writeCompanions(published, [testLogKey])
  const subtrees = subtreesOfTiles((place) => published.read(tilePath(place)), 300)
  const proof = { index: 280, proof: proveInclusion(280, 300, subtrees), checkpoint: parseNote(head) }
  await writeFile(join(folder, 'entry.tlog-proof'), formatProofFile({ ...proof, extra: entry(280) }))
  await writeFile(join(folder, 'false.tlog-proof'), formatProofFile({ ...proof, extra: entry(281) }))
})

describe('verify', () => {
  test('checks a whole log with an earlier head, a bundle, and one entry, each from files alone', async () => {
    expect(await answer('verify', 'published', '--head', 'earlier', '--key', key)).toMatchObject({
      results: { kind: 'log', head: { size: 300 }, entries: 300, confirmed: 1, findings: [], database: null },
      warnings: [],
    })
    expect(await answer('verify', 'published/tile/entries/001.p/44')).toMatchObject({
      results: { kind: 'bundle', entries: 44, findings: [] },
      warnings: [expect.stringContaining('--key')],
    })
    expect(await answer('verify', 'entry.tlog-proof', '--key', 'published/keys')).toMatchObject({
      results: { kind: 'entry', entry: '{"entry":280}', findings: [] },
    })
    expect((await run('verify', 'published')).output).toMatch(/Head {5}300 entries.*The log holds\.\n$/s)
  })

  test('ends with 3 and says where it breaks', async () => {
    expect(await refusal(3, 'verify', 'false.tlog-proof', '--key', key)).toMatchObject({
      code: 'log_differs',
      found: 'entry 280',
    })
    const path = 'tile/entries/000'
    const whole = Buffer.from(published.read(path) ?? [])
    await published.write([{ path, bytes: Buffer.from(String(whole).replace('{"entry":7}', '{"entry":8}')) }])
    expect(await refusal(3, 'verify', 'published', '--key', key)).toMatchObject({
      code: 'log_differs',
      found: 'entry 7',
      file: join(folder, 'published'),
    })
    expect(await refusal(3, 'verify', 'published/tile/entries/000')).toMatchObject({ found: 'entry 7' })
    await published.write([{ path, bytes: whole }])
  })

  test('says in plain words what it cannot check', async () => {
    expect((await refusal(3, 'verify', 'nowhere')).code).toBe('file_missing')
    expect((await refusal(3, 'verify', 'published', '--head', 'nowhere')).code).toBe('file_missing')
    expect((await refusal(3, 'verify', 'entry.tlog-proof')).message).toContain('needs the key')
    await mkdir(join(folder, 'empty'), { recursive: true })
    expect((await refusal(3, 'verify', 'empty', '--key', key)).message).toContain('The log has no head')
  })
})

const alone = (...parameters: string[]): Promise<{ stdout: string }> =>
  runFile(nodeProgram, [join(folder, 'published/verify.mjs'), ...parameters], { cwd: folder })

describe('verify of a bundle for court', () => {
  beforeAll(async () => {
    const files = new Map([['index.html', Buffer.from('<p>Words.</p>') as Uint8Array]])
    const list = { format: 'mettrace-bundle/1', case: '2326/40112/26', key, files: listOf(files) } as const
    files.set(contentsFile, formatContents(list))
    const text = signedContents(testLogKey.name, listOf(files))
    files.set(signedFile, Buffer.from(formatNote({ text, signatures: [signText(text, testLogKey)] })))
    await writeFile(join(folder, 'bundle.zip'), await buffer(zipStream(files)))
  })

  test('calls it whole by a given key alone, and otherwise unchanged, with the key', async () => {
    expect(await answer('verify', 'bundle.zip', '--key', key)).toMatchObject({
      results: { kind: 'court bundle', isWhole: true, keyFrom: 'given' },
      warnings: [],
    })
    expect(await answer('verify', 'bundle.zip')).toMatchObject({
      results: { isWhole: false, isUnchanged: true, keyFrom: 'bundle', key },
      warnings: [expect.stringContaining('--key')],
    })
    const { output } = await run('verify', 'bundle.zip')
    expect(output).toContain(`Key      ${key}\n`)
    expect(output).toContain('Whose key that is, is not yet known.')
    expect(output).not.toContain('is whole')
  })
})

describe('the verifier that ships with a log', () => {
  test('checks the log that it lies with, a bundle and a proof, with the same endings', async () => {
    expect((await alone('--head', 'earlier')).stdout).toContain('The log holds.')
    expect((await alone('published/tile/entries/000')).stdout).toContain('The bundle holds.')
    expect((await alone('entry.tlog-proof', '--key', key)).stdout).toContain('The proof holds.')
    await expect(alone('false.tlog-proof', '--key', key)).rejects.toMatchObject({
      code: 3,
      stdout: expect.stringContaining('entry 280:') as string,
    })
    await expect(alone('--wrong')).rejects.toMatchObject({ code: 2 })
  })

  test('needs nothing but Node', () => {
    const text = String(published.read('verify.mjs'))
    const imports = Array.from(text.matchAll(/from "([^"]+)"/g), ([, name = '']) => name)
    expect(imports.length).toBeGreaterThan(0)
    expect(imports.filter((name) => !/^(node:|fs|path|util|crypto)/.test(name))).toEqual([])
  })
})
