/**
 * Arrays as `array_send` writes them, for reading many numbers: taking the text of an array apart costs more than the
 * query. Format: PostgreSQL, array_send in src/backend/utils/adt/arrayfuncs.c; one dimension, no nulls.
 */
const dimensionsAt = 0
const lengthAt = 12
const headerBytes = 20
const sizeBytes = 4

const itemsOf = (bytes: Buffer): number =>
  bytes.readInt32BE(dimensionsAt) === 0 ? 0 : bytes.readInt32BE(lengthAt)

/** Calls `each` with every number of an `integer[]`, in order. */
export const eachInteger = (bytes: Buffer, each: (value: number, at: number) => void): void => {
  const items = itemsOf(bytes)
  for (let at = 0; at < items; at++)
    each(bytes.readInt32BE(headerBytes + at * (sizeBytes + 4) + sizeBytes), at)
}

/** The number at a place of a `float8[]`. */
export const doubleAt = (bytes: Buffer, at: number): number =>
  bytes.readDoubleBE(headerBytes + at * (sizeBytes + 8) + sizeBytes)
