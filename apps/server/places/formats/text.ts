import { TextDecoder } from 'node:util'
import { MetTraceError } from '../../foundation/errors.ts'
import type { SourceFile } from './source-files.ts'

const utf8Mark = [0xef, 0xbb, 0xbf]
const startsWith = (bytes: Buffer, mark: number[]): boolean => mark.every((byte, at) => bytes[at] === byte)

/**
 * The text of a file, piece by piece. UTF-8, with or without its byte-order mark.
 * Errors: `file_encoding` with line and column of the first byte that is not UTF-8; `file_wrong_kind` for a web page
 * or a file that is no text.
 */
export const textOf = async function* (file: SourceFile): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let line = 1
  let first = true
  let carried: Buffer = Buffer.alloc(0)
  for await (const piece of await file.open()) {
    let bytes = piece as Buffer
    if (first) {
      // The first bytes tell what it is; a stream may begin with just a few.
      carried = Buffer.concat([carried, bytes])
      if (carried.length < 512) continue
      bytes = carried
      first = false
      bytes = checkedStart(bytes, file)
    }
    yield decode(decoder, bytes, line, file)
    line += countLineEnds(bytes)
  }
  if (first) {
    const bytes = checkedStart(carried, file)
    yield decode(decoder, bytes, line, file)
    line += countLineEnds(bytes)
  }
  try {
    decoder.decode()
  } catch {
    throw new MetTraceError('file_truncated', 'This file ends in the middle of a character.', {
      file: file.name,
      line,
    })
  }
}

const checkedStart = (bytes: Buffer, file: SourceFile): Buffer => {
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) {
    throw new MetTraceError(
      'file_encoding',
      'This file is written in UTF-16. Save it as "CSV UTF-8" and import it again.',
      {
        file: file.name,
        found: 'UTF-16',
        expected: 'UTF-8',
      },
    )
  }
  const text = startsWith(bytes, utf8Mark) ? bytes.subarray(3) : bytes
  const opening = text.subarray(0, 512).toString('latin1')
  if (/^\s*<(!doctype|html|\?xml|head|body)/i.test(opening)) {
    throw new MetTraceError(
      'file_wrong_kind',
      'This is a web page, not a data file. The download may have led to a sign-in or error page; open it in a browser to see.',
      { file: file.name, found: 'a web page', expected: 'a data file' },
    )
  }
  if (opening.includes('\0')) {
    throw new MetTraceError('file_wrong_kind', 'This is not a text file.', {
      file: file.name,
      found: 'binary content',
      expected: 'text',
    })
  }
  return text
}

const decode = (decoder: TextDecoder, bytes: Buffer, line: number, file: SourceFile): string => {
  try {
    return decoder.decode(bytes, { stream: true })
  } catch (cause) {
    const at = firstInvalidByte(bytes)
    const before = bytes.subarray(0, at)
    throw new MetTraceError(
      'file_encoding',
      'This file is not written in UTF-8. Save it as "CSV UTF-8" and import it again.',
      {
        file: file.name,
        line: line + countLineEnds(before),
        column: at - before.lastIndexOf(0x0a),
        found: `byte 0x${(bytes[at] ?? 0).toString(16)}`,
        expected: 'UTF-8',
      },
      { cause },
    )
  }
}

const countLineEnds = (bytes: Uint8Array): number => {
  let count = 0
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) count++
  return count
}

/** Halves its way to the first byte with which the text stops being UTF-8; a cut last character is not a fault. */
const firstInvalidByte = (bytes: Buffer): number => {
  let valid = 0
  let broken = bytes.length
  const decodes = (end: number): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end), { stream: true })
      return true
    } catch {
      return false
    }
  }
  while (broken - valid > 1) {
    const middle = (valid + broken) >> 1
    if (decodes(middle)) valid = middle
    else broken = middle
  }
  return valid
}
