import type { Answer } from '@mettrace/protocol/batch/batch'

/** Another transaction wrote some of this meanwhile: read what stands now, and judge again. */
export class Overtaken extends Error {}

/** How often what was overtaken is judged again before it is taken apart. */
export const tries = 3

/** A deadlock is no fault of whoever is in it. */
export const isOvertaken = (error: unknown): boolean =>
  error instanceof Overtaken ||
  ((error as { cause?: { code?: string } }).cause?.code ?? (error as { code?: string }).code) === '40P01'

/** Does some work once more where it was overtaken, a few times. Errors: the last try's. */
export const again = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let left = tries; ; left--) {
    try {
      return await work()
    } catch (error) {
      if (left <= 1 || !isOvertaken(error)) throw error
    }
  }
}

/**
 * Takes events one by one in the phone's order, each in a transaction of its own, so that a bad one keeps no other back. Errors:
 * what the database could not do, where it took nothing; after that the rest has no answer, and the phone sends it again.
 */
export const oneByOne = async <Event extends Record<string, unknown>>(
  events: readonly Event[],
  alone: (event: Event) => Promise<Answer[]>,
): Promise<Answer[]> => {
  const answers: Answer[] = []
  const inOrder = events.toSorted((one, other) => Number(one['sequence']) - Number(other['sequence']) || 0)
  for (const event of inOrder) {
    try {
      answers.push(...(await alone(event)))
    } catch (error) {
      if (answers.length === 0) throw error
      // What comes after it may rest on it.
      break
    }
  }
  return answers
}
