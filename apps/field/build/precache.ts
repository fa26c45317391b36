import { gzipSync } from 'node:zlib'

/** A file of the app as it was built. `name`: below the app's address. */
export type BuiltFile = { name: string; content: Uint8Array }

/** The worker itself is fetched by the browser, never by the worker. */
export const workerFile = 'service-worker.js'

/** Files that the worker does not put on the phone at install: without a signal they would be missing. */
export const missingFromPrecache = (files: readonly BuiltFile[], worker: string): string[] => {
  const named = new Set(Array.from(worker.matchAll(/"?url"?:\s*"([^"]+)"/g), ([, url]) => url))
  return files.map(({ name }) => name).filter((name) => name !== workerFile && !named.has(name))
}

/** The most that everything but letters, map and scanner may come to, compressed, in bytes. */
export const shellLimit = 200_000

/** The most that the map may come to, compressed, in bytes. */
export const mapLimit = 20_000

/** The most that the reader of codes may come to, compressed, in bytes: WebAssembly, nearly all of it. */
export const scannerLimit = 450_000

/** The most that letters of other scripts may come to, in bytes; they are compressed in themselves. */
export const lettersLimit = 100_000

/** Parts that have a limit of their own. */
const parts = /^(letters|map|scanner)\//

export type Sizes = { name: string; bytes: number }[]

/** Bytes of each file, compressed as servers do, the largest first. */
const sizesOf = (files: readonly BuiltFile[]): Sizes =>
  files
    .map(({ name, content }) => ({ name, bytes: gzipSync(content).length }))
    .toSorted((one, other) => other.bytes - one.bytes)

/** Files that open the app and walk a round. */
export const shellSize = (files: readonly BuiltFile[]): Sizes =>
  sizesOf(files.filter(({ name }) => !parts.test(name)))

/** Files that read codes by the camera. */
export const scannerSize = (files: readonly BuiltFile[]): Sizes =>
  sizesOf(files.filter(({ name }) => name.startsWith('scanner/')))

/** Files of the map. */
export const mapSize = (files: readonly BuiltFile[]): Sizes =>
  sizesOf(files.filter(({ name }) => name.startsWith('map/')))

/** Files of letters. */
export const lettersSize = (files: readonly BuiltFile[]): Sizes =>
  sizesOf(files.filter(({ name }) => name.startsWith('letters/')))

export const totalOf = (sizes: Sizes): number => sizes.reduce((sum, { bytes }) => sum + bytes, 0)
