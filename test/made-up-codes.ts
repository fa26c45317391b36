import { checkCharacterOf } from '@mettrace/kit-codes/serial/check-character'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { seededGenerator } from '../packages/analysis/special/seeded-generator.ts'
import type { CodeDesign } from '../packages/readings/design/code-design.ts'

/** Numbers from 0 to below 1, the same from the same seed. */
export const uniformFrom = (seed: number): (() => number) => {
  const generator = seededGenerator(seed)
  return () => uniformFloat64(generator)
}

/** So many different codes of a design, in the order in which they are drawn. A design with fewer codes is never done. */
export const madeUpCodes = (
  { alphabets, check }: CodeDesign,
  count: number,
  random: () => number,
): string[] => {
  const codes = new Set<string>()
  const drawn = check === 'none' ? alphabets : alphabets.slice(0, -1)
  while (codes.size < count) {
    const text = drawn.reduce((body, alphabet) => body + alphabet[Math.floor(random() * alphabet.length)], '')
    const last = check === 'none' ? '' : checkCharacterOf(text)
    if (alphabets.at(-1)!.includes(last)) codes.add(text + last)
  }
  return [...codes]
}
