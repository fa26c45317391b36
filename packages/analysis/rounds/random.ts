import { seededGenerator } from '../special/seeded-generator.ts'

/** Draws of numbers from 0 to below 1, and of whole numbers from 0 to below a limit. */
export type Random = { readonly unit: () => number; readonly below: (limit: number) => number }

/** Throws RangeError where the seed is not a whole number that fits 32 bits. */
export const seededRandom = (seed: number): Random => {
  const generator = seededGenerator(seed)
  const unit = (): number => (generator.next() >>> 0) / 0x1_0000_0000
  return { unit, below: (limit) => Math.floor(unit() * limit) }
}
