import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { flippedBit, markedEncrypted, renamedInside, zipOf } from '../../../../test/packed-files.ts'
import { openHandles } from '../../../../test/source-file.ts'
import { changedCentrally, overlapping } from '../../../../test/spoilt-zips.ts'
import { temporaryFile } from '../../../../test/temporary-files.ts'
import { archiveLimits, sourceFiles, type SourceFile } from './source-files.ts'

const limits = { ...archiveLimits }
afterEach(() => {
  Object.assign(archiveLimits, limits)
})

/** Paths and content of every file at a path. */
const contentAt = async (path: string): Promise<Record<string, string>> => {
  const found: Record<string, string> = {}
  for await (const file of sourceFiles(path)) found[file.path] = await text(await file.open())
  return found
}

const contentOf = async (name: string, bytes: string | Buffer): Promise<Record<string, string>> =>
  contentAt(await temporaryFile(name, bytes))

const temporaryFolder = async (files: Record<string, string | Buffer>): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-folder-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  return folder
}

const rows = 'a,b\n' + Array.from({ length: 5000 }, (_, at) => `${at},${(at * 7919) % 1000}\n`).join('')
const year = { '2014-02/b.csv': 'b', '2014-01/a.csv': rows, 'empty.csv': '' }

describe('files as they lie', () => {
  test('one by itself, plain or gzipped, under any name', async () => {
    expect(await contentOf('a.csv', rows)).toEqual({ 'a.csv': rows })
    expect(await contentOf('a.csv.gz', gzipSync(rows))).toEqual({ 'a.csv': rows })
    expect(await contentOf('a.csv', gzipSync(rows))).toEqual({ 'a.csv': rows })
    expect(await contentOf('nothing.csv', '')).toEqual({ 'nothing.csv': '' })
    expect(await contentOf('PK.csv', 'PK,name\n1,2\n')).toEqual({ 'PK.csv': 'PK,name\n1,2\n' })
    expect(await contentOf('two.gz', Buffer.concat([gzipSync('a'), gzipSync('b')]))).toEqual({ two: 'ab' })
  })

  test('in a zip, packed or not, sorted, and under any name', async () => {
    const sorted = ['2014-01/a.csv', '2014-02/b.csv', 'empty.csv']
    for (const stored of [false, true]) {
      const found = await contentOf('year.dat', await zipOf(year, { stored }))
      expect(found).toEqual(year)
      expect(Object.keys(found)).toEqual(sorted)
    }
    expect(await contentOf('none.zip', await zipOf({}))).toEqual({})
  })

  test('in a folder with all below it, zips and gzips among them', async () => {
    const folder = await temporaryFolder({
      '2014-01/a.csv': 'a',
      '2014-02/deep/b.csv.gz': gzipSync('b'),
      'more.zip': await zipOf({ 'c/c.csv': 'c', 'd.csv.gz': gzipSync('d') }),
      '.hidden/e.csv': 'e',
      '.DS_Store': 'f',
    })
    await symlink('/etc/hostname', join(folder, 'link.csv'))
    await symlink('/etc', join(folder, 'links'))
    expect(await contentAt(folder)).toEqual({
      '2014-01/a.csv': 'a',
      '2014-02/deep/b.csv': 'b',
      'c/c.csv': 'c',
      'd.csv': 'd',
    })
  })

  test('behind a link that the user names', async () => {
    const folder = await temporaryFolder({ 'a.csv.gz': gzipSync('0'.repeat(20_000_000)) })
    await symlink(join(folder, 'a.csv.gz'), join(folder, 'link.gz'))
    expect((await contentAt(join(folder, 'link.gz')))['link']).toHaveLength(20_000_000)
    await symlink(folder, `${folder}/around`)
    expect(Object.keys(await contentAt(`${folder}/around`))).toEqual(['a.csv'])
  })

  test('what packing programs leave in a zip is passed over, and their ways to write a path are read', async () => {
    const zip = await zipOf({
      '__MACOSX/x/._a.csv': '1',
      'x/.DS_Store': '2',
      'x/aa_a.csv': '3',
      'yy/b.csv': '4',
    })
    const renamed = renamedInside(renamedInside(zip, 'aa_a.csv', 'aa\\a.csv'), 'yy/b', './yb')
    expect(await contentOf('a.zip', renamed)).toEqual({ 'x/aa/a.csv': '3', 'yb.csv': '4' })
  })

  test('have names for people, and sizes where they are known', async () => {
    const folder = await temporaryFolder({ 'y/a.csv': 'abc', 'y/z.zip': await zipOf({ 'm/b.csv': 'abcd' }) })
    const found: Partial<SourceFile>[] = []
    for await (const { name, size } of sourceFiles(folder)) found.push({ name, ...(size ? { size } : {}) })
    const top = basename(folder)
    expect(found).toEqual([
      { name: `${top}/y/a.csv`, size: 3 },
      { name: `${top}/y/z.zip › m/b.csv`, size: 4 },
    ])
  })
})

