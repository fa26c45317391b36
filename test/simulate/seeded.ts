/** A stream of chance that a seed decides: sfc32, four words of 32 bits. */
export type Chance = {
  /** At least 0, below 1. */
  fraction: () => number
  /** A whole number from `least` to `most`. */
  between: (least: number, most: number) => number
  /** True in so many cases of a hundred. */
  percent: (share: number) => boolean
  pick: <T>(from: readonly T[]) => T
  bytes: (count: number) => Uint8Array
}

/** Streams of one seed by different names have nothing to do with each other: leaving one out changes no other. */
export const seeded = (seed: number, name: string): Chance => {
  let hash = 2_166_136_261
  for (const sign of name) hash = Math.imul(hash ^ sign.charCodeAt(0), 16_777_619)
  let [a, b, c, counter] = [seed | 0, hash | 0, Math.imul(seed, 2_654_435_761) | 0, 1]
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  for (let turn = 0; turn < 12; turn++) next()
  const fraction = (): number => next() / 2 ** 32
  const between = (least: number, most: number): number => least + Math.floor(fraction() * (most - least + 1))
  return {
    fraction,
    between,
    percent: (share) => fraction() * 100 < share,
    pick: (from) => from[between(0, from.length - 1)]!,
    bytes: (count) => Uint8Array.from({ length: count }, () => between(0, 255)),
  }
}
