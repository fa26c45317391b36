/** Codes as one text, a line for each, and the kits' ids as 16 bytes each: a tenth of what as many strings take. */
export type PackedCodes = { kits: number; ids: Uint8Array; codes: Uint8Array }

const idLength = 16

export const packCodes = (rows: readonly { id: string; code: string }[]): PackedCodes => {
  const ids = new Uint8Array(idLength * rows.length)
  for (const [at, { id }] of rows.entries())
    ids.set(Buffer.from(id.replaceAll('-', ''), 'hex'), idLength * at)
  return {
    kits: rows.length,
    ids,
    codes: new TextEncoder().encode(rows.map(({ code }) => code.replaceAll('\n', ' ')).join('\n')),
  }
}

/** Several as one, in their order. */
export const joinCodes = (parts: readonly PackedCodes[]): PackedCodes => {
  const some = parts.filter(({ kits }) => kits > 0)
  return {
    kits: some.reduce((sum, { kits }) => sum + kits, 0),
    ids: Buffer.concat(some.map(({ ids }) => ids)),
    codes: Buffer.concat(some.flatMap(({ codes }, at) => (at === 0 ? [codes] : [Buffer.from('\n'), codes]))),
  }
}

/** The codes, in the order of their ids. */
export const codesIn = ({ kits, codes }: PackedCodes): string[] =>
  kits === 0 ? [] : new TextDecoder().decode(codes).split('\n')

/** The id of a row, from 0, as text. */
export const idAt = (ids: Uint8Array, row: number): string =>
  Buffer.from(ids.subarray(idLength * row, idLength * (row + 1)))
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
