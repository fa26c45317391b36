import { createReadStream } from 'node:fs'
import { lstat, open, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline, Readable, Transform } from 'node:stream'
import { crc32, createGunzip } from 'node:zlib'
import yauzl from 'yauzl'
import { MetTraceError } from '../../foundation/errors.ts'

/** One file to read, wherever it lies: on disk, compressed, or inside an archive. */
export type SourceFile = {
  /** For people: `metropolitan-2012.zip › 2012-01/2012-01-metropolitan-street.csv`. */
  name: string
  /** Path inside the folder or archive, with forward slashes; the file's own name when it stands alone. */
  path: string
  /** Uncompressed bytes, where known beforehand. */
  size?: number
  /** Opens the content, decompressed. Errors of the archive arrive through the stream. */
  open: () => Promise<Readable>
}

/**
 * What an archive may unpack to. A year of every street crime of the largest force is 0.3 GB in 12 files at a ratio
 * of 4 to 10; sparse tables of counts reach 40. The limits stand well above that and well below a bomb.
 */
export const archiveLimits = { entries: 20_000, bytes: 32 * 2 ** 30, ratio: 250, freeBytes: 16 * 2 ** 20 }

const zipStart = Buffer.from('PK')
const gzipStart = Buffer.from([0x1f, 0x8b])

const startOf = async (path: string): Promise<Buffer> => {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

const isZip = (start: Buffer): boolean => start.subarray(0, 2).equals(zipStart) && (start[2] ?? 255) < 9
const isGzip = (start: Buffer): boolean => start.subarray(0, 2).equals(gzipStart)

/**
 * Every file at a path, one after another: the file itself, the members of a zip, the files of a folder (sorted, with
 * all below it; links are not followed). Zip and gzip are told by their content, not by their name.
 * Errors: `file_missing`, `file_unreadable`, `archive_corrupt`, `archive_path`, `archive_too_large`.
 */
export const sourceFiles = async function* (path: string): AsyncGenerator<SourceFile> {
  yield* filesAt(path, basename(path), basename(path))
}

const filesAt = async function* (path: string, name: string, inner: string): AsyncGenerator<SourceFile> {
  const found = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT'
      ? new MetTraceError('file_missing', 'There is no such file or folder.', { file: name })
      : new MetTraceError('file_unreadable', 'This file cannot be read.', { file: name }, { cause: error })
  })
  if (found.isDirectory()) {
    const children = (await readdir(path, { withFileTypes: true }))
      .filter((child) => (child.isFile() || child.isDirectory()) && !child.name.startsWith('.'))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    for (const child of children) {
      yield* filesAt(
        join(path, child.name),
        `${name}/${child.name}`,
        inner === name ? child.name : `${inner}/${child.name}`,
      )
    }
    return
  }
  const start = await startOf(path).catch((cause: unknown) => {
    throw new MetTraceError('file_unreadable', 'This file cannot be read.', { file: name }, { cause })
  })
  if (isZip(start)) yield* zipMembers(path, name)
  else if (isGzip(start)) {
    yield {
      name,
      path: inner.replace(/\.gz$/i, ''),
      open: async () => gunzipped(createReadStream(path), name, found.size),
    }
  } else
    yield {
      name,
      path: inner,
      size: found.size,
      open: async () => createReadStream(path, { highWaterMark: 1 << 18 }),
    }
}

/** Passes bytes on and stops when they exceed what an honest archive of that size holds. */
const bombGuard = (name: string, packedBytes: number): Transform => {
  const most = Math.min(archiveLimits.bytes, archiveLimits.freeBytes + archiveLimits.ratio * packedBytes)
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length
      if (seen <= most) done(null, chunk)
      else done(tooLarge(name, `more than ${most} bytes from ${packedBytes}`))
    },
  })
}

/** Passes bytes on and objects at the end when they are not the ones that were packed. */
const checksumGuard = (name: string, expected: number): Transform => {
  let sum = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sum = crc32(chunk, sum)
      done(null, chunk)
    },
    flush(done) {
      done(
        sum === expected
          ? null
          : new MetTraceError(
              'archive_corrupt',
              'This archive is damaged: a file in it is not what was packed.',
              { file: name },
            ),
      )
    },
  })
}

