const central = Buffer.from([0x50, 0x4b, 0x01, 0x02])
const endOfCentral = Buffer.from([0x50, 0x4b, 0x05, 0x06])

/** The same zip with something written into the first entry of its list of files, at an offset of APPNOTE.TXT 4.3.12. */
export const changedCentrally = (zip: Buffer, offset: number, write: (entry: Buffer) => void): Buffer => {
  const changed = Buffer.from(zip)
  write(changed.subarray(changed.indexOf(central) + offset))
  return changed
}

/** A zip of one file that lists it so many times: every entry points at the same packed bytes. */
export const overlapping = (zip: Buffer, times: number): Buffer => {
  const list = zip.indexOf(central)
  const end = zip.indexOf(endOfCentral)
  const entries = Buffer.concat(Array.from({ length: times }, () => zip.subarray(list, end)))
  const tail = Buffer.from(zip.subarray(end))
  tail.writeUInt16LE(times, 8)
  tail.writeUInt16LE(times, 10)
  tail.writeUInt32LE(entries.length, 12)
  return Buffer.concat([zip.subarray(0, list), entries, tail])
}
