/** An exchange of a fitter or library, and the answers that it may change in their last digits. */
export type Exchange = {
  /** Names of answers, as their files are called under `answers/`. */
  answers: RegExp
  because: string
}

/**
 * What was exchanged since the answers were kept: the numbers of these answers are held to one part in 1e9, and digests,
 * which are of such numbers, not at all; every other answer is held byte for byte. Answers kept anew leave this list.
 */
export const exchanged: readonly Exchange[] = []