const tooLarge = (name: string, found: string): MetTraceError =>
  new MetTraceError(
    'archive_too_large',
    'This archive unpacks to far more than its size allows; it was not read.',
    {
      file: name,
      found,
      expected: `at most ${archiveLimits.ratio} times its packed size`,
    },
  )

/** Joins streams; an error of any of them reaches the reader as words about the archive. */
const joined = (streams: [Readable, ...Transform[]], name: string): Readable => {
  const last = streams.at(-1) as Transform
  pipeline(streams, () => undefined)
  const told = new Transform({ transform: (chunk, _encoding, done) => done(null, chunk) })
  last.on('error', (error) => told.destroy(archiveError(error, name)))
  last.pipe(told)
  told.on('close', () => streams[0].destroy())
  return told
}

const gunzipped = (packed: Readable, name: string, packedBytes: number): Readable =>
  joined([packed, createGunzip(), bombGuard(name, packedBytes)], name)

const archiveError = (error: Error, name: string): MetTraceError => {
  if (error instanceof MetTraceError) return error
  const words = error.message
  const options = { cause: error }
  if (/relative path|absolute path|invalid characters in fileName/i.test(words)) {
    return new MetTraceError(
      'archive_path',
      'This archive holds a file that would be written outside its folder; it was not read.',
      { file: name },
      options,
    )
  }
  if (/unexpected end of file/i.test(words)) {
    return new MetTraceError(
      'file_truncated',
      'This compressed file ends in the middle. Was the download broken off?',
      { file: name },
      options,
    )
  }
  if (/too many bytes/i.test(words)) return tooLarge(name, 'more bytes than the archive declares')
  return new MetTraceError('archive_corrupt', `This archive is damaged: ${words}.`, { file: name }, options)
}

const isClutter = (path: string): boolean => /(^|\/)(__MACOSX\/|\.)/.test(path) || path.endsWith('/')

const zipMembers = async function* (path: string, name: string): AsyncGenerator<SourceFile> {
  let zip: yauzl.ZipFile
  try {
    zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true })
  } catch (error) {
    throw archiveError(error as Error, name)
  }
  try {
    const entries: yauzl.Entry[] = []
    let bytes = 0
    for await (const entry of zip.eachEntry()) {
      bytes += entry.uncompressedSize
      if (entries.length >= archiveLimits.entries)
        throw tooLarge(name, `more than ${archiveLimits.entries} files`)
      if (bytes > archiveLimits.bytes) throw tooLarge(name, `${bytes} bytes`)
      if (!isClutter(entry.fileName)) entries.push(entry)
    }
    for (const entry of entries.toSorted((one, other) => (one.fileName < other.fileName ? -1 : 1))) {
      yield memberOf(zip, entry, name)
    }
  } catch (error) {
    throw archiveError(error as Error, name)
  } finally {
    zip.close()
  }
}

const memberOf = (zip: yauzl.ZipFile, entry: yauzl.Entry, archive: string): SourceFile => {
  const name = `${archive} › ${entry.fileName}`
  if (/\.zip$/i.test(entry.fileName)) {
    throw new MetTraceError(
      'file_wrong_kind',
      'This archive holds another archive. Unpack it once and import what is inside.',
      {
        file: name,
      },
    )
  }
  if (entry.isEncrypted()) {
    throw new MetTraceError('file_unreadable', 'This archive is locked with a password. Unpack it first.', {
      file: name,
    })
  }
  const isPacked = /\.gz$/i.test(entry.fileName)
  return {
    name,
    path: entry.fileName.replace(/\.gz$/i, ''),
    ...(isPacked ? {} : { size: entry.uncompressedSize }),
    open: async () => {
      try {
        const stream = joined(
          [
            await zip.openReadStreamPromise(entry),
            bombGuard(name, entry.compressedSize),
            checksumGuard(name, entry.crc32),
          ],
          name,
        )
        return isPacked ? gunzipped(stream, name, entry.compressedSize) : stream
      } catch (error) {
        throw archiveError(error as Error, name)
      }
    },
  }
}
