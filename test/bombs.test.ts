import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { afterEach, describe, test } from 'vitest'
import yazl from 'yazl'
import { archiveLimits } from '../apps/server/places/formats/source-files.ts'
import { smallFiles } from './importers.ts'
import { zipOf } from './packed-files.ts'
import { nameOf, refusals } from './refusals.ts'
import { temporaryFile } from './temporary-files.ts'

const { refused, refusedFile } = await refusals()

const limits = { ...archiveLimits }
afterEach(() => void Object.assign(archiveLimits, limits))

/** A table that begins well and goes on with the same row for so many bytes. */
const endlessTable = function* (bytes: number): Generator<Buffer> {
  const [headings = '', row = ''] = smallFiles.street.split('\n')
  yield Buffer.from(`${headings}\n`)
  const piece = Buffer.from(`${row}\n`.repeat(5000))
  for (let sent = 0; sent < bytes; sent += piece.length) yield piece
}

const zeros = function* (megabytes: number): Generator<Buffer> {
  for (let megabyte = 0; megabyte < megabytes; megabyte++) yield Buffer.alloc(2 ** 20)
}

const bomb = { code: 'archive_too_large', message: /far more than its size allows/ } as const
const name = nameOf('street')

describe('a bomb is not unpacked to its end:', () => {
  test('a zip of 300 MB of zeros in 300 KB', async () => {
    const path = await temporaryFile('download.zip', '')
    const zip = new yazl.ZipFile()
    zip.addReadStream(Readable.from(zeros(300)), name)
    zip.end()
    await pipeline(zip.outputStream, createWriteStream(path))
    for (const kind of ['street', 'counts', 'areas'] as const) {
      await refused(kind, path, { ...bomb, where: { file: 'download.zip' } })
    }
  })

  test('a zip that says it unpacks to little', async () => {
    const zip = await zipOf({ [name]: Buffer.concat([...endlessTable(2 ** 22)]) })
    const central = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
    zip.writeUInt32LE(50_000, central + 24)
    await refusedFile('street', 'download.zip', zip, { ...bomb, where: { file: `download.zip › ${name}` } })
  })

  test('a gzip of a table without end', async () => {
    Object.assign(archiveLimits, { freeBytes: 2 ** 20, ratio: 5 })
    const path = await temporaryFile(`${name}.gz`, '')
    await pipeline(Readable.from(endlessTable(2 ** 25)), createGzip(), createWriteStream(path))
    await refused('street', path, { ...bomb, where: { file: `${name}.gz` } })
  })

  test('a gzip in a zip', async () => {
    Object.assign(archiveLimits, { freeBytes: 2 ** 20, ratio: 5 })
    const path = await temporaryFile('a.gz', '')
    await pipeline(Readable.from(endlessTable(2 ** 25)), createGzip(), createWriteStream(path))
    const zip = await zipOf({ [`${name}.gz`]: await readFile(path) })
    await refusedFile('street', 'download.zip', zip, {
      ...bomb,
      where: { file: `download.zip › ${name}.gz` },
    })
  })

  test('a zip of very many files', async () => {
    Object.assign(archiveLimits, { entries: 100 })
    const zip = await zipOf(Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`${at}.txt`, 'x'])))
    await refusedFile('counts', 'download.zip', zip, bomb)
  })
})
