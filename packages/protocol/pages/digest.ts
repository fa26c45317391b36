import { digestOf } from '../codes/digest.ts'

/**
 * What a page holds, in 64 characters that two sides can compare: SHA-256 over the lines `id version`, sorted by their bytes.
 * A version never has two contents, so contents need not be read; a database can add it up in one statement.
 */
export const pageDigest = (rows: Iterable<{ id: string; version: string }>): string =>
  digestOf(
    Array.from(rows, ({ id, version }) => `${id} ${version}\n`)
      .toSorted()
      .join(''),
  )