describe('what cannot be read', () => {
  test('no such file or folder', async () => {
    const path = await temporaryFile('a.csv', '')
    for (const missing of [join(dirname(path), 'b.csv'), join(path, 'c.csv')]) {
      await expect(contentAt(missing)).rejects.toMatchObject({
        code: 'file_missing',
        where: { file: basename(missing) },
      })
    }
  })

  test('a device', async () => {
    await expect(contentAt('/dev/null')).rejects.toMatchObject({ code: 'file_unreadable' })
  })

  test('a file that has gone since it was listed', async () => {
    for (const content of ['a,b\n', gzipSync('a,b\n')]) {
      const path = await temporaryFile('a.csv', content)
      for await (const file of sourceFiles(path)) {
        await rm(path)
        await expect(text(await file.open())).rejects.toMatchObject({
          code: 'file_unreadable',
          where: { file: 'a.csv' },
        })
      }
    }
  })

  test('a workbook', async () => {
    const workbook = await zipOf({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' })
    await expect(contentOf('a.xlsx', workbook)).rejects.toMatchObject({
      code: 'file_wrong_kind',
      message: expect.stringContaining('CSV UTF-8') as string,
    })
  })

  test('a zip in a zip', async () => {
    await expect(contentOf('a.zip', await zipOf({ 'b.zip': await zipOf({ c: 'c' }) }))).rejects.toMatchObject(
      {
        code: 'file_wrong_kind',
        where: { file: 'a.zip › b.zip' },
      },
    )
  })

  test('a locked zip', async () => {
    await expect(contentOf('a.zip', markedEncrypted(await zipOf(year)))).rejects.toMatchObject({
      code: 'file_unreadable',
      message: expect.stringContaining('password') as string,
    })
  })

  test('a zip packed by another method', async () => {
    const zip = changedCentrally(await zipOf(year), 10, (central) => central.writeUInt16LE(9))
    await expect(contentOf('a.zip', zip)).rejects.toMatchObject({
      code: 'file_unreadable',
      where: { found: 'compression method 9' },
    })
  })
})

test.each(['../b.csv', '..\\b.csv', '/aa/b.cs', 'C:/b.csv', 'C:\\b.csv', 'b/../c.c'])(
  'a zip with the path %s is not read',
  async (path) => {
    const zip = renamedInside(await zipOf({ xxxxxxxx: rows }), 'xxxxxxxx', path)
    await expect(contentOf('a.zip', zip)).rejects.toMatchObject({
      code: 'archive_path',
      where: { file: 'a.zip' },
    })
  },
)

describe('damage', () => {
  test('a bit flipped in a zip', async () => {
    for (const stored of [false, true]) {
      const zip = await zipOf({ 'a.csv': rows }, { stored })
      for (const beforeEnd of [1, 2, 1000, 5000]) {
        await expect(contentOf('a.zip', flippedBit(zip, beforeEnd))).rejects.toMatchObject({
          code: expect.stringMatching(/^(archive_corrupt|archive_too_large|file_truncated)$/) as string,
          where: { file: 'a.zip › a.csv' },
        })
      }
    }
  })

  test('a bit flipped in stored content is known by its checksum alone', async () => {
    const zip = flippedBit(await zipOf({ 'a.csv': rows }, { stored: true }), 1000)
    await expect(contentOf('a.zip', zip)).rejects.toMatchObject({
      code: 'archive_corrupt',
      message: 'This archive is damaged: a file in it is not what was packed.',
    })
  })

  test('a bit flipped in a gzip', async () => {
    const packed = gzipSync(rows)
    for (const at of [packed.length >> 1, packed.length - 6, packed.length - 2]) {
      const flipped = Buffer.from(packed)
      flipped[at] = (flipped[at] ?? 0) ^ 1
      await expect(contentOf('a.csv.gz', flipped)).rejects.toMatchObject({
        code: expect.stringMatching(/^(archive_corrupt|file_truncated)$/) as string,
        where: { file: 'a.csv.gz' },
      })
    }
  })

  test('a gzip or a zip cut off anywhere', async () => {
    const gzip = gzipSync(rows)
    for (const length of [3, 12, gzip.length >> 1, gzip.length - 9, gzip.length - 1]) {
      await expect(contentOf('a.gz', gzip.subarray(0, length))).rejects.toMatchObject({
        code: 'file_truncated',
      })
    }
    const zip = await zipOf(year)
    for (const length of [4, 30, zip.length >> 1, zip.length - 30, zip.length - 1]) {
      await expect(contentOf('a.zip', zip.subarray(0, length))).rejects.toMatchObject({
        code: 'file_truncated',
      })
    }
  })

  test('a zip with its beginning or its list of files spoilt', async () => {
    const zip = await zipOf({ 'a.csv': rows })
    await expect(
      contentOf('a.zip', Buffer.concat([zip.subarray(0, 500), zip.subarray(900)])),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/^(archive_corrupt|file_truncated)$/) as string,
    })
    const spoilt = changedCentrally(zip, 0, (central) => central.writeUInt32LE(7))
    await expect(contentOf('a.zip', spoilt)).rejects.toMatchObject({ code: 'archive_corrupt' })
  })

  test('a size declared too small or too large', async () => {
    const zip = await zipOf({ 'a.csv': rows })
    const declared = (size: number): Buffer =>
      changedCentrally(zip, 24, (central) => central.writeUInt32LE(size))
    await expect(contentOf('a.zip', declared(100))).rejects.toMatchObject({ code: 'archive_too_large' })
    await expect(contentOf('a.zip', declared(rows.length + 1))).rejects.toMatchObject({
      code: 'archive_corrupt',
    })
  })
})

