import { Tokenizer, TokenParser } from '@streamparser/json'
import { readRelease, type ReadRelease, type Thing } from './read-release.ts'

/** Why a file is no package of releases, and where: `line` and `column` from 1, of bytes. */
export class PackageFault extends Error {
  override readonly name = 'PackageFault'
  readonly line: number
  readonly column: number

  constructor(message: string, { line, column }: { line: number; column: number }) {
    super(message)
    this.line = line
    this.column = column
  }
}

const lineFeed = 0x0a

/** Counts lines as chunks go by, so that an offset can be told as a line and a column. */
class Lines {
  #line = 1
  #lineStart = 0
  #offset = 0

  /** Bytes that went by. */
  get offset(): number {
    return this.#offset
  }

  add(chunk: Uint8Array): void {
    for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, at + 1)) {
      this.#line++
      this.#lineStart = this.#offset + at + 1
    }
    this.#offset += chunk.length
  }

  /** Place of a byte of the chunk that was not added yet. */
  placeIn(chunk: Uint8Array, at: number): { line: number; column: number } {
    const before = new Lines()
    before.#line = this.#line
    before.#lineStart = this.#lineStart
    before.#offset = this.#offset
    before.add(chunk.subarray(0, at))
    return before.end()
  }

  end(): { line: number; column: number } {
    return { line: this.#line, column: this.#offset - this.#lineStart + 1 }
  }
}

const releasesIn = (value: Thing, at: string): ReadRelease[] => {
  const all = Array.isArray(value['releases']) ? (value['releases'] as unknown[]) : []
  const whole = all.flatMap((each, place): ReadRelease[] => {
    // A record may link to its releases in place of holding them: there is then nothing to read but the compiled one.
    const isLink = typeof each === 'object' && each !== null && !('ocid' in each)
    return isLink ? [] : [readRelease(each, `${at}/releases/${place}`)]
  })
  return whole.length === 0 && value['compiledRelease'] !== undefined
    ? [readRelease(value['compiledRelease'], `${at}/compiledRelease`)]
    : whole
}

/**
 * Reads a release package, or a record package by its releases (of a record that only links to them, the compiled one). The file goes
 * by in pieces: no more than one release, or record, is held at a time. Errors: `PackageFault` where it is no JSON, ends before its
 * end, or has no release.
 */
export async function* readPackage(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<ReadRelease> {
  const tokenizer = new Tokenizer()
  const parser = new TokenParser({ paths: ['$.releases.*', '$.records.*'], keepStack: false })
  const lines = new Lines()
  let tokenAt = 0
  let waiting: ReadRelease[] = []
  let count = 0
  tokenizer.onToken = (token) => {
    tokenAt = token.offset
    parser.write(token)
  }
  parser.onValue = ({ value, key, stack }) => {
    const list = stack.at(-1)?.key
    const at = `/${String(list)}/${String(key)}`
    if (list === 'records' && typeof value === 'object' && value !== null)
      waiting.push(...releasesIn(value as Thing, at))
    else waiting.push(readRelease(value, at))
  }
  for await (const chunk of chunks) {
    try {
      tokenizer.write(chunk)
    } catch (error) {
      throw faultOf(error as Error, { chunk, lines, tokenAt })
    }
    lines.add(chunk)
    count += waiting.length
    yield* waiting
    waiting = []
  }
  if (!parser.isEnded) throw new PackageFault('the file ends before its JSON does', lines.end())
  if (count === 0)
    throw new PackageFault('found no release; expected a list “releases” or “records” with at least one', {
      line: 1,
      column: 1,
    })
}

const faultOf = (
  error: Error,
  { chunk, lines, tokenAt }: { chunk: Uint8Array; lines: Lines; tokenAt: number },
): PackageFault => {
  const byte = /chunk position "(\d+)"/.exec(error.message)?.[1]
  const at = byte === undefined ? Math.max(0, tokenAt - lines.offset) : Number(byte)
  const found = String.fromCodePoint(chunk[at] ?? 0x20)
  return new PackageFault(
    `found ${JSON.stringify(found)} where JSON cannot have it`,
    lines.placeIn(chunk, at),
  )
}
