import { readdir, readlink } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { SourceFile } from '../apps/server/places/formats/source-files.ts'

export type WatchedFile = SourceFile & {
  /** Every stream that was opened. */
  streams: Readable[]
}

/** A file whose bytes arrive in pieces of these sizes, over and over. */
export const fileOf = (
  content: string | Buffer,
  sizes: readonly number[] = [1 << 16],
  name = 'a.csv',
): WatchedFile => {
  const bytes = Buffer.from(content)
  const streams: Readable[] = []
  return {
    name,
    path: name,
    streams,
    open: async () => {
      const stream = Readable.from(piecesOf(bytes, sizes))
      streams.push(stream)
      return stream
    },
  }
}

const piecesOf = function* (bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    yield bytes.subarray(at, at + size)
    at += size
  }
}

/** Handles that this process holds on files whose path has these words in it; undefined where nobody can tell. */
export const openHandles = async (words: string): Promise<number | undefined> => {
  const folder = '/proc/self/fd'
  const handles = await readdir(folder).catch(() => undefined)
  if (!handles) return undefined
  const targets = await Promise.all(handles.map((handle) => readlink(`${folder}/${handle}`).catch(() => '')))
  return targets.filter((target) => target.includes(words)).length
}
