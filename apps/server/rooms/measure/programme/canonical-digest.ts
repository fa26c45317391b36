import { createHash } from 'node:crypto'

/** The same value with the keys of every object in order, so that a database that orders them anew changes nothing. */
export const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}

/** SHA-256 of values as JSON with keys in alphabetical order, a line feed between one and the next. */
export const canonicalDigest = (...parts: readonly unknown[]): string =>
  createHash('sha256')
    .update(parts.map((part) => JSON.stringify(sorted(part))).join('\n'))
    .digest('hex')
