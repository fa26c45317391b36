import { createHash } from 'node:crypto'

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** By this an area stands in its block: SHA-256 of the published seed, a line feed and its name, in hexadecimal. */
export const drawOf = (seed: string, name: string): string => digest(`${seed}\n${name}`)

/** Where dealing begins: the first 32 bits of the draw of no name, as a share. */
export const turnOf = (seed: string): number =>
  Number.parseInt(drawOf(seed, '').slice(0, 8), 16) / 0x1_0000_0000
