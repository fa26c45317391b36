import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline, Transform, type Readable } from 'node:stream'
import { crc32, createGunzip, createInflateRaw } from 'node:zlib'
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

/** Compression methods of a zip (APPNOTE.TXT 4.4.5). */
const stored = 0
const deflated = 8

/** Bytes read and unpacked at a time: with fewer, the turns of the streams cost more than the reading. */
const pieceBytes = 1 << 17
const inflateOptions = { chunkSize: pieceBytes, highWaterMark: pieceBytes }

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
 * all below it; a link in it is passed over). Zip and gzip are told by their content, not by their name.
 * Errors: `file_missing`, `file_unreadable`, `archive_corrupt`, `archive_path`, `archive_too_large`.
 */
export const sourceFiles = async function* (path: string): AsyncGenerator<SourceFile> {
  yield* filesAt(path, basename(path), basename(path))
}

const unreadable = (name: string, cause: unknown): MetTraceError =>
  new MetTraceError('file_unreadable', 'This file cannot be read.', { file: name }, { cause })

const filesAt = async function* (path: string, name: string, inner: string): AsyncGenerator<SourceFile> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' || error.code === 'ENOTDIR'
      ? new MetTraceError('file_missing', 'There is no such file or folder.', { file: name })
      : unreadable(name, error)
  })
  if (found.isDirectory()) {
    const children = await readdir(path, { withFileTypes: true }).catch((cause: unknown) => {
      throw unreadable(name, cause)
    })
    const wanted = children
      .filter((child) => (child.isFile() || child.isDirectory()) && !child.name.startsWith('.'))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    for (const child of wanted) {
      yield* filesAt(
        join(path, child.name),
        `${name}/${child.name}`,
        inner === name ? child.name : `${inner}/${child.name}`,
      )
    }
    return
  }
  // A pipe or a device would be waited for, or gives its first bytes only once.
  if (!found.isFile()) {
    throw new MetTraceError('file_unreadable', 'This is neither a file nor a folder.', { file: name })
  }
  const start = await startOf(path).catch((cause: unknown) => {
    throw unreadable(name, cause)
  })
  if (isZip(start)) yield* zipMembers(path, name, found.size)
  else if (isGzip(start)) {
    yield {
      name,
      path: inner.replace(/\.gz$/i, ''),
      open: async () => gunzipped(createReadStream(path, { highWaterMark: pieceBytes }), name, found.size),
    }
  } else
    yield {
      name,
      path: inner,
      size: found.size,
      open: async () => joined(createReadStream(path, { highWaterMark: pieceBytes }), new Told(name)),
    }
}

type Look = {
  /** Sees every chunk; what it returns stops the reading. */
  chunk?: (bytes: Buffer) => MetTraceError | undefined
  end?: () => MetTraceError | undefined
}

/** Passes bytes on as they are; an error of any stream before it reaches the reader in words about the file. */
class Told extends Transform {
  private readonly file: string

  constructor(file: string, { chunk, end }: Look = {}) {
    super({
      highWaterMark: pieceBytes,
      transform: (bytes: Buffer, _encoding, done) => {
        const fault = chunk?.(bytes)
        if (fault) done(fault)
        else done(null, bytes)
      },
      flush: (done) => done(end?.()),
    })
    this.file = file
    // An error may come before anybody reads; the reader meets it when it begins.
    this.on('error', () => undefined)
  }

  override destroy(error?: Error): this {
    return super.destroy(error && fileError(error, this.file))
  }
}

/** Stops when there is more than an honest archive of that size holds. */
const bombGuard = (name: string, packedBytes: number): Told => {
  const most = mostBytes(packedBytes)
  let seen = 0
  return new Told(name, {
    chunk: (bytes) => {
      seen += bytes.length
      return seen > most ? tooLarge(name, `more than ${most} bytes from ${packedBytes}`) : undefined
    },
  })
}

/** Objects when a member of a zip is not what was packed: more or fewer bytes, or others. */
const memberGuard = (name: string, { uncompressedSize, crc32: expected }: yauzl.Entry): Told => {
  let seen = 0
  let sum = 0
  return new Told(name, {
    chunk: (bytes) => {
      seen += bytes.length
      sum = crc32(bytes, sum)
      return seen > uncompressedSize ? tooLarge(name, 'more bytes than the archive declares') : undefined
    },
    end: () => (seen < uncompressedSize || sum !== expected ? notAsPacked(name) : undefined),
  })
}

const notAsPacked = (name: string): MetTraceError =>
  new MetTraceError('archive_corrupt', 'This archive is damaged: a file in it is not what was packed.', {
    file: name,
  })

const mostBytes = (packedBytes: number): number =>
  Math.min(archiveLimits.bytes, archiveLimits.freeBytes + archiveLimits.ratio * packedBytes)

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

/** Joins streams. Whoever stops reading the last closes them all. */
const joined = (...streams: [Readable, ...Transform[], Told]): Told => {
  pipeline(streams, () => undefined)
  return streams.at(-1) as Told
}

