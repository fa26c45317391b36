import { MetTraceError } from '../../../foundation/errors.ts'

/**
 * A use of an exhibit that may be skin which had to be destroyed. Errors: `usage` about the field that names it where it is, beside
 * those of the work.
 */
export const unlessSpent = async <T>(work: Promise<T>, about: string): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'exhibit_event_skin') throw error
    throw new MetTraceError(
      'usage',
      'That sample had to be destroyed (PACE s.63R): it is neither read nor sent.',
      { about },
      { cause: error },
    )
  }
}
