import { MetTraceError } from '../../foundation/errors.ts'

/**
 * Runs what the statistics refuse with a RangeError, whose words are for people, and says so as `not_enough`: the file
 * can be read, and does not bear an answer.
 */
export const orNotEnough = <Answer>(file: string, work: () => Answer): Answer => {
  try {
    return work()
  } catch (fault) {
    if (!(fault instanceof RangeError)) throw fault
    const { message } = fault
    throw new MetTraceError(
      'not_enough',
      `${message.charAt(0).toUpperCase()}${message.slice(1)}.`,
      { file },
      { cause: fault },
    )
  }
}

/** The first few of many sentences, and how many more there are. */
export const firstFew = (sentences: readonly string[], most = 6): string[] =>
  sentences.length <= most
    ? [...sentences]
    : [...sentences.slice(0, most), `${sentences.length - most} more of the same kind.`]
