import { count, wholeNumber } from '../foundation/words/figures.ts'
import type { Listed } from './compare-addresses.ts'

const some = ({ count: all, first }: Listed[keyof Listed]): string =>
  first.slice(0, 5).join(', ') + (all > 5 ? ', …' : '')

/** Words of the faults that real editions carry, with the rule by which each was dealt with. */
export const listedWords = ({ missingParents, unknownHomes, thinWards }: Listed): string[] => {
  const words: string[] = []
  if (missingParents.count > 0)
    words.push(
      `Parents that are not in the file: ${wholeNumber(missingParents.count)} (${some(missingParents)}). The addresses are taken.`,
    )
  if (unknownHomes.count > 0)
    words.push(
      `Changes to addresses that nobody knows: ${wholeNumber(unknownHomes.count)} (${some(unknownHomes)}). They are left out: a supply before this one is missing.`,
    )
  if (thinWards.count > 0)
    words.push(
      `${count(thinWards.count, 'ward has', 'wards have')} fewer than half of the addresses that stand there (${some(thinWards)}). What is missing there does not count as gone.`,
    )
  return words
}
