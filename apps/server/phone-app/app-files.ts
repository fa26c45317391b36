import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/** A file of the app. `etag`: digest of its content. */
export type AppFile = { type: string; plain: Buffer; gzipped: Buffer; etag: string }

const buildProgram = join(import.meta.dirname, '../../field/build/build.ts')

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

const run = promisify(execFile)
const zip = promisify(gzip)

const fileOf = async (path: string): Promise<AppFile> => {
  const type = types[extname(path)]
  if (!type) throw new TypeError(`The phone app has a file of no known type: ${path}.`)
  const plain = await readFile(path)
  const etag = `"${createHash('sha256').update(plain).digest('hex').slice(0, 24)}"`
  return { type, plain, gzipped: await zip(plain), etag }
}

/** Builds the app in a process of its own and holds its files, by name below its address; nothing of it stays on the disk. */
export const buildAppFiles = async (): Promise<ReadonlyMap<string, AppFile>> => {
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-field-'))
  try {
    await run(process.execPath, [buildProgram, folder])
    const names = globSync('**/*.*', { cwd: folder })
    return new Map(
      await Promise.all(names.map(async (name) => [name, await fileOf(join(folder, name))] as const)),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
