import { isAscii, isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'
import { MetTraceError } from '../../foundation/errors.ts'
import { plainText } from './plain-text.ts'
import type { SourceFile } from './source-files.ts'

const utf8Mark = [0xef, 0xbb, 0xbf]
const lineEnd = 0x0a
const startsWith = (bytes: Buffer, mark: number[]): boolean => mark.every((byte, at) => bytes[at] === byte)

/** This many bytes tell what a file is; a stream may begin with just a few. */
const openingBytes = 512

/** A line is waited for up to this length; a longer one is given out in parts. */
const heldBytes = 1 << 20

/**
 * The text of a file, piece by piece; a piece ends with a line, unless lines are very long. UTF-8, with or without its
 * byte-order mark, or UTF-16 with it; line ends of any kind, of which carriage returns alone are given as line feeds.
 * `markup`: it is to be XML, and only a web page is refused.
 * Errors: `file_encoding` with line and column of the first byte that is not UTF-8 text; `file_wrong_kind` for a web
 * page or a file that is no text; `file_truncated` for one that ends within a character.
 */
export const textOf = async function* (file: SourceFile, { markup = false } = {}): AsyncGenerator<string> {
  const place: Place = { file: file.name, line: 1, before: 0 }
  let held: Buffer[] = []
  let length = 0
  let opened = false
  for await (const piece of plainText(file)) {
    held.push(piece)
    length += piece.length
    const afterLine = piece.lastIndexOf(lineEnd) + 1
    if (opened ? afterLine === 0 && length < heldBytes : length < openingBytes) continue
    let bytes = held.length === 1 ? piece : Buffer.concat(held)
    if (!opened) bytes = checkedStart(bytes, file.name, markup)
    opened = true
    const end = bytes.lastIndexOf(lineEnd) + 1 || wholeCharacters(bytes)
    yield decoded(bytes.subarray(0, end), place)
    held = [bytes.subarray(end)]
    length = bytes.length - end
  }
  const rest = Buffer.concat(held)
  const bytes = opened ? rest : checkedStart(rest, file.name, markup)
  const end = wholeCharacters(bytes)
  yield decoded(bytes.subarray(0, end), place)
  if (end < bytes.length) {
    throw new MetTraceError('file_truncated', 'This file ends in the middle of a character.', {
      file: file.name,
      line: place.line,
    })
  }
}

/** The first bytes of a file as if each were a character, and zeros left out: to guess what it is, not to read it. */
export const bytesAsText = async (file: SourceFile, most: number): Promise<string> => {
  let text = ''
  for await (const piece of (await file.open()) as AsyncIterable<Buffer>) {
    text += piece.toString('latin1').replaceAll('\u0000', '')
    if (text.length >= most) break
  }
  const unmarked = text.replace(/^(ÿþ|þÿ|ï»¿)/, '')
  return unmarked.includes('\n') ? unmarked : unmarked.replaceAll('\r', '\n')
}

const encodingError = (
  file: string,
  found: string,
  where: { line?: number; column?: number } = {},
): MetTraceError =>
  new MetTraceError(
    'file_encoding',
    'This file is not written in UTF-8. Save it as "CSV UTF-8" and import it again.',
    { file, ...where, found, expected: 'UTF-8' },
  )

const webPage = /^\s*(<\?xml[^>]*>\s*)?<(!doctype\s+html|html)/i
const anyMarkup = /^\s*<[a-z!?]/i

const checkedStart = (bytes: Buffer, file: string, markup: boolean): Buffer => {
  const text = startsWith(bytes, utf8Mark) ? bytes.subarray(3) : bytes
  const opening = text.subarray(0, openingBytes)
  if ((markup ? webPage : anyMarkup).test(opening.toString('latin1'))) {
    throw new MetTraceError(
      'file_wrong_kind',
      'This is a web page, not a data file. The download may have led to a sign-in or error page; open it in a browser to see.',
      { file, found: 'a web page', expected: 'a data file' },
    )
  }
  if (opening.includes(0)) {
    // Western text in UTF-16 has a zero in every other byte.
    const zeros = [0, 0]
    for (const [at, byte] of opening.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
    if (Math.max(...zeros) > opening.length / 4 && Math.min(...zeros) === 0)
      throw encodingError(file, 'UTF-16')
    throw new MetTraceError('file_wrong_kind', 'This is not a text file.', {
      file,
      found: 'binary content',
      expected: 'text',
    })
  }
  return text
}

/** Where the next bytes stand: a line, and how many bytes of it were given out already. */
type Place = { file: string; line: number; before: number }

const decoded = (bytes: Buffer, place: Place): string => {
  const zero = bytes.indexOf(0)
  if (zero !== -1 || !isUtf8(bytes)) {
    const invalid = firstInvalidByte(bytes)
    throw faultAt(bytes, zero === -1 ? invalid : Math.min(zero, invalid), place)
  }
  const text = isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8')
  let lineStart = 0
  for (let at = bytes.indexOf(lineEnd); at !== -1; at = bytes.indexOf(lineEnd, lineStart)) {
    place.line++
    place.before = 0
    lineStart = at + 1
  }
  place.before += bytes.length - lineStart
  return text
}

/** The column counts bytes: what is not UTF-8 mostly has one byte for each character. */
const faultAt = (bytes: Buffer, at: number, { file, line, before }: Place): MetTraceError => {
  const good = bytes.subarray(0, at)
  const lineStart = good.lastIndexOf(lineEnd) + 1
  const lines = good.toString('latin1').split('\n').length
  const where = { line: line + lines - 1, column: at - lineStart + (lineStart === 0 ? before : 0) + 1 }
  const byte = bytes[at] ?? 0
  if (byte !== 0) return encodingError(file, `byte 0x${byte.toString(16)}`, where)
  return new MetTraceError(
    'file_encoding',
    'This file is damaged: a zero byte is where text should be. Download or export it again.',
    { file, ...where, found: 'byte 0x00', expected: 'text' },
  )
}

/** Length without a last character of which bytes are still to come. */
const wholeCharacters = (bytes: Buffer): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if ((byte & 0xc0) === 0x80) continue
    const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return wanted > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

/** Halves its way to the first byte with which the text stops being UTF-8; its length where it never does. */
const firstInvalidByte = (bytes: Buffer): number => {
  if (isUtf8(bytes)) return bytes.length
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
  return wholeCharacters(bytes.subarray(0, valid))
}