describe('bombs', () => {
  const zeros = '0'.repeat(1_000_000)
  const tooLarge = { code: 'archive_too_large', message: expect.stringContaining('far more') as string }

  test('a file that unpacks to more than honest ones do', async () => {
    archiveLimits.freeBytes = 1000
    for (const [name, bomb] of [
      ['a.gz', gzipSync(zeros)],
      ['a.zip', await zipOf({ 'a.csv': zeros })],
      ['b.zip', await zipOf({ 'a.csv.gz': gzipSync(zeros) }, { stored: true })],
    ] as const) {
      await expect(contentOf(name, bomb)).rejects.toMatchObject(tooLarge)
    }
    archiveLimits.freeBytes = limits.freeBytes
    expect(await contentOf('a.gz', gzipSync(zeros))).toEqual({ a: zeros })
  })

  test('too many files', async () => {
    archiveLimits.entries = 2
    await expect(contentOf('a.zip', await zipOf(year))).rejects.toMatchObject(tooLarge)
    archiveLimits.entries = 3
    expect(await contentOf('a.zip', await zipOf(year))).toEqual(year)
  })

  test('too many bytes in all', async () => {
    archiveLimits.bytes = rows.length
    await expect(contentOf('a.zip', await zipOf(year))).rejects.toMatchObject(tooLarge)
  })

  // D. Fifield, "A better zip bomb", USENIX WOOT 2019.
  test('files that overlap, of which each looks honest', async () => {
    archiveLimits.freeBytes = 100_000
    const zip = await zipOf({ 'a.csv': rows })
    expect(Object.keys(await contentOf('a.zip', overlapping(zip, 3)))).toEqual(['a.csv'])
    await expect(contentOf('a.zip', overlapping(zip, 5000))).rejects.toMatchObject(tooLarge)
  })
})

describe('handles', () => {
  const long = rows.repeat(60)

  test.each([
    ['plain', async () => Buffer.from(long)],
    ['gzip', async () => gzipSync(long)],
    ['zip', () => zipOf({ 'a.csv': long, 'b.csv': long })],
    ['stored zip', () => zipOf({ 'a.csv': long, 'b.csv': long }, { stored: true })],
    ['gzip in a zip', () => zipOf({ 'a.csv.gz': gzipSync(long) })],
    ['damaged gzip', async () => gzipSync(long).subarray(0, 200_000)],
  ])('%s: none is left open by a reader who stops early', async (_, packed) => {
    const path = await temporaryFile('a.csv', await packed())
    for await (const file of sourceFiles(path)) {
      for await (const piece of await file.open()) {
        expect(piece).toBeInstanceOf(Buffer)
        break
      }
      break
    }
    await expect.poll(async () => (await openHandles(dirname(path))) ?? 0).toBe(0)
  })

  test('none is left open by an archive that is refused', async () => {
    for (const zip of [markedEncrypted(await zipOf(year)), (await zipOf(year)).subarray(0, -9)]) {
      const path = await temporaryFile('a.zip', zip)
      await expect(contentAt(path)).rejects.toMatchObject({ code: expect.any(String) as string })
      await expect.poll(async () => (await openHandles(dirname(path))) ?? 0).toBe(0)
    }
  })

  test('a fault that comes before anybody reads waits for the reader', async () => {
    const path = await temporaryFile(
      'a.gz',
      Buffer.concat([gzipSync('a').subarray(0, 10), Buffer.alloc(50, 0xff)]),
    )
    for await (const file of sourceFiles(path)) {
      const stream = await file.open()
      await expect.poll(() => stream.errored).toBeTruthy()
      await setImmediate()
      await expect(text(stream)).rejects.toMatchObject({ code: 'archive_corrupt' })
    }
  })
})
