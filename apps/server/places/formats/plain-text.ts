import { TextDecoder } from 'node:util'
import { MetTraceError } from '../../foundation/errors.ts'
import type { SourceFile } from './source-files.ts'

const [lineFeed, carriageReturn] = [0x0a, 0x0d]

/** UTF-16 by the mark that it begins with (RFC 2781, 3.2). */
const utf16Marks = [
  { mark: Buffer.from([0xff, 0xfe]), encoding: 'utf-16le' },
  { mark: Buffer.from([0xfe, 0xff]), encoding: 'utf-16be' },
] as const

/**
 * Bytes of a text as the readers take them: UTF-16 with its byte-order mark becomes UTF-8, and carriage returns alone
 * become line feeds where the first line ends with one. Anything else passes as it is, whatever it is.
 * Errors: `file_encoding` and `file_truncated` for UTF-16 that is broken, or ends within a character.
 */
export const plainText = (file: SourceFile): AsyncGenerator<Buffer> => withLineFeeds(inUtf8(file))

const inUtf8 = async function* (file: SourceFile): AsyncGenerator<Buffer> {
  let start: Buffer | undefined = Buffer.alloc(0)
  let decode: ((bytes?: Buffer) => Buffer) | undefined
  for await (const piece of (await file.open()) as AsyncIterable<Buffer>) {
    let bytes = piece
    if (start) {
      bytes = start.length > 0 ? Buffer.concat([start, piece]) : piece
      start = bytes.length < 2 ? bytes : undefined
      if (start) continue
      const marked = utf16Marks.find(({ mark }) => bytes.subarray(0, 2).equals(mark))
      if (marked) decode = utf16Decoder(file.name, marked.encoding)
    }
    yield decode ? decode(bytes) : bytes
  }
  if (start) yield start
  if (decode) yield decode()
}

/** Decodes piece by piece; without one it ends. The mark goes. */
const utf16Decoder = (file: string, encoding: 'utf-16le' | 'utf-16be'): ((bytes?: Buffer) => Buffer) => {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let line = 1
  return (bytes) => {
    try {
      const text = Buffer.from(bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode())
      for (const byte of text) if (byte === lineFeed) line++
      return text
    } catch {
      if (!bytes) {
        throw new MetTraceError('file_truncated', 'This file ends in the middle of a character.', {
          file,
          line,
        })
      }
      throw new MetTraceError(
        'file_encoding',
        'This file is damaged: after its mark it is no UTF-16. Save it as "CSV UTF-8" and import it again.',
        { file, line: line + feedsBefore(bytes, encoding), found: 'half a character', expected: 'UTF-16' },
      )
    }
  }
}

/** Line feeds before the first half of a character. */
const feedsBefore = (bytes: Buffer, encoding: string): number =>
  (new TextDecoder(encoding).decode(bytes).split('\uFFFD', 1)[0] ?? '').split('\n').length - 1

/** A carriage return at the end of a piece waits for the byte after it, which says what it is. */
const withLineFeeds = async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let ends: 'not seen' | 'as they are' | 'returns' = 'not seen'
  let waiting = false
  for await (const piece of pieces) {
    if (ends === 'as they are') {
      yield piece
      continue
    }
    let bytes: Buffer = waiting ? Buffer.concat([Buffer.of(carriageReturn), piece]) : piece
    waiting = bytes.at(-1) === carriageReturn
    if (waiting) bytes = bytes.subarray(0, -1)
    if (ends === 'not seen') ends = firstEnd(bytes, waiting)
    if (ends === 'as they are' && waiting) {
      bytes = Buffer.concat([bytes, Buffer.of(carriageReturn)])
      waiting = false
    }
    yield ends === 'returns' ? feedsFor(bytes) : bytes
  }
  if (waiting) yield Buffer.of(lineFeed)
}

/** What the first line ends with; a last return that is kept back may still be half of an end. */
const firstEnd = (bytes: Buffer, waiting: boolean): 'not seen' | 'as they are' | 'returns' => {
  const [feed, back] = [bytes.indexOf(lineFeed), bytes.indexOf(carriageReturn)]
  if (feed === -1 && back === -1) return 'not seen'
  if (back === -1 || (feed !== -1 && feed <= back + 1)) return 'as they are'
  return waiting && back === bytes.length ? 'not seen' : 'returns'
}

const feedsFor = (bytes: Buffer): Buffer => {
  const made = Buffer.from(bytes)
  for (let at = made.indexOf(carriageReturn); at !== -1; at = made.indexOf(carriageReturn, at + 1)) {
    if (made[at + 1] !== lineFeed) made[at] = lineFeed
  }
  return made
}
