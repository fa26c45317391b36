/** Longest entry that a bundle can hold: its length is two bytes. */
export const longestEntry = 0xffff

/** Entries one after the other, each behind its length in two bytes, big-endian (C2SP tlog-tiles, log entries). */
export const entryBundle = (entries: readonly Uint8Array[]): Uint8Array => {
  const parts = entries.flatMap((entry) => {
    if (entry.length > longestEntry) throw new RangeError(`An entry has at most ${longestEntry} bytes.`)
    return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry]
  })
  return Buffer.concat(parts)
}

/** Entries of a bundle, as views on it. Errors: RangeError when it ends within an entry. */
export const parseEntryBundle = (bundle: Uint8Array): Uint8Array[] => {
  const entries: Uint8Array[] = []
  for (let at = 0; at < bundle.length;) {
    const [high = 0, low] = bundle.subarray(at, at + 2)
    const end = at + 2 + (high << 8) + (low ?? 0)
    if (low === undefined || end > bundle.length)
      throw new RangeError(`The bundle ends within entry ${entries.length}.`)
    entries.push(bundle.subarray(at + 2, end))
    at = end
  }
  return entries
}