const gunzipped = (packed: Readable, name: string, packedBytes: number): Readable =>
  joined(packed, createGunzip(inflateOptions), bombGuard(name, packedBytes))

/** Tells the words of yauzl and zlib in those of a planner. */
const fileError = (error: Error, name: string): MetTraceError => {
  if (error instanceof MetTraceError) return error
  if ('syscall' in error) return unreadable(name, error)
  const words = error.message
  const where = { file: name }
  const cause = { cause: error }
  if (/relative path|absolute path/i.test(words)) {
    const message = 'This archive holds a file that would be written outside its folder; it was not read.'
    return new MetTraceError('archive_path', message, where, cause)
  }
  if (/unexpected end of file/i.test(words)) {
    const message = 'This compressed file ends in the middle. Was the download broken off?'
    return new MetTraceError('file_truncated', message, where, cause)
  }
  if (/end of central directory record signature not found|file data overflows/i.test(words)) {
    const message = 'This archive ends in the middle, or is no archive. Was the download broken off?'
    return new MetTraceError('file_truncated', message, where, cause)
  }
  if (/encrypt/i.test(words)) return locked(name)
  if (/multi-disk/i.test(words)) {
    const message = 'This archive is one part of several. Put them together and unpack them first.'
    return new MetTraceError('file_unreadable', message, where, cause)
  }
  return new MetTraceError('archive_corrupt', `This archive is damaged: ${words}.`, where, cause)
}

const locked = (name: string): MetTraceError =>
  new MetTraceError('file_unreadable', 'This archive is locked with a password. Unpack it first.', {
    file: name,
  })

const isClutter = (path: string): boolean => /(^|\/)(__MACOSX\/|\.)/.test(path) || path.endsWith('/')

const zipMembers = async function* (path: string, name: string, size: number): AsyncGenerator<SourceFile> {
  let zip: yauzl.ZipFile
  try {
    zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false })
  } catch (error) {
    throw fileError(error as Error, name)
  }
  try {
    const members: { entry: yauzl.Entry; inner: string }[] = []
    let entries = 0
    let bytes = 0
    for await (const entry of zip.eachEntry()) {
      bytes += entry.uncompressedSize
      if (++entries > archiveLimits.entries) throw tooLarge(name, `more than ${archiveLimits.entries} files`)
      // Members that overlap share their bytes: each alone may look honest.
      if (bytes > mostBytes(size)) throw tooLarge(name, `${bytes} bytes from ${size}`)
      const inner = entry.fileName.replace(/^(\.\/+)+/, '')
      if (inner === '[Content_Types].xml') throw officeFile(name)
      if (!isClutter(inner)) members.push({ entry, inner })
    }
    for (const { entry, inner } of members.toSorted((one, other) => (one.inner < other.inner ? -1 : 1))) {
      yield memberOf(zip, entry, inner, name)
    }
  } catch (error) {
    throw fileError(error as Error, name)
  } finally {
    zip.close()
  }
}

/** Open Packaging Conventions (ECMA-376 part 2): workbooks and documents are zips. */
const officeFile = (name: string): MetTraceError =>
  new MetTraceError(
    'file_wrong_kind',
    'This is a workbook or another office document. Save the table as "CSV UTF-8" and import that.',
    { file: name, found: 'an office document', expected: 'a data file' },
  )

const memberOf = (zip: yauzl.ZipFile, entry: yauzl.Entry, inner: string, archive: string): SourceFile => {
  const name = `${archive} › ${inner}`
  if (/\.zip$/i.test(inner)) {
    throw new MetTraceError(
      'file_wrong_kind',
      'This archive holds another archive. Unpack it once and import what is inside.',
      { file: name },
    )
  }
  if (entry.isEncrypted()) throw locked(name)
  const isDeflated = entry.compressionMethod === deflated
  if (!isDeflated && entry.compressionMethod !== stored) {
    throw new MetTraceError(
      'file_unreadable',
      'This archive is packed in a way that cannot be read here. Unpack it first.',
      { file: name, found: `compression method ${entry.compressionMethod}`, expected: 'stored or deflated' },
    )
  }
  const isPacked = /\.gz$/i.test(inner)
  return {
    name,
    path: inner.replace(/\.gz$/i, ''),
    ...(isPacked ? {} : { size: entry.uncompressedSize }),
    open: async () => {
      try {
        const declared = entry.uncompressedSize
        if (declared > mostBytes(entry.compressedSize))
          throw tooLarge(name, `${declared} bytes from ${entry.compressedSize}`)
        const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false })
        const unpack = isDeflated ? [createInflateRaw(inflateOptions)] : []
        const stream = joined(packed, ...unpack, memberGuard(name, entry))
        return isPacked ? gunzipped(stream, name, entry.compressedSize) : stream
      } catch (error) {
        throw fileError(error as Error, name)
      }
    },
  }
}
