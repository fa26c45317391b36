/** Homes of an area on a day, by what became of them. */
export type HomeCounts = {
  /** Homes of the register, those excluded taken out: the denominator. */
  readonly homes: number
  /** Taken out of the register with approval. */
  readonly excluded: number
  /** Homes where somebody was found to offer a kit to. */
  readonly offered: number
  /** With a kit of the programme that is registered and applied. */
  readonly protected: number
  /** With a kit that is not. */
  readonly deliveredOnly: number
  readonly refused: number
  /** Tried, nobody was found. */
  readonly noAnswer: number
}

const fields = [
  'homes',
  'excluded',
  'offered',
  'protected',
  'deliveredOnly',
  'refused',
  'noAnswer',
] as const satisfies (keyof HomeCounts)[]

/** Counts of a larger place from those of its parts. */
export const sumOfCounts = (parts: readonly HomeCounts[]): HomeCounts => {
  const sum = { homes: 0, excluded: 0, offered: 0, protected: 0, deliveredOnly: 0, refused: 0, noAnswer: 0 }
  for (const part of parts) for (const field of fields) sum[field] += part[field]
  return sum
}

export type Saturation = HomeCounts & {
  /** Neither of these: not tried yet, or to come back to. */
  readonly notYet: number
  /** Protected of all homes; null without homes. */
  readonly share: number | null
  /** With the exclusions back in: never above the share. */
  readonly shareWithExcluded: number | null
  /**
   * Of the homes where somebody was found: never below the share. What is reported where nobody knows the number of homes; in
   * Zambia it said 31.5 points too much (PLOS Global Public Health 2025, PMC12633927). Null where nobody was found.
   */
  readonly shareOfFound: number | null
}

const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

/**
 * Saturation of an area with its two bounds. Throws RangeError for counts that are not whole numbers from 0 or contradict
 * each other: more homes with an outcome than homes, more with a kit or a refusal than offered, more offered and without
 * an answer than homes.
 */
export const saturationOf = (counts: HomeCounts): Saturation => {
  for (const field of fields) {
    if (!(Number.isSafeInteger(counts[field]) && counts[field] >= 0))
      throw new RangeError(`${field} must be a whole number from 0, found ${counts[field]}`)
  }
  const { homes, excluded, offered, deliveredOnly, refused, noAnswer } = counts
  const answered = counts.protected + deliveredOnly + refused
  if (answered > offered || offered + noAnswer > homes)
    throw new RangeError(
      `of ${homes} homes ${offered} were offered, ${answered} answered, ${noAnswer} did not`,
    )
  return {
    ...counts,
    notYet: homes - answered - noAnswer,
    share: shareOf(counts.protected, homes),
    shareWithExcluded: shareOf(counts.protected, homes + excluded),
    shareOfFound: shareOf(counts.protected, offered),
  }
}
